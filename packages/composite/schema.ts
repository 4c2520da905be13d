/**
 * The methods of each step and their parameters, as a configuration gives them. How a step chooses them for its nodes is
 * in read-model.ts.
 */
import { z } from 'zod';

const share = z.number().min(0).max(1);

export const Denomination = z.strictObject({
  /** Column that divides; the tree's own when left out, null for none. */
  denominator: z.string().nullish(),
  /** The denominator is divided by it: 1000 gives “per thousand”. */
  scale: z.number().positive().default(1),
});

const group = z.string().optional();
export const Imputation = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('none') }),
  z.strictObject({ method: z.literal('mean'), group }),
  z.strictObject({ method: z.literal('median'), group }),
  z.strictObject({ method: z.literal('value'), value: z.number() }),
  /** Least squares on the `predictors` best-correlated indicators that are complete where they are needed. */
  z.strictObject({ method: z.literal('regression'), predictors: z.int().min(1).max(20).default(2) }),
  z.strictObject({
    method: z.literal('em'),
    iterations: z.int().min(1).max(10_000).default(500),
    tolerance: z.number().positive().default(1e-8),
    ridge: z.number().min(0).default(0),
  }),
  /** From other years of the same unit: the last before, or a straight line between the years around. */
  z.strictObject({
    method: z.literal('panel'),
    line: z.enum(['latest', 'linear', 'linear-constant']).default('latest'),
    maxYears: z.number().positive().optional(),
  }),
]);
export const Screening = z.strictObject({
  /** Least share of indicators with a value. */
  minAvailable: share.default(0),
  /** Least share of values that are not zero. */
  minNonZero: share.default(0),
  keep: z.array(z.string()).default([]),
  drop: z.array(z.string()).default([]),
});

export const Treatment = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('none') }),
  z.strictObject({ method: z.literal('winsorize'), maxPoints: z.int().min(1).nullable().default(5) }),
  z.strictObject({
    method: z.literal('percentile'),
    lower: share.default(0.025),
    upper: share.default(0.975),
  }),
  /** ln(x − min + a): a is a hundredth of the range, 1, or nothing is shifted. `reflect`: mirrored when skewed to the left. */
  z.strictObject({
    method: z.literal('log'),
    shift: z.enum(['range', 'one', 'none']).default('range'),
    reflect: z.boolean().default(false),
  }),
  z.strictObject({
    method: z.literal('box-cox'),
    lambda: z.union([z.number(), z.literal('max-likelihood')]).default('max-likelihood'),
  }),
]);
/** `"winsorize"` is short for `{ "method": "winsorize" }`. */
const short = <S extends z.ZodType>(spec: S) =>
  z.preprocess((value) => (typeof value === 'string' ? { method: value } : value), spec);

export const Treating = z.strictObject({
  /** Left alone when |skewness| < skewness or kurtosis < kurtosis; null treats always. */
  pass: z
    .strictObject({ skewness: z.number().default(2), kurtosis: z.number().default(3.5) })
    .nullable()
    .default({ skewness: 2, kurtosis: 3.5 }),
  first: short(Treatment).default({ method: 'winsorize', maxPoints: 5 }),
  /** What follows when the first does not make it pass. */
  second: short(Treatment).default({ method: 'log', shift: 'range', reflect: false }),
  /** The second works on the original data, or on what the first left. */
  combine: z.boolean().default(false),
});
export const Normalisation = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('none') }),
  z.strictObject({
    method: z.literal('min-max'),
    range: z
      .tuple([z.number(), z.number()])
      .refine(([low, high]) => low < high, '下限须小于上限 / the lower end comes first')
      .default([0, 100]),
  }),
  z.strictObject({ method: z.literal('z-score'), mean: z.number().default(0), sd: z.number().positive().default(1) }),
  /** Fixed bounds in the indicator's own unit; the lower one is the worst where more is better. */
  z.strictObject({
    method: z.literal('goalposts'),
    lower: z.number().optional(),
    upper: z.number().optional(),
    scale: z.number().positive().default(100),
    /** Score at the worst bound; above zero where a geometric mean follows. */
    floor: z.number().min(0).default(0),
    truncate: z.boolean().default(true),
  }),
  z.strictObject({ method: z.literal('distance-to-max') }),
  z.strictObject({ method: z.literal('distance-to-reference'), unit: z.string(), cap: z.boolean().default(false) }),
  z.strictObject({
    method: z.literal('distance-to-target'),
    target: z.number().optional(),
    cap: z.boolean().default(false),
  }),
  z.strictObject({ method: z.literal('fraction-of-max') }),
  z.strictObject({ method: z.literal('percentile-rank') }),
  z.strictObject({ method: z.literal('rank') }),
  z.strictObject({ method: z.literal('borda') }),
]);

export const Weighting = z.discriminatedUnion('method', [
  /** The weights of the tree. */
  z.strictObject({ method: z.literal('given') }),
  z.strictObject({ method: z.literal('equal') }),
  /** Principal components of the correlation matrix; `factors` as in the Handbook (6.1), `first` the loadings of the first. */
  z.strictObject({
    method: z.literal('pca'),
    components: z.union([z.int().min(1), z.literal('kaiser')]).default('kaiser'),
    rotation: z.enum(['varimax', 'none']).default('varimax'),
    rule: z.enum(['factors', 'first']).default('factors'),
  }),
  z.strictObject({ method: z.literal('entropy') }),
  z.strictObject({
    method: z.literal('critic'),
    scale: z.boolean().default(true),
    correlation: z.enum(['pearson', 'spearman']).default('pearson'),
  }),
  z.strictObject({
    method: z.literal('ahp'),
    /** Order of rows and columns; the order of the tree when left out. */
    codes: z.array(z.string()).optional(),
    matrix: z.array(z.array(z.number())),
    limit: z.number().positive().default(0.1),
  }),
  /** Points that each expert gives out over the children. */
  z.strictObject({ method: z.literal('budget'), allocations: z.array(z.record(z.string(), z.number())).min(1) }),
  /** Weights of its own for each unit, the best that it can have under the bounds. */
  z.strictObject({
    method: z.literal('benefit-of-doubt'),
    min: share.default(0),
    max: share.default(1),
    /** What is bounded: the share of each weight in their sum, or of each contribution in the score. */
    of: z.enum(['weights', 'contributions']).default('weights'),
  }),
  /** Weights under which the children correlate with the parent in the wanted proportions. */
  z.strictObject({
    method: z.literal('correlation'),
    targets: z.record(z.string(), z.number().positive()).optional(),
  }),
]);

export const Aggregation = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('arithmetic') }),
  z.strictObject({ method: z.literal('geometric') }),
  z.strictObject({ method: z.literal('harmonic') }),
  z.strictObject({ method: z.literal('power'), p: z.number() }),
  /** Mean share of the weights by which a unit beats the others. */
  z.strictObject({ method: z.literal('outranking') }),
  z.strictObject({ method: z.literal('copeland') }),
  z.strictObject({ method: z.literal('kemeny') }),
]);

export type Denomination = z.infer<typeof Denomination>;
export type Imputation = z.infer<typeof Imputation>;
export type Screening = z.infer<typeof Screening>;
export type Treatment = z.infer<typeof Treatment>;
export type Treating = z.infer<typeof Treating>;
export type Normalisation = z.infer<typeof Normalisation>;
export type Weighting = z.infer<typeof Weighting>;
export type Aggregation = z.infer<typeof Aggregation>;
