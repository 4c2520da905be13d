import type { Verdict } from '../../../packages/contract/index.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { getItem, partsOf, titleOf } from './item.ts';

/** The lead unit accepts a joint unit's answer or sends it back. @throws AppError not-found, step.not-yours, step.comment */
export async function judgeAnswer(
  { db, clock }: Services,
  scope: UserScope,
  reportId: string,
  verdict: Verdict,
): Promise<void> {
  authorize(scope, 'work.act');
  const action = verdict.accepted ? { zh: '确认', en: 'Accept' } : { zh: '退回', en: 'Return' };
  await db.within(scope, async (tx) => {
    const report = await tx
      .selectFrom('work_report')
      .select(['item_id', 'organization_id', 'role'])
      .where('id', '=', reportId)
      .executeTakeFirst();
    if (report?.role !== 'joint') throw new AppError('not-found', { what: reportId });
    const item = await getItem(tx, report.item_id, today(clock));
    if (!partsOf(scope, item).includes('lead'))
      throw new AppError('step.not-yours', { action, by: { zh: '牵头单位', en: 'the lead unit' } });
    if (!verdict.accepted && !verdict.comment) throw new AppError('step.comment', { action });
    await tx
      .insertInto('work_verdict')
      .values({
        report_id: reportId,
        accepted: verdict.accepted,
        comment: verdict.comment,
        person_id: scope.personId,
        actor: scope.displayName,
        at: clock.now(),
      })
      .execute();
    await recordAudit(tx, scope, clock, {
      action: verdict.accepted ? 'task.accept-answer' : 'task.return-answer',
      regionCode: item.regionCode,
      object: { kind: 'task', id: item.id },
      summary: { zh: `${action.zh}配合情况：${titleOf(item).zh}`, en: `${action.en} an answer: ${titleOf(item).en}` },
      details: { organization: report.organization_id, comment: verdict.comment },
    });
    if (!verdict.accepted)
      await notify(tx, scope, clock, {
        kind: 'task.return',
        organizations: [report.organization_id],
        title: {
          zh: `配合情况被退回：${item.title}（${verdict.comment}）`,
          en: `Answer returned: ${item.title} (${verdict.comment})`,
        },
        link: `/tasks/${item.id}`,
        object: { kind: 'task', id: item.id },
      });
  });
}
