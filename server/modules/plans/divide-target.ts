/** Divides a target to the regions below its own: a new version, and the targets below as it says. */
import type { DivideTarget } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { minuteOf, today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { checkDivision } from './check-division.ts';
import { findBoard, type StoredTarget } from './find-board.ts';
import { findChildRegions, wholeOf } from './get-division.ts';
import { indexPlan } from './search-entries.ts';

/** @throws AppError not-found, scope.outside, division.invalid, division.changed (says who was faster) */
export async function divideTarget(
  { db, clock }: Services,
  scope: Scope,
  targetId: string,
  wanted: DivideTarget,
): Promise<number> {
  return db.within(scope, async (tx) => {
    const [entry] = await findBoard(tx, today(clock), { ids: [targetId] });
    if (!entry) throw new AppError('not-found', { what: targetId });
    const { target } = entry;
    authorize(scope, 'target.divide', target.region_code);
    await refuseRestricted(tx, target.plan_id);
    const last = await lockLast(tx, targetId);
    if ((last?.version ?? 0) !== wanted.version)
      throw new AppError('division.changed', {
        who: last?.actor,
        at: last ? minuteOf(last.recorded_at) : '',
        version: last?.version ?? 0,
      });
    const regions = await findChildRegions(tx, target.region_code, today(clock));
    const problem = checkDivision(wholeOf(target), wanted.rule, wanted.note, wanted.shares, regions);
    if (problem) throw new AppError('division.invalid', { problem });
    const version = wanted.version + 1;
    const { id } = await tx
      .insertInto('target_division')
      .values({
        target_id: targetId,
        version,
        region_code: target.region_code,
        rule: wanted.rule,
        note: wanted.note,
        divided_value: target.value,
        recorded_at: clock.now(),
        person_id: scope.kind === 'user' ? scope.personId : null,
        actor: scope.kind === 'user' ? scope.displayName : 'system',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('target_share')
      .values(
        wanted.shares.map((share) => ({
          division_id: id,
          region_code: share.region,
          value: share.value,
          milestones: JSON.stringify(share.milestones),
        })),
      )
      .execute();
    await makeTargetsBelow(tx, target, wanted, regions);
    await indexPlan(tx, target.plan_id, today(clock));
    const name = { zh: target.indicator_name, en: target.indicator_name_en ?? target.indicator_name };
    await recordAudit(tx, scope, clock, {
      action: 'target.divide',
      regionCode: target.region_code,
      object: { kind: 'target', id: targetId },
      summary: { zh: `分解目标：${name.zh}`, en: `Divided target: ${name.en}` },
      details: {
        rule: wanted.rule,
        version,
        shares: Object.fromEntries(wanted.shares.map((s) => [s.region, s.value])),
      },
    });
    for (const share of wanted.shares)
      await notify(tx, scope, clock, {
        kind: 'target.divide',
        office: share.region,
        title: {
          zh: `新的分解目标：${name.zh} ${share.value} ${target.unit}`,
          en: `New target: ${name.en} ${share.value} ${target.unit}`,
        },
        link: `/targets/${encodeURIComponent(idBelow(targetId, share.region))}`,
        object: { kind: 'target', id: idBelow(targetId, share.region) },
      });
    return version;
  });
}

export const idBelow = (targetId: string, region: string) => `${targetId}.${region}`;

/** Who gets a share must be able to read where it comes from. */
async function refuseRestricted(tx: Tx, planId: string): Promise<void> {
  const { visibility } = await tx
    .selectFrom('plan')
    .select('visibility')
    .where('id', '=', planId)
    .executeTakeFirstOrThrow();
  if (visibility === 'restricted')
    throw new AppError('division.invalid', {
      problem: {
        zh: '受限规划的目标不能分解到其他地区，请先调整公开范围',
        en: 'the targets of a restricted plan cannot be divided to other regions: widen its visibility first',
      },
    });
}

/** Two at once wait for each other; the second then sees the version of the first. */
async function lockLast(tx: Tx, targetId: string) {
  await tx
    .selectNoFrom((eb) => eb.fn('pg_advisory_xact_lock', [eb.fn('hashtext', [eb.val(`division ${targetId}`)])]).as('l'))
    .execute();
  return tx
    .selectFrom('target_division')
    .select(['version', 'actor', 'recorded_at'])
    .where('target_id', '=', targetId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function makeTargetsBelow(
  tx: Tx,
  whole: StoredTarget,
  { shares }: Pick<DivideTarget, 'shares'>,
  regions: { code: string; name: string; nameEn: string }[],
): Promise<void> {
  const names = new Map(regions.map((region) => [region.code, region]));
  const kept = shares.map((share) => idBelow(whole.id, share.region));
  const gone = await tx
    .selectFrom('target as t')
    .select(['t.id', 't.region_code'])
    .select((eb) =>
      eb.exists(eb.selectFrom('target as c').select('c.id').whereRef('c.parent_id', '=', 't.id')).as('divided'),
    )
    .where('t.parent_id', '=', whole.id)
    .where('t.id', 'not in', kept)
    .execute();
  const further = gone.find((row) => row.divided);
  if (further) {
    const region = names.get(further.region_code);
    throw new AppError('division.invalid', {
      problem: {
        zh: `${region?.name ?? further.region_code}已把其份额继续分解，不能直接去掉`,
        en: `${region?.nameEn ?? further.region_code} has divided its share further: it cannot just go`,
      },
    });
  }
  if (gone.length > 0)
    await tx
      .deleteFrom('target')
      .where(
        'id',
        'in',
        gone.map((row) => row.id),
      )
      .execute();
  await tx
    .insertInto('target')
    .values(
      shares.map((share) => ({
        id: idBelow(whole.id, share.region),
        plan_id: whole.plan_id,
        code: `${whole.code}.${share.region}`,
        clause: whole.clause,
        indicator_id: whole.indicator_id,
        comparator: whole.comparator,
        value: share.value,
        value_high: null,
        unit: whole.unit,
        kind: whole.kind,
        period: whole.period,
        year: whole.year,
        period_start: whole.period_start,
        due_on: whole.due_on,
        region_code: share.region,
        breakdown: whole.breakdown,
        lead: `${names.get(share.region)!.name}人民政府`,
        milestones: JSON.stringify(share.milestones),
        span_start: whole.span_start,
        span_end: whole.span_end,
        position: whole.position,
        parent_id: whole.id,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        value: eb.ref('excluded.value'),
        milestones: eb.ref('excluded.milestones'),
        comparator: eb.ref('excluded.comparator'),
        due_on: eb.ref('excluded.due_on'),
      })),
    )
    .execute();
}

/** After a pack has replaced its targets: the targets below come back as the newest divisions say. */
export async function restoreTargetsBelow(tx: Tx, planId: string, day: string): Promise<void> {
  // A share may be divided itself: from the top down, a level at a time.
  for (let level = 0; level < 3; level++) {
    const entries = await findBoard(tx, day, { plan: planId });
    const open = entries.filter(({ target }) => !entries.some((entry) => entry.target.parent_id === target.id));
    const latest = new Map((await findLatest(tx, planId)).map((row) => [row.target_id, row.version]));
    for (const { target } of open) {
      const version = latest.get(target.id);
      if (version === undefined) continue;
      const shares = await tx
        .selectFrom('target_share as s')
        .innerJoin('target_division as d', 'd.id', 's.division_id')
        .select(['s.region_code', 's.value', 's.milestones'])
        .where('d.target_id', '=', target.id)
        .where('d.version', '=', Number(version))
        .execute();
      const regions = await findChildRegions(tx, target.region_code, day);
      const known = new Set(regions.map((region) => region.code));
      await makeTargetsBelow(
        tx,
        target,
        {
          shares: shares
            .filter((share) => known.has(share.region_code))
            .map((share) => ({
              region: share.region_code,
              value: share.value,
              milestones: share.milestones as { date: string; value: string }[],
            })),
        },
        regions,
      );
    }
  }
}

const findLatest = (tx: Tx, planId: string) =>
  tx
    .selectFrom('target_division as d')
    .innerJoin('target as t', 't.id', 'd.target_id')
    .select((eb) => ['d.target_id', eb.fn.max<number>('d.version').as('version')])
    .where('t.plan_id', '=', planId)
    .groupBy('d.target_id')
    .execute();
