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
 * Three statements for a batch, however large: rows travel as JSON, as COPY may not write where row-level security looks.
 * `firstPlace`: how many events the capture has already. At most 4096 at once.
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
  const given: Record<'events' | 'epcs' | 'facts', unknown[]> = { events: [], epcs: [], facts: [] };
  events.forEach(({ event, id, hash, digest }, at) => {
    const seq = first + at;
    given.events.push({
      seq,
      event_id: id,
      type: event.type,
      event_time: event.eventTime,
      action: event.action,
      biz_step: event.bizStep,
      disposition: event.disposition,
      read_point: event.readPoint && canonicalId(event.readPoint.id),
      biz_location: event.bizLocation && canonicalId(event.bizLocation.id),
      transformation_id: event.transformationID,
      error_time: event.errorDeclaration?.declarationTime,
      hash: `\\x${hash}`,
      digest: `\\x${digest}`,
      content: event,
      place: firstPlace + at,
    });
    const { epcs, facts } = flattenEvent(event);
    for (const { role, id: thing } of epcs) given.epcs.push({ seq, role, id: thing });
    for (const { name, text, number, time } of facts) given.facts.push({ seq, name, text, number, time });
  });
  await sql`insert into epcis_event (seq, event_id, type, event_time, record_time, action, biz_step, disposition,
      read_point, biz_location, transformation_id, error_time, hash, digest, content, capture_id, place, organization_id,
      region_code, written)
    select seq, event_id, type, event_time, ${capture.recordTime}, action, biz_step, disposition, read_point,
      biz_location, transformation_id, error_time, hash, digest, content::text, ${capture.id}, place,
      ${capture.organizationId}, ${capture.regionCode}, (select epcis_position())
    from json_to_recordset(${JSON.stringify(given.events)}::json) as given (seq bigint, event_id text, type text,
      event_time timestamptz, action text, biz_step text, disposition text, read_point text, biz_location text,
      transformation_id text, error_time timestamptz, hash bytea, digest bytea, content json, place int)`.execute(tx);
  if (given.epcs.length > 0)
    await sql`insert into epcis_epc (seq, role, id) select seq, role, id
      from json_to_recordset(${JSON.stringify(given.epcs)}::json)
        as given (seq bigint, role smallint, id text)`.execute(tx);
  if (given.facts.length > 0)
    await sql`insert into epcis_fact (seq, name, text, number, time) select seq, name, text, number, time
      from json_to_recordset(${JSON.stringify(given.facts)}::json)
        as given (seq bigint, name text, text text, number double precision, time timestamptz)`.execute(tx);
}
