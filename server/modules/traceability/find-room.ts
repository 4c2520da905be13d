/** What the pages of the room show. */
import { sql } from 'kysely';
import type {
  CaptureDetail,
  CapturePage,
  CaptureQuery,
  CaptureRow,
  TraceEventDetail,
  TraceEventPage,
  TraceEventQuery,
  TraceEventRow,
  TraceOverview,
} from '../../../packages/contract/index.ts';
import { readCode } from '../../../packages/digital-link/index.ts';
import type { EpcisEvent } from '../../../packages/epcis/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { canonicalId } from './flatten-event.ts';
import { queryDocument } from './http/answer-events.ts';
import { findPrefixes } from './query/find-events.ts';
import { readPattern } from './query/patterns.ts';
import { anyOf, fitsPattern } from './query/to-sql.ts';
import { findResources } from './top-level.ts';

/** A page counts no further: nobody reads on, and counting a million would make everybody wait. */
const COUNTED = 10_000;
const THINGS = 3;

/** A code in whatever form it was typed or scanned becomes the identifier that events are found by. */
export function readThing(text: string): string {
  const wanted = text.trim();
  const known = canonicalId(wanted);
  if (known !== wanted) return known;
  const code = readCode(wanted);
  return code.valid && code.digitalLink ? canonicalId(code.digitalLink) : wanted;
}

export async function findTraceEvents(tx: Tx, query: TraceEventQuery): Promise<TraceEventPage> {
  const { q, type, bizStep, disposition, from, to, capture, page, size } = query;
  const tests = [sql<boolean>`true`];
  const thing = q === undefined || q.trim() === '' ? null : readThing(q);
  if (thing !== null) {
    const pattern = readPattern(q!.trim());
    const matches = pattern
      ? anyOf(pattern.like.map(fitsPattern))
      : // A product without its batch or serial number finds all of them.
        sql`(x.id = ${thing} or ${fitsPattern(`${thing.replace(/[\\%_]/g, '\\$&')}/%`)})`;
    tests.push(sql<boolean>`(e.event_id = ${q!.trim()} or e.read_point = ${thing} or e.biz_location = ${thing}
      or e.seq in (select x.seq from epcis_epc x where ${matches}))`);
  }
  if (type) tests.push(sql<boolean>`e.type = ${type}`);
  if (bizStep) tests.push(sql<boolean>`e.biz_step = ${bizStep}`);
  if (disposition) tests.push(sql<boolean>`e.disposition = ${disposition}`);
  if (from) tests.push(sql<boolean>`e.event_time >= ${from}::timestamp at time zone 'Asia/Shanghai'`);
  if (to) tests.push(sql<boolean>`e.event_time < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`);
  if (capture) tests.push(sql<boolean>`e.capture_id = ${capture}::uuid`);
  const where = sql<boolean>`${sql.join(tests, sql` and `)}`;
  const { rows: counted } = await sql<{ n: string }>`select count(*)::text as n from
    (select 1 from epcis_event e where ${where} limit ${COUNTED + 1}) as found`.execute(tx);
  const n = Number(counted[0]!.n);
  const key = sql.ref(query.sort === 'eventTime' ? 'e.event_time' : 'e.record_time');
  const direction = query.order === 'asc' ? sql`asc` : sql`desc`;
  const rows = await findRows(
    tx,
    sql`where ${where} order by ${key} ${direction}, e.seq ${direction} limit ${size} offset ${(page - 1) * size}`,
  );
  return { total: Math.min(n, COUNTED), more: n > COUNTED, code: thing, rows: rows.map(toRow) };
}

type Row = {
  event_id: string;
  type: string;
  event_time: Date;
  record_time: Date;
  action: string | null;
  biz_step: string | null;
  disposition: string | null;
  read_point: string | null;
  biz_location: string | null;
  error_time: Date | null;
  content: string;
  hash: Buffer;
  digest: Buffer;
  capture_id: string;
  place: number;
};
async function findRows(tx: Tx, rest: ReturnType<typeof sql>): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select e.event_id, e.type, e.event_time, e.record_time, e.action, e.biz_step, e.disposition,
    e.read_point, e.biz_location, e.error_time, e.content, e.hash, e.digest, e.capture_id, e.place
    from epcis_event e ${rest}`.execute(tx);
  return rows;
}

function toRow(row: Row): TraceEventRow {
  const event = JSON.parse(row.content) as EpcisEvent;
  const things = [
    ...(event.parentID === undefined ? [] : [event.parentID]),
    ...[event.epcList, event.childEPCs, event.inputEPCList, event.outputEPCList].flatMap((list) => list ?? []),
    ...[event.quantityList, event.childQuantityList, event.inputQuantityList, event.outputQuantityList].flatMap(
      (list) => (list ?? []).map(({ epcClass }) => epcClass),
    ),
  ];
  return {
    id: row.event_id,
    declaration: row.error_time !== null,
    type: row.type,
    eventTime: row.event_time.toISOString(),
    recordTime: row.record_time.toISOString(),
    action: row.action,
    bizStep: row.biz_step,
    disposition: row.disposition,
    readPoint: row.read_point,
    bizLocation: row.biz_location,
    things: things.slice(0, THINGS).map(canonicalId),
    count: things.length,
  };
}

/** @throws not-found */
export async function getTraceEvent(tx: Tx, clock: Clock, id: string): Promise<TraceEventDetail> {
  const rows = await findRows(tx, sql`where e.event_id = ${id} order by e.error_time nulls first`);
  if (rows.length === 0) throw new AppError('not-found', { what: id });
  const prefixes = await findPrefixes(tx);
  const events = [];
  for (const row of rows) {
    const stored = { seq: '', event: JSON.parse(row.content), recordTime: row.record_time.toISOString() };
    const answer = { events: [stored], prefixes, queryName: 'SimpleEventQuery', now: clock.now() };
    events.push({
      row: toRow(row),
      document: JSON.parse(await queryDocument(answer, { media: 'json', translate: true, words: 'web' })),
      hash: `ni:///sha-256;${row.hash.toString('hex')}?ver=CBV2.0`,
      digest: row.digest.toString('hex'),
      captureId: row.capture_id,
      place: row.place,
    });
  }
  return { events };
}

const captureRows = (tx: Tx) =>
  tx
    .selectFrom('epcis_capture as c')
    .leftJoin('organization as o', 'o.id', 'c.organization_id')
    .select([
      'c.id',
      'c.created_at',
      'c.finished_at',
      'c.running',
      'c.success',
      'c.behaviour',
      'c.media_type',
      'c.bytes',
    ])
    .select(['c.captured', 'c.repeated', 'c.refused', 'c.captured_by', 'c.organization_id', 'o.name', 'o.name_en']);
type StoredCapture = Awaited<ReturnType<ReturnType<typeof captureRows>['execute']>>[number];
const toCapture = (row: StoredCapture): CaptureRow => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  running: row.running,
  success: row.success,
  behaviour: row.behaviour as CaptureRow['behaviour'],
  syntax: row.media_type as CaptureRow['syntax'],
  bytes: Number(row.bytes),
  captured: row.captured,
  repeated: row.repeated,
  refused: row.refused,
  by: row.captured_by,
  organization: {
    id: row.organization_id,
    name: row.name ?? row.organization_id,
    nameEn: row.name_en ?? row.organization_id,
  },
});

export async function findCaptureRows(tx: Tx, { state, page, size }: CaptureQuery): Promise<CapturePage> {
  let counting = tx.selectFrom('epcis_capture as c').select((eb) => eb.fn.countAll<string>().as('n'));
  let query = captureRows(tx);
  if (state === 'running') {
    query = query.where('c.running', '=', true);
    counting = counting.where('c.running', '=', true);
  } else if (state) {
    const success = state === 'success';
    query = query.where('c.running', '=', false).where('c.success', '=', success);
    counting = counting.where('c.running', '=', false).where('c.success', '=', success);
  }
  const { n } = await counting.executeTakeFirstOrThrow();
  const rows = await query
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { total: Number(n), rows: rows.map(toCapture) };
}

/** @throws not-found */
export async function getCaptureDetail(tx: Tx, id: string): Promise<CaptureDetail> {
  const row = await captureRows(tx).select(['c.errors', 'c.root']).where('c.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  return {
    row: toCapture(row),
    errors: row.errors as CaptureDetail['errors'],
    root: row.root?.toString('hex') ?? null,
  };
}

export async function getTraceOverview(tx: Tx, clock: Clock): Promise<TraceOverview> {
  // Captures know how many events they brought: nothing is counted event by event.
  const sums = await tx
    .selectFrom('epcis_capture')
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<string>('captured'), sql<string>`0`).as('events'),
      eb.fn.countAll<string>().as('captures'),
      sql<string>`count(*) filter (where not running and not success)`.as('failed'),
      sql<Date | null>`max(finished_at) filter (where captured > 0)`.as('last'),
    ])
    .executeTakeFirstOrThrow();
  const { rows: days } = await sql<{ day: string; events: string }>`select d::date::text as day,
      coalesce(sum(c.captured), 0)::text as events
    from generate_series((${clock.now()}::timestamptz at time zone 'Asia/Shanghai')::date - 29,
      (${clock.now()}::timestamptz at time zone 'Asia/Shanghai')::date, interval '1 day') as d
    left join epcis_capture c on c.finished_at >= d at time zone 'Asia/Shanghai'
      and c.finished_at < (d + interval '1 day') at time zone 'Asia/Shanghai'
    group by d order by d`.execute(tx);
  const [types, bizSteps, dispositions] = [
    await findResources(tx, 'eventTypes', 100, ''),
    await findResources(tx, 'bizSteps', 200, ''),
    await findResources(tx, 'dispositions', 200, ''),
  ];
  const newest = await captureRows(tx).orderBy('c.created_at', 'desc').orderBy('c.id').limit(8).execute();
  return {
    events: Number(sums.events),
    captures: Number(sums.captures),
    failed: Number(sums.failed),
    lastAt: sums.last?.toISOString() ?? null,
    days: days.map(({ day, events }) => ({ day, events: Number(events) })),
    types,
    bizSteps,
    dispositions,
    newest: newest.map(toCapture),
  };
}
