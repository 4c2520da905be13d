import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildDigitalLink,
  buildElementString,
  canonicalDigitalLink,
  epcUriOfElements,
  epcUriToDigitalLink,
  findAi,
  parseDigitalLink,
  parseElementString,
  problemText,
} from './index.ts';
import { anyItem } from './test-items.fixture.ts';

const plain = (elements: { ai: string; value: string }[]) => elements.map(({ ai, value }) => ({ ai, value }));
const byAi = (elements: { ai: string; value: string }[]) => plain(elements).sort((a, b) => (a.ai < b.ai ? -1 : 1));

test.each(['transmitted', 'caret', 'bracketed'] as const)('what is built (%s) is read again', (form) => {
  fc.assert(
    fc.property(anyItem, (elements) => {
      const text = buildElementString(elements, form);
      const reading = parseElementString(text, { associations: false });
      expect(reading.problems).toEqual([]);
      expect(plain(reading.elements)).toEqual(elements);
      for (const { value, at } of reading.elements)
        if (form !== 'bracketed' || !value.includes('(')) expect(text.slice(at, at + value.length)).toBe(value);
    }),
    { numRuns: 300 },
  );
});

test('a built link is read again, and building what was read gives the same link', () => {
  fc.assert(
    fc.property(
      anyItem,
      fc.constantFrom('https://example.org', 'http://a:8080/x/01/y/', undefined),
      (elements, stem) => {
        const built = buildDigitalLink(elements, stem === undefined ? {} : { stem });
        if (!built.ok) throw new Error(JSON.stringify(built.problems));
        const reading = parseDigitalLink(built.uri, { associations: false });
        expect(byAi(reading.elements)).toEqual(byAi(elements));
        expect(buildDigitalLink(reading.elements, { stem: reading.stem })).toEqual(built);
      },
    ),
    { numRuns: 300 },
  );
});

test('sorted, the link does not depend on the order of the elements, and its canonical form is its own', () => {
  fc.assert(
    fc.property(anyItem, (elements) => {
      const [key, ...rest] = elements;
      const one = buildDigitalLink([key!, ...rest], { sorted: true });
      expect(buildDigitalLink([key!, ...rest.toReversed()], { sorted: true })).toEqual(one);
      if (!one.ok) throw new Error();
      const canonical = canonicalDigitalLink(one.uri)!;
      expect(canonicalDigitalLink(canonical)).toBe(canonical);
    }),
    { numRuns: 300 },
  );
});

test('EPC URI and Digital Link of one item have one canonical form', () => {
  fc.assert(
    fc.property(anyItem, fc.integer({ min: 6, max: 12 }), (elements, prefixLength) => {
      const epc = epcUriOfElements(elements, prefixLength);
      const there = new Set(elements.map(({ ai }) => ai));
      // Text keys of the fixture begin with seven digits; an extension of 0 means none; SRIN and the lot of an
      // ITIP are in no EPC.
      fc.pre(
        epc.ok &&
          !there.has('8019') &&
          !(there.has('8006') && there.has('10')) &&
          !elements.some(({ ai, value }) => ai === '254' && value === '0'),
      );
      const link = buildDigitalLink(elements);
      if (!epc.ok || !link.ok) throw new Error();
      expect(epcUriToDigitalLink(epc.uri)).toBe(canonicalDigitalLink(link.uri));
    }),
    { numRuns: 400 },
  );
});

test.each([
  [
    [
      ['01', '80614141123458'],
      ['21', '6789/&%"!?()'],
    ],
    7,
    'urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()',
  ],
  [
    [
      ['01', '04012345123456'],
      ['10', 'Lot987'],
    ],
    7,
    'urn:epc:class:lgtin:4012345.012345.Lot987',
  ],
  [[['01', '04012345123456']], 7, 'urn:epc:idpat:sgtin:4012345.012345.*'],
  [[['414', '4012345000054']], 7, 'urn:epc:id:sgln:4012345.00005.0'],
  [[['253', '98765999999929']], 12, 'urn:epc:id:gdti:987659999999..9'],
  [[['417', '9999999999994']], 12, 'urn:epc:id:pgln:999999999999.'],
  [
    [
      ['8006', '040123451111180102'],
      ['21', '987'],
    ],
    7,
    'urn:epc:id:itip:4012345.011111.01.02.987',
  ],
] as [string[][], number, string][])('%j', (elements, prefixLength, uri) => {
  expect(
    epcUriOfElements(
      elements.map(([ai, value]) => ({ ai: ai!, value: value! })),
      prefixLength,
    ),
  ).toEqual({ ok: true, uri });
});

test('no EPC without a key, with a wrong check digit or a prefix of impossible length', () => {
  const gtin = { ai: '01', value: '80614141123458' };
  for (const length of [5, 13, 7.5, Number.NaN]) expect(epcUriOfElements([gtin], length).ok).toBe(false);
  expect(epcUriOfElements([{ ai: '10', value: 'X' }], 7).ok).toBe(false);
  expect(epcUriOfElements([{ ai: '01', value: '80614141123459' }], 7)).toMatchObject({
    problems: [{ code: 'check-digit' }],
  });
});

describe('values', () => {
  test.each([
    ['(01)09520123456789', 'check-digit', 17],
    ['(01)0952012345678', 'value-short', 4],
    ['(01)09520123456788(17)261301', 'date', 24],
    ['(01)09520123456788(17)260230', 'date', 26],
    ['(01)09520123456788(17)260200', undefined, 0],
    ['(01)09520123456788(7003)2602002359', 'date', 28],
    ['(01)09520123456788(7003)2602282360', 'time', 32],
    ['(01)09520123456788(422)157', 'country', 23],
    ['(01)09520123456788(422)156', undefined, 0],
    ['(01)09520123456788(10)é', 'characters', 22],
    ['(01)09520123456788(10)', 'value-empty', 22],
    ['(01)09520123456788(10)123456789012345678901', 'value-long', 22],
    ['(01)09520123456788(89)1', 'unknown-ai', 19],
    ['(01)09520123456788(1', 'ai-expected', 18],
    ['(01)09520123456788(3103)000195(3922)0299', undefined, 0],
    ['(01)09520123456788(3922)0299', 'requires', 24],
    ['(10)LOT', 'requires', 4],
    ['(01)09520123456788(02)09520123456788(37)2', 'excludes', 4],
    ['(8013)1987654Ad4X4bL5ttr2310c2K', undefined, 0],
    ['(8013)1987654Ad4X4bL5ttr2310c2L', 'check-pair', 29],
    ['(00)006141411234567890(4309)18000000013600000000', 'coordinate', 28],
    ['(00)006141411234567890(4300)A%2', 'percent', 29],
    ['(8006)095201234567880302', 'pieces', 20],
    ['(00)006141411234567890(7041)ZZZZ', 'code-list', 28],
    ['(415)9520123456788(8020)R1(8007)GB82WEST12345698765432', undefined, 0],
    ['(415)9520123456788(8020)R1(8007)GB83WEST12345698765432', 'iban', 34],
    ['(253)9520123456788(8030)ABCD', 'serial-missing', 5],
    ['(8010)9520123ab', 'characters', 13],
    ['(03)09520123456788(21)1(8040)490154203237518', undefined, undefined],
  ] as [string, string | undefined, number | undefined][])('%s %s', (text, code, at) => {
    const { problems, valid } = parseElementString(text);
    if (at === undefined) return expect(valid).toBe(problems.length === 0);
    expect(problems[0]?.code).toBe(code);
    if (code !== undefined) expect(problems[0]!.at).toBe(at);
  });

  test('a flipped digit of a key is always found', () => {
    fc.assert(
      fc.property(anyItem, fc.nat(), fc.integer({ min: 1, max: 9 }), ([key], place, shift) => {
        const { ai, value } = key!;
        const length = {
          '00': 18,
          '01': 14,
          '253': 13,
          '255': 13,
          '402': 17,
          '414': 13,
          '417': 13,
          '8003': 14,
          '8006': 14,
          '8017': 18,
          '8018': 18,
        }[ai];
        fc.pre(length !== undefined);
        const at = place % length!;
        const wrong = value.slice(0, at) + ((Number(value[at]) + shift) % 10) + value.slice(at + 1);
        const { problems } = parseElementString(`(${ai})${wrong.replaceAll('(', '\\(')}`);
        expect(problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('scans', () => {
  test.each([
    [']C1010952012345678810ABC123\u001d17261231', '01 10 17'],
    [']d2\u001d010952012345678810ABC123', '01 10'],
    ['010952012345678810ABC123\u001d17261231', '01 10 17'],
    ['^010952012345678810ABC123^17261231^', '01 10 17'],
  ])('%j', (text, ais) => {
    const { elements, problems } = parseElementString(text);
    expect(problems).toEqual([]);
    expect(elements.map(({ ai }) => ai).join(' ')).toBe(ais);
  });
  test('a lost separator is noticed', () => {
    expect(parseElementString('010952012345678810ABC12317261231ABCDEFGHIJ').problems[0]).toMatchObject({
      code: 'separator-missing',
      at: 18,
    });
  });
  test('an AI whose length is known beforehand may be unknown', () => {
    expect(parseElementString('3199000001', { unknownAis: true }).elements).toMatchObject([
      { ai: '3199', value: '000001' },
    ]);
    expect(parseElementString('89ABC', { unknownAis: true }).problems[0]).toMatchObject({ code: 'unknown-ai' });
    expect(findAi('011', true)).toBeUndefined();
    expect(findAi('80', true)).toBeUndefined();
  });
});

test('any text is answered with problems that lie inside it and have words', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '(01)',
      '01',
      '^',
      '\u001d',
      '10',
      '(',
      ')',
      '\\(',
      '09520123456788',
      '8010',
      '423',
      '7007',
      '\ud800',
      '%',
      '/',
      '?',
      '#',
      'https://',
      '01=',
      '&',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.constantFrom('', '(', '^', 'https://a/01/', 'https://a/'), fc.array(piece), (head, pieces) => {
      const text = head + pieces.join('');
      for (const { problems, valid } of [
        parseElementString(text),
        parseDigitalLink(text),
        parseDigitalLink(text, { unknownAis: true, convenienceAlphas: true }),
      ]) {
        expect(valid).toBe(problems.length === 0);
        for (const each of problems) {
          expect(each.at).toBeGreaterThanOrEqual(0);
          expect(each.at + each.length).toBeLessThanOrEqual(Math.max(text.length, each.at));
          for (const language of ['zh', 'en'] as const)
            expect(problemText(each, language)).not.toMatch(/[{}]|undefined/);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['?=1', 'unknown-ai', 33],
  ['?0=1', 'unknown-ai', 33],
  ['?99=', 'value-empty', 33],
  ['?99=%00', 'null-character', 36],
  ['?10=1', 'belongs-in-path', 36],
  ['?99=x&99=x', 'duplicate', 41],
  ['?254=x', 'not-attribute', 37],
  ['/21/1/10/1', 'qualifier-order', 18],
  ['/21//10/1', 'value-empty', 33],
])('https://a.test/01/09520123456788%s: %s at %i', (tail, code, at) => {
  expect(parseDigitalLink(`https://a.test/01/09520123456788${tail}`).problems[0]).toMatchObject({ code, at });
});

test('long text is refused at once', () => {
  for (const part of ['01', '(01)', '^', '(', '\\(', '/01/09520123456788', '%', '9'])
    for (const head of ['', 'https://a/', '^', '(10)']) {
      const text = head + part.repeat(400_000);
      expect(parseElementString(text).valid).toBe(false);
      expect(parseDigitalLink(text).valid).toBe(false);
      expect(parseElementString(text.slice(0, 8000)).valid).toBe(false);
    }
});
