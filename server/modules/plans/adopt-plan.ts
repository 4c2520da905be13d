/** A reviewed reading becomes a plan of the ledger, whole or not at all. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Adopted, Adoption } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { type Clock, today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { resolveUnits } from '../../kernel/organization/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import { matchIndicators } from '../indicators/index.ts';
import { factsOf, type ReviewedFacts } from './adopted-facts.ts';
import { outlineOf } from './derive-facts.ts';
import { type DocumentPart, getPart, getText } from './find-documents.ts';
import { insertTargets, insertTasks } from './insert-facts.ts';
import { logPlanAct, planContent } from './log-plan.ts';
import { indexPlan } from './search-entries.ts';
import { fitDocumentVisibility } from './set-visibility.ts';

/** The plan that a part of a document has become. */
export async function findPlanOfPart(
  tx: Tx,
  documentId: string,
  part: number,
): Promise<{ id: string; title: string } | null> {
  const row = await tx
    .selectFrom('plan')
    .select(['id', 'short_title as title'])
    .where('document_id', '=', documentId)
    .where('part', '=', part)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Creates plan, tasks, units, indicators and targets. The caller has checked the review and holds the lock of the part.
 * @throws AppError adopt.done, adopt.duplicate, scope.outside, input.invalid
 */
export async function adoptPlan(
  tx: Tx,
  scope: UserScope,
  clock: Clock,
  documentId: string,
  plan: Adoption,
  reviewed: ReviewedFacts,
): Promise<Adopted> {
  authorize(scope, 'plan.adopt', plan.region);
  const part = await getPart(tx, documentId, plan.part);
  await checkPlan(tx, scope, clock, plan);
  const done = await findPlanOfPart(tx, documentId, plan.part);
  if (done) throw new AppError('adopt.done', { title: done.title, planId: done.id });
  await refuseDuplicate(tx, plan);
  refuseYears(plan, reviewed);
  const facts = factsOf(part.document, reviewed, plan, await getText(tx, documentId));
  const id = planId(documentId, plan);
  await insertPlan(tx, scope, clock, id, part, plan);
  const day = plan.issuedOn ?? `${plan.from}-01-01`;
  const names = facts.tasks.flatMap((task) => [...(task.lead ? [task.lead] : []), ...task.joint]);
  const units = await resolveUnits(tx, names, day, plan.region);
  await insertTasks(tx, id, facts.tasks, (name) => units.get(name) ?? null);
  const idOf = await matchIndicators(
    tx,
    facts.targets.map(({ indicator: name, unit }) => ({ name, unit })),
  );
  await insertTargets(
    tx,
    id,
    plan.region,
    facts.targets.map((target) => ({ ...target, indicator: idOf({ name: target.indicator, unit: target.unit }) })),
  );
  await fitDocumentVisibility(tx, documentId);
  await indexPlan(tx, id, today(clock));
  const logged = { id, regionCode: plan.region, visibility: plan.visibility };
  await logPlanAct(tx, clock, logged, 'plan.adopted', await planContent(tx, id), {
    region: plan.region,
    source: part.sha256,
  });
  const counts = { tasks: facts.tasks.length, targets: facts.targets.length };
  // The trail is read further up than a restricted plan: there it bears its number only.
  const shown = plan.visibility === 'restricted' ? { zh: id, en: id } : { zh: plan.shortTitle, en: plan.shortTitle };
  await recordAudit(tx, scope, clock, {
    action: 'plan.adopt',
    regionCode: plan.region,
    object: { kind: 'plan', id },
    summary: { zh: `采纳规划 ${shown.zh}`, en: `Adopted plan ${shown.en}` },
    details: { documentId, part: plan.part, visibility: plan.visibility, ...counts },
  });
  return { planId: id, ...counts };
}

async function checkPlan(tx: Tx, scope: UserScope, clock: Clock, plan: Adoption): Promise<void> {
  const region = await tx.selectFrom('region').select('code').where('code', '=', plan.region).executeTakeFirst();
  if (!region) throw new AppError('input.invalid', { field: 'region', problem: plan.region });
  // Who adopts must be able to read what he adopted.
  if (plan.visibility === 'restricted' && scope.regionCode !== plan.region)
    throw new AppError('input.invalid', {
      field: 'visibility',
      problem: {
        zh: '仅本级机关可以采纳受限规划',
        en: 'only the office of the region itself adopts a restricted plan',
      },
    });
  if (plan.issuedOn && plan.issuedOn > today(clock))
    throw new AppError('input.invalid', { field: 'issuedOn', problem: plan.issuedOn });
  if (plan.issuedOn && plan.to < Number(plan.issuedOn.slice(0, 4)))
    throw new AppError('input.invalid', { field: 'to', problem: `${plan.to} < ${plan.issuedOn}` });
}

/** Years that none of the targets is due in are the years of another plan. */
function refuseYears(plan: Adoption, { targets }: ReviewedFacts): void {
  const invalid = (zh: string, en: string) => new AppError('input.invalid', { field: 'from', problem: { zh, en } });
  if (plan.from < 1990 || plan.to - plan.from > 30)
    throw invalid(
      '规划期应在 1990 至 2100 年之间，且不超过 30 年',
      'a plan lies within 1990–2100 and runs for at most 30 years',
    );
  const years = targets.flatMap((target) => target.year ?? []);
  if (years.length > 0 && !years.some((year) => year >= plan.from && year <= plan.to))
    throw invalid(
      `没有一项目标的年份在 ${plan.from}—${plan.to} 之内`,
      `no target is due within ${plan.from}–${plan.to}`,
    );
}

/** The same number, or the same title over the same years, in the same region. */
async function refuseDuplicate(tx: Tx, plan: Adoption): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`adopt ${plan.region}`}, 0))`.execute(tx);
  const rows = await tx
    .selectFrom('plan')
    .select(['id', 'title', 'short_title', 'document_number', 'year_from', 'year_to'])
    .where('region_code', '=', plan.region)
    .execute();
  const plain = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
  const same = rows.find(
    (row) =>
      (plan.documentNumber && row.document_number && plain(row.document_number) === plain(plan.documentNumber)) ||
      (row.year_from === plan.from && row.year_to === plan.to && plain(row.title) === plain(plan.title)),
  );
  if (same)
    throw new AppError('adopt.duplicate', {
      title: same.short_title,
      years: `${same.year_from}—${same.year_to}`,
      planId: same.id,
    });
}

const planId = (documentId: string, { region, from, to, part }: Adoption): string => {
  const digest = createHash('sha256').update(`${documentId} ${part}`).digest('hex').slice(0, 8);
  return `p${region}-${from}-${to}-${digest}`;
};

async function insertPlan(
  tx: Tx,
  scope: UserScope,
  clock: Clock,
  id: string,
  part: DocumentPart,
  plan: Adoption,
): Promise<void> {
  await tx
    .insertInto('plan')
    .values({
      id,
      title: plan.title,
      title_en: plan.titleEn || plan.title,
      short_title: plan.shortTitle,
      short_title_en: plan.shortTitleEn || plan.titleEn || plan.shortTitle,
      document_number: plan.documentNumber || null,
      issuer: plan.issuer,
      issued_on: plan.issuedOn,
      region_code: plan.region,
      year_from: plan.from,
      year_to: plan.to,
      visibility: plan.visibility,
      source_sha256: part.sha256,
      source_format: part.format,
      outline: JSON.stringify(outlineOf(part.document.outline)),
      loaded_at: clock.now(),
      origin: 'adopted',
      document_id: part.id,
      part: plan.part,
      adopted_at: clock.now(),
      adopted_by: scope.personId,
    })
    .execute();
}
