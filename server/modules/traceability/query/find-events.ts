/** Runs a query a page at a time; pages go on where the last one ended, over the events that were there at the first. */
import { type RawBuilder, sql } from 'kysely';
import type { EpcisEvent } from '../../../../packages/epcis/index.ts';
import type { Tx } from '../../../db/connect.ts';
import { EpcisException } from '../problems.ts';
import type { EventQuery } from './conditions.ts';
import { whereOf } from './to-sql.ts';

export type StoredEvent = { seq: string; event: EpcisEvent; recordTime: string };
/** After which event to go on; `skip` where the order has no key of its own. */
export type Position = { upTo: string; left: number | null; key?: string; seq?: string; skip?: number };
export type EventPage = { events: StoredEvent[]; next: Position | undefined };

export async function findEvents(tx: Tx, query: EventQuery, size: number, from?: Position): Promise<EventPage> {
  const where = whereOf(query);
  if (!from && query.maxEventCount !== undefined) await refuseTooMany(tx, where, query.maxEventCount);
  const upTo = from?.upTo ?? (await newest(tx));
  const left = from ? from.left : (query.eventCountLimit ?? null);
  const wanted = Math.min(size, left ?? size);
  const rows = await fetchRows(tx, query, where, upTo, wanted + 1, from);
  const shown = rows.slice(0, wanted);
  const last = shown.at(-1);
  const rest = left === null ? null : left - shown.length;
  const more = rows.length > wanted && rest !== 0 && last !== undefined;
  return {
    events: shown.map(({ seq, content, record_time }) => ({
      seq,
      event: JSON.parse(content) as EpcisEvent,
      recordTime: record_time,
    })),
    next: more
      ? {
          upTo,
          left: rest,
          ...(typeof query.order.by === 'string'
            ? { key: last.key, seq: last.seq }
            : { skip: (from?.skip ?? 0) + shown.length }),
        }
      : undefined,
  };
}

type Row = { seq: string; content: string; record_time: string; key: string };

async function fetchRows(
  tx: Tx,
  { order }: EventQuery,
  where: RawBuilder<boolean>,
  upTo: string,
  limit: number,
  from: Position | undefined,
): Promise<Row[]> {
  const direction = order.direction === 'ASC' ? sql`asc` : sql`desc`;
  const beyond = order.direction === 'ASC' ? sql`>` : sql`<`;
  const recordTime = sql`to_char(e.record_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  if (typeof order.by === 'string') {
    const key = sql.ref(`e.${order.by}`);
    const after =
      from?.key === undefined
        ? sql``
        : sql`and (${key}, e.seq) ${beyond} (${from.key}::timestamptz, ${from.seq}::bigint)`;
    const { rows } = await sql<Row>`select e.seq::text, e.content, ${recordTime} as record_time, ${key}::text as key
      from epcis_event e where e.seq <= ${upTo}::bigint and ${where} ${after}
      order by ${key} ${direction}, e.seq ${direction} limit ${limit}`.execute(tx);
    return rows;
  }
  const { rows } = await sql<Row>`select e.seq::text, e.content, ${recordTime} as record_time, '' as key
    from epcis_event e
    left join lateral (select f.number, f.time, f.text from epcis_fact f
      where f.seq = e.seq and f.name = ${order.by.fact} limit 1) o on true
    where e.seq <= ${upTo}::bigint and ${where}
    order by o.number ${direction} nulls last, o.time ${direction} nulls last, o.text ${direction} nulls last, e.seq
    limit ${limit} offset ${from?.skip ?? 0}`.execute(tx);
  return rows;
}

async function newest(tx: Tx): Promise<string> {
  const { rows } = await sql<{ seq: string }>`select coalesce(max(seq), 0)::text as seq from epcis_event`.execute(tx);
  return rows[0]!.seq;
}

async function refuseTooMany(tx: Tx, where: RawBuilder<boolean>, most: number): Promise<void> {
  const { rows } = await sql<{ n: string }>`select count(*)::text as n from
    (select 1 from epcis_event e where ${where} limit ${most + 1}) as found`.execute(tx);
  if (Number(rows[0]!.n) > most)
    throw new EpcisException('QueryTooLargeException', {
      zh: `结果多于 maxEventCount（${most}）`,
      en: `There are more results than maxEventCount (${most})`,
    });
}

/** Prefixes of captured documents, for reading names in queries and writing names in answers. */
export async function findPrefixes(tx: Tx): Promise<{ prefix: string; namespace: string }[]> {
  return tx.selectFrom('epcis_prefix').select(['prefix', 'namespace']).orderBy('namespace').execute();
}
