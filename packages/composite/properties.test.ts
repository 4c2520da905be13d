import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flat, table } from './fixtures.ts';
import {
  buildTree,
  compareYears,
  decomposeScore,
  findLifts,
  type IndexData,
  type IndexResult,
  kemenyOrder,
  outrankingMatrix,
  readModel,
  runIndex,
} from './index.ts';

/** Tables of 4 to 12 units and 2 to 6 indicators whose values all differ by more than rounding. */
const tables = fc
  .tuple(fc.integer({ min: 4, max: 12 }), fc.integer({ min: 2, max: 6 }))
  .chain(([n, k]) =>
    fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: n, maxLength: n }), {
      minLength: k,
      maxLength: k,
    }),
  )
  .map((columns) => columns[0]!.map((_, r) => columns.map((column) => column[r]!)));
const normalisations = fc.constantFrom(
  { method: 'min-max', range: [1, 100] },
  { method: 'z-score', mean: 50, sd: 10 },
  { method: 'distance-to-max' },
  { method: 'percentile-rank' },
  { method: 'rank' },
  { method: 'borda' },
);
const means = fc.constantFrom(
  { method: 'arithmetic' },
  { method: 'geometric' },
  { method: 'harmonic' },
  { method: 'power', p: 2 },
  { method: 'power', p: -0.5 },
);
const orders = fc.constantFrom({ method: 'outranking' }, { method: 'copeland' });
const root = (result: IndexResult) => Array.from(result.scores.get('index')!);
const near = (a: readonly number[], b: readonly number[]) => {
  for (const [i, v] of a.entries()) expect(Math.abs(v - b[i]!), `#${i}`).toBeLessThan(1e-9 * Math.max(1, Math.abs(v)));
};

describe('whatever the data', () => {
  test('the order of the units makes no difference', () => {
    fc.assert(
      fc.property(
        tables,
        normalisations,
        fc.oneof(
          means.filter((m) => m.method === 'arithmetic'),
          orders,
        ),
        (rows, norm, mean) => {
          const model = readModel([
            { step: 'normalise', ...norm },
            { step: 'aggregate', ...mean },
          ]);
          const run = (some: typeof rows) => {
            const { tree, data } = table(some);
            return root(runIndex(tree, data, model));
          };
          near(run(rows.toReversed()).reverse(), run(rows));
        },
      ),
    );
  });

  test('another unit of measurement makes no difference where the normalisation takes it out', () => {
    fc.assert(
      fc.property(
        tables,
        normalisations,
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: -500, max: 500 }),
        (rows, norm, scale, shift) => {
          const model = readModel([{ step: 'normalise', ...norm }]);
          const run = (some: typeof rows) => {
            const { tree, data } = table(some);
            return root(runIndex(tree, data, model));
          };
          near(run(rows.map((row) => row.map((v, j) => (j === 0 ? v * scale + shift : v)))), run(rows));
        },
      ),
    );
  });

  test('turning an indicator and its direction round makes no difference', () => {
    fc.assert(
      fc.property(tables, normalisations, (rows, norm) => {
        const model = readModel([{ step: 'normalise', ...norm }]);
        const one = table(rows);
        const other = table(
          rows.map(([v, ...rest]) => [-v!, ...rest]),
          [-1],
        );
        near(root(runIndex(one.tree, one.data, model)), root(runIndex(other.tree, other.data, model)));
      }),
    );
  });

  test('a mean lies between its smallest and largest part, and they stand in their order', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { tree, data } = table(rows);
        const run = (mean: object) =>
          root(
            runIndex(
              tree,
              data,
              readModel([
                { step: 'normalise', method: 'min-max', range: [1, 100] },
                { step: 'aggregate', ...mean },
              ]),
            ),
          );
        const [harmonic, geometric, arithmetic, square] = [
          { method: 'harmonic' },
          { method: 'geometric' },
          { method: 'arithmetic' },
          { method: 'power', p: 2 },
        ].map(run) as number[][];
        rows.forEach((_, i) => {
          const ladder = [1, harmonic![i]!, geometric![i]!, arithmetic![i]!, square![i]!, 100];
          for (const [k, v] of ladder.entries()) if (k > 0) expect(v).toBeGreaterThanOrEqual(ladder[k - 1]! - 1e-9);
        });
      }),
    );
  });

  test('a better value never makes a score worse under fixed goalposts', () => {
    fc.assert(
      fc.property(tables, means, fc.integer({ min: 1, max: 5000 }), (rows, mean, more) => {
        const posts = { step: 'normalise', method: 'goalposts', lower: 0, upper: 15_000, floor: 1 };
        const model = readModel([posts, { step: 'aggregate', ...mean }]);
        const before = table(rows);
        const after = table(rows.map((row, i) => (i === 0 ? [row[0]! + more, ...row.slice(1)] : row)));
        const [a, b] = [root(runIndex(before.tree, before.data, model)), root(runIndex(after.tree, after.data, model))];
        expect(b[0]!).toBeGreaterThan(a[0]!);
        near(b.slice(1), a.slice(1));
      }),
    );
  });

  test.each(['equal', 'entropy', 'critic', 'pca'])('%s weights sum to one and are not negative', (method) => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { tree, data } = table(rows);
        const weights = runIndex(
          tree,
          data,
          readModel([
            { step: 'normalise', method: 'min-max', range: [1, 100] },
            { step: 'aggregate', weights: { method } },
          ]),
        ).weights.get('index')!.weights as Float64Array;
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        for (const w of weights) expect(w).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('weights by correlation make the children correlate equally with their parent', () => {
    // Three indicators that agree more or less.
    const rows = Array.from({ length: 20 }, (_, i) => [i, i + ((i * 7) % 11), i + ((i * 13) % 17)]);
    const { tree, data } = table(rows);
    const result = runIndex(
      tree,
      data,
      readModel([
        { step: 'normalise', method: 'z-score' },
        { step: 'aggregate', weights: { method: 'correlation' } },
      ]),
    );
    const parent = result.scores.get('index')!;
    const r = ['a', 'b', 'c'].map((code) => pearson(result.scores.get(code)!, parent));
    expect(Math.max(...r) - Math.min(...r)).toBeLessThan(1e-6);
  });
});

function pearson(x: Float64Array, y: Float64Array): number {
  const mean = (v: Float64Array) => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (f: (i: number) => number) => x.reduce((total, _, i) => total + f(i), 0);
  const cov = sum((i) => (x[i]! - mx) * (y[i]! - my));
  return cov / Math.sqrt(sum((i) => (x[i]! - mx) ** 2) * sum((i) => (y[i]! - my) ** 2));
}

describe('explanations', () => {
  const deep = (codes: string[]) =>
    buildTree([
      ...flat(codes.slice(0, 2), 'left').slice(0, -1),
      ...flat(codes.slice(2), 'right').slice(0, -1),
      { code: 'left', parent: 'index', kind: 'aggregate', weight: 2, direction: 1 },
      { code: 'right', parent: 'index', kind: 'aggregate', weight: 3, direction: 1 },
      { code: 'index', parent: null, kind: 'aggregate', weight: 1, direction: 1 },
    ]);
  const model = (mean: object) =>
    readModel([
      { step: 'normalise', method: 'min-max', range: [1, 100] },
      { step: 'aggregate', ...mean, levels: { 3: { method: 'geometric' } } },
    ]);
  const wide = tables.filter((rows) => rows[0]!.length >= 3);

  test.each(['shares', 'shapley'] as const)('%s add up to the difference', (method) => {
    fc.assert(
      fc.property(wide, means, (rows, mean) => {
        const { data } = table(rows);
        const result = runIndex(deep([...data.columns.keys()]), data, model(mean));
        for (const against of [{ mean: true as const }, { unit: 'u2' }]) {
          const found = decomposeScore(result, model(mean), 'u1', against, method);
          expect(found.score).toBeCloseTo(result.scores.get('index')![0]!, 9);
          const indicators = found.contributions.slice(0, rows[0]!.length);
          const sum = indicators.reduce((total, { contribution }) => total + contribution, 0);
          expect(sum).toBeCloseTo(found.score - found.reference, 8);
          // A field's contribution is the sum of those below it.
          const left = found.contributions.find(({ code }) => code === 'left')!;
          expect(left.contribution).toBeCloseTo(indicators[0]!.contribution + indicators[1]!.contribution, 8);
        }
      }),
    );
  });

  test('against itself nothing contributes, and a linear index has its parts', () => {
    const { tree, data } = table([[1, 2], [3, 5], [7, 4]]); // biome-ignore format: rows
    const plain = readModel([{ step: 'normalise', method: 'min-max' }]);
    const result = runIndex(tree, data, plain);
    const same = decomposeScore(result, plain, 'u2', { unit: 'u2' });
    for (const { contribution } of same.contributions) expect(contribution).toBeCloseTo(0, 12);
    const parts = decomposeScore(result, plain, 'u2', { zero: true });
    expect(parts.method).toBe('linear');
    expect(parts.contributions.map(({ contribution }) => contribution)).toEqual(
      [50 / 3, 50, 50 / 3 + 50].map((v) => expect.closeTo(v, 9)),
    );
  });

  test('a change between years adds up, and fixed goalposts leave it all to the values', () => {
    fc.assert(
      fc.property(
        wide,
        means,
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 6, maxLength: 6 }),
        (rows, mean, fixed, moved) => {
          const normalise = fixed
            ? { step: 'normalise', method: 'goalposts', lower: 0, upper: 20_000, floor: 1 }
            : { step: 'normalise', method: 'min-max', range: [1, 100] };
          const make = (weights: object) => readModel([normalise, { step: 'aggregate', ...mean, weights }]);
          const first = table(rows);
          const tree = deep([...first.data.columns.keys()]);
          const run = (data: IndexData, of: ReturnType<typeof make>) => ({
            result: runIndex(tree, data, of),
            model: of,
          });
          const later = rows.map((row, i) => row.map((v, j) => (i === 0 ? moved[j]! : v + ((i * j) % 3))));
          const change = compareYears(
            run(first.data, make({ method: 'given' })),
            run(table(later).data, make({ method: 'equal' })),
            'u1',
          );
          const sum = change.indicators.reduce((total, { contribution }) => total + contribution, 0);
          expect(sum + change.structure).toBeCloseTo(change.after - change.before, 8);
          for (const one of change.indicators) {
            expect(one.own + one.scale).toBeCloseTo(one.contribution, 9);
            if (fixed) expect(one.scale).toBeCloseTo(0, 9);
          }
          const sameWeights = compareYears(
            run(first.data, make({ method: 'given' })),
            run(table(later).data, make({ method: 'given' })),
            'u1',
          );
          expect(sameWeights.structure).toBeCloseTo(0, 8);
        },
      ),
    );
  });

  test('the lift that is named lifts, and a little less does not', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const { tree, data } = table(rows);
        const plain = readModel([{ step: 'normalise', method: 'goalposts', lower: 0, upper: 10_000 }]);
        const rankOf = (code: string, value: number) => {
          const columns = new Map(data.columns);
          columns.set(
            code,
            data.columns.get(code)!.map((v, i) => (i === 0 ? value : v)),
          );
          return runIndex(tree, { ...data, columns }, plain).ranks[0]!;
        };
        const now = runIndex(tree, data, plain).ranks[0]!;
        for (const lift of findLifts(tree, data, plain, 'u1')) {
          if (lift.needed === undefined) continue;
          expect(rankOf(lift.code, lift.needed)).toBeLessThan(now);
          expect(rankOf(lift.code, lift.needed - 0.01 * (lift.best - lift.value))).toBe(now);
        }
      }),
      { numRuns: 30 },
    );
  });
});

test('Kemeny’s order is the best of all orders', () => {
  const permutations = (n: number): number[][] =>
    n === 0
      ? [[]]
      : permutations(n - 1).flatMap((p) => Array.from({ length: n }, (_, at) => p.toSpliced(at, 0, n - 1)));
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 5 }), {
        minLength: 1,
        maxLength: 4,
      }),
      (columns) => {
        const e = outrankingMatrix(
          columns.map((x) => Float64Array.from(x)),
          columns.map((_, j) => j + 1),
        );
        const support = (order: readonly number[]) =>
          order.reduce((sum, i, at) => sum + order.slice(at + 1).reduce((more, j) => more + e[i * 5 + j]!, 0), 0);
        const best = Math.max(...permutations(5).map(support));
        expect(support(kemenyOrder(e, 5))).toBeCloseTo(best, 9);
      },
    ),
  );
});
