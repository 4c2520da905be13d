/** Lifecycles: declared as data by a module, run here. */
export { caseOf } from './case-of.ts';
export { drawLifecycle } from './draw-lifecycle.ts';
export { findRecentSteps } from './find-recent-steps.ts';
export { actionsFor, getCase } from './get-case.ts';
export { type AnyLifecycle, type CaseRow, type NewCase, openCase, type Step, takeStep } from './take-step.ts';
