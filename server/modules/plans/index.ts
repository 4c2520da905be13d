/** Plans: documents, tasks, targets and their status. The way in for other modules. */

export { adoptPlan, findPlanOfPart } from './adopt-plan.ts';
export type { ReviewedFacts } from './adopted-facts.ts';
export { amendmentLifecycle } from './amendment-lifecycle.ts';
export { fillLimits } from './fill-limits.ts';
export { findWaitingAmendments } from './find-amendments.ts';
export { boardOf, countStatuses, findBoard } from './find-board.ts';
export { type DocumentPart, getPart, getText } from './find-documents.ts';
export { findOpenFindings } from './find-open-findings.ts';
export { findPlanHead, findPlans, findTasks, type PlanHead } from './find-plans.ts';
export { findTemplateRows } from './find-template-rows.ts';
export { planRoutes } from './http.ts';
export { importDocument } from './import-document.ts';
export { indexAmended } from './index-amended.ts';
export { linkDocuments } from './link-documents.ts';
export { loadPacks } from './load-packs.ts';
export { isPlanOpen } from './log-plan.ts';
export { readPacks } from './pack.ts';
export { readDocument } from './read-document.ts';
export { removeDocument } from './remove-document.ts';
export { indexPlan, planSearch } from './search-entries.ts';
export { findUnresolvedUnits, resolveUnitName } from './unresolved-units.ts';
