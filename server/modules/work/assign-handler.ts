import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { getItem, titleOf } from './item.ts';
import { holdsOn } from './unit-days.ts';

/** Takes one's own unit's part of a task in hand, or puts it back (`take` false): who handles it inside the unit. */
export async function assignHandler(
  { db, clock }: Services,
  scope: UserScope,
  itemId: string,
  take: boolean,
): Promise<void> {
  authorize(scope, 'work.act');
  await db.within(scope, async (tx) => {
    const item = await getItem(tx, itemId, today(clock));
    const changed = await tx
      .updateTable('work_unit')
      .set({ handler_id: take ? scope.personId : null })
      .where('item_id', '=', itemId)
      .where('organization_id', '=', scope.organizationId)
      .where(holdsOn('work_unit', today(clock)))
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n)
      throw new AppError('step.not-yours', {
        action: { zh: '认领', en: 'Take in hand' },
        by: { zh: '责任单位', en: 'the responsible units' },
      });
    await recordAudit(tx, scope, clock, {
      action: take ? 'task.take' : 'task.put-back',
      regionCode: item.regionCode,
      object: { kind: 'task', id: itemId },
      summary: {
        zh: `${take ? '认领' : '放回'}：${titleOf(item).zh}`,
        en: `${take ? 'Took in hand' : 'Put back'}: ${titleOf(item).en}`,
      },
    });
    await notify(tx, scope, clock, {
      kind: 'task.take',
      organizations: [scope.organizationId],
      title: {
        zh: `${scope.displayName}${take ? '认领了' : '放回了'}：${item.title}`,
        en: `${scope.displayName} ${take ? 'took in hand' : 'put back'}: ${item.title}`,
      },
      link: `/tasks/${itemId}`,
      object: { kind: 'task', id: itemId },
    });
  });
}
