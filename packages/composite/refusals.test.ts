/** Bad input: one message that names the node, in Chinese and English. */
import { describe, expect, test } from 'vitest';
import { asemIsHere, asemModel, flat, readAsem, table, taiData, taiTree } from './fixtures.ts';
import {
  assessUncertainty,
  buildTree,
  CompositeError,
  type CompositeErrorCode,
  decomposeScore,
  readData,
  readFactors,
  readModel,
  readTree,
  runIndex,
} from './index.ts';

function refused(code: CompositeErrorCode, node: string | RegExp, act: () => unknown): void {
  let error: unknown;
  try {
    act();
  } catch (caught) {
    error = caught;
  }
  expect(error, code).toBeInstanceOf(CompositeError);
  const { code: found, node: named, zh, en } = error as CompositeError;
  expect(found).toBe(code);
  expect(named ?? '').toMatch(node);
  for (const text of [zh, en]) {
    expect(text).not.toMatch(/[{}]|undefined/);
    if (named) expect(text).toContain(named);
  }
}
const run = (rows: number[][], steps: unknown[], directions: (1 | -1)[] = []) => {
  const { tree, data } = table(rows, directions);
  return runIndex(tree, data, readModel(steps));
};
const fine = [[1, 2], [3, 5], [7, 4]]; // biome-ignore format: rows

describe('the tree', () => {
  const [a, b, root] = flat(['a', 'b']) as [ReturnType<typeof flat>[number], ...ReturnType<typeof flat>];
  test.each<[CompositeErrorCode, string | RegExp, () => unknown]>([
    ['tree.empty', /^/, () => buildTree([])],
    ['tree.two-roots', /index.*other/, () => buildTree([a!, b!, root!, { ...root!, code: 'other' }])],
    [
      'tree.no-root',
      /index/,
      () =>
        buildTree([
          { ...root!, parent: 'top' },
          { ...root!, code: 'top', parent: 'index' },
        ]),
    ],
    [
      'tree.circle',
      'x',
      () => buildTree([a!, b!, root!, { ...root!, code: 'x', parent: 'y' }, { ...root!, code: 'y', parent: 'x' }]),
    ],
    ['tree.duplicate', 'a', () => buildTree([a!, a!, root!])],
    ['tree.unknown-parent', 'a', () => buildTree([{ ...a!, parent: 'nowhere' }, root!])],
    ['tree.parent-is-indicator', 'b', () => buildTree([a!, { ...b!, parent: 'a' }, root!])],
    ['tree.no-children', 'empty', () => buildTree([a!, root!, { ...root!, code: 'empty', parent: 'index' }])],
    ['tree.direction', 'a', () => buildTree([{ ...a!, direction: 0 as 1 }, root!])],
    ['weights.sum-zero', 'index', () => buildTree([{ ...a!, weight: 0 }, { ...b!, weight: 0 }, root!])],
    ['weights.negative', 'a', () => buildTree([{ ...a!, weight: -1 }, root!])],
    ['weights.not-a-number', 'a', () => buildTree([{ ...a!, weight: NaN }, root!])],
    ['data.not-a-number', 'a.Weight', () => readTree([{ iCode: 'a', Type: 'Indicator', Weight: 'much' }])],
  ])('%s', (code, node, act) => refused(code, node, act));
});

describe('the model', () => {
  test.each<[CompositeErrorCode, string | RegExp, unknown[]]>([
    ['step.unknown', /polish/, [{ step: 'polish' }]],
    ['method.unknown', /normalise/, [{ step: 'normalise', method: 'minmax' }]],
    ['method.unknown', /normalise.*nodes\.a/, [{ step: 'normalise', nodes: { a: 'magic' } }]],
    ['method.unknown', /weights/, [{ step: 'aggregate', weights: { method: 'guess' } }]],
    ['method.unknown', /treat/, [{ step: 'treat', first: 'shave' }]],
    ['step.order', 'treat', [{ step: 'normalise' }, { step: 'treat' }]],
    ['step.order', 'impute', [{ step: 'impute' }, { step: 'impute' }]],
    ['config.shape', /range/, [{ step: 'normalise', method: 'min-max', range: [0] }]],
    ['config.shape', /steps\[0\]/, [{ step: 'normalise', method: 'min-max', colour: 'red' }]],
    ['config.unknown-node', 'zz', [{ step: 'normalise', nodes: { zz: 'rank' } }]],
    ['config.not-aggregate', 'a', [{ step: 'aggregate', nodes: { a: 'geometric' } }]],
    ['config.not-aggregate', 'b', [{ step: 'aggregate', weights: { method: 'given', nodes: { b: 'equal' } } }]],
    ['config.no-level', /levels\.3/, [{ step: 'aggregate', levels: { 3: 'geometric' } }]],
    ['config.no-level', /levels\.1/, [{ step: 'aggregate', weights: { method: 'given', levels: { 1: 'equal' } } }]],
    ['config.no-level', /levels\.top/, [{ step: 'aggregate', levels: { top: 'geometric' } }]],
  ])('%s %s', (code, node, steps) => refused(code, node, () => run(fine, steps)));
});

describe('the data', () => {
  test.each<[CompositeErrorCode, string | RegExp, () => unknown]>([
    ['data.one-unit', /^/, () => run([[1, 2]], [])],
    ['data.all-missing', 'b', () => run([[1, NaN], [2, NaN]], [])],
    ['data.zero-variance', 'b', () => run([[1, 5], [2, 5]], [{ step: 'normalise' }])],
    ['data.zero-variance', 'a', () => run([[5, 1], [5, 2]], [{ step: 'normalise', method: 'z-score' }], [-1])],
    ['data.column-missing', 'c', () => runIndex(buildTree(flat(['a', 'c'])), table(fine).data, readModel([]))],
    ['data.duplicate-unit', 'u1', () => { const { tree, data } = table(fine); return runIndex(tree, { ...data, units: ['u1', 'u2', 'u1'] }, readModel([])); }],
    ['data.not-a-number', 'a', () => readData([{ uCode: 'x', a: 'many' }], new Set(['a']))],
    ['data.not-a-number', 'a', () => readData([{ uCode: 'x', a: '0x10' }], new Set(['a']))],
    ['data.not-a-number', 'Time', () => readData([{ uCode: 'x', Time: 'last year', a: '1' }], new Set(['a']))],
    ['data.no-year', '2020', () => readData([{ uCode: 'x', Time: '2019', a: '1' }], new Set(['a']), {}, 2020)],
    ['impute.not-converged', 'b', () => run([[1, 2], [2, 3], [4, 9], [5, NaN]], [{ step: 'impute', method: 'em', iterations: 1 }])],
    ['aggregate.not-positive', 'index', () => run([[0, 5], [2, 6], [3, 1]], [{ step: 'aggregate', method: 'geometric' }])],
    ['aggregate.not-positive', 'index', () => run([[-1, 5], [2, 6], [3, 1]], [{ step: 'aggregate', method: 'geometric' }])],
    ['aggregate.not-positive', 'index', () => run(fine, [{ step: 'normalise' }, { step: 'aggregate', method: 'harmonic' }])],
    ['aggregate.negative', 'index', () => run(fine, [{ step: 'normalise', method: 'z-score' }, { step: 'aggregate', method: 'power', p: 2 }])],
    ['aggregate.missing', 'index', () => run([[1, NaN], [2, 3], [4, 4]], [{ step: 'aggregate', method: 'copeland' }])],
    ['aggregate.too-many', 'index', () => run(Array.from({ length: 30 }, (_, i) => [i, i % 7]), [{ step: 'aggregate', method: 'kemeny' }])],
    ['treat.log-domain', 'a', () => run([[0, 1], [2, 3], [4, 5]], [{ step: 'treat', pass: null, first: { method: 'log', shift: 'none' }, second: 'none' }])],
    ['normalise.goalposts', 'a', () => run(fine, [{ step: 'normalise', method: 'goalposts' }])],
    ['normalise.direction', 'a', () => run(fine, [{ step: 'normalise', method: 'fraction-of-max' }], [-1])],
    ['normalise.target-beyond', 'a', () => run(fine, [{ step: 'normalise', method: 'distance-to-target', target: 0 }])],
    ['normalise.goalposts', 'a', () => run(fine, [{ step: 'normalise', method: 'goalposts', lower: 9, upper: 1 }])],
    ['config.shape', /range/, () => run(fine, [{ step: 'normalise', method: 'min-max', range: [100, 0] }])],
    ['tree.type', 'a', () => readTree([{ iCode: 'a', Type: 'Indikator' }])],
    ['normalise.target', 'a', () => run(fine, [{ step: 'normalise', method: 'distance-to-target' }])],
    ['normalise.reference', 'a', () => run(fine, [{ step: 'normalise', method: 'distance-to-reference', unit: 'nobody' }])],
    ['impute.group-missing', 'b', () => { const { tree, data } = table([[1, 2], [2, 3], [4, NaN]]); return runIndex(tree, { ...data, groups: new Map([['k', ['x', 'x', 'y']]]) }, readModel([{ step: 'impute', method: 'mean', group: 'k' }])); }],
    ['impute.singular', 'b', () => run([[1, 2], [2, 3], [4, NaN]], [{ step: 'impute', method: 'regression' }])],
    ['impute.singular', 'b', () => run([[1, 2], [4, NaN]], [{ step: 'impute', method: 'em' }])],
    ['impute.no-panel', 'b', () => run([[1, 2], [2, 3], [4, NaN]], [{ step: 'impute', method: 'panel' }])],
    ['screen.too-few', /^/, () => run([[1, NaN], [NaN, 3], [4, 4]], [{ step: 'screen', minAvailable: 1 }])],
  ])('%s', (code, node, act) => refused(code, node, act)); // biome-ignore format: one case a line

  test('a denominator of zero', () => {
    const nodes = flat(['a']).map((node) => (node.code === 'a' ? { ...node, denominator: 'people' } : node));
    const { data } = table(fine);
    const columns = new Map([...data.columns, ['people', Float64Array.of(1, 0, 2)]]);
    refused('denominate.zero', 'a', () =>
      runIndex(buildTree(nodes), { ...data, columns }, readModel([{ step: 'denominate' }])),
    );
    refused('data.column-missing', 'people', () =>
      runIndex(buildTree(nodes), data, readModel([{ step: 'denominate' }])),
    );
  });
});

describe('weights', () => {
  const weights =
    (spec: object, rows = fine) =>
    () =>
      run(rows, [
        { step: 'normalise', method: 'min-max', range: [1, 100] },
        { step: 'aggregate', weights: spec },
      ]);
  test.each<[CompositeErrorCode, string, () => unknown]>([
    ['ahp.inconsistent', 'TAI', () => runIndex(taiTree, taiData, readModel([{ step: 'aggregate', weights: { method: 'ahp', matrix: judgements() } }]))],
    ['ahp.matrix', 'index', weights({ method: 'ahp', matrix: [[1]] })],
    ['ahp.matrix', 'index', weights({ method: 'ahp', matrix: [[1, 3], [3, 1]] })],
    ['ahp.matrix', 'index', weights({ method: 'ahp', matrix: [[1, -3], [-1 / 3, 1]] })],
    ['config.unknown-node', 'q', weights({ method: 'ahp', codes: ['a', 'q'], matrix: [[1, 3], [1 / 3, 1]] })],
    ['tree.duplicate', 'a', weights({ method: 'ahp', codes: ['a', 'a'], matrix: [[1, 3], [1 / 3, 1]] })],
    ['weights.sum-zero', 'index', weights({ method: 'budget', allocations: [{ a: 0 }] })],
    ['weights.negative', 'a', weights({ method: 'budget', allocations: [{ a: -5, b: 10 }] })],
    ['config.unknown-node', 'q', weights({ method: 'budget', allocations: [{ q: 5 }] })],
    ['weights.solver', 'index', weights({ method: 'benefit-of-doubt' })],
    ['weights.no-solution', 'index', weights({ method: 'correlation' }, [[1, 9], [2, 5], [3, 4], [4, 2]])],
    ['weights.negative-values', 'index', () => run(fine, [{ step: 'normalise', method: 'z-score' }, { step: 'aggregate', weights: { method: 'entropy' } }])],
  ])('%s', (code, node, act) => refused(code, node, act)); // biome-ignore format: one case a line

  /** Eight children, of which the first is worth more than the second, that more than the third, and that more than the first. */
  function judgements(): number[][] {
    const matrix = Array.from({ length: 8 }, () => new Array<number>(8).fill(1));
    for (const [i, j] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      matrix[i]![j] = 9;
      matrix[j]![i] = 1 / 9;
    }
    return matrix;
  }
});

describe('uncertainty and explanation', () => {
  const { tree, data } = table(fine);
  const plain = readModel([{ step: 'normalise' }]);
  const assess =
    (factors: unknown, samples = 8) =>
    () =>
      assessUncertainty(tree, data, plain, readFactors(factors), { samples, seed: 1 });
  test.each<[CompositeErrorCode, string | RegExp, () => unknown]>([
    ['uncertainty.no-step', 'treat', assess([{ kind: 'treat', options: [{}, {}] }])],
    ['uncertainty.no-step', 'impute', assess([{ kind: 'impute', options: [{}, { method: 'median' }] }])],
    ['uncertainty.size', /^/, assess([{ kind: 'weights', noise: 0.2 }], 1)],
    ['config.unknown-node', 'q', assess([{ kind: 'inclusion', indicators: ['q'] }])],
    ['config.shape', /factors\.0/, assess([{ kind: 'weather' }])],
    ['config.shape', /factors\.0/, assess([{ kind: 'normalise', options: [{}] }])],
    ['tree.duplicate', 'weights', assess([{ kind: 'weights', noise: 0.2 }, { kind: 'weights', noise: 0.1 }])],
    ['method.unknown', /options\[1\]/, assess([{ kind: 'normalise', options: [{}, { method: 'magic' }] }])],
    ['explain.not-additive', 'index', () => {
      const model = readModel([{ step: 'aggregate', method: 'copeland' }]);
      return decomposeScore(runIndex(tree, data, model), model, 'u1', { mean: true });
    }],
    ['explain.not-additive', 'index', () => {
      const model = readModel([{ step: 'aggregate', method: 'geometric' }]);
      return decomposeScore(runIndex(tree, data, model), model, 'u1', { zero: true });
    }],
  ])('%s', (code, node, act) => refused(code, node, act)); // biome-ignore format: one case a line
});

test.skipIf(!asemIsHere)('a fault in one column of many names that column', () => {
  const { tree, data } = readAsem();
  const columns = new Map(data.columns);
  columns.set('Visa', new Float64Array(data.units.length).fill(3));
  refused('data.zero-variance', 'Visa', () => runIndex(tree, { ...data, columns }, asemModel));
});

describe('what a step does not take', () => {
  test.each<[string, object]>([
    ['levels', { step: 'normalise', levels: { 2: 'rank' } }],
    ['nodes', { step: 'screen', nodes: { x1: { minAvailable: 1 } } }],
    ['weights', { step: 'normalise', weights: 'equal' }],
    ['minAvailable', { step: 'normalise', minAvailable: 1 }],
  ])('%s is refused, not passed over', (name, step) => {
    refused('config.shape', new RegExp(name), () => readModel([step]));
  });
});

test('a string is short for a method of weighting, too', () => {
  const { tree, data } = table(fine);
  const steps = (weights: unknown) => readModel([{ step: 'normalise' }, { step: 'aggregate', weights }]);
  expect(runIndex(tree, data, steps('entropy')).ranks).toEqual(
    runIndex(tree, data, steps({ method: 'entropy' })).ranks,
  );
  refused('method.unknown', /weights/, () => steps('guesses'));
});

test.each(['constructor', '__proto__'])('a node may be called %s', (code) => {
  const nodes = flat(['a', 'b']).map((node) => ({
    ...node,
    code: node.parent === null ? code : node.code,
    parent: node.parent === null ? null : code,
  }));
  const data = readData([{ uCode: 'u1', a: '1', b: '2' }, { uCode: 'u2', a: '3', b: '1' }, { uCode: 'u3', a: '5', b: '5' }], new Set(['a', 'b'])); // biome-ignore format: rows
  const { scores } = runIndex(buildTree(nodes), data, readModel([{ step: 'normalise' }]));
  expect([...scores.get(code)!]).toEqual([12.5, 25, 100]);
});

test('values drawn in are named by their unit, also where others were screened out', () => {
  const tail = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1000];
  const { tree, data } = table([[NaN, NaN], [NaN, NaN], ...tail.map((v, i) => [v, i])]);
  const steps = [{ step: 'screen', minAvailable: 0.5 }, { step: 'treat' }, { step: 'normalise' }];
  const { treatments } = runIndex(tree, data, readModel(steps));
  expect(treatments[0]!.points.map((unit) => data.units[unit])).toEqual(['u14']);
});
