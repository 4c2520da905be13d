/** Links the packs to their source files where those lie, by SHA-256, so that pages can show the words themselves. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../../kernel/error.ts';
import { linkEvidence, sha256Of } from '../../kernel/evidence/store-evidence.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { indexEntries } from '../../kernel/search/index.ts';
import type { Services } from '../../kernel/services.ts';
import { importDocument } from './import-document.ts';
import { DOCUMENT_LIMIT_MB } from './read-document.ts';
import { documentEntries } from './search-entries.ts';

export type LinkedDocuments = { linked: { file: string; plans: string[] }[]; other: number };

/** Looks through the files of a folder (not below it). Files that no pack was made from are counted and left alone. */
export async function linkDocuments(services: Services, folder: string): Promise<LinkedDocuments> {
  const root = resolve(folder);
  const entries = await readdir(root, { withFileTypes: true }).catch((error: unknown) => {
    throw new AppError('not-found', { what: root }, { cause: error });
  });
  const system = systemScope('link-documents');
  const plans = await services.db.within(system, (tx) =>
    tx.selectFrom('plan').select(['id', 'source_sha256', 'region_code']).where('origin', '=', 'pack').execute(),
  );
  const result: LinkedDocuments = { linked: [], other: 0 };
  for (const entry of entries.filter((candidate) => candidate.isFile()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(root, entry.name);
    if ((await stat(path)).size > DOCUMENT_LIMIT_MB * 1024 * 1024) continue;
    const bytes = await readFile(path);
    const sha256 = sha256Of(bytes);
    const made = plans.filter((plan) => plan.source_sha256 === sha256);
    if (made.length === 0) {
      result.other += 1;
      continue;
    }
    await linkOne(services, { path, bytes, sha256, regionCode: made[0]!.region_code });
    result.linked.push({ file: basename(path), plans: made.map((plan) => plan.id) });
  }
  return result;
}

async function linkOne(
  services: Services,
  file: { path: string; bytes: Uint8Array; sha256: string; regionCode: string },
): Promise<void> {
  const system = systemScope('link-documents');
  const known = await services.db.within(system, async (tx) => {
    const row = await tx
      .selectFrom('source_document')
      .select('id')
      .where('sha256', '=', file.sha256)
      .where('region_code', '=', file.regionCode)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    // Whoever links the sources wants them seen; and the file may have moved since the last start.
    if (row)
      await tx
        .updateTable('source_document')
        .set({ visibility: 'public' })
        .where('id', '=', row.id)
        .where('visibility', '<>', 'restricted')
        .execute();
    if (row) await indexEntries(tx, await documentEntries(tx, row.id));
    if (row) await linkEvidence(tx, file.sha256, file.bytes.length, file.path);
    return row;
  });
  if (known) return;
  await importDocument(services, system, {
    fileName: basename(file.path),
    bytes: file.bytes,
    regionCode: file.regionCode,
    linkedPath: file.path,
    visibility: 'public',
  });
}
