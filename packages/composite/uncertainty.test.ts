import { describe, expect, test } from 'vitest';
import { asemIsHere, asemModel, readAsem, table } from './fixtures.ts';
import {
  assessUncertainty,
  buildTree,
  checkModel,
  type IndexData,
  planVariants,
  readFactors,
  readModel,
  runVariants,
} from './index.ts';

const weights = readFactors([{ kind: 'weights', noise: 0.25 }]);
const plain = readModel([{ step: 'normalise' }]);
/** Far apart, then three whose order hangs on the weights alone, then far apart again. */
const { tree, data } = table([
  [100, 100, 100],
  [50, 52, 48],
  [52, 48, 50],
  [48, 50, 52],
  [0, 0, 0],
]);

describe('a ranking with a planted tie', () => {
  const found = assessUncertainty(tree, data, plain, weights, { samples: 512, seed: 1, sensitivity: true });

  test('the three in the middle are one group, the others stand alone', () => {
    expect(found.groups).toEqual([['u1'], ['u2', 'u3', 'u4'], ['u5']]);
    const at = (unit: string) => found.units.find((own) => own.unit === unit)!;
    expect(at('u1')).toMatchObject({ rank: 1, rankInterval: [1, 1], placeBest: 1, placeWorst: 1, groups: [1] });
    expect(at('u3')).toMatchObject({ placeBest: 2, placeWorst: 4, groups: [2] });
    expect(at('u3').rankInterval).toEqual([2, 4]);
    expect(at('u5')).toMatchObject({ rank: 5, placeBest: 5, placeWorst: 5, groups: [3] });
  });

  test('shares of being above complement each other', () => {
    const n = data.units.length;
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++)
        if (a !== b) expect(found.above[a * n + b]! + found.above[b * n + a]!).toBeCloseTo(1, 12);
    expect(found.above[1]).toBe(1);
  });

  test('the same seed gives the same figures, another one others', () => {
    const again = assessUncertainty(tree, data, plain, weights, { samples: 512, seed: 1, sensitivity: true });
    expect(again).toEqual(found);
    const other = assessUncertainty(tree, data, plain, weights, { samples: 512, seed: 2, sensitivity: true });
    expect(other.units[1]!.rankMean).not.toBe(found.units[1]!.rankMean);
  });

  test('one factor alone is to blame for everything', () => {
    const [score] = found.unitSensitivity!.get('u3')!;
    expect(score!.first).toBeCloseTo(1, 1);
    expect(score!.total).toBeCloseTo(1, 1);
    // In every variant the three share out the same three places: their mean shift does not vary.
    expect(found.sensitivity).toMatchObject([{ factor: 'weights', first: 0, total: 0 }]);
  });
});

test('groups may overlap: neighbours are not told apart, the ends are', () => {
  const ladder = table([[0, 0], [30, 70], [36, 66], [42, 62], [100, 100]]); // biome-ignore format: rows
  const far = assessUncertainty(ladder.tree, ladder.data, plain, readFactors([{ kind: 'weights', noise: 0.05 }]), {
    samples: 256,
    seed: 3,
  });
  // With less noise than it takes to turn them round, every unit is told apart.
  const apart = far.groups.length;
  const near = assessUncertainty(ladder.tree, ladder.data, plain, readFactors([{ kind: 'weights', noise: 1 }]), {
    samples: 256,
    seed: 3,
  });
  expect(near.groups.length).toBeLessThan(apart);
  for (const { unit, groups } of near.units) expect(groups.length, unit).toBeGreaterThan(0);
});

test('parts of a plan put together are the whole', () => {
  const plan = planVariants(tree, data, plain, weights, { samples: 64, seed: 9 });
  const whole = runVariants(plan, 0, plan.rows);
  const other = planVariants(tree, data, plain, weights, { samples: 64, seed: 9 });
  const parts = [runVariants(other, 0, 50), runVariants(other, 50, plan.rows)];
  expect([...parts[0]!, ...parts[1]!]).toEqual([...whole]);
});

test('stopping from the progress callback stops', () => {
  const stop = () => {
    throw new Error('stopped');
  };
  expect(() => assessUncertainty(tree, data, plain, weights, { samples: 512, seed: 1, progress: stop })).toThrow(
    'stopped',
  );
});

test('leaving one out leaves one out, each by its probability', () => {
  const two = readFactors([{ kind: 'inclusion', mode: 'one-out', indicators: ['a'] }]);
  const half = assessUncertainty(tree, data, plain, two, { samples: 512, seed: 1 });
  // u3 is (52, 48, 50): 50 as it is, 49 without the first.
  const [low, high] = half.units.find(({ unit }) => unit === 'u3')!.scoreInterval;
  expect(low).toBeCloseTo(49, 9);
  expect(high).toBeCloseTo(50, 9);
  const never = readFactors([{ kind: 'inclusion', mode: 'each', probability: 1 }]);
  const same = assessUncertainty(tree, data, plain, never, { samples: 16, seed: 1 });
  for (const { score, scoreInterval } of same.units) for (const end of scoreInterval) expect(end).toBeCloseTo(score, 9);
});

test('an indicator without weight does not keep its sibling from being left out', () => {
  const nodes = [
    { code: 'a', parent: 'x', kind: 'indicator' as const, weight: 1, direction: 1 as const },
    { code: 'b', parent: 'x', kind: 'indicator' as const, weight: 0, direction: 1 as const },
    { code: 'c', parent: 'index', kind: 'indicator' as const, weight: 1, direction: 1 as const },
    { code: 'x', parent: 'index', kind: 'aggregate' as const, weight: 1, direction: 1 as const },
    { code: 'index', parent: null, kind: 'aggregate' as const, weight: 1, direction: 1 as const },
  ];
  const out = readFactors([{ kind: 'inclusion', mode: 'one-out' }]);
  const found = assessUncertainty(buildTree(nodes), data, plain, out, { samples: 64, seed: 1 });
  expect(found.units).toHaveLength(5);
});

describe.skipIf(!asemIsHere)('ASEM', () => {
  test('all kinds of factors at once', () => {
    const asem = readAsem();
    const factors = readFactors([
      { kind: 'weights', noise: 0.25, levels: [1, 2] },
      {
        kind: 'normalise',
        options: [{ method: 'min-max' }, { method: 'z-score', mean: 50, sd: 15 }, { method: 'percentile-rank' }],
      },
      { kind: 'treat', options: [{}, { first: 'none', second: 'none' }] },
      { kind: 'impute', options: [{ method: 'mean', group: 'EurAsia_group' }, { method: 'median' }] },
      { kind: 'weighting', options: [{ method: 'given' }, { levels: { 2: { method: 'pca' } } }] },
      { kind: 'aggregate', options: [{ method: 'arithmetic' }, { levels: { 3: { method: 'arithmetic' } } }] },
      { kind: 'inclusion', mode: 'one-out' },
    ]);
    const found = assessUncertainty(asem.tree, asem.data, asemModel, factors, {
      samples: 64,
      seed: 5,
      sensitivity: true,
    });
    expect(found.units).toHaveLength(51);
    expect(found.factors).toHaveLength(7);
    for (const own of found.units) {
      expect(own.rankInterval[0]).toBeLessThanOrEqual(own.rankMedian);
      expect(own.rankInterval[1]).toBeGreaterThanOrEqual(own.rankMedian);
      expect(own.placeBest).toBeLessThanOrEqual(own.placeWorst);
    }
    // A factor whose two options are the same cannot matter.
    const idle = found.sensitivity!.find(({ factor }) => factor === 'aggregate')!;
    expect(Math.abs(idle.first)).toBeLessThan(1e-12);
    expect(idle.total).toBe(0);
  });
});

test('factors of one kind work together, or are refused', () => {
  const nested = buildTree([
    ...['a', 'b', 'c', 'e'].map((code, i) => leaf(code, i < 2 ? 'x' : 'y')),
    { code: 'x', parent: 'index', kind: 'aggregate', weight: 1, direction: 1 },
    { code: 'y', parent: 'index', kind: 'aggregate', weight: 1, direction: 1 },
    { code: 'index', parent: null, kind: 'aggregate', weight: 1, direction: 1 },
  ]);
  const columns = { a: [1, 9, 4, 6], b: [8, 2, 7, 1], c: [3, 5, 1, 9], e: [6, 1, 9, 2] };
  const four: IndexData = {
    units: ['u1', 'u2', 'u3', 'u4'],
    columns: new Map(Object.entries(columns).map(([code, values]) => [code, Float64Array.from(values)])),
    groups: new Map(),
  };
  const levels = readFactors([
    { name: 'low', kind: 'weights', noise: 0.5, levels: [1] },
    { name: 'high', kind: 'weights', noise: 0.5, levels: [2] },
  ]);
  const both = assessUncertainty(nested, four, plain, levels, { samples: 128, seed: 1, sensitivity: true });
  for (const { total } of both.unitSensitivity!.get('u1')!) expect(total).toBeGreaterThan(0.01);
  const options = [{ method: 'min-max' }, { method: 'rank' }];
  const twice = readFactors([
    { name: 'one', kind: 'normalise', options },
    { name: 'two', kind: 'normalise', options },
  ]);
  expect(() => assessUncertainty(nested, four, plain, twice, { samples: 8, seed: 1 })).toThrow('normalise');
  expect(() => checkModel(nested, plain, twice)).toThrow('normalise');
});

test('a unit that some variants screen out does not silence the sensitivity', () => {
  const holes = table([[9, 1, 4], [3, 8, 5], [NaN, NaN, 9], [5, 5, 1], [1, 6, 8]]); // biome-ignore format: rows
  const screened = readModel([{ step: 'screen' }, { step: 'normalise' }]);
  const factors = readFactors([
    { kind: 'screen', options: [{ minAvailable: 0 }, { minAvailable: 0.9 }] },
    { kind: 'weights', noise: 0.5 },
  ]);
  const found = assessUncertainty(holes.tree, holes.data, screened, factors, {
    samples: 256,
    seed: 1,
    sensitivity: true,
  });
  for (const { total } of found.sensitivity!) expect(total).toBeGreaterThan(0.01);
  expect(found.unitSensitivity!.get('u3')![1]!.total).toBeGreaterThan(0.5);
});

const leaf = (code: string, parent: string) => ({
  code,
  parent,
  kind: 'indicator' as const,
  weight: 1,
  direction: 1 as const,
});
