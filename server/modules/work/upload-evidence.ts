import type { Upload } from '../../../packages/contract/index.ts';
import { checkEvidence, checkEvidenceTotal, storeEvidence } from '../../kernel/evidence/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';

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
