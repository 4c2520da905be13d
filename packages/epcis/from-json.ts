/** A JSON-LD event, as parsed, becomes an event of the model. What has a wrong kind is kept for the validation. */
import { type Context, readContext, resolveIri, resolveKey } from './context.ts';
import { type EpcisEvent, type Extension, eventTypes } from './model.ts';
import type { Problem } from './problems.ts';
import { pointerPart } from './split-json.ts';
import { EPCIS_VOC, type Vocabulary, vocabularies } from './vocabulary.ts';

type Raw = { [name: string]: unknown };
type Fields = Readonly<Record<string, (value: unknown, at: Reading, place: string) => unknown>>;
export type Reading = { context: Context; known?: Readonly<Record<string, unknown>>; problems: Problem[] };

const keep = (value: unknown) => value;
const iri = (value: unknown, at: Reading) =>
  typeof value === 'string' ? resolveIri(value, at.context.prefixes) : value;
const iris = (value: unknown, at: Reading) => (Array.isArray(value) ? value.map((one) => iri(one, at)) : value);
/** JSON-LD lets a list of one be written without brackets. */
const oneOrMore = (value: unknown, at: Reading) => iris(Array.isArray(value) ? value : [value], at);

export function wordOf(value: string, vocabulary: Vocabulary, prefixes: ReadonlyMap<string, string>): string {
  const word = vocabulary.forms.get(value);
  if (word !== undefined) return word;
  const whole = resolveIri(value, prefixes);
  return whole === value ? value : (vocabulary.forms.get(whole) ?? whole);
}
const word = (vocabulary: Vocabulary) => (value: unknown, at: Reading) =>
  typeof value === 'string' ? wordOf(value, vocabulary, at.context.prefixes) : value;
const words = (vocabulary: Vocabulary) => {
  const one = word(vocabulary);
  return (value: unknown, at: Reading) => (Array.isArray(value) ? value.map((each) => one(each, at)) : value);
};
const object = (fields: Fields) => (value: unknown, at: Reading, place: string) => readObject(value, fields, at, place);
const list = (fields: Fields) => (value: unknown, at: Reading, place: string) =>
  Array.isArray(value) ? value.map((one, i) => readObject(one, fields, at, `${place}/${i}`)) : value;
/** No prototype: a field called `constructor` is no field of ours. */
const fields = (table: Fields): Fields => Object.assign(Object.create(null), table);

const quantity = fields({ epcClass: iri, quantity: keep, uom: keep });
const place = fields({ id: iri });
const device = { deviceID: iri, deviceMetadata: iri, rawData: iri, dataProcessingMethod: iri, bizRules: iri };
const metadata = fields({ time: keep, startTime: keep, endTime: keep, ...device });
const report = fields({
  ...device,
  type: word(vocabularies.measurement),
  exception: word(vocabularies.alert),
  component: word(vocabularies.component),
  ...Object.fromEntries(
    ['microorganism', 'chemicalSubstance', 'coordinateReferenceSystem', 'uriValue'].map((name) => [name, iri]),
  ),
  ...Object.fromEntries(
    ['time', 'value', 'stringValue', 'booleanValue', 'hexBinaryValue', 'minValue', 'maxValue', 'meanValue', 'sDev',
      'percRank', 'percValue', 'uom'].map((name) => [name, keep]),
  ), // biome-ignore format: a list of words
});
const eventFields = fields({
  type: (value, at) => (typeof value === 'string' ? typeOf(value, at) : value),
  eventTime: keep,
  eventTimeZoneOffset: keep,
  recordTime: keep,
  eventID: iri,
  certificationInfo: oneOrMore,
  errorDeclaration: object(
    fields({ declarationTime: keep, reason: word(vocabularies.errorReason), correctiveEventIDs: iris }),
  ),
  action: keep,
  epcList: iris,
  quantityList: list(quantity),
  parentID: iri,
  childEPCs: iris,
  childQuantityList: list(quantity),
  inputEPCList: iris,
  inputQuantityList: list(quantity),
  outputEPCList: iris,
  outputQuantityList: list(quantity),
  transformationID: iri,
  bizStep: word(vocabularies.bizStep),
  disposition: word(vocabularies.disposition),
  persistentDisposition: object(
    fields({ set: words(vocabularies.disposition), unset: words(vocabularies.disposition) }),
  ),
  readPoint: object(place),
  bizLocation: object(place),
  bizTransactionList: list(fields({ type: word(vocabularies.bizTransaction), bizTransaction: iri })),
  sourceList: list(fields({ type: word(vocabularies.sourceDest), source: iri })),
  destinationList: list(fields({ type: word(vocabularies.sourceDest), destination: iri })),
  sensorElementList: list(fields({ sensorMetadata: object(metadata), sensorReport: list(report) })),
  ilmd: object(fields({})),
});

/** The names of the standard's own fields of an event. */
export const eventFieldNames: ReadonlySet<string> = new Set(Object.keys(eventFields));
const knownTypes: ReadonlySet<string> = new Set(eventTypes);

function typeOf(value: string, at: Reading): string {
  if (knownTypes.has(value)) return value;
  const whole = resolveIri(value, at.context.prefixes);
  return whole.startsWith(EPCIS_VOC) && knownTypes.has(whole.slice(EPCIS_VOC.length))
    ? whole.slice(EPCIS_VOC.length)
    : whole;
}

export function eventFromJson(raw: unknown, at: Reading, place: string): EpcisEvent {
  return readObject(raw, eventFields, at, place) as EpcisEvent;
}

/** A document may be wrong in every event: the first say enough. */
const MAX_PROBLEMS = 1000;
const isObject = (value: unknown): value is Raw => value !== null && typeof value === 'object' && !Array.isArray(value);

function readObject(raw: unknown, known: Fields, outer: Reading, place: string): unknown {
  if (!isObject(raw)) return raw;
  const at = within(raw, outer, place);
  const result: Raw = {};
  for (const key in raw) {
    const read = known[key];
    if (read !== undefined) result[key] = read(raw[key], at, `${place}/${key}`);
    else if (key !== '@context') addExtension(result, key, raw[key], at, place);
  }
  return result;
}

function within(raw: Raw, outer: Reading, place: string): Reading {
  if (raw['@context'] === undefined) return outer;
  return { ...outer, context: readContext(raw['@context'], outer.context, `${place}/@context`, outer.known) };
}

function addExtension(result: Raw, key: string, value: unknown, at: Reading, place: string): void {
  const name = resolveKey(key, at.context);
  if (name === undefined && at.problems.length < MAX_PROBLEMS)
    at.problems.push({
      code: 'unknown-prefix',
      place: `${place}/${pointerPart(key)}`,
      details: { prefix: key.slice(0, key.indexOf(':')) },
    });
  const full = name ?? `{${key.slice(0, key.indexOf(':') + 1)}}${key.slice(key.indexOf(':') + 1)}`;
  // Assigning to __proto__ would change the object itself.
  if (full === '__proto__') at.problems.push({ code: 'unknown-field', place, details: { field: key } });
  else result[full] = readExtension(value, at, place);
}

/** A value inside somebody's own field: only its names are resolved, texts stay texts. */
export function readExtension(value: unknown, outer: Reading, place: string): Extension {
  if (Array.isArray(value)) return value.map((one) => readExtension(one, outer, place));
  if (!isObject(value)) return value as Extension;
  const at = within(value, outer, place);
  const result: Raw = {};
  for (const key in value) if (key !== '@context') addExtension(result, key, value[key], at, place);
  return result as Extension;
}
