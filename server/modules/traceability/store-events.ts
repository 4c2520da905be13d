/** Writes events with all that queries ask by. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
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
 * Three statements for a batch, however large: rows travel as a list a column, which PostgreSQL reads twice as fast as
 * JSON (COPY may not write where row-level security looks). `firstPlace`: how many events the capture has already. At most
 * 4096 at once.
 */
export async function insertEvents(
  tx: Tx,
  capture: CaptureOf,
  events: readonly HashedEvent[],
  firstPlace: number,
): Promise<void> {
  if (events.length === 0) return;
  const { rows } = await sql<{ block: string }>`select nextval('epcis_block') as block`.execute(tx);
  const first = Number(rows[0]!.block) * BLOCK;
  const column = <T>(of: (one: HashedEvent) => T) => events.map(of);
  const epcs = { seq: [] as number[], role: [] as number[], id: [] as string[] };
  const facts = {
    seq: [] as number[],
    name: [] as string[],
    text: [] as (string | undefined)[],
    number: [] as (number | undefined)[],
    time: [] as (string | undefined)[],
  };
  events.forEach(({ event }, at) => {
    const flat = flattenEvent(event);
    for (const { role, id } of flat.epcs) {
      epcs.seq.push(first + at);
      epcs.role.push(role);
      epcs.id.push(id);
    }
    for (const { name, text, number, time } of flat.facts) {
      facts.seq.push(first + at);
      facts.name.push(name);
      facts.text.push(text);
      facts.number.push(number);
      facts.time.push(time);
    }
  });
  await sql`insert into epcis_event (seq, place, event_id, type, event_time, action, biz_step, disposition, read_point,
      biz_location, transformation_id, error_time, hash, digest, content, record_time, capture_id, organization_id,
      region_code, written)
    select ${first}::bigint + at - 1, ${firstPlace}::int + at - 1, event_id, type, event_time, action, biz_step,
      disposition, read_point, biz_location, transformation_id, error_time, hash, digest, content, ${capture.recordTime},
      ${capture.id}, ${capture.organizationId}, ${capture.regionCode}, (select epcis_position())
    from unnest(${column(({ id }) => id)}::text[], ${column(({ event }) => event.type)}::text[],
      ${column(({ event }) => event.eventTime)}::timestamptz[], ${column(({ event }) => event.action)}::text[],
      ${column(({ event }) => event.bizStep)}::text[], ${column(({ event }) => event.disposition)}::text[],
      ${column(({ event }) => event.readPoint && canonicalId(event.readPoint.id))}::text[],
      ${column(({ event }) => event.bizLocation && canonicalId(event.bizLocation.id))}::text[],
      ${column(({ event }) => event.transformationID)}::text[],
      ${column(({ event }) => event.errorDeclaration?.declarationTime)}::timestamptz[],
      ${column(({ hash }) => `\\x${hash}`)}::bytea[], ${column(({ digest }) => `\\x${digest}`)}::bytea[],
      ${column(({ event }) => JSON.stringify(event))}::text[]) with ordinality
      as given (event_id, type, event_time, action, biz_step, disposition, read_point, biz_location, transformation_id,
        error_time, hash, digest, content, at)`.execute(tx);
  if (epcs.seq.length > 0)
    await sql`insert into epcis_epc (seq, role, id)
      select * from unnest(${epcs.seq}::bigint[], ${epcs.role}::smallint[], ${epcs.id}::text[])`.execute(tx);
  if (facts.seq.length > 0)
    await sql`insert into epcis_fact (seq, name, text, number, time) select * from unnest(${facts.seq}::bigint[],
      ${facts.name}::text[], ${facts.text}::text[], ${facts.number}::float8[], ${facts.time}::timestamptz[])`.execute(
      tx,
    );
}
