import { sql } from 'kysely';
import type { Desk } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';

/** Doubts of the reader in documents in reach, gravest first; without those answered (`document.part.index`). */
export async function findOpenFindings(
  tx: Tx,
  answered: readonly string[],
  limit: number,
): Promise<{ total: number; rows: Desk['findings'] }> {
  const { rows } = await sql<{ id: string; title: string; finding: Finding; total: string }>`
    select d.id, coalesce(nullif(part.document ->> 'title', ''), d.title) as title, f.finding, count(*) over () as total
    from source_document d
      cross join lateral jsonb_array_elements(d.reading -> 'documents') with ordinality as part(document, place)
      cross join lateral jsonb_array_elements(part.document -> 'findings') with ordinality as f(finding, place)
    where d.removed_at is null and f.finding ->> 'severity' <> 'info'
      and d.id || '.' || (part.place - 1) || '.' || (f.place - 1) <> all (${[...answered]}::text[])
    order by f.finding ->> 'severity' = 'error' desc, d.imported_at desc, d.id
    limit ${limit}`.execute(tx);
  return {
    total: Number(rows[0]?.total ?? 0),
    rows: rows.map((row) => ({
      documentId: row.id,
      documentTitle: row.title,
      code: row.finding.code,
      severity: row.finding.severity,
      message: row.finding.message,
      span: row.finding.spans[0] ?? null,
    })),
  };
}

type Finding = {
  code: string;
  severity: string;
  message: { zh: string; en: string };
  spans: { start: number; end: number }[];
};
