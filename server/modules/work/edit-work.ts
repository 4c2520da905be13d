/** Changes a task that is not given out, or was declined: words, units. Deadlines change by a step. */
import type { EditWork } from '../../../packages/contract/index.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { checkUnits } from './check-units.ts';
import { insertUnits } from './create-work.ts';
import { getItem, partiesOf, partsOf, titleOf } from './item.ts';
import { indexTask } from './search-entries.ts';
import { taskLifecycle } from './task-lifecycle.ts';

/** @throws AppError not-found, step.not-yours, step.not-now, conflict (somebody took a step or edited meanwhile), task.unit */
export async function editWork({ db, clock }: Services, scope: UserScope, id: string, edit: EditWork): Promise<void> {
  authorize(scope, 'work.issue');
  const action = { zh: '修改', en: 'Edit' };
  await db.within(scope, async (tx) => {
    const item = await getItem(tx, id);
    if (!partsOf(scope, item).includes('issuer'))
      throw new AppError('step.not-yours', { action, by: taskLifecycle.parts.issuer });
    const found = await tx
      .selectFrom('lifecycle_case')
      .select(['state', 'version'])
      .where('kind', '=', 'task')
      .where('object_id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (found.state !== 'draft' && found.state !== 'declined')
      throw new AppError('step.not-now', { action, state: taskLifecycle.states[found.state as 'draft'] });
    if (found.version !== edit.version) throw new AppError('conflict');
    const day = today(clock);
    await checkUnits(tx, edit, day);
    await tx
      .updateTable('work_item')
      .set({
        title: edit.title,
        description: edit.description,
        report_every: edit.reportEvery,
        restricted: edit.restricted,
      })
      .where('id', '=', id)
      .execute();
    // Nobody has acted on it yet: the units are replaced, not ended.
    await tx.deleteFrom('work_unit').where('item_id', '=', id).execute();
    await insertUnits(tx, id, edit, day);
    const after = await getItem(tx, id);
    await tx
      .updateTable('lifecycle_case')
      .set({ parties: partiesOf(after), restricted: edit.restricted, version: found.version + 1 })
      .where('kind', '=', 'task')
      .where('object_id', '=', id)
      .execute();
    await indexTask(tx, id);
    await recordAudit(tx, scope, clock, {
      action: 'task.edit',
      regionCode: item.regionCode,
      object: { kind: 'task', id },
      summary: { zh: `修改任务：${titleOf(after).zh}`, en: `Edited task: ${titleOf(after).en}` },
      details: {
        ...(item.title === after.title ? {} : { title: { old: item.title, new: after.title } }),
        ...(item.leadId === after.leadId ? {} : { lead: { old: item.leadId, new: after.leadId } }),
        ...(`${item.jointIds}` === `${after.jointIds}` ? {} : { joint: { old: item.jointIds, new: after.jointIds } }),
      },
    });
  });
}
