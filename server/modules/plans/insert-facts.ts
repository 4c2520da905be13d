/** Writes tasks with their units and targets of a plan; packs and adopted plans alike. */
import type { Tx } from '../../db/connect.ts';
import type { PackTarget, PlanPack } from './pack.ts';

export async function insertTasks(
  tx: Tx,
  planId: string,
  tasks: readonly (Omit<PlanPack['tasks'][number], 'span'> & { span: PlanPack['tasks'][number]['span'] | null })[],
  organizationOf: (name: string) => string | null,
  after = 0,
): Promise<void> {
  if (tasks.length === 0) return;
  await tx
    .insertInto('plan_task')
    .values(
      tasks.map((task, position) => ({
        id: `${planId}.${task.code}`,
        plan_id: planId,
        code: task.code,
        clause: task.clause,
        title: task.title,
        limit_words: task.limit?.words ?? null,
        limit_year: task.limit?.year ?? null,
        span_start: task.span?.start ?? null,
        span_end: task.span?.end ?? null,
        position: after + position,
      })),
    )
    .execute();
  for (const task of tasks) await insertUnits(tx, `${planId}.${task.code}`, task, organizationOf);
}

/** The units of one task: the lead first, also where there is none. */
export async function insertUnits(
  tx: Tx,
  taskId: string,
  { lead, joint }: { lead: string | null; joint: readonly string[] },
  organizationOf: (name: string) => string | null,
): Promise<void> {
  const names = lead === null ? joint : [lead, ...joint];
  if (names.length === 0) return;
  await tx
    .insertInto('task_unit')
    .values(
      names.map((name, index) => ({
        task_id: taskId,
        position: lead === null ? index + 1 : index,
        role: lead !== null && index === 0 ? 'lead' : 'joint',
        name,
        organization_id: organizationOf(name),
      })),
    )
    .execute();
}

/** `regionCode`: of the plan, for targets that name none. */
export async function insertTargets(
  tx: Tx,
  planId: string,
  regionCode: string,
  targets: readonly (Omit<PackTarget, 'span'> & { span: PackTarget['span'] | null })[],
  after = 0,
): Promise<void> {
  const rows = targets.map((target, position) => ({
    id: `${planId}.${target.code}`,
    plan_id: planId,
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
    region_code: target.region ?? regionCode,
    breakdown: target.breakdown ?? '',
    lead: target.lead ?? null,
    baseline_date: target.baseline?.date ?? null,
    baseline_value: target.baseline?.value ?? null,
    milestones: JSON.stringify(target.milestones),
    suspect: target.suspect,
    raw: target.raw ?? null,
    findings: JSON.stringify(target.findings),
    span_start: target.span?.start ?? null,
    span_end: target.span?.end ?? null,
    position: after + position,
  }));
  // PostgreSQL takes at most 65,535 parameters in a statement.
  for (let from = 0; from < rows.length; from += 1000)
    await tx
      .insertInto('target')
      .values(rows.slice(from, from + 1000))
      .execute();
}
