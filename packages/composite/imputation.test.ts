import { expect, test } from 'vitest';
import { table } from './fixtures.ts';
import { type IndexData, readModel, runIndex } from './index.ts';

const imputed = (data: IndexData, how: object, tree: ReturnType<typeof table>['tree']) =>
  runIndex(
    tree,
    data,
    readModel([
      { step: 'impute', ...how },
      { step: 'normalise', method: 'none' },
    ]),
  ).steps.find(({ step }) => step === 'impute')!.columns;

const rows = [[1, 10], [2, 20], [3, NaN], [4, 40], [100, 50]]; // biome-ignore format: rows
test.each([
  ['mean', {}, 30],
  ['median', {}, 30],
  ['value', { value: 7 }, 7],
])('%s', (method, more, expected) => {
  const { tree, data } = table(rows);
  expect(imputed(data, { method, ...more }, tree).get('b')![2]).toBe(expected);
});

test('the mean and the median of a group', () => {
  const { tree, data } = table([...rows, [5, 90]]);
  const grouped = { ...data, groups: new Map([['kind', ['x', 'y', 'x', 'x', 'y', 'x']]]) };
  expect(imputed(grouped, { method: 'mean', group: 'kind' }, tree).get('b')![2]).toBeCloseTo((10 + 40 + 90) / 3, 12);
  expect(imputed(grouped, { method: 'median', group: 'kind' }, tree).get('b')![2]).toBe(40);
});

test('regression finds a line again', () => {
  const { tree, data } = table(Array.from({ length: 8 }, (_, i) => [i * i, i === 3 ? NaN : 5 + 2 * i * i]));
  expect(imputed(data, { method: 'regression', predictors: 1 }, tree).get('b')![3]).toBeCloseTo(23, 9);
});

test('expectation–maximisation: the closed form of a monotone pattern', () => {
  // With b missing only, the likelihood's own estimate is the regression of b on a over the complete units.
  const points = [[1, 2.1], [2, 3.9], [3, 6.2], [4, 7.8], [5, 10.1], [6, NaN], [9, NaN]]; // biome-ignore format: rows
  const { tree, data } = table(points);
  const line = imputed(data, { method: 'regression', predictors: 1 }, tree).get('b')!;
  const em = imputed(data, { method: 'em', iterations: 5000, tolerance: 1e-12 }, tree).get('b')!;
  expect(em[5]).toBeCloseTo(line[5]!, 6);
  expect(em[6]).toBeCloseTo(line[6]!, 6);
  expect(em[0]).toBe(2.1);
});

test('from other years: the latest, or the line between', () => {
  const { tree, data } = table(rows);
  const year = (year: number, b: number) => ({
    year,
    columns: new Map([
      ['a', new Float64Array(5).fill(1)],
      ['b', new Float64Array(5).fill(b)],
    ]),
  });
  const panel = { ...data, year: 2022, panel: [year(2020, 12), year(2021, 14), year(2024, 20)] };
  expect(imputed(panel, { method: 'panel' }, tree).get('b')![2]).toBe(14);
  expect(imputed(panel, { method: 'panel', line: 'linear' }, tree).get('b')![2]).toBe(16);
  const late = { ...panel, panel: panel.panel.slice(0, 2) };
  expect(imputed(late, { method: 'panel', line: 'linear' }, tree).get('b')![2]).toBeNaN();
  expect(imputed(late, { method: 'panel', line: 'linear-constant' }, tree).get('b')![2]).toBe(14);
});
