/** Progress of a lead unit and answers of joint units, with evidence. Reports are never changed: a later one counts. */
import type { NewReport } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { checkEvidenceTotal } from '../../kernel/evidence/index.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { getItem, type Item, partsOf, titleOf } from './item.ts';

/** Returns the id of the report. @throws AppError not-found, task.report, input.too-large */
export async function reportWork(
  { db, clock }: Services,
  scope: UserScope,
  itemId: string,
  report: NewReport,
): Promise<string> {
  authorize(scope, 'work.act');
  return db.within(scope, async (tx) => {
    const item = await getItem(tx, itemId, today(clock));
    const role = await reportingRole(tx, scope, item);
    const { id } = await tx
      .insertInto('work_report')
      .values({
        item_id: itemId,
        organization_id: scope.organizationId,
        role,
        person_id: scope.personId,
        actor: scope.displayName,
        at: clock.now(),
        on_day: today(clock),
        percent: report.percent,
        done: report.done,
        problems: report.problems,
        next: report.next,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await attach(tx, scope, itemId, id, report.uploads);
    await recordAudit(tx, scope, clock, {
      action: role === 'lead' ? 'task.report' : 'task.answer',
      regionCode: item.regionCode,
      object: { kind: 'task', id: itemId },
      summary: { zh: `填报进展：${titleOf(item).zh}`, en: `Reported on: ${titleOf(item).en}` },
      details: { percent: report.percent, files: report.uploads.length },
    });
    await notify(tx, scope, clock, {
      kind: role === 'lead' ? 'task.report' : 'task.answer',
      organizations: role === 'lead' ? [item.issuerId] : item.leadId ? [item.leadId] : [],
      title:
        role === 'lead'
          ? { zh: `新的进展（${report.percent}%）：${item.title}`, en: `Progress (${report.percent} %): ${item.title}` }
          : {
              zh: `${scope.displayName}反馈配合情况：${item.title}`,
              en: `${scope.displayName} answered: ${item.title}`,
            },
      link: `/tasks/${itemId}`,
      object: { kind: 'task', id: itemId },
    });
    return id;
  });
}

/** Lead units report, joint units answer to the lead; both only while the task is under way. */
async function reportingRole(tx: Tx, scope: UserScope, item: Item): Promise<'lead' | 'joint'> {
  const parts = partsOf(scope, item);
  const role = parts.includes('lead') ? 'lead' : parts.includes('joint') ? 'joint' : undefined;
  if (!role)
    throw new AppError('task.report', {
      reason: { zh: '只有牵头单位和配合单位可以填报', en: 'only the lead and joint units report' },
    });
  const { state } = await tx
    .selectFrom('lifecycle_case')
    .select('state')
    .where('kind', '=', 'task')
    .where('object_id', '=', item.id)
    .executeTakeFirstOrThrow();
  if (state !== 'underway')
    throw new AppError('task.report', {
      reason: { zh: '任务不在办理中', en: 'the task is not under way' },
    });
  return role;
}

async function attach(tx: Tx, scope: UserScope, itemId: string, reportId: string, uploads: string[]): Promise<void> {
  if (uploads.length === 0) return;
  const files = await tx
    .deleteFrom('work_upload')
    .where('id', 'in', uploads)
    .where('person_id', '=', scope.personId)
    .returning(['id', 'sha256', 'file_name', 'media_type', 'bytes'])
    .execute();
  const missing = uploads.find((id) => !files.some((file) => file.id === id));
  if (missing) throw new AppError('not-found', { what: missing });
  const { total } = await tx
    .selectFrom('work_evidence as e')
    .innerJoin('work_report as r', 'r.id', 'e.report_id')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('e.bytes'), eb.val('0')).as('total'))
    .where('r.item_id', '=', itemId)
    .executeTakeFirstOrThrow();
  const adding = files.reduce((sum, file) => sum + Number(file.bytes), 0);
  checkEvidenceTotal(Number(total), adding, files[0]!.file_name);
  await tx
    .insertInto('work_evidence')
    .values(
      files.map((file) => ({
        report_id: reportId,
        sha256: file.sha256,
        file_name: file.file_name,
        media_type: file.media_type,
        bytes: file.bytes,
      })),
    )
    .execute();
}
