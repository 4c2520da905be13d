import { readHash } from '../../../../packages/merkle-log/index.ts';
import { recordAudit } from '../../../kernel/audit/record-audit.ts';
import { appendLogEntry } from '../../../kernel/log/index.ts';
import { authorize, type UserScope } from '../../../kernel/scope/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { asException, EpcisException, invalid } from '../problems.ts';
import { findKnown, hashEvent, insertEvents, keyOf } from '../store-events.ts';
import { rootOf } from './capture-job.ts';
import { judgeDocument, type Syntax } from './read-document.ts';
import { storeDocument } from './store-document.ts';

/**
 * Captures one event at once: it is a capture of its own, finished when this returns. Answers with the event as it was sent.
 * @throws ValidationException, ResourceAlreadyExistsException
 */
export async function captureEvent(
  { db, clock }: Services,
  scope: UserScope,
  bytes: Buffer,
  syntax: Syntax,
): Promise<{ id: string; text: string }> {
  authorize(scope, 'trace.capture', scope.regionCode);
  const { document, events } = judgeDocument(bytes, syntax, clock.now());
  const read = [];
  try {
    for await (const one of events) {
      read.push(one);
      if (read.length > 1) break;
    }
  } catch (error) {
    throw asException(error);
  }
  const [judged] = read;
  if (!judged || read.length > 1)
    throw new EpcisException('ValidationException', {
      zh: '这里一次提交一个事件；多个事件请提交到 /epcis/capture',
      en: 'One event is captured here; several go to /epcis/capture',
    });
  if (judged.problems[0]) throw invalid(judged.problems[0]);
  const hashed = hashEvent(judged.read.event, document.ignoreFields);
  const taken = () =>
    new EpcisException('ResourceAlreadyExistsException', {
      zh: `事件 ${hashed.id} 已经存在`,
      en: `The event ${hashed.id} exists already`,
    });
  const root = rootOf([hashed.digest]);
  try {
    await db.within(scope, async (tx) => {
      if ((await findKnown(tx, [hashed])).has(keyOf(hashed))) throw taken();
      const now = clock.now();
      const { id } = await tx
        .insertInto('epcis_capture')
        .values({
          created_at: now,
          finished_at: now,
          running: false,
          behaviour: 'rollback',
          media_type: syntax,
          bytes: String(bytes.length),
          captured: 1,
          root: Buffer.from(readHash(root)!),
          organization_id: scope.organizationId,
          region_code: scope.regionCode,
          captured_by: scope.displayName,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const capture = { id, organizationId: scope.organizationId, regionCode: scope.regionCode, recordTime: now };
      await insertEvents(tx, capture, [hashed], 0);
      await storeDocument(tx, clock, capture, document);
      await appendLogEntry(tx, clock, {
        kind: 'epcis.captured',
        subject: `epcis/capture/${id}`,
        statement: { events: 1, root },
      });
      await recordAudit(tx, scope, clock, {
        action: 'trace.capture',
        regionCode: scope.regionCode,
        object: { kind: 'epcis-capture', id },
        summary: { zh: '追溯事件入库：1 条', en: 'Captured 1 traceability event' },
        details: { event: hashed.id, digest: hashed.digest },
      });
    });
  } catch (error) {
    // Somebody else captured it between the look and the write.
    if ((error as { code?: unknown }).code === '23505') throw taken();
    throw error;
  }
  return { id: hashed.id, text: bytes.toString('utf8') };
}
