/** What a subscription has not been told yet, in the order in which it was committed. */
import { sql } from 'kysely';
import type { EpcisEvent } from '../../../../packages/epcis/index.ts';
import type { Tx } from '../../../db/connect.ts';
import type { EventQuery } from '../query/conditions.ts';
import type { StoredEvent } from '../query/find-events.ts';
import { whereOf } from '../query/to-sql.ts';

export type Mark = { position: string; seq: string };
export type NewEvents = { events: (StoredEvent & { mark: Mark })[]; more: boolean };

/** Before what the order is settled: a transaction that is still open may commit events with a smaller position. */
export async function findHorizon(tx: Tx): Promise<string> {
  const { rows } = await sql<{ horizon: string }>`select epcis_horizon()::text as horizon`.execute(tx);
  return rows[0]!.horizon;
}

export async function findNew(
  tx: Tx,
  query: EventQuery,
  { after, before, since, limit }: { after: Mark; before: string; since: Date; limit: number },
): Promise<NewEvents> {
  const { rows } = await sql<{ seq: string; content: string; written: string; record_time: string }>`
    select e.seq::text, e.content, e.written::text,
      to_char(e.record_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as record_time
    from epcis_event e
    where (e.written, e.seq) > (${after.position}::bigint, ${after.seq}::bigint) and e.written < ${before}::bigint
      and e.record_time >= ${since} and ${whereOf(query)}
    order by e.written, e.seq limit ${limit + 1}`.execute(tx);
  return {
    events: rows.slice(0, limit).map(({ seq, content, written, record_time }) => ({
      seq,
      event: JSON.parse(content) as EpcisEvent,
      recordTime: record_time,
      mark: { position: written, seq },
    })),
    more: rows.length > limit,
  };
}
