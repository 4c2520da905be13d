/** Tasks at work. The way in for other modules. */
export { createWork } from './create-work.ts';
export { type Escalated, escalateOverdue, escalationRule } from './escalate.ts';
export { findSlips, findWaitingSlips } from './find-slips.ts';
export { findWork, findWorkRows } from './find-work.ts';
export { followVisibility } from './follow-visibility.ts';
export { workRoutes } from './http.ts';
export { issuePlan } from './issue-plan.ts';
export { moveHandler, moveUnits } from './move-units.ts';
export { workSearch } from './search-entries.ts';
export { slipLifecycle } from './slip-lifecycle.ts';
export { taskLifecycle } from './task-lifecycle.ts';
