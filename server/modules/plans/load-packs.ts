/** Puts the plan packs into the ledger. Repeating it changes nothing; a changed pack replaces its plan's facts. */
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { boundsOfPeriod } from '../../kernel/calendar/index.ts';
import { today } from '../../kernel/clock.ts';
import { resolveUnits } from '../../kernel/organization/index.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { addIndicators, addObservations, logPublished, retireMissing } from '../indicators/index.ts';
import { restoreTargetsBelow } from './divide-target.ts';
import { insertTargets, insertTasks } from './insert-facts.ts';
import { logPlanAct, planContent } from './log-plan.ts';
import type { LoadedPack, PlanPack } from './pack.ts';
import { indexPlan } from './search-entries.ts';

/** Returns the ids of the plans that were new or changed. */
export async function loadPacks({ db, clock }: Services, packs: LoadedPack[]): Promise<string[]> {
  const scope = systemScope('load-packs');
  return db.within(scope, async (tx) => {
    const known = new Map(
      (await tx.selectFrom('plan').select(['id', 'pack_digest']).execute()).map((row) => [row.id, row.pack_digest]),
    );
    const amended = await findAmended(tx);
    // What an office adopted or amended is the office's: no pack replaces it.
    const changed = packs.filter(
      ({ pack, digest }) => known.get(pack.id) !== digest && known.get(pack.id) !== null && !amended.has(pack.id),
    );
    const now = clock.now();
    for (const { pack, digest } of changed) {
      await removePlan(tx, pack.id);
      await insertPlan(tx, pack, digest, now);
      await restoreTargetsBelow(tx, pack.id, today(clock));
      await indexPlan(tx, pack.id, today(clock));
      await recordAudit(tx, scope, clock, {
        action: 'plan.load',
        regionCode: pack.region,
        object: { kind: 'plan', id: pack.id },
        summary: { zh: `载入规划 ${pack.shortTitle}`, en: `Loaded plan ${pack.shortTitleEn}` },
        details: { targets: pack.targets.length, tasks: pack.tasks.length, observations: pack.observations.length },
      });
    }
    await logPublished(tx, now);
    return changed.map(({ pack }) => pack.id);
  });
}

async function findAmended(tx: Tx): Promise<Set<string>> {
  const rows = await tx.selectFrom('amendment').select('plan_id').distinct().execute();
  return new Set(rows.map((row) => row.plan_id));
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
  const day = pack.issuedOn ?? `${pack.from}-01-01`;
  const names = pack.tasks.flatMap((task) => [...(task.lead === null ? [] : [task.lead]), ...task.joint]);
  const units = await resolveUnits(tx, names, day, pack.region);
  await insertTasks(tx, pack.id, pack.tasks, (name) => units.get(name) ?? null);
  await addIndicators(tx, pack.indicators);
  await insertTargets(tx, pack.id, pack.region, pack.targets);
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
  const logged = { id: pack.id, regionCode: pack.region, visibility: 'public' };
  await logPlanAct(tx, { now: () => now }, logged, 'plan.adopted', await planContent(tx, pack.id), {
    region: pack.region,
    source: pack.source.sha256,
    pack: digest,
  });
  await retireMissing(tx, observations, recorded);
  await addObservations(tx, observations, recorded);
}

function boundsOf(period: string): { periodStart: string; periodEnd: string } {
  const bounds = boundsOfPeriod(period);
  // Packs are checked before they are loaded.
  if (!bounds) throw new Error(`period ${period}`);
  return { periodStart: bounds.start, periodEnd: bounds.end };
}
