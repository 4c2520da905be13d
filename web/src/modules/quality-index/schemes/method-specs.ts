/**
 * The methods of each step and what they ask for, as forms draw them: the fields of `packages/composite/schema.ts`.
 * What is not given has the default there, which the form shows in grey.
 */
export type StepId = 'denominate' | 'screen' | 'impute' | 'treat' | 'normalise' | 'aggregate';
export const stepIds: readonly StepId[] = ['denominate', 'screen', 'impute', 'treat', 'normalise', 'aggregate'];

export type FieldSpec = { key: string } & (
  | { kind: 'number'; int?: true; min?: number; max?: number; default?: number; required?: true }
  | { kind: 'flag'; default: boolean }
  | { kind: 'choice'; choices: readonly string[]; default?: string }
  | { kind: 'pair'; default: readonly [number, number] }
  | { kind: 'regions' }
  | { kind: 'region' }
  | { kind: 'number-or'; word: string; default: string | number }
  | { kind: 'limit'; default: number }
  | { kind: 'pass' }
  | { kind: 'treatment'; default: string }
);
export type MethodSpec = { method: string; fields: readonly FieldSpec[] };

const share = (key: string, initial: number): FieldSpec => ({ key, kind: 'number', min: 0, max: 1, default: initial });
const group: FieldSpec = { key: 'group', kind: 'choice', choices: ['', 'city', 'kind'], default: '' };

export const imputations: readonly MethodSpec[] = [
  { method: 'mean', fields: [group] },
  { method: 'median', fields: [group] },
  { method: 'value', fields: [{ key: 'value', kind: 'number', required: true }] },
  { method: 'regression', fields: [{ key: 'predictors', kind: 'number', int: true, min: 1, max: 20, default: 2 }] },
  {
    method: 'em',
    fields: [
      { key: 'iterations', kind: 'number', int: true, min: 1, max: 10_000, default: 500 },
      { key: 'tolerance', kind: 'number', min: 0, default: 1e-8 },
      { key: 'ridge', kind: 'number', min: 0, default: 0 },
    ],
  },
  {
    method: 'panel',
    fields: [
      { key: 'line', kind: 'choice', choices: ['latest', 'linear', 'linear-constant'], default: 'latest' },
      { key: 'maxYears', kind: 'number', min: 0 },
    ],
  },
  { method: 'none', fields: [] },
];
export const treatments: readonly MethodSpec[] = [
  { method: 'winsorize', fields: [{ key: 'maxPoints', kind: 'limit', default: 5 }] },
  { method: 'percentile', fields: [share('lower', 0.025), share('upper', 0.975)] },
  {
    method: 'log',
    fields: [
      { key: 'shift', kind: 'choice', choices: ['range', 'one', 'none'], default: 'range' },
      { key: 'reflect', kind: 'flag', default: false },
    ],
  },
  {
    method: 'box-cox',
    fields: [{ key: 'lambda', kind: 'number-or', word: 'max-likelihood', default: 'max-likelihood' }],
  },
  { method: 'none', fields: [] },
];
export const normalisations: readonly MethodSpec[] = [
  { method: 'min-max', fields: [{ key: 'range', kind: 'pair', default: [0, 100] }] },
  {
    method: 'z-score',
    fields: [
      { key: 'mean', kind: 'number', default: 0 },
      { key: 'sd', kind: 'number', min: 0, default: 1 },
    ],
  },
  {
    method: 'goalposts',
    fields: [
      { key: 'lower', kind: 'number' },
      { key: 'upper', kind: 'number' },
      { key: 'scale', kind: 'number', min: 0, default: 100 },
      { key: 'floor', kind: 'number', min: 0, default: 0 },
      { key: 'truncate', kind: 'flag', default: true },
    ],
  },
  { method: 'distance-to-max', fields: [] },
  {
    method: 'distance-to-reference',
    fields: [
      { key: 'unit', kind: 'region' },
      { key: 'cap', kind: 'flag', default: false },
    ],
  },
  {
    method: 'distance-to-target',
    fields: [
      { key: 'target', kind: 'number' },
      { key: 'cap', kind: 'flag', default: false },
    ],
  },
  { method: 'fraction-of-max', fields: [] },
  { method: 'percentile-rank', fields: [] },
  { method: 'rank', fields: [] },
  { method: 'borda', fields: [] },
  { method: 'none', fields: [] },
];
export const aggregations: readonly MethodSpec[] = [
  { method: 'arithmetic', fields: [] },
  { method: 'geometric', fields: [] },
  { method: 'harmonic', fields: [] },
  { method: 'power', fields: [{ key: 'p', kind: 'number', required: true }] },
  { method: 'outranking', fields: [] },
  { method: 'copeland', fields: [] },
  { method: 'kemeny', fields: [] },
];
/** Those that `packages/composite` can apply to any parent; `ahp` and `budget` name children, and are given by node. */
export const weightings: readonly MethodSpec[] = [
  { method: 'given', fields: [] },
  { method: 'equal', fields: [] },
  {
    method: 'pca',
    fields: [
      { key: 'components', kind: 'number-or', word: 'kaiser', default: 'kaiser' },
      { key: 'rotation', kind: 'choice', choices: ['varimax', 'none'], default: 'varimax' },
      { key: 'rule', kind: 'choice', choices: ['factors', 'first'], default: 'factors' },
    ],
  },
  { method: 'entropy', fields: [] },
  {
    method: 'critic',
    fields: [
      { key: 'scale', kind: 'flag', default: true },
      { key: 'correlation', kind: 'choice', choices: ['pearson', 'spearman'], default: 'pearson' },
    ],
  },
  { method: 'ahp', fields: [{ key: 'limit', kind: 'number', min: 0, default: 0.1 }] },
  { method: 'budget', fields: [] },
  {
    method: 'benefit-of-doubt',
    fields: [
      share('min', 0),
      share('max', 1),
      { key: 'of', kind: 'choice', choices: ['weights', 'contributions'], default: 'weights' },
    ],
  },
  { method: 'correlation', fields: [] },
];
export const denomination: readonly FieldSpec[] = [{ key: 'scale', kind: 'number', min: 0, default: 1 }];
export const screening: readonly FieldSpec[] = [
  share('minAvailable', 0),
  share('minNonZero', 0),
  { key: 'keep', kind: 'regions' },
  { key: 'drop', kind: 'regions' },
];
export const treating: readonly FieldSpec[] = [
  { key: 'pass', kind: 'pass' },
  { key: 'first', kind: 'treatment', default: 'winsorize' },
  { key: 'second', kind: 'treatment', default: 'log' },
  { key: 'combine', kind: 'flag', default: false },
];

/** Methods of a step that has them, and the one that holds when none is named. */
export const methodsOf: Partial<Record<StepId | 'weights', { methods: readonly MethodSpec[]; initial: string }>> = {
  impute: { methods: imputations, initial: 'mean' },
  normalise: { methods: normalisations, initial: 'min-max' },
  aggregate: { methods: aggregations, initial: 'arithmetic' },
  weights: { methods: weightings, initial: 'given' },
};
/** Fields of a step that has no choice of method. */
export const fieldsOf: Partial<Record<StepId, readonly FieldSpec[]>> = {
  denominate: denomination,
  screen: screening,
  treat: treating,
};
