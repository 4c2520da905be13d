export {
  type ComparedTarget,
  type ComparedTask,
  type Comparison,
  compareSides,
  type Side,
} from './compare.ts';
export { type Limit, readLimit } from './limit.ts';
export { type ReadOptions, readPlan } from './read-plan.ts';
export type * from './types.ts';
