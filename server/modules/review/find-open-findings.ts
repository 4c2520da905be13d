import type { Desk } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { findFindings } from '../plans/index.ts';
import { answeredBy, type EventPayload } from './fold-review.ts';

/** Doubts of the reader in documents in reach that nobody has answered yet, gravest first. */
export async function findOpenFindings(tx: Tx, limit: number): Promise<{ total: number; rows: Desk['findings'] }> {
  const all = await findFindings(tx);
  const ids = [...new Set(all.map((one) => one.documentId))];
  const events =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('review_event')
          .select(['id', 'document_id', 'part', 'item', 'kind', 'payload', 'undoes'])
          .where('document_id', 'in', ids)
          .where((eb) => eb.or([eb('kind', '=', 'undo'), eb('kind', '=', 'answer')]))
          .orderBy('id')
          .execute();
  const answered = new Set<string>();
  for (const [place, own] of Map.groupBy(events, (event) => `${event.document_id} ${event.part}`))
    for (const item of answeredBy(own.map((event) => ({ ...event, payload: event.payload as EventPayload }))))
      answered.add(`${place} ${item}`);
  const open = all.filter((one) => !answered.has(`${one.documentId} ${one.part} finding.${one.index}`));
  return {
    total: open.length,
    rows: open.slice(0, limit).map(({ documentId, title, finding }) => ({
      documentId,
      documentTitle: title,
      code: finding.code,
      severity: finding.severity,
      message: finding.message,
      span: finding.spans[0] ?? null,
    })),
  };
}
