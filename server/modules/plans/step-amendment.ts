/** Decides about an amendment; with the approval the ledger changes, in the same transaction. */
import { sql } from 'kysely';
import type { TakeStep, TargetFields, TaskFields } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { takeStep } from '../../kernel/lifecycle/index.ts';
import { notify } from '../../kernel/notify/index.ts';
import { resolveUnits } from '../../kernel/organization/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { matchIndicators } from '../indicators/index.ts';
import { amendmentLifecycle } from './amendment-lifecycle.ts';
import {
  findLedgerTargets,
  findLedgerTasks,
  type LedgerTarget,
  type LedgerTask,
  type StoredChange,
  sameValue,
  targetIds,
  taskIds,
} from './amendment-rows.ts';
import { targetCode, taskCode } from './derive-facts.ts';
import { insertTargets, insertTasks, insertUnits } from './insert-facts.ts';
import { logPlanAct } from './log-plan.ts';
import { indexPlan } from './search-entries.ts';
import { addVersion, taskFieldsOf, type Versioned } from './versions.ts';

type Amendment = {
  id: string;
  plan_id: string;
  number: number;
  effective_on: string;
  changes: StoredChange[];
  region_code: string;
  proposed_by: string;
};

/** Parts that a user plays: whoever proposed may withdraw, another officer of the same office decides. */
export function partsOf(
  scope: { personId: string; regionCode: string },
  amendment: { proposed_by: string; region_code: string },
) {
  if (scope.personId === amendment.proposed_by) return ['proposer'];
  return scope.regionCode === amendment.region_code ? ['approver'] : [];
}

/** @throws AppError step.*, amendment.changed, amendment.order */
export async function stepAmendment(
  { db, clock }: Services,
  scope: UserScope,
  id: string,
  step: TakeStep,
): Promise<void> {
  await db.within(scope, async (tx) => {
    const amendment = (await tx.selectFrom('amendment').selectAll().where('id', '=', id).executeTakeFirst()) as
      | Amendment
      | undefined;
    if (!amendment) throw new AppError('not-found', { what: id });
    authorize(scope, 'plan.amend', amendment.region_code);
    const plan = await tx
      .selectFrom('plan')
      .select(['short_title', 'visibility'])
      .where('id', '=', amendment.plan_id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const name = plan.visibility === 'restricted' ? amendment.plan_id : plan.short_title;
    const title = { zh: `${name} 第 ${amendment.number} 号修订`, en: `amendment ${amendment.number} of ${name}` };
    const after = await takeStep(tx, scope, clock, amendmentLifecycle, {
      objectId: id,
      action: step.action,
      version: step.version,
      comment: step.comment,
      parts: partsOf(scope, amendment),
      title,
    });
    if (after.state === 'approved') {
      await applyAmendment(tx, amendment);
      await logAmendment(tx, clock, amendment, plan.visibility);
      await indexPlan(tx, amendment.plan_id, today(clock));
    }
    const words = amendmentLifecycle.states[after.state as 'approved'];
    // Work that was given out is not changed by the plan: somebody has to see to it.
    const tasks = amendment.changes.some((change) => change.kind === 'task.set' || change.kind === 'task.repeal');
    const more =
      after.state === 'approved' && tasks
        ? { zh: '。已下达的任务请另行调整', en: '. Tasks already given out must be adjusted separately' }
        : { zh: '', en: '' };
    await notify(tx, scope, clock, {
      kind: `amendment.${after.state}`,
      office: amendment.region_code,
      title: { zh: `${title.zh}：${words.zh}${more.zh}`, en: `${title.en}: ${words.en}${more.en}` },
      link: `/amendments/${id}`,
      object: { kind: 'amendment', id },
    });
  });
}

/** What changes and from when; who asked for it, and why, is not for the public. */
async function logAmendment(tx: Tx, clock: Services['clock'], amendment: Amendment, visibility: string): Promise<void> {
  const { plan_id: id, number, effective_on: effectiveOn, region_code: regionCode } = amendment;
  const changes = JSON.parse(JSON.stringify(amendment.changes.map(({ was: _, ...change }) => change))) as Parameters<
    typeof logPlanAct
  >[4];
  const content = { form: 'zhimai.amendment/1', plan: id, number, effectiveOn, changes };
  await logPlanAct(tx, clock, { id, regionCode, visibility }, 'plan.amended', content, { number, effectiveOn });
}

async function applyAmendment(tx: Tx, amendment: Amendment): Promise<void> {
  const { plan_id: planId, changes } = amendment;
  const targets = await findLedgerTargets(tx, planId, targetIds(changes));
  const tasks = await findLedgerTasks(tx, planId, taskIds(changes));
  const changed = changes.flatMap((change) => (change.kind === 'task.set' ? [change.fields] : []));
  const added = changes.flatMap((change) => (change.kind === 'task.add' ? [change.added] : []));
  const names = [...changed, ...added].flatMap((task) => [...(task.lead ? [task.lead] : []), ...(task.joint ?? [])]);
  const units = await resolveUnits(tx, names, amendment.effective_on, amendment.region_code);
  const organizationOf = (name: string) => units.get(name) ?? null;
  for (const change of changes) {
    if (change.kind === 'target.set') await setTarget(tx, amendment, held(targets, change.target), change);
    if (change.kind === 'target.repeal') {
      const { id, title, fields } = held(targets, change.target);
      await addVersion(tx, 'target', { id, title }, amendment, fields, { absent: true });
      await repealBelow(tx, amendment, id);
    }
    if (change.kind === 'task.set') await setTask(tx, amendment, held(tasks, change.task), change, organizationOf);
    if (change.kind === 'task.repeal') {
      const task = held(tasks, change.task);
      await addVersion(tx, 'task', task, amendment, taskFieldsOf(task), { absent: true });
    }
  }
  await addTargets(tx, amendment);
  await addTasks(tx, amendment, organizationOf);
}

/** What a repealed target was divided into goes with it, from the same day; what is gone already stays so. */
async function repealBelow(tx: Tx, amendment: Amendment, parent: string): Promise<void> {
  const rows = await tx
    .selectFrom('target as t')
    .select('t.id')
    .where('t.parent_id', '=', parent)
    .where(
      sql<boolean>`not exists (select 1 from target_version v where v.target_id = t.id
        and v.valid_to = 'infinity' and v.fields ? 'absent')`,
    )
    .orderBy('t.id')
    .execute();
  const below = await findLedgerTargets(
    tx,
    amendment.plan_id,
    rows.map((row) => row.id),
  );
  for (const { id, title, fields } of below.values()) {
    await addVersion(tx, 'target', { id, title }, amendment, fields, { absent: true });
    await repealBelow(tx, amendment, id);
  }
}

/** A row that the proposal named and that is gone since. */
function held<T>(rows: Map<string, T>, id: string): T {
  const row = rows.get(id);
  if (!row) throw new AppError('not-found', { what: id });
  return row;
}

async function setTarget(
  tx: Tx,
  amendment: Amendment,
  target: LedgerTarget,
  change: Extract<StoredChange, { kind: 'target.set' }>,
): Promise<void> {
  await refuseChanged(tx, 'target', target, change.was ?? {});
  const next: Required<TargetFields> = { ...target.fields, ...change.fields };
  await addVersion(tx, 'target', target, amendment, target.fields, next);
  await tx
    .updateTable('target')
    .set({
      comparator: next.comparator,
      value: next.value,
      value_high: next.valueHigh,
      due_on: next.dueOn,
      year: Number(next.dueOn.slice(0, 4)),
      milestones: JSON.stringify(next.milestones),
    })
    .where('id', '=', target.id)
    .execute();
}

async function setTask(
  tx: Tx,
  amendment: Amendment,
  task: LedgerTask,
  change: Extract<StoredChange, { kind: 'task.set' }>,
  organizationOf: (name: string) => string | null,
): Promise<void> {
  await refuseChanged(tx, 'task', task, change.was ?? {});
  const next: Required<TaskFields> = { ...task.fields, ...change.fields };
  const known = new Map([task.units.lead, ...task.units.joint].map((unit) => [unit?.name, unit?.organizationId]));
  // A unit that stays keeps the organization that somebody decided on.
  const organization = (name: string) => known.get(name) ?? organizationOf(name);
  const unit = (name: string) => ({ name, organizationId: organization(name) });
  const after = { title: next.title, lead: next.lead ? unit(next.lead) : null, joint: next.joint.map(unit) };
  await addVersion(tx, 'task', task, amendment, taskFieldsOf(task), after);
  await tx.updateTable('plan_task').set({ title: next.title }).where('id', '=', task.id).execute();
  if (change.fields.lead === undefined && change.fields.joint === undefined) return;
  await tx.deleteFrom('task_unit').where('task_id', '=', task.id).execute();
  await insertUnits(tx, task.id, { lead: next.lead || null, joint: next.joint }, organization);
}

/** What the proposer saw must still be so; otherwise it says who changed it. */
async function refuseChanged(
  tx: Tx,
  what: 'target' | 'task',
  row: { id: string; title: string; fields: object },
  was: Record<string, unknown>,
): Promise<void> {
  const now = row.fields as Record<string, unknown>;
  const field = Object.keys(was).find((key) => !sameValue(now[key], was[key]));
  if (!field) return;
  const { rows } = await sql<{ number: number; actor: string }>`
    select a.number, coalesce(s.actor, a.proposer) as actor
    from ${sql.table(`${what}_version`)} v join amendment a on a.id = v.amendment_id
      left join lifecycle_step s on s.kind = 'amendment' and s.object_id = a.id::text and s.to_state = 'approved'
    where v.${sql.ref(`${what}_id`)} = ${row.id} order by v.valid_from desc limit 1`.execute(tx);
  const by = rows[0];
  throw new AppError('amendment.changed', {
    title: row.title,
    field,
    who: by ? { zh: `${by.actor}（第 ${by.number} 号修订）`, en: `${by.actor} (amendment ${by.number})` } : '—',
    now: String(now[field] ?? '—'),
    was: String(was[field] ?? '—'),
  });
}

const notYet: Versioned = { absent: true };

async function addTargets(tx: Tx, amendment: Amendment): Promise<void> {
  const added = amendment.changes.flatMap((change) => (change.kind === 'target.add' ? [change.added] : []));
  if (added.length === 0) return;
  const plan = await tx
    .selectFrom('plan')
    .select(['region_code', 'year_from'])
    .where('id', '=', amendment.plan_id)
    .executeTakeFirstOrThrow();
  const known = await tx
    .selectFrom('target')
    .select(['code', 'position'])
    .where('plan_id', '=', amendment.plan_id)
    .execute();
  const first = nextNumber(known.map((row) => row.code));
  const idOf = await matchIndicators(
    tx,
    added.map(({ indicator: name, unit }) => ({ name, unit })),
  );
  const rows = added.map((target, index) => ({
    ...target,
    code: targetCode(first + index),
    indicator: idOf({ name: target.indicator, unit: target.unit }),
    year: Number(target.dueOn.slice(0, 4)),
    periodStart: `${Math.min(plan.year_from, Number(target.dueOn.slice(0, 4)))}-01-01`,
    milestones: [],
    suspect: false,
    findings: [],
    span: null,
  }));
  await insertTargets(tx, amendment.plan_id, plan.region_code, rows, positionAfter(known));
  for (const { code, comparator, value, valueHigh, dueOn, milestones } of rows) {
    const row = { id: `${amendment.plan_id}.${code}`, title: code };
    await addVersion(tx, 'target', row, amendment, notYet, { comparator, value, valueHigh, dueOn, milestones });
  }
}

async function addTasks(tx: Tx, amendment: Amendment, organizationOf: (name: string) => string | null): Promise<void> {
  const added = amendment.changes.flatMap((change) => (change.kind === 'task.add' ? [change.added] : []));
  if (added.length === 0) return;
  const known = await tx
    .selectFrom('plan_task')
    .select(['code', 'position'])
    .where('plan_id', '=', amendment.plan_id)
    .execute();
  const first = nextNumber(known.map((row) => row.code));
  const rows = added.map((task, index) => ({
    ...task,
    lead: task.lead || null,
    code: taskCode(first + index),
    span: null,
  }));
  await insertTasks(tx, amendment.plan_id, rows, organizationOf, positionAfter(known));
  const unit = (name: string) => ({ name, organizationId: organizationOf(name) });
  for (const { code, title, lead, joint } of rows) {
    const after = { title, lead: lead ? unit(lead) : null, joint: joint.map(unit) };
    await addVersion(tx, 'task', { id: `${amendment.plan_id}.${code}`, title }, amendment, notYet, after);
  }
}

/** Codes count on from the highest; a code is never given twice. */
const nextNumber = (codes: readonly string[]): number =>
  Math.max(0, ...codes.map((code) => Number(/^[A-Z](\d+)$/.exec(code)?.[1] ?? 0)));
const positionAfter = (rows: readonly { position: number }[]): number =>
  Math.max(-1, ...rows.map((row) => row.position)) + 1;
