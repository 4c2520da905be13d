/** Figures that others have published, each with its source. */
import { expect, test } from 'vitest';
import { taiCodes, taiColumns, taiData, taiTree } from './fixtures.ts';
import {
  bordaScores,
  criticWeights,
  entropyWeights,
  judge,
  kemenyOrder,
  openSolver,
  outrankingMatrix,
  pcaWeights,
  principalComponents,
  readModel,
  runIndex,
  saltelliDesign,
  sensitivityIndices,
  sobolPoints,
} from './index.ts';

const columns = (rows: readonly (readonly number[])[]) =>
  (rows[0] as number[]).map((_, j) => Float64Array.from(rows, (row) => row[j] as number));
const close = (mine: Iterable<number>, theirs: readonly number[], digits: number) => {
  const got = [...mine];
  expect(got).toHaveLength(theirs.length);
  for (const [i, v] of theirs.entries()) expect(got[i], `#${i}`).toBeCloseTo(v, digits);
};
const score = (result: ReturnType<typeof runIndex>, unit: string) =>
  result.scores.get('TAI')![result.units.indexOf(unit)]!;

test('the technology achievement index of the Human Development Report 2001', () => {
  const posts = [[0, 994], [0, 272.6], [0, 232.4], [0, 80.8], [0, Math.log10(901)], [Math.log10(22), Math.log10(6969)], [0.8, 12], [0.1, 27.4]]; // biome-ignore format: pairs
  const nodes = Object.fromEntries(
    taiCodes.map((code, j) => [code, { method: 'goalposts', lower: posts[j]![0], upper: posts[j]![1], scale: 1 }]),
  );
  const result = runIndex(taiTree, taiData, readModel([{ step: 'normalise', method: 'none', nodes }]));
  // The report treats the four fields as equal, which with two indicators in each is the plain mean.
  close(
    ['Finland', 'USA', 'Sweden', 'Korea'].map((unit) => score(result, unit)),
    [0.745, 0.733, 0.704, 0.666],
    3,
  );
});

test('its benefit of the doubt, OECD/JRC Handbook 2008 table 19', async () => {
  const solve = await openSolver();
  const model = readModel([
    { step: 'normalise', method: 'min-max', range: [0, 1] },
    { step: 'aggregate', weights: { method: 'benefit-of-doubt', min: 0.1, max: 0.15 } },
  ]);
  const result = runIndex(taiTree, taiData, model, { solve });
  const table19 = { Finland: 1, USA: 1, Sweden: 1, Japan: 0.87, Norway: 0.86, Spain: 0.34 };
  for (const [unit, published] of Object.entries(table19)) expect(score(result, unit), unit).toBeCloseTo(published, 2);
  const { weights } = result.weights.get('TAI')!;
  result.units.forEach((unit, r) => {
    const own = (weights as Float64Array[]).map((w) => w[r]!);
    const sum = own.reduce((a, b) => a + b, 0);
    for (const w of own) {
      expect(w / sum, unit).toBeGreaterThanOrEqual(0.1 - 1e-9);
      expect(w / sum, unit).toBeLessThanOrEqual(0.15 + 1e-9);
    }
  });
});

test('its principal components, Handbook tables 16 and 17', () => {
  // The Handbook's own columns are logarithms rounded to two decimals.
  const rounded = taiColumns.map((x, j) => (j === 4 || j === 5 ? x.map((v) => Math.round(v * 100) / 100) : x));
  const { eigenvalues, explained } = principalComponents(rounded, 4, 'varimax', taiCodes);
  const share = eigenvalues.slice(0, 4).reduce((a, b) => a + b, 0) / 8;
  expect(share * 100).toBeCloseTo(87.2, 1);
  // 2.64, 1.39, 1.19 and 1.76 are printed for the rotated factors.
  for (const [f, printed] of [2.64, 1.39, 1.19, 1.76].entries())
    expect(Math.abs(explained[f]! - printed)).toBeLessThan(0.03);
  const weights = pcaWeights(rounded, { components: 4, rotation: 'varimax', rule: 'factors' }, 'TAI', taiCodes);
  expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
});

test('Borda and Condorcet–Kemeny, Handbook tables 25 to 33', () => {
  const criteria = [3, 5, 7, 6];
  const profile = ['abcd', 'acbd', 'bdca', 'cbda'];
  const places = profile.map((order) => Float64Array.from('abcd', (unit) => 4 - order.indexOf(unit)));
  close(bordaScores(places, criteria), [24, 44, 38, 20], 9);
  const order = kemenyOrder(outrankingMatrix(places, criteria), 4);
  expect(order.map((i) => 'abcd'[i]).join('')).toBe('cbda');
});

test('CRITIC, Diakoulaki et al. 1995 as in scikit-criteria', () => {
  const matrix = [[61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9, 3.29, 1.65], [5.4, 2.77, 2.33], [4, 4.12, 1.21], [-6.1, 3.52, 2.1], [-34.6, 3.31, 0.98]]; // biome-ignore format: rows
  const of = (scale: boolean, correlation: 'pearson' | 'spearman') =>
    criticWeights(columns(matrix), { scale, correlation }, 'index', ['a', 'b', 'c']);
  close(of(true, 'pearson'), [0.20222554, 0.48090173, 0.31687273], 8);
  close(of(false, 'pearson'), [0.86874234, 0.08341434, 0.04784331], 8);
  close(of(true, 'spearman'), [0.21454645, 0.4898563, 0.29559726], 7);
  close(of(false, 'spearman'), [0.87672195, 0.08082369, 0.04245436], 8);
});

test('CRITIC, Tuş and Adalı 2019 as in pymcdm', () => {
  const matrix = [[5000, 3, 3, 4, 3, 2], [680, 5, 3, 2, 2, 1], [2000, 3, 2, 3, 4, 3], [600, 4, 3, 1, 2, 2], [800, 2, 4, 3, 3, 4]]; // biome-ignore format: rows
  const weights = criticWeights(columns(matrix), { scale: true, correlation: 'pearson' }, 'index', [...'abcdef']);
  close(weights, [0.157, 0.249, 0.168, 0.121, 0.154, 0.151], 3);
});

test('entropy, Elsayed et al. 2017 as in pymcdm', () => {
  const matrix = [
    [7, 312, 1891, 6613, 163], [72, 88, 728, 941804, 1078], [10, 252, 2594, 3466, 117471], [10, 145, 980, 2371, 86329],
    [65, 54, 350, 501, 29897], [29, 48, 380, 912, 34051], [7, 476, 3300, 78470, 2212], [70, 87, 650, 733, 819000],
    [4, 86, 591, 3015, 103], [12, 79, 579, 3240, 96098], [21, 45, 261, 1253, 453], [1, 72, 530, 4333, 0.1048],
  ]; // biome-ignore format: rows
  close(entropyWeights(columns(matrix), 'index', [...'abcde']), [0.104991, 0.069124, 0.071373, 0.449937, 0.304575], 6);
});

test('AHP, Wang and Chin 2011 as in pymcdm, and its inconsistency', () => {
  const matrix = [[1, 4, 3, 1, 3, 4], [1 / 4, 1, 7, 3, 1 / 5, 1], [1 / 3, 1 / 7, 1, 1 / 5, 1 / 5, 1 / 6], [1, 1 / 3, 5, 1, 1, 1 / 3], [1 / 3, 5, 5, 1, 1, 3], [1 / 4, 1, 6, 3, 1 / 3, 1]]; // biome-ignore format: rows
  const { weights, ratio, eigenvalue } = judge(matrix, 'index');
  close(weights, [0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], 4);
  expect(eigenvalue).toBeCloseTo(7.42, 2);
  expect(ratio).toBeCloseTo(0.229, 3);
});

test('Sobol points are those of Joe and Kuo', () => {
  // Points 4 to 7 of ten dimensions.
  const expected = [
    [0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875, 0.875, 0.625],
    [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125],
    [0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125, 0.125, 0.375],
    [0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875],
  ];
  const points = sobolPoints(8, 10);
  expected.forEach((row, i) => {
    expect(Array.from(points.subarray((i + 4) * 10, (i + 5) * 10))).toEqual(row);
  });
});

test.each([undefined, 1, 7, 42])(
  'the linear test of COINr: first-order indices within 0.01 at N = 512, seed %s',
  (seed) => {
    const names = ['a', 'b', 'c'].map((name) => ({ name, columns: 1 }));
    const design = saltelliDesign(names, 512, seed);
    const y = Float64Array.from({ length: design.rows }, (_, i) => {
      const [a, b, c] = design.at(i) as unknown as [number, number, number];
      return a + 2 * b + 3 * c;
    });
    const found = sensitivityIndices(y, design, { seed: 1 });
    [1 / 14, 4 / 14, 9 / 14].forEach((exact, f) => {
      const index = found[f]!;
      expect(Math.abs(index.first - exact)).toBeLessThan(0.002);
      expect(Math.abs(index.total - exact)).toBeLessThan(0.002);
      expect(index.firstInterval[0]).toBeLessThan(exact);
      expect(index.firstInterval[1]).toBeGreaterThan(exact);
    });
  },
);

test('the Ishigami function: interactions show in the total index only', () => {
  const design = saltelliDesign(
    ['x1', 'x2', 'x3'].map((name) => ({ name, columns: 1 })),
    8192,
    3,
  );
  const y = Float64Array.from({ length: design.rows }, (_, i) => {
    const [a, b, c] = Array.from(design.at(i), (u) => (2 * u - 1) * Math.PI) as [number, number, number];
    return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
  });
  const found = sensitivityIndices(y, design, { bootstrap: 0 });
  // Saltelli et al., Global Sensitivity Analysis: The Primer, 2008, analytic values for a = 7, b = 0.1.
  close(
    found.map(({ first }) => first),
    [0.3139, 0.4424, 0],
    2,
  );
  close(
    found.map(({ total }) => total),
    [0.5576, 0.4424, 0.2437],
    2,
  );
});
