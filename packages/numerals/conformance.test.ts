import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recognizeNumbers, recognizeOrdinals, recognizePercents, recognizeRanges } from './index.ts';
import { Exact } from './integer.ts';
import { normalize } from './normalize.ts';

const folder = new URL('../../../shared/conformance/chinese-numbers/', import.meta.url);

interface Case {
  Input: string;
  Results: { Text: string; Start?: number; End?: number; Resolution: { value: string; offset?: string } }[];
  IgnoreResolution?: boolean;
}
interface Model {
  recognize: (text: string) => { start: number; end: number; text: string; value: string }[];
  /** Index of the case → why its published result is not followed. A listed case that passes fails the test. */
  leftOut: Record<number, string>;
  suffix?: string;
}

const models: Record<string, Model> = {
  NumberModel: { recognize: recognizeNumbers, leftOut: {} },
  PercentModel: { recognize: recognizePercents, leftOut: {}, suffix: '%' },
  OrdinalModel: { recognize: recognizeOrdinals, leftOut: {} },
  NumberRangeModel: {
    recognize: recognizeRanges,
    leftOut: { 63: 'publishes 20000 for 20万, which is 200000; no implementation supports it' },
  },
};

/** Published values use exponents (5E-06); intervals are compared as text. */
const canonical = (value: string): string => {
  const [, number, percent] = /^(-?[\d.]+(?:E[+-]\d+)?)(%?)$/.exec(value) ?? [];
  return number === undefined ? value : new Exact(number).toFixed() + percent;
};

describe.skipIf(!existsSync(folder))('Recognizers-Text, Chinese', () => {
  for (const [name, { recognize, leftOut, suffix = '' }] of Object.entries(models)) {
    it(name, () => {
      const cases: Case[] = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8').replace(/^\uFEFF/, ''));
      const failed: Record<number, unknown> = {};
      for (const [index, test] of cases.entries()) {
        const expected = test.Results.map((r) => [
          r.Text.toLowerCase(),
          r.Start,
          (r.End ?? 0) + 1,
          canonical(r.Resolution.value),
        ]);
        const actual = recognize(test.Input).map((r) => [
          halfWidth(r.text),
          r.start,
          r.end,
          canonical(r.value + suffix),
        ]);
        if (JSON.stringify(actual) !== JSON.stringify(expected))
          failed[index] = { input: test.Input, expected, actual };
      }
      console.log(`${name}: ${cases.length - Object.keys(failed).length} of ${cases.length} cases`);
      for (const index of Object.keys(leftOut)) {
        expect(failed, `case ${index} is listed as left out, but passes`).toHaveProperty(index);
        delete failed[Number(index)];
      }
      expect(failed).toEqual({});
    });
  }
});

if (!existsSync(folder)) it.skip('skipped: ../shared/conformance/chinese-numbers is not here', () => {});

/** The published texts are half-width and in lower case, but keep traditional characters. */
const halfWidth = (text: string): string =>
  [...text]
    .map((char) => (/[！-～]/.test(char) ? normalize(char) : char))
    .join('')
    .toLowerCase();
