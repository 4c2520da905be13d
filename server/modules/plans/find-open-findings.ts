import { sql } from 'kysely';
import type { Desk } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';

/** Doubts of the reader in documents in reach, gravest first. */
export async function findOpenFindings(tx: Tx, limit: number): Promise<{ total: number; rows: Desk['findings'] }> {
  const { rows } = await sql<{ id: string; title: string; finding: Finding; total: string }>`
    select d.id, coalesce(nullif(part.document ->> 'title', ''), d.title) as title, f.finding, count(*) over () as total
    from source_document d
      cross join lateral jsonb_array_elements(d.reading -> 'documents') as part(document)
      cross join lateral jsonb_array_elements(part.document -> 'findings') as f(finding)
    where d.removed_at is null and f.finding ->> 'severity' <> 'info'
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
