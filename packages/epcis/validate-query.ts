/** Checks a query in its JSON form: the names of its parameters, and the kind of value each takes. */
import { isIri } from './iri.ts';
import { eventTypes } from './model.ts';
import type { Problem } from './problems.ts';
import { timeOf } from './times.ts';
import { type Vocabulary, vocabularies } from './vocabulary.ts';

type Kind = 'uris' | 'texts' | 'numbers' | 'number' | 'whole' | 'time' | 'text' | 'boolean' | 'action' | 'types' | 'direction' | 'any' | 'bound' | Vocabulary; // biome-ignore format: one line

const table = new Map<string, Kind>([
  ['eventType', 'types'],
  ['EQ_action', 'action'],
  ['EQ_bizStep', vocabularies.bizStep],
  ['EQ_disposition', vocabularies.disposition],
  ['EQ_persistentDisposition_set', vocabularies.disposition],
  ['EQ_persistentDisposition_unset', vocabularies.disposition],
  ['EQ_errorReason', vocabularies.errorReason],
  ['EQ_type', vocabularies.measurement],
  ['orderBy', 'text'],
  ['orderDirection', 'direction'],
  ['eventCountLimit', 'whole'],
  ['maxEventCount', 'whole'],
  ['EQ_booleanValue', 'boolean'],
  ['EQ_stringValue', 'texts'],
  ['EQ_hexBinaryValue', 'texts'],
  ['EQ_quantity', 'numbers'],
  ['EXISTS_errorDeclaration', 'any'],
  ['EXISTS_sensorElementList', 'any'],
]);
for (const name of ['eventTime', 'recordTime', 'errorDeclaration_Time', 'time', 'startTime', 'endTime'])
  for (const operator of ['GE', 'LT']) table.set(`${operator}_${name}`, 'time');
for (const name of ['quantity', 'percRank']) for (const operator of ['GT', 'GE', 'LT', 'LE']) table.set(`${operator}_${name}`, 'number'); // biome-ignore format: one line
for (const name of `EQ_readPoint WD_readPoint EQ_bizLocation WD_bizLocation EQ_transformationID MATCH_epc MATCH_parentID
  MATCH_inputEPC MATCH_outputEPC MATCH_anyEPC MATCH_epcClass MATCH_inputEPCClass MATCH_outputEPCClass MATCH_anyEPCClass
  EQ_eventID EQ_correctiveEventID EQ_deviceID EQ_dataProcessingMethod EQ_microorganism EQ_chemicalSubstance EQ_bizRules
  EQ_uriValue`.split(/\s+/))
  table.set(name, 'uris');

const patterns: readonly (readonly [RegExp, Kind])[] = [
  [/^EQ_(?:bizTransaction|source|destination)_.+$/, 'uris'],
  [/^EQ_(?:value|quantity)_[A-Z0-9]{2,4}$/, 'numbers'],
  [/^(?:GT|GE|LT|LE)_(?:value|minValue|maxValue|meanValue|sDev|percValue|quantity)_[A-Z0-9]{2,4}$/, 'number'],
  [/^EXISTS_(?:[A-Z_]+_)?[^_:][^:]*:.+$/, 'any'],
  [/^HASATTR_.+$/, 'texts'],
  [/^EQ_ATTR_.+_.+$/, 'any'],
  [/^EQ_(?:[A-Z_]+_|INNER_readPoint_|INNER_bizLocation_|readPoint_|bizLocation_)?[^_:][^:]*:.+$/, 'any'],
  [/^(?:GT|GE|LT|LE)_(?:[A-Z_]+_)?[^_:][^:]*:.+$/, 'bound'],
];
const actions = new Set(['ADD', 'OBSERVE', 'DELETE']);
const types: ReadonlySet<string> = new Set(eventTypes);

export function validateQuery(query: Readonly<Record<string, unknown>>): Problem[] {
  const problems: Problem[] = [];
  const names = Object.keys(query).filter((name) => name !== '@context');
  if (names.length > 0 && names.every((name) => kindOf(name) === undefined && name !== 'name' && name !== 'query'))
    return [{ code: 'unknown-document', place: '', details: { what: names.slice(0, 5).join(', ') } }];
  for (const name of names) {
    const place = `/${name}`;
    const kind = kindOf(name);
    // A named query: its parameters are one level down.
    if (name === 'query' && query.query !== null && typeof query.query === 'object')
      problems.push(
        ...validateQuery(query.query as Record<string, unknown>).map((one) => ({ ...one, place: place + one.place })),
      );
    else if (name === 'name' && typeof query.name === 'string') continue;
    else if (kind === undefined) problems.push({ code: 'unknown-parameter', place, details: { name } });
    else if (!fits(query[name], kind)) problems.push({ code: 'bad-parameter', place, details: { name } });
  }
  if ('eventCountLimit' in query && 'maxEventCount' in query)
    problems.push({ code: 'bad-parameter', place: '/maxEventCount', details: { name: 'maxEventCount' } });
  return problems;
}

const kindOf = (name: string): Kind | undefined =>
  table.get(name) ?? patterns.find(([pattern]) => pattern.test(name))?.[1];
const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(timeOf(value));
const isText = (value: unknown) => typeof value === 'string';
const listOf = (value: unknown, test: (one: unknown) => boolean) => Array.isArray(value) && value.every(test);

function fits(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'uris':
      return listOf(value, (one) => isText(one) && isIri(one as string));
    case 'texts':
      return listOf(value, isText);
    case 'numbers':
      return listOf(value, (one) => typeof one === 'number');
    case 'number':
      return typeof value === 'number';
    case 'whole':
      return Number.isInteger(value) && (value as number) > 0;
    case 'time':
      return isTime(value);
    case 'text':
      return isText(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'action':
      return listOf(value, (one) => actions.has(one as string));
    case 'types':
      return listOf(value, (one) => types.has(one as string) || (isText(one) && isIri(one as string)));
    case 'direction':
      return value === 'ASC' || value === 'DESC';
    case 'bound':
      return typeof value === 'number' || isTime(value);
    case 'any':
      return true;
    default:
      return listOf(value, (one) => isText(one) && (kind.words.has(one as string) || isIri(one as string)));
  }
}
