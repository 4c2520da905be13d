/**
 * The EPCIS repository: capture (reading, checking, hashing, laying flat, storing, logging) against a bare COPY of the same
 * rows into tables with the same indexes, in the same run; then queries over all that is stored.
 * `./node_modules/.bin/node bench/epcis.ts [EVENTS]` (made-up events; 1000000 takes some minutes)
 */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { connect } from '../server/db/connect.ts';
import { withTestServer } from '../server/db/test-server.ts';
import { systemClock } from '../server/kernel/clock.ts';
import { systemScope } from '../server/kernel/scope/scope.ts';
import { captureDocument } from '../server/modules/traceability/index.ts';
import { findEvents } from '../server/modules/traceability/query/find-events.ts';
import { readNames } from '../server/modules/traceability/query/names.ts';
import { readQuery } from '../server/modules/traceability/query/read-query.ts';

const total = Number(process.argv[2] ?? 50_000);
const EACH = Math.min(20_000, total);
const scope = systemScope('bench');

/** What a food chain writes: commissioning with ILMD, shipping, receiving, packing, temperatures on the way. */
function eventAt(n: number): object {
  const batch = n % 997;
  const item = (k: number) => `urn:epc:id:sgtin:4012345.0${String(batch).padStart(5, '0')}.${n * 4 + k}`;
  const event = {
    eventTime: new Date(Date.UTC(2026, 0, 1) + n * 20_000).toISOString(),
    eventTimeZoneOffset: '+08:00',
    readPoint: { id: `urn:epc:id:sgln:4012345.${String(n % 4000).padStart(5, '0')}.0` },
    bizLocation: { id: `urn:epc:id:sgln:4012345.${String(n % 300).padStart(5, '0')}.0` },
  };
  switch (n % 4) {
    case 0:
      return {
        ...event,
        type: 'ObjectEvent',
        action: 'ADD',
        bizStep: 'commissioning',
        disposition: 'active',
        epcList: [item(0), item(1), item(2)],
        ilmd: { 'ex:lot': `L${batch}`, 'ex:bestBefore': '2027-01-01T00:00:00Z' },
      };
    case 1:
      return {
        ...event,
        type: 'AggregationEvent',
        action: 'ADD',
        bizStep: 'packing',
        parentID: `urn:epc:id:sscc:4012345.${String(n).padStart(10, '0')}`,
        childEPCs: [item(0), item(1)],
      };
    case 2:
      return {
        ...event,
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'shipping',
        disposition: 'in_transit',
        epcList: [`urn:epc:id:sscc:4012345.${String(n).padStart(10, '0')}`],
        bizTransactionList: [{ type: 'po', bizTransaction: `urn:epc:id:gdti:4012345.00001.${n}` }],
      };
    default:
      return {
        ...event,
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'sensor_reporting',
        epcList: [item(0)],
        sensorElementList: [
          {
            sensorMetadata: { time: event.eventTime, deviceID: `urn:epc:id:giai:4012345.${n % 500}` },
            sensorReport: [{ type: 'Temperature', value: (n % 400) / 10 - 10, uom: 'CEL' }],
          },
        ],
      };
  }
}
const documentOf = (from: number): Buffer =>
  Buffer.from(
    JSON.stringify({
      '@context': [
        'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        { ex: 'https://ns.example.com/epcis/' },
      ],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-01-01T00:00:00Z',
      epcisBody: { eventList: Array.from({ length: EACH }, (_, i) => eventAt(from + i)) },
    }),
  );

await withTestServer(async (server) => {
  const { appUrl, migratorUrl } = await server.createDatabase('bench_epcis');
  const db = connect(appUrl, { max: 4 });
  const services = { db, clock: systemClock };
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1_000;
  };
  let capture = 0;
  let bytes = 0;
  for (let from = 0; from < total; from += EACH) {
    const document = documentOf(from);
    bytes += document.length;
    const { id } = await db.within(scope, (tx) =>
      tx
        .insertInto('epcis_capture')
        .values({
          created_at: new Date(),
          behaviour: 'rollback',
          media_type: 'json',
          bytes: String(document.length),
          document,
          organization_id: 'bench',
          region_code: '330000',
          captured_by: 'bench',
        })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    capture += await time(async () => {
      const { captured, errors } = await captureDocument(services, scope, id);
      if (captured !== EACH) throw new Error(JSON.stringify(errors[0]));
    });
  }
  const bare = await copyBare(migratorUrl, time);
  process.stdout.write(
    `${total} events, ${(bytes / 1e6).toFixed(0)} MB\n` +
      `capture ${capture.toFixed(1)} s (${Math.round(total / capture)} events/s), bare COPY ${bare.toFixed(1)} s: ` +
      `${(bare / capture).toFixed(2)} of its speed (goal 0.5)\n`,
  );

  const ask = async (parameters: Record<string, unknown>) => {
    const names = readNames({ ex: 'https://ns.example.com/epcis/' }, []);
    return db.within(scope, (tx) => findEvents(tx, readQuery(parameters, names), 30));
  };
  const pick = (n: number) => Math.floor((((n * 7919) % 10_007) / 10_007) * total);
  const queries: Record<string, (n: number) => Record<string, unknown>> = {
    'one item': (n) => ({
      MATCH_anyEPC: [
        `urn:epc:id:sgtin:4012345.0${String((pick(n) & ~3) % 997).padStart(5, '0')}.${(pick(n) & ~3) * 4}`,
      ],
    }),
    'pattern of a product': (n) => ({
      MATCH_epc: [`urn:epc:idpat:sgtin:4012345.0${String(n % 997).padStart(5, '0')}.*`],
    }),
    'step in a week': (n) => ({
      EQ_bizStep: ['shipping'],
      GE_eventTime: new Date(Date.UTC(2026, 0, 1) + pick(n) * 20_000).toISOString(),
      LT_eventTime: new Date(Date.UTC(2026, 0, 8) + pick(n) * 20_000).toISOString(),
    }),
    'place, newest first': (n) => ({
      EQ_bizLocation: [`urn:epc:id:sgln:4012345.${String(n % 300).padStart(5, '0')}.0`],
      orderBy: 'eventTime',
    }),
    'lot in ILMD': (n) => ({ 'EQ_ILMD_ex:lot': [`L${n % 997}`] }),
    'warmer than 302 K': () => ({ EQ_type: ['Temperature'], GT_value_KEL: 302 }),
    'newest records': () => ({}),
  };
  for (const [name, make] of Object.entries(queries)) {
    const took: number[] = [];
    for (let n = 0; n < 60; n++) took.push(1_000 * (await time(() => ask(make(n)))));
    took.sort((a, b) => a - b);
    process.stdout.write(`${name}: median ${took[30]!.toFixed(1)} ms, p95 ${took[57]!.toFixed(1)} ms\n`);
  }
  await db.close();
});

/** Seconds for the same rows by COPY into tables of the same columns and indexes. */
async function copyBare(url: string, time: (work: () => Promise<unknown>) => Promise<number>): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let seconds = 0;
  for (const table of ['epcis_event', 'epcis_epc', 'epcis_fact']) {
    await client.query(`create table bare_${table} (like ${table} including indexes including defaults)`);
    const parts: Buffer[] = [];
    const out = client.query(copyTo(`copy ${table} to stdout`)).pipe(new PassThrough());
    for await (const part of out) parts.push(part as Buffer);
    const start = client.query(copyFrom(`copy bare_${table} from stdin`));
    seconds += await time(async () => {
      for (const part of parts) if (!start.write(part)) await once(start, 'drain');
      start.end();
      await once(start, 'finish');
    });
  }
  // As the database does by itself after a while.
  await client.query('analyze epcis_event, epcis_epc, epcis_fact');
  await client.end();
  return seconds;
}
