import { sql } from 'kysely';
import type { DocumentDetail, DocumentRow } from '../../../packages/contract/index.ts';
import type { PlanDocument, PlanReading } from '../../../packages/plan-text/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';

/** Documents in reach, newest first, without their text. */
export async function findDocuments(tx: Tx): Promise<DocumentRow[]> {
  const rows = await documentRows(tx).orderBy('d.imported_at', 'desc').orderBy('d.file_name').execute();
  return rows.map(toDocumentRow);
}

/** Throws `not-found` for a document that is unknown, removed or out of reach. */
export async function getDocumentRow(tx: Tx, id: string): Promise<DocumentRow> {
  const row = await documentRows(tx).where('d.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  return toDocumentRow(row);
}

/** A document with the text that was read and everything that was read from it. */
export async function getDocument(tx: Tx, id: string): Promise<DocumentDetail> {
  const row = await getDocumentRow(tx, id);
  const content = await tx
    .selectFrom('source_document')
    .select(['text', 'anchors', 'reading'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return {
    ...row,
    text: content.text,
    anchors: content.anchors as DocumentDetail['anchors'],
    documents: (content.reading as PlanReading).documents as DocumentDetail['documents'],
  };
}

export type DocumentPart = {
  id: string;
  sha256: string;
  format: string;
  title: string;
  regionCode: string;
  visibility: string;
  document: PlanDocument;
};

/** One read document of a file. Throws `not-found` for a file out of reach and for a part that it does not have. */
export async function getPart(tx: Tx, id: string, part: number): Promise<DocumentPart> {
  const row = await tx
    .selectFrom('source_document')
    .select(['id', 'sha256', 'format', 'title', 'region_code', 'visibility'])
    .select(sql<PlanDocument | null>`reading -> 'documents' -> ${sql.lit(part)}`.as('document'))
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  if (!row.document) throw new AppError('not-found', { what: `${row.title} #${part}` });
  const { region_code: regionCode, document, ...rest } = row;
  return { ...rest, regionCode, document };
}

/** Words of a file by UTF-16 offsets. */
export async function getText(tx: Tx, id: string): Promise<string> {
  const row = await tx.selectFrom('source_document').select('text').where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  return row.text;
}

/** A part of a document's text, by UTF-16 offsets, with a little around it, line breaks and all; null when no readable document has the hash. */
export async function findWords(
  tx: Tx,
  sha256: string,
  span: { start: number; end: number },
  around = 60,
): Promise<{ documentId: string; before: string; text: string; after: string } | null> {
  const row = await tx
    .selectFrom('source_document')
    .select(['id', 'text'])
    .where('sha256', '=', sha256)
    .where('removed_at', 'is', null)
    .orderBy('imported_at')
    .orderBy('id')
    .executeTakeFirst();
  if (!row) return null;
  return {
    documentId: row.id,
    before: row.text.slice(Math.max(0, span.start - around), span.start),
    text: row.text.slice(span.start, span.end),
    after: row.text.slice(span.end, span.end + around),
  };
}

const documentRows = (tx: Tx) =>
  tx
    .selectFrom('source_document as d')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 'd.region_code').on('r.latest', '=', true))
    .select([
      'd.id',
      'd.file_name',
      'd.title',
      'd.format',
      'd.bytes',
      'd.sha256',
      'd.storage',
      'd.counts',
      'd.imported_at',
      'd.imported_by',
      'd.region_code',
      'r.name as region_name',
      'r.name_en as region_name_en',
      sql<
        string[]
      >`(select coalesce(array_agg(p.id order by p.id), '{}') from plan p where p.source_sha256 = d.sha256)`.as(
        'plan_ids',
      ),
    ])
    .where('d.removed_at', 'is', null);

type Row = Awaited<ReturnType<ReturnType<typeof documentRows>['executeTakeFirstOrThrow']>>;

function toDocumentRow(row: Row): DocumentRow {
  return {
    id: row.id,
    fileName: row.file_name,
    title: row.title,
    format: row.format as DocumentRow['format'],
    bytes: Number(row.bytes),
    sha256: row.sha256,
    region: { code: row.region_code, name: row.region_name, nameEn: row.region_name_en },
    storage: row.storage as DocumentRow['storage'],
    importedAt: row.imported_at.toISOString(),
    importedBy: row.imported_by,
    planIds: row.plan_ids,
    counts: row.counts as DocumentRow['counts'],
  };
}
