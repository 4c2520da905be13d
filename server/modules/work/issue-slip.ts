/** Supervision slips (督办单): given by hand or by the rule of escalation, answered by the lead unit, closed. */
import { sql } from 'kysely';
import type { NewSlip, TakeStep } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { checkDeadline } from '../../kernel/calendar/index.ts';
import { type Clock, today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { openCase, takeStep } from '../../kernel/lifecycle/index.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type Scope, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { findSlips } from './find-slips.ts';
import { getItem, type Item, partsOf } from './item.ts';
import { indexSlip } from './search-entries.ts';
import { slipLifecycle } from './slip-lifecycle.ts';

/** The level after the last one for the deadline that was missed. @throws AppError task.slip, step.not-yours, deadline.… */
export async function issueSlip(
  { db, clock }: Services,
  scope: UserScope,
  itemId: string,
  slip: NewSlip,
): Promise<string> {
  return db.within(scope, async (tx) => {
    const item = await getItem(tx, itemId, today(clock));
    authorize(scope, 'work.supervise', item.regionCode);
    if (!partsOf(scope, item).includes('issuer'))
      throw new AppError('step.not-yours', { action: { zh: '督办', en: 'Supervise' }, by: slipLifecycle.parts.issuer });
    checkDeadline(slip.dueOn, today(clock));
    const missedOn = await missedDeadline(tx, itemId, today(clock));
    const last = (await findSlips(tx, { item: itemId })).find((row) => row.missedOn === missedOn)?.level ?? 0;
    if (last >= 3)
      throw new AppError('task.slip', { reason: { zh: '已是最高一级', en: 'the highest level is reached' } });
    const id = await writeSlip(tx, scope, clock, item, { ...slip, level: last + 1, missedOn, automatic: false });
    if (!id) throw new AppError('conflict');
    return id;
  });
}

async function missedDeadline(tx: Tx, itemId: string, day: string): Promise<string> {
  const open = await tx
    .selectFrom('lifecycle_case')
    .select(['state', 'due_on', 'closed_at'])
    .where('kind', '=', 'task')
    .where('object_id', '=', itemId)
    .executeTakeFirstOrThrow();
  const late = open.due_on !== null && open.due_on < day && (open.state === 'issued' || open.state === 'underway');
  if (!late) throw new AppError('task.slip', { reason: { zh: '任务没有逾期', en: 'the task is not late' } });
  return open.due_on!;
}

export type Slip = { reason: string; dueOn: string; level: number; missedOn: string; automatic: boolean };

/** Undefined when there is one of this level for this deadline already. */
export async function writeSlip(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  item: Item,
  slip: Slip,
): Promise<string | undefined> {
  if (!item.leadId) return undefined;
  const day = today(clock);
  await sql`select pg_advisory_xact_lock(hashtext('work_slip'))`.execute(tx);
  const { rows } = await sql<{ next: string }>`select next_slip_number(${day.slice(0, 4)}) as next`.execute(tx);
  const number = `督办〔${day.slice(0, 4)}〕${rows[0]!.next}号`;
  // What is restricted stays among its parties.
  const copies = slip.level >= 2 && !item.restricted ? await superiorsOf(tx, item.leadId) : [];
  const row = await tx
    .insertInto('work_slip')
    .values({
      item_id: item.id,
      level: slip.level,
      number,
      organization_id: item.leadId,
      copies,
      reason: slip.reason,
      missed_on: slip.missedOn,
      issued_on: day,
      automatic: slip.automatic,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return undefined;
  await openCase(tx, scope, clock, slipLifecycle, {
    objectId: row.id,
    regionCode: item.regionCode,
    parties: [...new Set([item.issuerId, item.leadId, ...copies])],
    restricted: item.restricted,
    dueOn: slip.dueOn,
    title: { zh: `${number} ${item.title}`, en: `${number} ${item.title}` },
  });
  await indexSlip(tx, row.id);
  await notify(tx, scope, clock, {
    kind: 'slip.issue',
    organizations: [item.leadId, ...copies],
    title: {
      zh: `${number}：${item.title}，请于 ${slip.dueOn} 前回复`,
      en: `${number}: ${item.title}, answer by ${slip.dueOn}`,
    },
    link: `/slips/${row.id}`,
    object: { kind: 'slip', id: row.id },
  });
  return row.id;
}

/** The government of the region that a unit belongs to hears of it from the second level on. */
async function superiorsOf(tx: Tx, organizationId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('organization as o')
    .innerJoin('organization as g', 'g.region_code', 'o.region_code')
    .select('g.id')
    .where('o.id', '=', organizationId)
    .where('g.kind', '=', 'government')
    .where('g.valid_to', 'is', null)
    .whereRef('g.id', '<>', 'o.id')
    .execute();
  return rows.map((row) => row.id);
}

/** Answer, ask again, close. */
export async function stepSlip({ db, clock }: Services, scope: UserScope, id: string, step: TakeStep): Promise<void> {
  authorize(scope, 'work.act');
  await db.within(scope, async (tx) => {
    const [slip] = await findSlips(tx, { id });
    if (!slip) throw new AppError('not-found', { what: id });
    const item = await getItem(tx, slip.itemId, today(clock));
    const title = { zh: `${slip.number} ${item.title}`, en: `${slip.number} ${item.title}` };
    await takeStep(tx, scope, clock, slipLifecycle, { ...step, objectId: id, parts: partsOf(scope, item), title });
    const toIssuer = step.action === 'answer';
    await notify(tx, scope, clock, {
      kind: `slip.${step.action}`,
      organizations: [toIssuer ? item.issuerId : slip.organization.id],
      title: {
        zh: `${slip.number}${toIssuer ? '已回复' : step.action === 'close' ? '已销号' : '被退回重报'}：${item.title}`,
        en: `${slip.number} ${toIssuer ? 'answered' : step.action === 'close' ? 'closed' : 'asked again'}: ${item.title}`,
      },
      link: `/slips/${id}`,
      object: { kind: 'slip', id },
    });
  });
}
