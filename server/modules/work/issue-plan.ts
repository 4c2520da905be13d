/** Gives out the tasks of a plan: each becomes a task at work of its lead unit as it exists today. */
import { sql } from 'kysely';
import { describeError, type IssuePlan, type PlanIssued } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { checkDeadline } from '../../kernel/calendar/index.ts';
import { type Clock, today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { findHeirs } from '../../kernel/organization/find-heirs.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { findPlanHead, findTasks, type PlanHead } from '../plans/index.ts';
import { insertWork } from './create-work.ts';
import { takeTaskStep } from './step-work.ts';

/**
 * A task whose lead unit is not known, or has no successor, is skipped with the reason; so is one given out already.
 * @throws AppError not-found, scope.outside, deadline.past, deadline.holiday
 */
export async function issuePlan({ db, clock }: Services, scope: UserScope, wanted: IssuePlan): Promise<PlanIssued> {
  return db.within(scope, async (tx) => {
    const plan = await findPlanHead(tx, wanted.planId);
    if (!plan) throw new AppError('not-found', { what: wanted.planId });
    authorize(scope, 'work.issue', plan.regionCode);
    authorize(scope, 'work.supervise', plan.regionCode);
    checkDeadline(wanted.dueOn, today(clock));
    // Two at once: the second finds everything given out.
    await sql`select pg_advisory_xact_lock(hashtext(${`issue-plan ${wanted.planId}`}))`.execute(tx);
    const tasks = await findTasks(tx, { plan: wanted.planId, asOf: today(clock) });
    const known = await givenOut(tx, wanted.planId, plan.regionCode);
    const result: PlanIssued = { issued: 0, skipped: [] };
    for (const task of tasks) {
      if (wanted.codes.length > 0 && !wanted.codes.includes(task.code)) continue;
      const skip = (zh: string, en: string) => result.skipped.push({ code: task.code, title: task.title, zh, en });
      if (known.has(task.id)) {
        if (wanted.codes.length > 0) skip('已下达', 'given out already');
        continue;
      }
      if (!task.lead?.organizationId) {
        const name = task.lead?.name;
        if (name) skip(`牵头单位“${name}”尚未对应到机构`, `the lead unit “${name}” is not resolved to an organization`);
        else skip('没有牵头单位', 'it has no lead unit');
        continue;
      }
      const units = await unitsToday(tx, task.lead.organizationId, task.joint, today(clock));
      if (!units) {
        skip(
          `牵头单位“${task.lead.name}”已撤并且无唯一承接机构，或是统称`,
          `“${task.lead.name}” has ended without a single successor, or is a collective name`,
        );
        continue;
      }
      const refusal = await give(tx, scope, clock, { ...wanted, ...plan }, task, units);
      if (refusal) skip(refusal.zh, refusal.en);
      else result.issued += 1;
    }
    return result;
  });
}

type PlanTask = { id: string; planId: string; title: string };
/** `collective`: names that stand for many, for whom nobody acts; they are named in the task. */
type Units = { leadId: string; jointIds: string[]; collective: string[] };

async function give(
  tx: Tx,
  scope: UserScope,
  clock: Clock,
  wanted: Pick<IssuePlan, 'dueOn' | 'reportEvery'> & Pick<PlanHead, 'regionCode' | 'restricted'>,
  task: PlanTask,
  units: Units,
): Promise<{ zh: string; en: string } | undefined> {
  try {
    const id = await insertWork(tx, scope, clock, {
      title: task.title,
      description: units.collective.length > 0 ? `配合：${units.collective.join('、')}` : '',
      region: wanted.regionCode,
      leadId: units.leadId,
      jointIds: units.jointIds,
      dueOn: wanted.dueOn,
      reportEvery: wanted.reportEvery,
      restricted: wanted.restricted,
      planId: task.planId,
      planTaskId: task.id,
    });
    await takeTaskStep(tx, scope, clock, id, { action: 'issue' });
    return undefined;
  } catch (error) {
    // Refused before anything was written: the others go on.
    if (error instanceof AppError && error.code === 'task.unit') return describeError(error.code, error.details);
    throw error;
  }
}

/** The units of the ledger as they stand today: ended ones by their heirs. Undefined without a single lead. */
async function unitsToday(
  tx: Tx,
  leadId: string,
  joint: { name: string; organizationId: string | null }[],
  day: string,
): Promise<Units | undefined> {
  const groups = await findGroups(tx);
  const [lead, ...more] = await findHeirs(tx, leadId, day);
  if (!lead || more.length > 0 || groups.has(lead)) return undefined;
  const jointIds = new Set<string>();
  const collective: string[] = [];
  for (const unit of joint) {
    if (!unit.organizationId || groups.has(unit.organizationId)) collective.push(unit.name);
    else for (const heir of await findHeirs(tx, unit.organizationId, day)) if (heir !== lead) jointIds.add(heir);
  }
  return { leadId: lead, jointIds: [...jointIds], collective };
}

async function findGroups(tx: Tx): Promise<Set<string>> {
  const rows = await tx.selectFrom('organization').select('id').where('kind', '=', 'group').execute();
  return new Set(rows.map((row) => row.id));
}

async function givenOut(tx: Tx, planId: string, regionCode: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('work_item')
    .select('plan_task_id')
    .where('plan_id', '=', planId)
    .where('region_code', '=', regionCode)
    .where('parent_id', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.plan_task_id!));
}
