import { sql } from 'kysely';
import type { NewAmendment } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { openCase } from '../../kernel/lifecycle/index.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { amendmentLifecycle } from './amendment-lifecycle.ts';
import {
  findLedgerTargets,
  findLedgerTasks,
  type StoredChange,
  sameValue,
  targetIds,
  taskIds,
} from './amendment-rows.ts';

const invalid = (field: string, problem: unknown) => new AppError('input.invalid', { field, problem });

/** Proposes an amendment; nothing of the plan changes before somebody else approves it. Returns its id. */
export async function proposeAmendment(
  { db, clock }: Services,
  scope: UserScope,
  planId: string,
  wanted: NewAmendment,
): Promise<string> {
  return db.within(scope, async (tx) => {
    const plan = await tx
      .selectFrom('plan')
      .select(['id', 'short_title', 'region_code', 'issued_on', 'year_from', 'visibility'])
      .where('id', '=', planId)
      .executeTakeFirst();
    if (!plan) throw new AppError('not-found', { what: planId });
    authorize(scope, 'plan.amend', plan.region_code);
    // Amendments of one plan are numbered one after the other. A row may be locked only by those who may change it.
    await tx.selectFrom('plan').select('id').where('id', '=', planId).forUpdate().execute();
    const since = plan.issued_on ?? `${plan.year_from}-01-01`;
    if (wanted.effectiveOn < since) throw invalid('effectiveOn', `${wanted.effectiveOn} < ${since}`);
    const changes = await describeChanges(tx, planId, since, wanted);
    const { number } = await tx
      .selectFrom('amendment')
      .select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.lit(0)).as('number'))
      .where('plan_id', '=', planId)
      .executeTakeFirstOrThrow();
    const { id } = await tx
      .insertInto('amendment')
      .values({
        plan_id: planId,
        number: Number(number) + 1,
        reason: wanted.reason,
        basis: wanted.basis,
        effective_on: wanted.effectiveOn,
        changes: JSON.stringify(changes),
        region_code: plan.region_code,
        proposed_by: scope.personId,
        proposer: scope.displayName,
        proposed_at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const restricted = plan.visibility === 'restricted';
    const name = restricted ? planId : plan.short_title;
    const title = { zh: `${name} 第 ${Number(number) + 1} 号修订`, en: `amendment ${Number(number) + 1} of ${name}` };
    await openCase(tx, scope, clock, amendmentLifecycle, {
      objectId: id,
      regionCode: plan.region_code,
      restricted,
      title,
      comment: wanted.reason,
    });
    await notify(tx, scope, clock, {
      kind: 'amendment.proposed',
      office: plan.region_code,
      title: { zh: `${title.zh}待批准`, en: `${title.en} waits for approval` },
      link: `/amendments/${id}`,
      object: { kind: 'amendment', id },
    });
    return id;
  });
}

/** The changes with what was there before; throws for what does not exist, changes nothing, or cannot be. */
async function describeChanges(
  tx: Tx,
  planId: string,
  since: string,
  { changes, effectiveOn }: NewAmendment,
): Promise<StoredChange[]> {
  const targets = await findLedgerTargets(tx, planId, targetIds(changes));
  const tasks = await findLedgerTasks(tx, planId, taskIds(changes));
  await refuseRepealed(tx, [...targets.keys()], [...tasks.keys()]);
  await refuseEarlier(tx, effectiveOn, targets, tasks);
  const touched = new Set<string>();
  return changes.map((change, index): StoredChange => {
    const at = `changes.${index}`;
    if (change.kind === 'target.add' || change.kind === 'task.add') {
      if (change.kind === 'task.add') return { ...change, title: change.added.title };
      checkTarget(at, change.added, since);
      return { ...change, title: change.added.indicator };
    }
    const id = 'target' in change ? change.target : change.task;
    const found = 'target' in change ? targets.get(id) : tasks.get(id);
    if (!found) throw invalid(at, id);
    if (touched.has(id)) throw invalid(at, { zh: `${found.title} 出现两次`, en: `${found.title} is there twice` });
    touched.add(id);
    if (change.kind === 'target.repeal' || change.kind === 'task.repeal') return { ...change, title: found.title };
    const now = found.fields as Record<string, unknown>;
    const fields = Object.fromEntries(
      Object.entries(change.fields).filter(([key, value]) => !sameValue(now[key], value)),
    );
    if (Object.keys(fields).length === 0)
      throw invalid(at, { zh: `${found.title} 没有变化`, en: `nothing changes in ${found.title}` });
    if (change.kind === 'target.set') checkTarget(at, { ...found.fields, ...fields } as never, since);
    const was = Object.fromEntries(Object.keys(fields).map((key) => [key, now[key]]));
    return { ...change, fields, title: found.title, was } as StoredChange;
  });
}

function checkTarget(
  at: string,
  target: { value: string; valueHigh: string | null; dueOn: string },
  since: string,
): void {
  if (target.dueOn < since) throw invalid(`${at}.dueOn`, `${target.dueOn} < ${since}`);
  if (target.valueHigh !== null && Number(target.valueHigh) < Number(target.value))
    throw invalid(`${at}.valueHigh`, `${target.valueHigh} < ${target.value}`);
}

async function refuseRepealed(tx: Tx, targets: string[], tasks: string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select target_id as id from target_version where target_id = any (${targets}) and valid_to = 'infinity' and fields ? 'absent'
    union all
    select task_id from task_version where task_id = any (${tasks}) and valid_to = 'infinity' and fields ? 'absent'`.execute(
    tx,
  );
  const gone = rows[0];
  if (gone) throw invalid('changes', { zh: `${gone.id} 已废止`, en: `${gone.id} was repealed` });
}

/** What is in force from a later day cannot be overtaken; said now, before somebody is asked to approve it. */
async function refuseEarlier(
  tx: Tx,
  day: string,
  targets: ReadonlyMap<string, { title: string }>,
  tasks: ReadonlyMap<string, { title: string }>,
): Promise<void> {
  const { rows } = await sql<{ id: string; from: string }>`
    select target_id as id, valid_from::text as "from" from target_version
      where target_id = any (${[...targets.keys()]}) and valid_from > ${day} and valid_from > '-infinity'
    union all
    select task_id, valid_from::text from task_version
      where task_id = any (${[...tasks.keys()]}) and valid_from > ${day} and valid_from > '-infinity'
    order by 2 desc limit 1`.execute(tx);
  const later = rows[0];
  if (later)
    throw new AppError('amendment.order', {
      title: (targets.get(later.id) ?? tasks.get(later.id))?.title,
      day: later.from,
    });
}
