/** Makes a task: a draft of the issuing unit, given out at once when asked. */
import { sql } from 'kysely';
import { allows, type NewWork } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { checkDeadline } from '../../kernel/calendar/index.ts';
import { type Clock, today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { openCase } from '../../kernel/lifecycle/index.ts';
import { findRegions } from '../../kernel/region/find-regions.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { checkUnits } from './check-units.ts';
import { getItem, type Item, partiesOf, partsOf, titleOf } from './item.ts';
import { indexTask } from './search-entries.ts';
import { takeTaskStep } from './step-work.ts';
import { taskLifecycle } from './task-lifecycle.ts';

export type WorkDraft = Omit<NewWork, 'issue'> & { planId?: string; planTaskId?: string };

/**
 * Returns the id. A part of a task is issued by the lead unit of the whole.
 * @throws AppError scope.outside, not-found, task.order, task.unit, task.parent, deadline.past, deadline.holiday
 */
export async function createWork({ db, clock }: Services, scope: UserScope, work: NewWork): Promise<string> {
  authorize(scope, 'work.issue', work.region);
  refuseOutOfOrder(scope, work);
  return db.within(scope, async (tx) => {
    const id = await insertWork(tx, scope, clock, work);
    if (work.issue) await takeTaskStep(tx, scope, clock, id, { action: 'issue' });
    return id;
  });
}

export async function insertWork(tx: Tx, scope: UserScope, clock: Clock, work: WorkDraft): Promise<string> {
  const day = today(clock);
  checkDeadline(work.dueOn, day);
  await checkRegion(tx, work.region, day);
  await checkUnits(tx, scope, work, day);
  const whole = work.parentId ? await checkParent(tx, scope, work.parentId, work.dueOn, day) : undefined;
  // What belongs to something restricted is restricted.
  const restricted = work.restricted || (whole?.restricted ?? false);
  const { id } = await tx
    .insertInto('work_item')
    .values({
      code: await nextCode(tx, work.region, day.slice(0, 4)),
      region_code: work.region,
      plan_id: work.planId ?? null,
      plan_task_id: work.planTaskId ?? null,
      parent_id: work.parentId ?? null,
      issuer_id: scope.organizationId,
      title: work.title,
      description: work.description,
      report_every: work.reportEvery,
      restricted,
      created_at: clock.now(),
      created_by: scope.personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertUnits(tx, id, work, day);
  const item = await getItem(tx, id, day);
  await openCase(tx, scope, clock, taskLifecycle, {
    objectId: id,
    regionCode: work.region,
    parties: partiesOf(item),
    restricted,
    dueOn: work.dueOn,
    title: titleOf(item),
  });
  await indexTask(tx, id);
  return id;
}

export async function insertUnits(
  tx: Tx,
  itemId: string,
  units: { leadId: string; jointIds: readonly string[] },
  day: string,
): Promise<void> {
  const row = (organization_id: string, role: 'lead' | 'joint') => ({
    item_id: itemId,
    organization_id,
    role,
    valid_from: day,
  });
  await tx
    .insertInto('work_unit')
    .values([row(units.leadId, 'lead'), ...units.jointIds.map((id) => row(id, 'joint'))])
    .execute();
}

/** Only the lead unit divides its task, while it is under way, and no part ends after the whole. */
async function checkParent(tx: Tx, scope: UserScope, parentId: string, dueOn: string, day: string): Promise<Item> {
  const parent = await getItem(tx, parentId, day);
  const open = await tx
    .selectFrom('lifecycle_case')
    .select(['state', 'due_on'])
    .where('kind', '=', 'task')
    .where('object_id', '=', parentId)
    .executeTakeFirstOrThrow();
  if (!partsOf(scope, parent).includes('lead'))
    throw new AppError('task.parent', {
      reason: { zh: '只有牵头单位可以分解任务', en: 'only the lead unit divides a task' },
    });
  if (open.state !== 'underway')
    throw new AppError('task.parent', {
      reason: {
        zh: '任务签收后、提交前才能分解',
        en: 'a task is divided after it was accepted and before it is handed in',
      },
    });
  if (open.due_on && dueOn > open.due_on)
    throw new AppError('task.parent', {
      reason: {
        zh: `子任务期限 ${dueOn} 晚于上级任务期限 ${open.due_on}`,
        en: `the part is due on ${dueOn}, after the whole on ${open.due_on}`,
      },
    });
  return parent;
}

async function checkRegion(tx: Tx, code: string, day: string): Promise<void> {
  const known = (await findRegions(tx, day)).some((region) => region.code === code);
  if (!known) throw new AppError('not-found', { what: code });
}

/** A unit's reporter divides what the unit was given; tasks of their own are for the office. */
function refuseOutOfOrder(scope: UserScope, work: NewWork): void {
  if (work.parentId || allows(scope.roles, 'work.supervise')) return;
  throw new AppError('task.order', {
    reason: { zh: '填报员只能分解本单位牵头的任务', en: 'a reporter only divides tasks that the own unit leads' },
  });
}

/** Numbers are counted by region and year; two at once wait for each other. */
async function nextCode(tx: Tx, region: string, year: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext(${`work_item ${region} ${year}`}))`.execute(tx);
  const { rows } = await sql<{ last: string | null }>`select next_work_number(${region}, ${year}) as last`.execute(tx);
  return `${year}-${String(Number(rows[0]?.last ?? 1)).padStart(4, '0')}`;
}
