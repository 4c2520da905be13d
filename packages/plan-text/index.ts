export { type ReadOptions, readPlan } from './read-plan.ts';
export type * from './types.ts';
