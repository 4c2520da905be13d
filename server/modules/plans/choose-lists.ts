/** The lists of plans and documents as they were asked for: filtered and ordered. Pure. */
import type { DocumentQuery, DocumentRow, PlanQuery, PlanSummary } from '../../../packages/contract/index.ts';
import { holds, sortRows } from '../../kernel/tabular/choose-rows.ts';

const planValues: Record<NonNullable<PlanQuery['sort']>, (plan: PlanSummary) => string | number> = {
  title: (plan) => plan.title,
  region: (plan) => plan.region.code,
  years: (plan) => plan.from * 10_000 + plan.to,
  tasks: (plan) => plan.taskCount,
  targets: (plan) => plan.targetCount,
};

export function choosePlans(plans: PlanSummary[], { q, region, sort, order }: PlanQuery): PlanSummary[] {
  const chosen = plans.filter(
    (plan) =>
      (!region || plan.region.code === region) &&
      holds(q, plan.title, plan.titleEn, plan.shortTitle, plan.documentNumber, plan.issuer),
  );
  return sort ? sortRows(chosen, planValues[sort], order) : chosen;
}

const documentValues: Record<NonNullable<DocumentQuery['sort']>, (document: DocumentRow) => string | number> = {
  title: (document) => document.title || document.fileName,
  region: (document) => document.region.code,
  findings: (document) => document.counts.findings,
  imported: (document) => document.importedAt,
};

export function chooseDocuments(rows: DocumentRow[], { q, region, sort, order }: DocumentQuery): DocumentRow[] {
  const chosen = rows.filter(
    (document) =>
      (!region || document.region.code === region) &&
      holds(q, document.title, document.fileName, document.importedBy, document.sha256),
  );
  return sort ? sortRows(chosen, documentValues[sort], order) : chosen;
}
