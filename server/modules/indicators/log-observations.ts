/**
 * One entry for all observations that were published at one instant: the root of a tree over them, each a canonical JSON
 * array of texts, sorted. So a million cost one entry, and each can be proved by itself.
 */
import { sql } from 'kysely';
import { type Hash, hex, nodesOver, rootAt, splitHashes } from '../../../packages/merkle-log/index.ts';
import type { Tx } from '../../db/connect.ts';
import { appendLogEntry } from '../../kernel/log/index.ts';

export const observationsSubject = (recordedAt: Date): string => `observations/${recordedAt.toISOString()}`;

/** The same bytes as `canonicalJson` writes for an array of texts. */
const line = sql`'[' || concat_ws(',', to_json(indicator_id)::text, to_json(region_code)::text,
  to_json(breakdown)::text, to_json(period)::text, to_json(value::text)::text, to_json(known_on::text)::text,
  to_json(source)::text, to_json(simulated::text)::text) || ']'`;

/** More than these are not sent: whoever wants to check them has the observations themselves. */
const MOST_LINES = 100_000;

/** The lines of a batch in their order; nothing where they are too many. */
export async function findPublishedLines(tx: Tx, recordedAt: Date): Promise<string[] | undefined> {
  if (Number.isNaN(recordedAt.getTime())) return undefined;
  const { rows } = await sql<{ line: string }>`select line from (select ${line} as line from observation
    where published and recorded_at = ${recordedAt}) as given order by line collate "C" limit ${MOST_LINES + 1}`.execute(
    tx,
  );
  return rows.length > MOST_LINES ? undefined : rows.map((row) => row.line);
}

/** For the transaction that published them; nothing where it published none. */
export async function logPublished(tx: Tx, recordedAt: Date): Promise<void> {
  const { rows } = await sql<{ leaves: Buffer | null; simulated: boolean | null }>`
    select string_agg(sha256('\\x00'::bytea || convert_to(line, 'UTF8')), ''::bytea order by line collate "C") as leaves,
      bool_or(simulated) as simulated
    from (select ${line} as line, simulated from observation where published and recorded_at = ${recordedAt}) as given
  `.execute(tx);
  const leaves: Hash[] = splitHashes(rows[0]?.leaves ?? Buffer.alloc(0));
  if (leaves.length === 0) return;
  await appendLogEntry(
    tx,
    { now: () => recordedAt },
    {
      kind: 'observations.published',
      subject: observationsSubject(recordedAt),
      statement: {
        form: 'zhimai.observations/1',
        count: leaves.length,
        root: hex(rootAt(leaves.length, nodesOver(leaves))),
        simulated: rows[0]?.simulated ?? false,
      },
    },
  );
}
