import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkGtin,
  gs1CheckDigit,
  gs1CheckPair,
  hasGs1CheckDigit,
  matchUrlTemplate,
  readEcode,
  readHandle,
  readMa,
  readOid,
} from './index.ts';

// Examples of the GS1 General Specifications and of published identifiers.
test.each([
  ['629104150021', '3'],
  ['0952012345678', '8'],
  ['37610425002123456', '9'],
  ['', undefined],
  ['12a', undefined],
])('check digit of %s', (body, digit) => expect(gs1CheckDigit(body)).toBe(digit));

test.each([
  ['1987654Ad4X4bL5ttr2310c', '2K'],
  ['', '22'],
  ['a b', undefined],
  ['1'.repeat(98), undefined],
])('check characters of %s', (body, pair) => expect(gs1CheckPair(body)).toBe(pair));

test('one digit changed is always found', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{5,17}$/), fc.nat(), fc.integer({ min: 1, max: 9 }), (body, place, shift) => {
      const code = body + gs1CheckDigit(body);
      const at = place % code.length;
      expect(hasGs1CheckDigit(code)).toBe(true);
      expect(hasGs1CheckDigit(code.slice(0, at) + ((Number(code[at]) + shift) % 10) + code.slice(at + 1))).toBe(false);
    }),
  );
});

test('one sign changed breaks a check pair', () => {
  const sign = fc.constantFrom(...'!"%&\'()*+,-./0189:;<=>?AZ_az');
  fc.assert(
    fc.property(fc.array(sign, { minLength: 1, maxLength: 28 }), fc.nat(), sign, (signs, place, other) => {
      const at = place % signs.length;
      fc.pre(signs[at] !== other);
      expect(gs1CheckPair(signs.with(at, other).join(''))).not.toBe(gs1CheckPair(signs.join('')));
    }),
  );
});

test('item numbers of all lengths compare by fourteen digits', () => {
  expect(checkGtin('69012341')).toEqual({ ok: true, gtin: '00000069012341', form: 'GTIN-8' });
  expect(checkGtin('614141123452')).toMatchObject({ ok: true, form: 'GTIN-12' });
  expect(checkGtin('6901234567892')).toMatchObject({ gtin: '06901234567892' });
  expect(checkGtin('16901234567899')).toMatchObject({ form: 'GTIN-14' });
  expect(checkGtin('6901234567893')).toEqual({ ok: false, reason: 'check-digit', expected: '2' });
  expect(checkGtin('69012345678')).toMatchObject({ reason: 'length' });
  expect(checkGtin('690123456789X')).toMatchObject({ reason: 'characters' });
});

describe('names', () => {
  test('object identifiers', () => {
    expect(readOid('urn:oid:2.999.1')).toMatchObject({ ok: true, checked: true });
    expect(readOid('OID.1.2.156.3001')).toMatchObject({ normalised: 'urn:oid:1.2.156.3001', parts: { country: 'CN' } });
    expect(readOid('1.2.840.113549')).toBeUndefined();
    for (const wrong of ['urn:oid:', 'urn:oid:1.2', 'urn:oid:1.2.', 'oid:0.40.1', 'oid:1.2.03', 'oid:甲.1.2'])
      expect(readOid(wrong)).toMatchObject({ ok: false });
  });
  test('handles', () => {
    expect(readHandle('hdl:4263537/4000')).toMatchObject({ parts: { authority: '4263537', name: '4000' } });
    expect(readHandle('86.1000.1/x/y')).toMatchObject({ normalised: 'hdl:86.1000.1/x/y' });
    expect(readHandle('2026.11/22')).toBeUndefined();
    expect(readHandle('doi:x/1')).toEqual({ ok: false, at: 4 });
  });
  test('MA and Ecode are recognised and handed on', () => {
    expect(readMa('ma.156.M0.1/2')).toMatchObject({ normalised: 'MA.156.M0.1/2', checked: false });
    expect(readMa('MA.156.')).toEqual({ ok: false, at: 3 });
    expect(readMa('MARS')).toBeUndefined();
    expect(readEcode('ecode=3000010001AB')).toMatchObject({ parts: { version: '3' }, checked: false });
    expect(readEcode('3000010001')).toBeUndefined();
  });
});

describe('templates of addresses', () => {
  const template = 'https://trace.example.org/q/{gtin}/p-{batch}.html?s={serial}';
  test.each([
    ['http://TRACE.example.org/q/1/p-2.html?x=1&s=3#top', { gtin: '1', batch: '2', serial: '3' }],
    ['https://trace.example.org/q/1/p-%E7%94%B2.html?s=3', { gtin: '1', batch: '甲', serial: '3' }],
    ['https://trace.example.org/q/1/p-.html?s=3', undefined],
    ['https://trace.example.org/q/1/p-2.html', undefined],
    ['https://trace.example.org/q/1/p-2.html/?s=3', undefined],
    ['https://trace.example.org/q/1/p-%E7.html?s=3', undefined],
    ['https://other.example.org/q/1/p-2.html?s=3', undefined],
    ['trace', undefined],
  ])('%s', (url, fields) => expect(matchUrlTemplate(template, url)).toEqual(fields));
});
