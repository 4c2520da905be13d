/** Progress of a lead unit and answers of joint units, with evidence. Reports are never changed: a later one counts. */
import type { NewReport, Upload, Verdict } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { checkEvidence, checkEvidenceTotal, storeEvidence } from '../../kernel/evidence/index.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { getItem, type Item, partsOf, titleOf } from './item.ts';

/** Keeps a file until its report is given. @throws AppError file.empty, file.unsupported, input.too-large */
export async function uploadEvidence(
  { db, clock }: Services,
  scope: UserScope,
  file: { name: string; bytes: Uint8Array },
): Promise<Upload> {
  authorize(scope, 'work.act');
  const { mediaType } = checkEvidence(file.bytes, file.name);
  return db.within(scope, async (tx) => {
    // What nobody attached within a day is forgotten.
    const yesterday = new Date(clock.now().getTime() - 86_400_000);
    await tx.deleteFrom('work_upload').where('person_id', '=', scope.personId).where('at', '<', yesterday).execute();
    const { held } = await tx
      .selectFrom('work_upload')
      .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('bytes'), eb.val('0')).as('held'))
      .where('person_id', '=', scope.personId)
      .executeTakeFirstOrThrow();
    checkEvidenceTotal(Number(held), file.bytes.length, file.name);
    const sha256 = await storeEvidence(tx, file.bytes);
    const { id } = await tx
      .insertInto('work_upload')
      .values({
        person_id: scope.personId,
        sha256,
        file_name: file.name,
        media_type: mediaType,
        bytes: String(file.bytes.length),
        at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, fileName: file.name, mediaType, bytes: file.bytes.length };
  });
}

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
