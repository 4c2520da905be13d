/** Changes a task that is not given out, or was declined: words, units. Deadlines change by a step. */
import type { EditWork } from '../../../packages/contract/index.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { takeStep } from '../../kernel/lifecycle/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { checkUnits } from './check-units.ts';
import { insertUnits } from './create-work.ts';
import { getItem, partiesOf, partsOf, titleOf } from './item.ts';
import { indexTask } from './search-entries.ts';
import { taskLifecycle } from './task-lifecycle.ts';

/** @throws AppError not-found, step.not-yours, step.not-now, step.changed (says who was faster), task.unit */
export async function editWork({ db, clock }: Services, scope: UserScope, id: string, edit: EditWork): Promise<void> {
  authorize(scope, 'work.issue');
  await db.within(scope, async (tx) => {
    const item = await getItem(tx, id, today(clock));
    if (!partsOf(scope, item).includes('issuer'))
      throw new AppError('step.not-yours', { action: taskLifecycle.transitions.edit, by: taskLifecycle.parts.issuer });
    const day = today(clock);
    await checkUnits(tx, scope, edit, day);
    const units = { leadId: edit.leadId, jointIds: [...edit.jointIds].sort() };
    await takeStep(tx, scope, clock, taskLifecycle, {
      objectId: id,
      action: 'edit',
      version: edit.version,
      parts: ['system'],
      title: titleOf({ code: item.code, title: edit.title }),
      parties: partiesOf({ issuerId: item.issuerId, ...units }),
      details: {
        ...(item.title === edit.title ? {} : { title: { old: item.title, new: edit.title } }),
        ...(item.leadId === units.leadId ? {} : { lead: { old: item.leadId, new: units.leadId } }),
        ...(`${item.jointIds}` === `${units.jointIds}` ? {} : { joint: { old: item.jointIds, new: units.jointIds } }),
      },
    });
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
    await tx
      .updateTable('lifecycle_case')
      .set({ restricted: edit.restricted })
      .where('kind', '=', 'task')
      .where('object_id', '=', id)
      .execute();
    // Nobody has acted on it yet: the units are replaced, not ended.
    await tx.deleteFrom('work_unit').where('item_id', '=', id).execute();
    await insertUnits(tx, id, edit, day);
    await indexTask(tx, id);
  });
}
