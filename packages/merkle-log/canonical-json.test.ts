import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from './index.ts';

const folder = join(import.meta.dirname, '../../../shared/conformance/jcs');
const here = existsSync(folder);
if (!here) console.log('shared/conformance/jcs is missing: its cases are skipped');

describe.skipIf(!here)('cases of cyberphone/json-canonicalization', () => {
  test.each(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])('%s', (name) => {
    const input = JSON.parse(readFileSync(join(folder, `input__${name}.json`), 'utf8')) as Json;
    const wanted = readFileSync(join(folder, `outhex__${name}.txt`), 'utf8').replace(/\s+/g, '');
    expect(Buffer.from(canonicalJson(input), 'utf8').toString('hex')).toBe(wanted);
  });
});

test('the order in which members were written does not matter, and reading it back loses nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const json = canonicalJson(value as Json);
      expect(canonicalJson(JSON.parse(json) as Json)).toBe(json);
      // Negative zero is written as zero.
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(turned(value as Json))).toBe(json);
    }),
  );
});

function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  const reversed = Object.entries(value).reverse();
  return Object.fromEntries(reversed.map(([name, part]) => [name, turned(part as Json)])) as Json;
}

test('what JSON cannot say is refused', () => {
  const deep = Array.from({ length: 300 }).reduce<Json>((inner) => [inner], 1);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udc00': 1 }, undefined, [undefined], deep])
    expect(() => canonicalJson(value as Json)).toThrow(TypeError);
  for (const value of [new Date(0), new Map(), 1n, () => 1, { a: undefined }, Array(2)])
    expect(() => canonicalJson(value as unknown as Json)).toThrow(TypeError);
});
