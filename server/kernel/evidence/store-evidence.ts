import { createHash } from 'node:crypto';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../error.ts';

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Keeps the bytes under their SHA-256; the same bytes are kept once. Returns the hash. */
export async function storeEvidence(tx: Tx, bytes: Uint8Array): Promise<string> {
  const sha256 = sha256Of(bytes);
  await tx
    .insertInto('evidence_file')
    .values({ sha256, bytes: String(bytes.length), content: Buffer.from(bytes) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return sha256;
}

/** Registers a file that stays where it lies; a file already stored stays stored. */
export async function linkEvidence(tx: Tx, sha256: string, bytes: number, path: string): Promise<void> {
  await tx
    .insertInto('evidence_file')
    .values({ sha256, bytes: String(bytes), linked_path: path })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ linked_path: path }))
    .execute();
}

export type Evidence = { sha256: string; bytes: number; content: Buffer | null; linkedPath: string | null };

/** Where the bytes of a hash are. Throws `not-found` when the scope may not read any document made from them. */
export async function getEvidence(tx: Tx, sha256: string): Promise<Evidence> {
  const row = await tx
    .selectFrom('evidence_file')
    .select(['sha256', 'bytes', 'content', 'linked_path'])
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: sha256 });
  return { sha256: row.sha256, bytes: Number(row.bytes), content: row.content, linkedPath: row.linked_path };
}
