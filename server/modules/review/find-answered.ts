import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';

/** Findings that somebody has answered, as `document.part.index`. One put to the issuer is still open. */
export async function findAnswered(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select document_id || '.' || part || '.' || substr(item, length('finding.') + 1) as key from (
      select distinct on (e.document_id, e.part, e.item) e.document_id, e.part, e.item, e.payload
      from review_event e
      where e.kind = 'answer' and not exists (select 1 from review_event u where u.undoes = e.id
        and not exists (select 1 from review_event again where again.undoes = u.id))
      order by e.document_id, e.part, e.item, e.id desc) last
    where payload ->> 'choice' <> 'verify'`.execute(tx);
  return rows.map((row) => row.key);
}
