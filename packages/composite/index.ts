/** Composite indices: all steps of the OECD/JRC Handbook, their uncertainty, and the explanation of every score. Pure. */
export type { Aggregated, Variation } from './aggregate.ts';
export { checkModel } from './check-model.ts';
export { compareYears, type Run, type YearChange } from './compare-years.ts';
export { CompositeError, type CompositeErrorCode } from './errors.ts';
export {
  type Against,
  type Contribution,
  type Decomposition,
  type DecompositionMethod,
  decomposeScore,
  SHAPLEY_LIMIT,
} from './explain.ts';
export { Factor, readFactors } from './factors.ts';
export { findLifts, type Lift } from './lift-rank.ts';
export type { Column } from './numbers.ts';
export * from './numbers.ts';
export {
  bordaScores,
  copelandScores,
  KEMENY_LIMIT,
  kemenyOrder,
  outrankingMatrix,
  outrankingScores,
} from './outranking.ts';
export { seeded } from './random.ts';
export { type Chosen, type Model, readModel, readStep, type Step, type StepName, stepNames } from './read-model.ts';
export { type DataColumns, readData, readTree, type Table } from './read-tables.ts';
export { type IndexResult, prepareIndex, type RunOptions, runIndex, runOnce, type StepResult } from './run-index.ts';
export type { Aggregation, Imputation, Normalisation, Screening, Treating, Treatment, Weighting } from './schema.ts';
export {
  type SchemeTreeNode,
  type SchemeUnit,
  type SchemeValue,
  type SchemeValues,
  schemeData,
  schemeTree,
} from './scheme.ts';
export { type FactorColumns, type SensitivityIndex, saltelliDesign, sensitivityIndices } from './sensitivity.ts';
export { SOBOL_DIMENSIONS, sobolPoints } from './sobol.ts';
export type { IndexData } from './state.ts';
export type { TreatmentNote } from './treat.ts';
export { buildTree, type IndexNode, type Tree, type TreeNode } from './tree.ts';
export {
  assessUncertainty,
  planVariants,
  runVariants,
  SAMPLE_LIMIT,
  summariseVariants,
  type Uncertainty,
  type UncertaintyOptions,
  type UnitUncertainty,
} from './uncertainty.ts';
export type { Weights } from './weigh.ts';
export { ahpWeights, combineJudgements, type Judgement, judge } from './weights/ahp.ts';
export type { LinearProgram, SolveLinearProgram } from './weights/benefit-of-doubt.ts';
export { budgetWeights } from './weights/budget.ts';
export { criticWeights } from './weights/critic.ts';
export { entropyWeights } from './weights/entropy.ts';
export { pcaWeights, principalComponents } from './weights/pca.ts';
/** The solver that benefit-of-doubt weights need; loaded only when it is called. */
export const openSolver = async () => (await import('./solve-lp.ts')).openSolver();
export { defaultFactors, type Problem, RunConfig, readConfig, readProblem } from './read-config.ts';
