/** What the simulator planted is what the shipped scheme finds: the answer key against the index. */
import { describe, expect, test } from 'vitest';
import { correlation, rankAscending } from '../../../packages/composite/index.ts';
import { simulateObservations } from '../../simulate/index.ts';
import { computeIndex } from './compute-index.ts';
import { unitsOf } from './freeze-vintage.ts';
import { readSchemes } from './load-schemes.ts';

const [{ schema: _, id: __, name: ___, region: ____, note: _____, ...content }] = readSchemes() as [
  ReturnType<typeof readSchemes>[number],
];

async function find(seed: number, level: 'city' | 'county', year: number) {
  const { truths, values } = simulateObservations(seed, { from: 2023, to: 2025 });
  const frozen = {
    year,
    units: unitsOf('330000', level, year),
    values: values.map((value) => ({ ...value, simulated: true })),
  };
  const result = await computeIndex({ content, frozen, samples: 200 });
  const truth = new Map(truths.regions.map((region) => [region.code, region]));
  return { truths, result, truth };
}

describe.each([11, 20_260_101])('seed %i', (seed) => {
  test.each(['city', 'county'] as const)('%s: the order of latent quality comes out again', async (level) => {
    const { result, truth } = await find(seed, level, 2025);
    const latent = Float64Array.from(result.rows, ({ region }) => truth.get(region)!.latent);
    const score = Float64Array.from(result.rows, ({ scores }) => Number(scores.index));
    const spearman = correlation(rankAscending(latent, 'average'), rankAscending(score, 'average'));
    expect(spearman).toBeGreaterThan(0.9);
  });

  test('cities far apart in quality are told apart, and those that are equal are closest', async () => {
    const { result, truth } = await find(seed, 'city', 2025);
    const gaps: Record<'equal' | 'far', number[]> = { equal: [], far: [] };
    let together = 0;
    for (const [i, a] of result.rows.entries())
      for (const b of result.rows.slice(i + 1)) {
        const planted = Math.abs(truth.get(a.region)!.latent - truth.get(b.region)!.latent);
        const found = Math.abs(Number(a.scores.index) - Number(b.scores.index));
        const shared = a.groups.some((group) => b.groups.includes(group));
        if (planted === 0) {
          gaps.equal.push(found);
          together += shared ? 1 : 0;
        }
        if (planted < 1.1) continue;
        gaps.far.push(found);
        expect(shared, `${a.region} ${b.region}`).toBe(false);
      }
    expect(gaps.equal).toHaveLength(6);
    expect(Math.max(...gaps.equal)).toBeLessThan(Math.min(...gaps.far));
    // The intervals speak of the method's choices; what chance put into the data can still part two that are equal.
    expect(together).toBeGreaterThan(0);
  });

  test('the planted jump shows in the year it was planted', async () => {
    const { truths } = await find(seed, 'city', 2025);
    const jump = truths.jump!;
    const level = truths.regions.find(({ code }) => code === jump.region)!.level;
    const [before, after] = [await find(seed, level, jump.year - 1), await find(seed, level, jump.year)];
    const rankIn = (found: typeof before) => found.result.rows.find(({ region }) => region === jump.region)!.rank;
    const moves = after.result.rows.map((row) => {
      const old = before.result.rows.find(({ region }) => region === row.region);
      return old ? old.rank - row.rank : 0;
    });
    expect(rankIn(before) - rankIn(after)).toBe(Math.max(...moves));
  });
});
