import { expect, test } from 'vitest';
import { buildTree, checkModel, readFactors, readModel } from './index.ts';

const node = (code: string, parent: string | null, more: object = {}) => ({
  code,
  parent,
  kind: parent === 'root' ? ('indicator' as const) : ('aggregate' as const),
  weight: 1,
  direction: 1 as const,
  ...more,
});
const goalposts = { goalposts: { lower: 0, upper: 1 } };
const tree = buildTree([node('a', 'root', goalposts), node('b', 'root'), node('root', null)]);
const check =
  (steps: object[], factors: object[] = [{ kind: 'weights', noise: 0.1 }]) =>
  () =>
    checkModel(tree, readModel([...steps]), readFactors(factors));

test('a model that can run is not refused', () => {
  expect(check([{ step: 'normalise' }, { step: 'aggregate' }])).not.toThrow();
  expect(check([{ step: 'normalise', nodes: { a: { method: 'goalposts' } } }])).not.toThrow();
});

test.each([
  [
    'an exception for a node that is not there',
    [{ step: 'normalise', nodes: { x: { method: 'rank' } } }],
    undefined,
    'x',
  ],
  ['goalposts that are nowhere given', [{ step: 'normalise', method: 'goalposts' }], undefined, 'b'],
  ['a target that is nowhere given', [{ step: 'normalise', method: 'distance-to-target' }], undefined, 'a'],
  [
    'judgements that do not fit the children',
    [{ step: 'aggregate', weights: { nodes: { root: { method: 'ahp', matrix: [[1]] } } } }],
    undefined,
    'root',
  ],
  [
    'points for somebody else’s child',
    [{ step: 'aggregate', weights: { nodes: { root: { method: 'budget', allocations: [{ x: 100 }] } } } }],
    undefined,
    'x',
  ],
  [
    'a factor that varies a step that is not there',
    [],
    [{ kind: 'impute', options: ['mean', 'median'].map((method) => ({ method })) }],
    'impute',
  ],
  [
    'two factors of one name',
    [],
    [
      { kind: 'weights', noise: 0.1 },
      { kind: 'weights', noise: 0.2 },
    ],
    'weights',
  ],
  [
    'an option that names a node that is not there',
    [],
    [{ kind: 'aggregate', options: [{}, { nodes: { x: { method: 'geometric' } } }] }],
    'x',
  ],
] as const)('%s is named', (_, steps, factors, named) => {
  expect(check([...steps], factors ? [...factors] : undefined)).toThrow(expect.objectContaining({ node: named }));
});
