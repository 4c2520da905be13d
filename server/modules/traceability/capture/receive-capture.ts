import { enqueueJob } from '../../../kernel/jobs/index.ts';
import type { UserScope } from '../../../kernel/scope/scope.ts';
import { authorize } from '../../../kernel/scope/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { EpcisException } from '../problems.ts';
import type { Syntax } from './read-document.ts';

export type Behaviour = 'rollback' | 'proceed';
export const CAPTURE_JOB = 'epcis.capture';

/**
 * Keeps a document and enqueues its capture, both or neither. It is read by the job; only what is no EPCIS document at first
 * sight is refused here. Returns the id of the capture.
 */
export async function receiveCapture(
  { db, clock }: Services,
  scope: UserScope,
  { bytes, syntax, behaviour }: { bytes: Buffer; syntax: Syntax; behaviour: Behaviour },
): Promise<string> {
  authorize(scope, 'trace.capture', scope.regionCode);
  refuseOther(bytes, syntax);
  return db.within(scope, async (tx) => {
    const { id } = await tx
      .insertInto('epcis_capture')
      .values({
        created_at: clock.now(),
        behaviour,
        media_type: syntax,
        bytes: String(bytes.length),
        document: bytes,
        organization_id: scope.organizationId,
        region_code: scope.regionCode,
        captured_by: scope.displayName,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await enqueueJob(tx, scope, clock, {
      kind: CAPTURE_JOB,
      title: { zh: `追溯事件入库 ${id}`, en: `Capture of traceability events ${id}` },
      regionCode: scope.regionCode,
      payload: { id },
    });
    return id;
  });
}

const BOM = '\uFEFF';
/** The first signs tell a document from everything else; whether it is a good one the job finds out. */
function refuseOther(bytes: Buffer, syntax: Syntax): void {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const start = wide ? '' : bytes.subarray(0, 256).toString('utf8').replace(BOM, '').trimStart();
  const first = start.charAt(0);
  const fits = wide ? syntax === 'xml' : syntax === 'json' ? first === '{' || first === '[' : first === '<';
  if (fits) return;
  const name = syntax === 'json' ? 'JSON' : 'XML';
  throw new EpcisException('ValidationException', {
    zh: bytes.length === 0 ? '文件是空的' : `不是 ${name}：以“${start.slice(0, 20)}”开头`,
    en: bytes.length === 0 ? 'The document is empty' : `It is not ${name}: it begins with “${start.slice(0, 20)}”`,
  });
}
