/** Puts the plan packs into the ledger. Repeating it changes nothing; a changed pack replaces its plan's facts. */
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { boundsOfPeriod } from '../../kernel/calendar/index.ts';
import { resolveUnit } from '../../kernel/organization/index.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { addIndicators, addObservations, retireMissing } from '../indicators/index.ts';
import type { LoadedPack, PlanPack } from './pack.ts';
import { indexPlan } from './search-entries.ts';

/** Returns the ids of the plans that were new or changed. */
export async function loadPacks({ db, clock }: Services, packs: LoadedPack[]): Promise<string[]> {
  const scope = systemScope('load-packs');
  return db.within(scope, async (tx) => {
    const known = new Map(
      (await tx.selectFrom('plan').select(['id', 'pack_digest']).execute()).map((row) => [row.id, row.pack_digest]),
    );
    const changed = packs.filter(({ pack, digest }) => known.get(pack.id) !== digest);
    for (const { pack, digest } of changed) {
      await removePlan(tx, pack.id);
      await insertPlan(tx, pack, digest, clock.now());
      await indexPlan(tx, pack.id);
      await recordAudit(tx, scope, clock, {
        action: 'plan.load',
        regionCode: pack.region,
        object: { kind: 'plan', id: pack.id },
        summary: { zh: `载入规划 ${pack.shortTitle}`, en: `Loaded plan ${pack.shortTitleEn}` },
        details: { targets: pack.targets.length, tasks: pack.tasks.length, observations: pack.observations.length },
      });
    }
    return changed.map(({ pack }) => pack.id);
  });
}

async function removePlan(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('plan_task').where('plan_id', '=', id).execute();
  await tx.deleteFrom('target').where('plan_id', '=', id).execute();
  await tx.deleteFrom('plan').where('id', '=', id).execute();
}

async function insertPlan(tx: Tx, pack: PlanPack, digest: string, now: Date): Promise<void> {
  await tx
    .insertInto('plan')
    .values({
      id: pack.id,
      title: pack.title,
      title_en: pack.titleEn,
      short_title: pack.shortTitle,
      short_title_en: pack.shortTitleEn,
      document_number: pack.documentNumber,
      issuer: pack.issuer,
      issued_on: pack.issuedOn,
      region_code: pack.region,
      year_from: pack.from,
      year_to: pack.to,
      visibility: 'public',
      source_sha256: pack.source.sha256,
      source_format: pack.source.format,
      outline: JSON.stringify(pack.outline),
      pack_digest: digest,
      loaded_at: now,
    })
    .execute();
  await insertTasks(tx, pack);
  await addIndicators(tx, pack.indicators);
  await insertTargets(tx, pack);
  const recorded = { at: now, by: `pack ${pack.id}` };
  const observations = pack.observations.map((observation) => ({
    indicatorId: observation.indicator,
    regionCode: observation.region ?? pack.region,
    breakdown: observation.breakdown ?? '',
    period: observation.period,
    ...boundsOf(observation.period),
    value: observation.value,
    knownOn: observation.knownOn,
    knownOnStated: true,
    source: 'pack' as const,
    sourceNote: `${pack.shortTitle} · ${observation.note}`,
    published: true,
  }));
  await retireMissing(tx, observations, recorded);
  await addObservations(tx, observations, recorded);
}

async function insertTasks(tx: Tx, pack: PlanPack): Promise<void> {
  if (pack.tasks.length === 0) return;
  const day = pack.issuedOn ?? `${pack.from}-01-01`;
  await tx
    .insertInto('plan_task')
    .values(
      pack.tasks.map((task, position) => ({
        id: `${pack.id}.${task.code}`,
        plan_id: pack.id,
        code: task.code,
        clause: task.clause,
        title: task.title,
        span_start: task.span.start,
        span_end: task.span.end,
        position,
      })),
    )
    .execute();
  const units = pack.tasks.flatMap((task) => {
    const names = task.lead === null ? task.joint : [task.lead, ...task.joint];
    return names.map((name, index) => ({
      task_id: `${pack.id}.${task.code}`,
      position: task.lead === null ? index + 1 : index,
      role: task.lead !== null && index === 0 ? 'lead' : 'joint',
      name,
      organization_id: resolveUnit(name, day)?.code ?? null,
    }));
  });
  if (units.length > 0) await tx.insertInto('task_unit').values(units).execute();
}

async function insertTargets(tx: Tx, pack: PlanPack): Promise<void> {
  const rows = pack.targets.map((target, position) => ({
    id: `${pack.id}.${target.code}`,
    plan_id: pack.id,
    code: target.code,
    clause: target.clause,
    indicator_id: target.indicator,
    comparator: target.comparator,
    value: target.value,
    value_high: target.valueHigh ?? null,
    unit: target.unit,
    kind: target.kind,
    period: target.period,
    year: target.year ?? null,
    period_start: target.periodStart ?? null,
    due_on: target.dueOn,
    region_code: target.region ?? pack.region,
    breakdown: target.breakdown ?? '',
    lead: target.lead ?? null,
    baseline_date: target.baseline?.date ?? null,
    baseline_value: target.baseline?.value ?? null,
    milestones: JSON.stringify(target.milestones),
    suspect: target.suspect,
    raw: target.raw ?? null,
    findings: JSON.stringify(target.findings),
    span_start: target.span.start,
    span_end: target.span.end,
    position,
  }));
  // PostgreSQL takes at most 65,535 parameters in a statement.
  for (let from = 0; from < rows.length; from += 1000)
    await tx
      .insertInto('target')
      .values(rows.slice(from, from + 1000))
      .execute();
}

function boundsOf(period: string): { periodStart: string; periodEnd: string } {
  const bounds = boundsOfPeriod(period);
  // Packs are checked before they are loaded.
  if (!bounds) throw new Error(`period ${period}`);
  return { periodStart: bounds.start, periodEnd: bounds.end };
}
