import { type EventProof, PROOF_FORM } from '../../../packages/epcis/index.ts';
import { hashLeaf, hex, inclusionProof, nodesOver } from '../../../packages/merkle-log/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { findProof, getReceipt } from '../../kernel/log/index.ts';
import { queryDocument } from './http/answer-events.ts';
import { findPrefixes } from './query/find-events.ts';

/**
 * The file by which anybody can check one event offline. Of an event and the declaration that it is in error, which bear one
 * id, `declaration` chooses. @throws not-found
 */
export async function proveEvent(tx: Tx, clock: Clock, id: string, declaration: boolean): Promise<EventProof> {
  const row = await tx
    .selectFrom('epcis_event')
    .select(['seq', 'content', 'record_time', 'digest', 'capture_id', 'place'])
    .where('event_id', '=', id)
    .where('error_time', declaration ? 'is not' : 'is', null)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  // All of a capture were handed in by one office: who may read one may read their digests.
  const leaves = await tx
    .selectFrom('epcis_event')
    .select('digest')
    .where('capture_id', '=', row.capture_id)
    .orderBy('place')
    .execute();
  const nodes = nodesOver(leaves.map(({ digest }) => hashLeaf(digest)));
  const capture = await tx
    .selectFrom('epcis_capture')
    .select('root')
    .where('id', '=', row.capture_id)
    .executeTakeFirstOrThrow();
  const document = await queryDocument(
    {
      events: [{ seq: row.seq, event: JSON.parse(row.content), recordTime: row.record_time.toISOString() }],
      prefixes: await findPrefixes(tx),
      queryName: 'SimpleEventQuery',
      now: clock.now(),
    },
    { media: 'json', translate: false, words: 'web' },
  );
  return {
    form: PROOF_FORM,
    document: JSON.parse(document),
    digest: row.digest.toString('hex'),
    place: row.place,
    events: leaves.length,
    path: inclusionProof(row.place, leaves.length, nodes).map(hex),
    root: capture.root!.toString('hex'),
    receipt: await findCaptureReceipt(tx, row.capture_id),
  };
}

/** Nothing while the log has not taken the capture up. */
async function findCaptureReceipt(tx: Tx, captureId: string): Promise<string | null> {
  const { entries } = await findProof(tx, { kind: 'epcis.captured', subject: `epcis/capture/${captureId}` });
  const [entry] = entries;
  if (!entry || entry.index === null) return null;
  try {
    return (await getReceipt(tx, entry.index)).receipt;
  } catch (error) {
    if (error instanceof AppError && error.code === 'log.waiting') return null;
    throw error;
  }
}
