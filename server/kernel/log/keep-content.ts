/** Public content behind an entry, kept in canonical form under its hash, so that whoever has the entry can have it. */
import { canonicalJson, type Json, readEntry } from '../../../packages/merkle-log/index.ts';
import type { Database, Tx } from '../../db/connect.ts';
import { AppError } from '../error.ts';
import { storeEvidence } from '../evidence/index.ts';
import { LOG_SCOPE } from './sequence.ts';

/** Returns the SHA-256, for the statement’s `content`. Only what anybody may read. */
export const keepContent = (tx: Tx, content: Json): Promise<string> =>
  storeEvidence(tx, Buffer.from(canonicalJson(content)));

/**
 * Asked in the scope of the public, for the subject of an entry: false when it may not be read today or nobody knows of it,
 * true for what `keepContent` kept, or the content itself where it is made anew.
 */
export type ContentSource = (tx: Tx, subject: string) => Promise<boolean | string>;

/** What `keepContent` kept for an entry, if its subject is public still. @throws AppError not-found */
export async function getContent(db: Database, index: number, source: ContentSource): Promise<Buffer> {
  const missing = () => new AppError('not-found', { what: `content ${index}` });
  const open = await db.within({ kind: 'public', address: null }, async (tx) => {
    const row = await tx
      .selectFrom('log_entry')
      .select('subject')
      .where('index', '=', String(index))
      .executeTakeFirst();
    return row ? source(tx, row.subject) : false;
  });
  if (open === false) throw missing();
  if (typeof open === 'string') return Buffer.from(open);
  // The entry says in public which content is its own; nothing else of the evidence can be reached from here.
  return db.within(LOG_SCOPE, async (tx) => {
    const row = await tx.selectFrom('log_entry').select('entry').where('index', '=', String(index)).executeTakeFirst();
    const sha256 = row && readEntry(row.entry)?.statement.content;
    const file =
      typeof sha256 === 'string'
        ? await tx.selectFrom('evidence_file').select('content').where('sha256', '=', sha256).executeTakeFirst()
        : undefined;
    if (!file?.content) throw missing();
    return file.content;
  });
}
