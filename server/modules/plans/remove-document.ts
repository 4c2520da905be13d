import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { AppError } from '../../kernel/error.ts';
import { authorize, type Scope } from '../../kernel/scope/scope.ts';
import { removeEntries } from '../../kernel/search/index.ts';
import type { Services } from '../../kernel/services.ts';
import { getDocumentRow } from './find-documents.ts';

/** Takes a document out of the lists. The file and its reading are kept; only the row is marked. */
export async function removeDocument({ db, clock }: Services, scope: Scope, id: string): Promise<void> {
  await db.within(scope, async (tx) => {
    const row = await getDocumentRow(tx, id);
    authorize(scope, 'document.remove', row.region.code);
    const plan = await tx
      .selectFrom('plan')
      .select(['id', 'short_title'])
      .where('document_id', '=', id)
      .executeTakeFirst();
    if (plan) throw new AppError('document.adopted', { title: plan.short_title, planId: plan.id });
    await tx.updateTable('source_document').set({ removed_at: clock.now() }).where('id', '=', id).execute();
    await removeEntries(tx, 'document', [id]);
    await recordAudit(tx, scope, clock, {
      action: 'document.remove',
      regionCode: row.region.code,
      object: { kind: 'document', id },
      summary: { zh: `移除文件《${row.title}》`, en: `Removed “${row.title}”` },
      details: { sha256: row.sha256 },
    });
  });
}
