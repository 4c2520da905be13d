/** Joint units join or leave while a task is given out or under way; who took part before stays readable. */
import type { ChangeJoint } from '../../../packages/contract/index.ts';
import { dateOf, dayNumber } from '../../kernel/calendar/index.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { takeStep } from '../../kernel/lifecycle/index.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { checkUnits } from './check-units.ts';
import { getItem, partiesOf, partsOf, titleOf } from './item.ts';
import { indexTask } from './search-entries.ts';
import { taskLifecycle } from './task-lifecycle.ts';

/** @throws AppError not-found, step.not-yours, step.not-now, step.changed, task.unit */
export async function changeJoint(
  { db, clock }: Services,
  scope: UserScope,
  id: string,
  change: ChangeJoint,
): Promise<void> {
  authorize(scope, 'work.issue');
  const day = today(clock);
  await db.within(scope, async (tx) => {
    const item = await getItem(tx, id, day);
    if (!partsOf(scope, item).includes('issuer') || !item.leadId)
      throw new AppError('step.not-yours', {
        action: taskLifecycle.transitions['change-joint'],
        by: taskLifecycle.parts.issuer,
      });
    await checkUnits(tx, scope, { leadId: item.leadId, jointIds: change.jointIds }, day);
    const gone = item.jointIds.filter((unit) => !change.jointIds.includes(unit));
    const come = change.jointIds.filter((unit) => !item.jointIds.includes(unit));
    await takeStep(tx, scope, clock, taskLifecycle, {
      objectId: id,
      action: 'change-joint',
      version: change.version,
      parts: ['system'],
      title: titleOf(item),
      parties: partiesOf({ ...item, jointIds: change.jointIds }),
      details: { gone, come },
    });
    for (const unit of gone) {
      const row = { item_id: id, organization_id: unit, role: 'joint' };
      await tx
        .deleteFrom('work_unit')
        .where((eb) => eb.and({ ...row, valid_from: day }))
        .execute();
      await tx
        .updateTable('work_unit')
        .set({ valid_to: dateOf(dayNumber(day) - 1) })
        .where((eb) => eb.and(row))
        .where('valid_to', 'is', null)
        .execute();
    }
    for (const unit of come)
      await tx
        .insertInto('work_unit')
        .values({ item_id: id, organization_id: unit, role: 'joint', valid_from: day })
        .execute();
    await indexTask(tx, id);
    if (come.length > 0)
      await notify(tx, scope, clock, {
        kind: 'task.issue',
        organizations: come,
        title: { zh: `请配合办理：${item.title}`, en: `Please take part: ${item.title}` },
        link: `/tasks/${id}`,
        object: { kind: 'task', id },
      });
  });
}
