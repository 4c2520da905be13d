/** Imports a file: kept, read, and the reading kept with it, all in one transaction. */
import type { DocumentRow } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { AppError } from '../../kernel/error.ts';
import { linkEvidence, sha256Of, storeEvidence } from '../../kernel/evidence/store-evidence.ts';
import { authorize, type Scope } from '../../kernel/scope/scope.ts';
import { indexEntries } from '../../kernel/search/index.ts';
import type { Services } from '../../kernel/services.ts';
import { getDocumentRow } from './find-documents.ts';
import { READER_VERSION, readDocument } from './read-document.ts';
import type { ReadFile } from './reading-thread.ts';
import { documentEntries } from './search-entries.ts';

export type DocumentImport = {
  fileName: string;
  bytes: Uint8Array;
  regionCode: string;
  /** Where the file lies, when it stays there and only its hash and reading are kept. */
  linkedPath?: string;
  visibility?: 'public' | 'internal' | 'restricted';
};

/** Throws `file.duplicate` when the region holds the same file already, and the reader's refusals. */
export async function importDocument(services: Services, scope: Scope, file: DocumentImport): Promise<DocumentRow> {
  authorize(scope, 'document.import', file.regionCode);
  // Who imports must be able to read what was imported.
  if (file.visibility === 'restricted' && scope.kind === 'user' && scope.regionCode !== file.regionCode)
    throw new AppError('scope.outside', { region: file.regionCode });
  const sha256 = sha256Of(file.bytes);
  await services.db.within(scope, async (tx) => {
    await refuseUnknownRegion(tx, file.regionCode);
    await refuseDuplicate(tx, sha256, file.regionCode);
  });
  // Reading takes its time; no transaction is held open meanwhile.
  const read = await readDocument(file.bytes, file.fileName);
  return services.db.within(scope, async (tx) => {
    if (file.linkedPath) await linkEvidence(tx, sha256, file.bytes.length, file.linkedPath);
    else await storeEvidence(tx, file.bytes);
    const id = await insertDocument(tx, services, scope, file, sha256, read);
    const row = await getDocumentRow(tx, id);
    await indexEntries(tx, await documentEntries(tx, id));
    await recordAudit(tx, scope, services.clock, {
      action: 'document.import',
      regionCode: file.regionCode,
      object: { kind: 'document', id },
      // The trail is read further up than a restricted document.
      summary:
        file.visibility === 'restricted'
          ? { zh: '导入受限文件', en: 'Imported a restricted document' }
          : { zh: `导入文件《${row.title}》`, en: `Imported “${row.title}”` },
      details: { ...(file.visibility === 'restricted' ? {} : { fileName: file.fileName }), sha256, ...row.counts },
    });
    return row;
  });
}

async function refuseUnknownRegion(tx: Tx, code: string): Promise<void> {
  const known = await tx.selectFrom('region').select('code').where('code', '=', code).executeTakeFirst();
  if (!known) throw new AppError('input.invalid', { field: 'region', problem: code });
}

async function refuseDuplicate(tx: Tx, sha256: string, regionCode: string): Promise<void> {
  const known = await tx
    .selectFrom('source_document')
    .select(['id', 'title'])
    .where('sha256', '=', sha256)
    .where('region_code', '=', regionCode)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (known) throw new AppError('file.duplicate', { title: known.title, id: known.id });
}

async function insertDocument(
  tx: Tx,
  { clock }: Services,
  scope: Scope,
  file: DocumentImport,
  sha256: string,
  { extraction, reading }: ReadFile,
): Promise<string> {
  const sum = (count: (document: (typeof reading.documents)[number]) => number) =>
    reading.documents.reduce((total, document) => total + count(document), 0);
  const row = await tx
    .insertInto('source_document')
    .values({
      sha256,
      file_name: file.fileName,
      title: titleOf(reading, file.fileName),
      format: extraction.format,
      bytes: String(file.bytes.length),
      region_code: file.regionCode,
      visibility: file.visibility ?? 'internal',
      storage: file.linkedPath ? 'linked' : 'stored',
      text: extraction.text,
      anchors: JSON.stringify(extraction.anchors),
      reading: JSON.stringify(reading),
      counts: JSON.stringify({
        documents: reading.documents.length,
        tasks: sum((document) => document.tasks.length),
        targets: sum((document) => document.targets.length),
        findings: sum((document) => document.findings.length),
      }),
      reader: READER_VERSION,
      imported_at: clock.now(),
      imported_by: scope.kind === 'user' ? scope.displayName : 'system',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  // Somebody else imported the same file while we were reading it.
  if (!row) {
    await refuseDuplicate(tx, sha256, file.regionCode);
    throw new AppError('conflict');
  }
  return row.id;
}

/** A gazette bears the title of its first document, and says that there are more. */
function titleOf({ documents }: ReadFile['reading'], fileName: string): string {
  const first = documents[0]?.title || fileName;
  return documents.length > 1 ? `${first}（等 ${documents.length} 份文件）` : first;
}
