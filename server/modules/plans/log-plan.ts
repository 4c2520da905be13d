/** What the transparency log is told of plans: those that are not public under a cover. */
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../../kernel/clock.ts';
import { appendLogEntry, keepContent, type NewLogEntry, sealSubject } from '../../kernel/log/index.ts';

type Content = Parameters<typeof keepContent>[1];
type LoggedPlan = { id: string; regionCode: string; visibility: string };

export const planSubject = (planId: string): string => `plan/${planId}`;

/** The facts of a plan as they stand in this transaction, in the order of the plan. */
export async function planContent(tx: Tx, planId: string): Promise<Content> {
  const plan = await tx.selectFrom('plan').selectAll().where('id', '=', planId).executeTakeFirstOrThrow();
  const tasks = await tx
    .selectFrom('plan_task')
    .select(['id', 'code', 'clause', 'title'])
    .where('plan_id', '=', planId)
    .orderBy('position')
    .orderBy('code')
    .execute();
  const units = await tx
    .selectFrom('task_unit as u')
    .innerJoin('plan_task as k', 'k.id', 'u.task_id')
    .select(['u.task_id', 'u.role', 'u.name'])
    .where('k.plan_id', '=', planId)
    .orderBy('u.task_id')
    .orderBy('u.position')
    .execute();
  const targets = await tx
    .selectFrom('target as t')
    .innerJoin('indicator as i', 'i.id', 't.indicator_id')
    .select(['t.code', 'i.name as indicator', 'i.unit', 't.region_code', 't.comparator', 't.value', 't.value_high'])
    .select(['t.due_on', 't.milestones'])
    .where('t.plan_id', '=', planId)
    .orderBy('t.position')
    .orderBy('t.code')
    .execute();
  return {
    form: 'zhimai.plan/1',
    id: plan.id,
    title: plan.title,
    region: plan.region_code,
    from: plan.year_from,
    to: plan.year_to,
    issuer: plan.issuer,
    documentNumber: plan.document_number,
    issuedOn: plan.issued_on,
    sourceSha256: plan.source_sha256,
    tasks: tasks.map(({ id, ...task }) => ({
      ...task,
      units: units.filter((unit) => unit.task_id === id).map(({ role, name }) => ({ role, name })),
    })),
    targets: targets.map(({ region_code, value_high, due_on, ...target }) => ({
      ...target,
      region: region_code,
      valueHigh: value_high,
      dueOn: due_on,
      milestones: target.milestones as Content,
    })),
  };
}

/** Of a public plan the content is kept for everybody; of any other there is only a commitment. */
export async function logPlanAct(
  tx: Tx,
  clock: Clock,
  plan: LoggedPlan,
  kind: NewLogEntry['kind'],
  content: Content,
  open: NewLogEntry['statement'],
): Promise<void> {
  if (plan.visibility === 'public')
    return appendLogEntry(tx, clock, {
      kind,
      subject: planSubject(plan.id),
      statement: { ...open, content: await keepContent(tx, content) },
    });
  const { subject, commitment } = await sealSubject(
    tx,
    { name: planSubject(plan.id), regionCode: plan.regionCode },
    content,
  );
  await appendLogEntry(tx, clock, { kind, subject, statement: { commitment } });
}

/** For the public: whether the plan may be read today. What was public once, and is no more, is not handed out again. */
export async function isPlanOpen(tx: Tx, planId: string): Promise<boolean> {
  const row = await tx.selectFrom('plan').select('visibility').where('id', '=', planId).executeTakeFirst();
  return row?.visibility === 'public';
}
