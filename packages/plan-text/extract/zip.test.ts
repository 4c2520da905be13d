import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { defaultLimits, InflateBudget, inflateEntry, listZip } from './index.ts';

const generous = { maxInflated: 1e12, maxRatio: 1e9 };
const zeros = zipSync({ a: new Uint8Array(20_000_000) });
const entry = listZip(zeros, generous)[0]!;
const code = (code: string) => expect.objectContaining({ code });

describe('a file that inflates far', () => {
  it('is refused by what it declares, before anything is inflated', () => {
    expect(() => listZip(zeros)).toThrow(code('bomb'));
    expect(() => listZip(zeros, { ...generous, maxInflated: 19_000_000 })).toThrow(code('bomb'));
    expect(listZip(zeros, { maxInflated: 20_000_000, maxRatio: 2000 })).toHaveLength(1);
  });
  it('is refused while it inflates, whatever it declares', () => {
    const budget = new InflateBudget({ ...generous, maxInflated: 5_000_000 });
    expect(() => inflateEntry(zeros, { ...entry, size: 1e9 }, budget)).toThrow(code('bomb'));
    expect(() => inflateEntry(zeros, { ...entry, size: 1000 }, new InflateBudget(generous))).toThrow(code('bomb'));
  });
  it('counts over all entries', () => {
    const budget = new InflateBudget({ ...generous, maxInflated: 30_000_000 });
    expect(inflateEntry(zeros, entry, budget)).toHaveLength(20_000_000);
    expect(() => inflateEntry(zeros, entry, budget)).toThrow(code('bomb'));
  });
});

it('notices a changed byte by the checksum, packed or stored', () => {
  const text = new TextEncoder().encode('质量提升'.repeat(10));
  for (const level of [0, 9] as const) {
    const file = zipSync({ a: text }, { level });
    const [stored] = listZip(file);
    expect(inflateEntry(file, stored!, new InflateBudget(defaultLimits))).toEqual(text);
    const wrong = { ...stored!, crc: stored!.crc ^ 1 };
    expect(() => inflateEntry(file, wrong, new InflateBudget(defaultLimits))).toThrow(code('damaged'));
  }
});

it('gives back what was packed', () => {
  const files = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.uint8Array({ maxLength: 300 }), { maxKeys: 5 });
  fc.assert(
    fc.property(files, fc.constantFrom(0 as const, 6 as const), (contents, level) => {
      const zip = zipSync(contents, { level });
      const found = listZip(zip).map((e) => [e.name, inflateEntry(zip, e, new InflateBudget(defaultLimits))]);
      expect(Object.fromEntries(found)).toEqual({ ...contents });
    }),
  );
});

it('refuses what needs a password', () => {
  const file = zipSync({ a: Uint8Array.of(1) });
  const locked = file.slice();
  locked[file.findIndex((_, i) => file[i] === 0x50 && file[i + 1] === 0x4b && file[i + 2] === 1) + 8]! |= 1;
  expect(() => listZip(locked)).toThrow(code('encrypted'));
});
