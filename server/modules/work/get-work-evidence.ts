import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { getEvidence } from '../../kernel/evidence/store-evidence.ts';

/** A file of a report. Throws `not-found` when its task is out of reach. */
export async function getWorkEvidence(tx: Tx, id: string): Promise<{ name: string; content: Buffer }> {
  const row = await tx
    .selectFrom('work_evidence')
    .select(['sha256', 'file_name'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  const { content } = await getEvidence(tx, row.sha256);
  return { name: row.file_name, content: content! };
}
