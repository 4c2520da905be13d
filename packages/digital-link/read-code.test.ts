import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usccCheckSign } from '../identifiers/index.ts';
import { compressDigitalLink, readCode } from './index.ts';

const batchUrls = [{ id: 'sample', template: 'https://trace.example.org/q/{gtin}/p-{batch}?s={serial}' }];

test.each([
  ['6901234567892', 'gtin', '06901234567892', 'https://id.gs1.org/01/06901234567892'],
  [' 69012341 ', 'gtin', '00000069012341', 'https://id.gs1.org/01/00000069012341'],
  ['006141411234567890', 'sscc', '006141411234567890', 'https://id.gs1.org/00/006141411234567890'],
  [
    '(01)06901234567892(10)Q4D593(21)32a',
    'gs1-element-string',
    'https://id.gs1.org/01/06901234567892/10/Q4D593/21/32a',
    undefined,
  ],
  [
    ']d2010690123456789210Q4D593\u001d2132a',
    'gs1-element-string',
    'https://id.gs1.org/01/06901234567892/10/Q4D593/21/32a',
    undefined,
  ],
  ['010690123456789217261231', 'gs1-element-string', 'https://id.gs1.org/01/06901234567892?17=261231', undefined],
  [
    'https://example.org/01/6901234567892/10/A?17=261231',
    'gs1-digital-link',
    'https://id.gs1.org/01/06901234567892/10/A?17=261231',
    undefined,
  ],
  [
    'urn:epc:class:lgtin:4012345.012345.Lot987',
    'epc-uri',
    'urn:epc:class:lgtin:4012345.012345.Lot987',
    'https://id.gs1.org/01/04012345123456/10/Lot987',
  ],
  [
    'http://www.example.com/gtin/06901234567892/bat/Q4D593/ser/32a',
    'gb-33993-vendor',
    undefined,
    'https://id.gs1.org/01/06901234567892/10/Q4D593/21/32a',
  ],
  ['http://2dcode.org/0106901234567892OXjVB3', 'gb-33993-national', undefined, 'https://id.gs1.org/01/06901234567892'],
  [
    'https://trace.example.org/q/6901234567892/p-L%2F1?s=7&from=scan',
    'batch-url',
    undefined,
    'https://id.gs1.org/01/06901234567892/10/L%2F1/21/7',
  ],
  ['９１１１０００06 0003-7341l', 'uscc', '91110000600037341L', undefined],
  ['urn:oid:1.2.156.10197.1.401', 'oid', 'urn:oid:1.2.156.10197.1.401', undefined],
  ['1.2.156.20009.某厂', 'oid', 'urn:oid:1.2.156.20009.某厂', undefined],
  ['MA.156.M0.100016/10000001.1', 'ma', 'MA.156.M0.100016/10000001.1', undefined],
  ['88.101.1/ABC-1', 'handle', 'hdl:88.101.1/ABC-1', undefined],
  ['https://doi.org/10.1000/182', 'handle', 'hdl:10.1000/182', undefined],
  ['Ecode:100010000001', 'ecode', 'Ecode:100010000001', undefined],
  ['https://example.org/about', 'url', 'https://example.org/about', undefined],
])('%s is %s', (text, system, normalised, digitalLink) => {
  const reading = readCode(text, { batchUrls });
  expect(reading.problems).toEqual([]);
  expect(reading).toMatchObject({ system, valid: true });
  if (normalised !== undefined) expect(reading.normalised).toBe(normalised);
  if (digitalLink !== undefined) expect(reading.digitalLink).toBe(digitalLink);
});

test.each([
  ['6901234567893', 'gtin', 'check-digit', 12],
  ['91110000600037342L', 'uscc', 'check-sign', 17],
  ['  (01)06901234567893', 'gs1-element-string', 'check-digit', 19],
  ['https://example.org/01/06901234567893', 'gs1-digital-link', 'check-digit', 36],
  ['http://www.example.com/gtin/06901234567893', 'gb-33993-vendor', 'check-digit', 41],
  ['urn:epc:id:sgtin:1.2.3', 'epc-uri', 'form', 0],
  ['urn:oid:3.1.2', 'oid', 'form', 8],
  ['urn:oid:1.2.0156', 'oid', 'form', 12],
  ['urn:oid:1.40.3', 'oid', 'form', 10],
  ['MA.15', 'ma', 'form', 3],
  ['hdl:88.101/', 'handle', 'form', 11],
  ['你好', 'unknown', 'unrecognised', 0],
  ['', 'unknown', 'empty', 0],
  ['99 bottles', 'unknown', 'unrecognised', 0],
  ['99bottles', 'unknown', 'unrecognised', 0],
])('%s: %s, but %s', (text, system, code, at) => {
  const reading = readCode(text);
  expect(reading).toMatchObject({ system, valid: false });
  expect(reading.problems[0]).toMatchObject({ code, at });
});

test('a compressed link is the link', () => {
  const link = 'https://example.org/01/06901234567892/10/Q4D593/21/32a?17=261231';
  const packed = compressDigitalLink(link);
  if (!packed.ok) throw new Error();
  expect(readCode(packed.uri)).toMatchObject({
    system: 'gs1-digital-link-compressed',
    digitalLink: readCode(link).normalised,
  });
});

test('what is not checked says so', () => {
  for (const text of ['MA.156.M0.1', 'Ecode:1000100', 'https://example.org/', '1.2.156.1.甲'])
    expect(readCode(text).checked).toBe(false);
});

test('a credit code of any signs is found, also one of digits only', () => {
  const first = fc.tuple(fc.constantFrom(...'159'), fc.stringMatching(/^\d{16}$/)).map((parts) => parts.join(''));
  fc.assert(
    fc.property(first, (head) => {
      expect(readCode(head + usccCheckSign(head)).system).toBe('uscc');
    }),
  );
});

test('any text is answered in words, soon', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'https://',
      'urn:',
      'oid:',
      '1.2.156',
      'MA.',
      '156',
      '.',
      '/',
      '01',
      '(01)',
      '06901234567892',
      '%',
      '\ud800',
      'hdl:',
      '?',
      '=',
      '2dcode.org',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const { valid, problems } = readCode(text, { batchUrls });
      expect(valid).toBe(problems.length === 0);
      for (const { zh, en, at } of problems) {
        expect(zh + en).not.toMatch(/[{}]|undefined/);
        expect(at).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 2000 },
  );
  for (const part of ['9', '.', '1.', 'MA.1', 'https://a/', '/01', '(01)', '甲', '%20', ' '])
    for (const head of ['', 'https://', 'urn:oid:', 'hdl:1/', 'https://trace.example.org/q/'])
      for (const count of [3000, 300_000]) readCode(head + part.repeat(count), { batchUrls });
});
