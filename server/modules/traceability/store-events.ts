/** Writes events with all that queries ask by. */
import { createHash } from 'node:crypto';
import { finished } from 'node:stream/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type EpcisEvent, eventHash, recordDigest } from '../../../packages/epcis/index.ts';
import type { Tx } from '../../db/connect.ts';
import { canonicalId, flattenEvent } from './flatten-event.ts';

/** Whose capture it is, and when. */
export type CaptureOf = { id: string; organizationId: string; regionCode: string; recordTime: Date };
export type HashedEvent = { event: EpcisEvent; id: string; hash: string; digest: string };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An event without an id is known by its hash: sent again, it is the same event. */
export function hashEvent(event: EpcisEvent, ignoreFields: readonly string[] = []): HashedEvent {
  const id = event.eventID ?? eventHash(event, { sha256, ignoreFields });
  const whole = event.eventID === undefined ? { ...event, eventID: id } : event;
  return {
    event: whole,
    id,
    hash: digitsOf(event.eventID === undefined ? id : eventHash(event, { sha256, ignoreFields })),
    digest: digitsOf(recordDigest(whole, { sha256 })),
  };
}
/** The 64 digits of `ni:///sha-256;…?ver=…`. */
const digitsOf = (name: string): string => name.slice(14, 78);

/** An event and the declaration that it is in error bear the same id. */
export const keyOf = ({ id, event }: Pick<HashedEvent, 'id' | 'event'>): string =>
  `${event.errorDeclaration ? '!' : '='}${id}`;

/** Digests of those that are there already, by key; also of events that nobody here may read. */
export async function findKnown(tx: Tx, events: readonly HashedEvent[]): Promise<Map<string, string>> {
  if (events.length === 0) return new Map();
  const { rows } = await sql<{ event_id: string; declares: boolean; digest: string }>`
    select event_id, declares, encode(digest, 'hex') as digest from epcis_known(${events.map(({ id }) => id)}::text[])`.execute(
    tx,
  );
  return new Map(rows.map(({ event_id, declares, digest }) => [`${declares ? '!' : '='}${event_id}`, digest]));
}

const BLOCK = 4096;

/**
 * Rows travel by COPY into temporary tables of the connection and from there into the ledger, where row-level security looks
 * at them: COPY itself is not allowed to write there, and one statement a row would be many times slower.
 * `firstPlace`: how many events the capture has already. At most 4096 at once.
 */
export async function insertEvents(
  tx: Tx,
  client: pg.PoolClient,
  capture: CaptureOf,
  events: readonly HashedEvent[],
  firstPlace: number,
): Promise<void> {
  if (events.length === 0) return;
  const { rows } = await sql<{ block: string }>`select nextval('epcis_block') as block`.execute(tx);
  const first = BigInt(rows[0]!.block) * BigInt(BLOCK);
  const lines: Record<keyof typeof staging, string[]> = { event: [], epc: [], fact: [] };
  events.forEach(({ event, id, hash, digest }, at) => {
    const seq = String(first + BigInt(at));
    lines.event.push(
      line(
        seq,
        id,
        event.type,
        event.eventTime,
        event.action,
        event.bizStep,
        event.disposition,
        event.readPoint && canonicalId(event.readPoint.id),
        event.bizLocation && canonicalId(event.bizLocation.id),
        event.transformationID,
        event.errorDeclaration?.declarationTime,
        `\\x${hash}`,
        `\\x${digest}`,
        JSON.stringify(event),
        String(firstPlace + at),
      ),
    );
    const { epcs, facts } = flattenEvent(event);
    for (const epc of epcs) lines.epc.push(line(seq, String(epc.role), epc.id));
    for (const { name, text, number, time } of facts)
      lines.fact.push(line(seq, name, text, number === undefined ? undefined : String(number), time));
  });
  for (const [table, columns] of Object.entries(staging))
    await sql`create temporary table if not exists ${sql.table(`in_${table}`)} (${sql.raw(columns)}) on commit delete rows`.execute(
      tx,
    );
  for (const [table, rows] of Object.entries(lines)) await copyIn(client, `in_${table}`, rows);
  await sql`insert into epcis_event (seq, event_id, type, event_time, record_time, action, biz_step, disposition,
      read_point, biz_location, transformation_id, error_time, hash, digest, content, capture_id, place, organization_id,
      region_code, written)
    select seq, event_id, type, event_time, ${capture.recordTime}, action, biz_step, disposition, read_point,
      biz_location, transformation_id, error_time, hash, digest, content, ${capture.id}, place, ${capture.organizationId},
      ${capture.regionCode}, (select epcis_position()) from in_event`.execute(tx);
  await sql`insert into epcis_epc (seq, role, id) select seq, role, id from in_epc`.execute(tx);
  await sql`insert into epcis_fact (seq, name, text, number, time) select seq, name, text, number, time from in_fact`.execute(
    tx,
  );
  await sql`truncate in_event, in_epc, in_fact`.execute(tx);
}

const staging = {
  event: `seq bigint, event_id text, type text, event_time timestamptz, action text, biz_step text, disposition text,
    read_point text, biz_location text, transformation_id text, error_time timestamptz, hash bytea, digest bytea,
    content text, place int`,
  epc: 'seq bigint, role smallint, id text',
  fact: 'seq bigint, name text, text text, number double precision, time timestamptz',
};

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
/** One line of COPY's text format. */
const line = (...values: (string | undefined)[]): string =>
  `${values.map((value) => (value === undefined ? '\\N' : value.replace(/[\\\t\n\r]/g, (sign) => escapes[sign]!))).join('\t')}\n`;

async function copyIn(client: pg.PoolClient, table: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const stream = client.query(copyFrom(`copy ${table} from stdin`));
  stream.end(lines.join(''));
  await finished(stream);
}
