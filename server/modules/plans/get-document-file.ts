import { readFile } from 'node:fs/promises';
import { AppError } from '../../kernel/error.ts';
import { getEvidence, sha256Of } from '../../kernel/evidence/store-evidence.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { getDocumentRow } from './find-documents.ts';

/** The original bytes. A linked file that is gone or has changed since is an error, never other words. */
export async function getDocumentFile(
  { db }: Services,
  scope: Scope,
  id: string,
): Promise<{ name: string; bytes: Buffer }> {
  const { row, evidence } = await db.within(scope, async (tx) => {
    const document = await getDocumentRow(tx, id);
    return { row: document, evidence: await getEvidence(tx, document.sha256) };
  });
  if (evidence.content) return { name: row.fileName, bytes: evidence.content };
  const bytes = await readFile(evidence.linkedPath ?? '').catch(() => undefined);
  if (!bytes || sha256Of(bytes) !== row.sha256) throw new AppError('file.missing', { file: row.fileName });
  return { name: row.fileName, bytes };
}
