import { describe, expect, test } from 'vitest';
import { asemIsHere, asemModel, readAsem, readCsv } from './fixtures.ts';
import { correlation, runIndex, shape } from './index.ts';

const files = {
  raw: 'step_Raw.csv',
  denominate: 'step_Denominated.csv',
  impute: 'step_Imputed.csv',
  screen: 'step_Screened.csv',
  treat: 'step_Treated.csv',
  normalise: 'step_Normalised.csv',
  aggregate: 'step_Aggregated.csv',
} as const;
const figure = (text: string | undefined) => (text === undefined || text === '' || text === 'NA' ? NaN : Number(text));

if (!asemIsHere) console.log('shared/conformance/composite-asem is missing: the ASEM proofs are skipped');

describe.skipIf(!asemIsHere)('ASEM, as COINr computes it', () => {
  const { tree, data } = asemIsHere ? readAsem() : ({} as ReturnType<typeof readAsem>);
  const result = asemIsHere ? runIndex(tree, data, asemModel) : ({} as ReturnType<typeof runIndex>);

  test.each(Object.keys(files) as (keyof typeof files)[])('every value after %s', (name) => {
    const step = result.steps.find(({ step }) => step === name)!;
    const rows = readCsv(files[name]);
    expect(step.units.toSorted()).toEqual(rows.map((row) => row.uCode).toSorted());
    let compared = 0;
    for (const row of rows) {
      const at = step.units.indexOf(row.uCode as string);
      for (const [code, text] of Object.entries(row)) {
        if (code === 'uCode') continue;
        const [mine, theirs] = [step.columns.get(code)![at]!, figure(text)];
        compared++;
        // 1e-6 is asked for; the arithmetic is the same, so only the last digits differ.
        if (Number.isNaN(theirs)) expect(mine, `${row.uCode} ${code}`).toBeNaN();
        else
          expect(Math.abs(mine - theirs), `${row.uCode} ${code}`).toBeLessThan(1e-10 * Math.max(1, Math.abs(theirs)));
      }
    }
    expect(compared).toBe(51 * (name === 'aggregate' ? 60 : 49));
  });

  test('final scores and ranks', () => {
    const expected = readCsv('expected_index.csv').map((row) => [Number(row.Rank), Number(row.Index)]);
    const index = result.scores.get('Index')!;
    const mine = result.units.map((_, i) => [result.ranks[i]!, index[i]!]).sort((a, b) => a[0]! - b[0]!);
    expect(mine.map(([rank]) => rank)).toEqual(expected.map(([rank]) => rank));
    for (const [i, [, score]] of mine.entries()) expect(Math.abs(score! - expected[i]![1]!)).toBeLessThan(1e-9);
  });

  test('the figures of its documentation', () => {
    const flights = shape(data.columns.get('Flights')!);
    expect(flights.skewness).toBeCloseTo(2.103287, 6);
    expect(flights.kurtosis).toBeCloseTo(4.508879, 6);
    expect(correlation(result.scores.get('Index')!, result.scores.get('Conn')!)).toBeCloseTo(0.9397805, 7);
  });
});
