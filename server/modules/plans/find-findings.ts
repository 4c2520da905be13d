import { sql } from 'kysely';
import type { Finding } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';

export type PlacedFinding = { documentId: string; title: string; part: number; index: number; finding: Finding };

/** Errors and doubts of the reader in documents in reach, gravest first, whether answered or not. */
export async function findFindings(tx: Tx): Promise<PlacedFinding[]> {
  const { rows } = await sql<{ id: string; title: string; part: string; at: string; finding: Finding }>`
    select d.id, coalesce(nullif(part.document ->> 'title', ''), d.title) as title, f.finding,
      part.n - 1 as part, f.n - 1 as at
    from source_document d
      cross join lateral jsonb_array_elements(d.reading -> 'documents') with ordinality as part(document, n)
      cross join lateral jsonb_array_elements(part.document -> 'findings') with ordinality as f(finding, n)
    where d.removed_at is null and f.finding ->> 'severity' <> 'info'
    order by f.finding ->> 'severity' = 'error' desc, d.imported_at desc, d.id, part.n, f.n`.execute(tx);
  return rows.map(({ id, title, part, at, finding }) => ({
    documentId: id,
    title,
    part: Number(part),
    index: Number(at),
    finding,
  }));
}
