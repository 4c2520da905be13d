// Event hashes of CBV 2.0 on one core, against the goal of 50,000 events a second: canonical form of every identifier,
// time and word, the string, SHA-256. Then the whole way: reading a document of JSON-LD, checking and hashing each event.
// usage: node bench/epcis-hash.ts [EVENTS]
import { hash } from 'node:crypto';
import { type EpcisEvent, eventHash, problemsOf, readDocument } from '../packages/epcis/index.ts';

const GOAL = 50_000;
const count = Number(process.argv[2] ?? 200_000);
const sha256 = (text: string) => hash('sha256', text);

/** Every event has its own identifiers and times: nothing can be remembered from the one before. */
function objectEvent(i: number): EpcisEvent {
  const serial = `${100_000_000 + i}`;
  return {
    type: 'ObjectEvent',
    eventTime: new Date(1.7e12 + i * 1013).toISOString(),
    eventTimeZoneOffset: '+08:00',
    eventID: `urn:uuid:00000000-0000-4000-8000-${serial.padStart(12, '0')}`,
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    epcList: [`urn:epc:id:sgtin:4012345.011111.${serial}`, `https://id.gs1.org/01/04012345999990/21/${serial}`],
    readPoint: { id: `urn:epc:id:sgln:4012345.${String(i % 90_000).padStart(5, '0')}.0` },
    bizLocation: { id: 'https://id.gs1.org/414/4012345000115' },
    bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:epcglobal:cbv:bt:4012345000009:${serial}` }],
  };
}

function transformationEvent(i: number): EpcisEvent {
  const { epcList, action, ...shared } = objectEvent(i);
  return {
    ...shared,
    type: 'TransformationEvent',
    bizStep: 'commissioning',
    inputQuantityList: [
      { epcClass: `urn:epc:class:lgtin:4012345.011111.${i}`, quantity: 12.5, uom: 'KGM' },
      { epcClass: `urn:epc:class:lgtin:0614141.077777.${i}`, quantity: 30 },
    ],
    outputEPCList: epcList,
    sensorElementList: [
      {
        sensorMetadata: { time: shared.eventTime, deviceID: 'urn:epc:id:giai:4000001.111' },
        sensorReport: [
          { type: 'Temperature', value: (i % 400) / 10, uom: 'CEL' },
          { type: 'RelativeHumidity', value: 60 + (i % 300) / 10, uom: 'A93' },
        ],
      },
    ],
    ilmd: { '{urn:epcglobal:cbv:mda:}lotNumber': `L${i}`, '{urn:epcglobal:cbv:mda:}countryOfOrigin': 'CN' },
  };
}

function measure(label: string, events: readonly EpcisEvent[], options: Parameters<typeof eventHash>[1]): void {
  for (let i = 0; i < 20_000 && i < events.length; i++) eventHash(events[i]!, options);
  const from = performance.now();
  let sum = 0;
  for (const event of events) sum += eventHash(event, options).length;
  const rate = events.length / ((performance.now() - from) / 1000);
  console.log(`${label}: ${rate.toFixed(0)} a second, ratio to the goal ${(rate / GOAL).toFixed(2)} (${sum} signs)`);
}

const objects = Array.from({ length: count }, (_, i) => objectEvent(i));
measure('object events', objects, { sha256 });
measure('object events, SHA-256 of any browser', objects, {});
const transformations = Array.from({ length: Math.ceil(count / 4) }, (_, i) => transformationEvent(i));
measure('transformations with sensor data and ILMD', transformations, { sha256 });

function* document(events: readonly EpcisEvent[]): Generator<Uint8Array> {
  const bytes = new TextEncoder();
  yield bytes.encode(
    '{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",' +
      '"schemaVersion":"2.0","creationDate":"2026-01-01T00:00:00Z","epcisBody":{"eventList":[',
  );
  for (let i = 0; i < events.length; i += 100) {
    const part = events.slice(i, i + 100).map((event) => JSON.stringify(event));
    yield bytes.encode((i > 0 ? ',' : '') + part.join(','));
  }
  yield bytes.encode(']}}');
}
const pieces = [...document(objects)];
const start = performance.now();
const reader = await readDocument(pieces);
let problems = 0;
let read = 0;
for await (const each of reader.events) {
  problems += problemsOf(each, reader.document).length;
  eventHash(each.event, { sha256 });
  read++;
}
const rate = read / ((performance.now() - start) / 1000);
console.log(
  `reading, checking and hashing ${read} events: ${rate.toFixed(0)} a second, ratio ${(rate / GOAL).toFixed(2)}, ${problems} problems`,
);
