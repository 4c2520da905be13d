/** Reads the parameters of a query, every one of the standard, and says which one is wrong. */
import { standardPrefixes, type vocabularies } from '../../../../packages/epcis/index.ts';
import { toBaseUnit } from '../../../../packages/units/index.ts';
import { CLASS, canonicalId, EpcRole } from '../flatten-event.ts';
import type { Column, Condition, EventQuery, MasterField, Operator, Order } from './conditions.ts';
import { expandName, type Names } from './names.ts';
import { readPattern } from './patterns.ts';
import { bareWord, count, eventTypeOf, INSTANT, instant, numbers, texts, wrong } from './values.ts';

/** Values as JSON has them; of a query string all are strings, several parted by `|`. */
export type Parameters = Readonly<Record<string, unknown>>;

export function readQuery(parameters: Parameters, names: Names): EventQuery {
  const conditions: Condition[] = [];
  const query: EventQuery = { conditions, order: { by: 'record_time', direction: 'DESC' } };
  for (const [name, value] of Object.entries(parameters)) {
    if (name === '@context' || value === undefined) continue;
    if (settings.has(name)) continue;
    const condition = readParameter(name, value, names);
    if (!condition) throw wrong(name, '没有这个查询参数', 'there is no such query parameter');
    if (condition !== 'all') conditions.push(condition);
  }
  readSettings(query, parameters, names);
  return query;
}

const settings = new Set(['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount']);

function readSettings(query: EventQuery, parameters: Parameters, names: Names): void {
  const { orderBy, orderDirection, eventCountLimit, maxEventCount } = parameters;
  if (orderDirection !== undefined && orderDirection !== 'ASC' && orderDirection !== 'DESC')
    throw wrong('orderDirection', '须为 ASC 或 DESC', 'must be ASC or DESC');
  if (orderBy !== undefined) query.order = readOrder(orderBy, orderDirection ?? 'DESC', names);
  if (eventCountLimit !== undefined && maxEventCount !== undefined)
    throw wrong('eventCountLimit', '不能与 maxEventCount 同用', 'cannot be given together with maxEventCount');
  if (eventCountLimit !== undefined) {
    if (orderBy === undefined) throw wrong('eventCountLimit', '须同时给出 orderBy', 'needs orderBy');
    query.eventCountLimit = count('eventCountLimit', eventCountLimit);
  }
  if (maxEventCount !== undefined) query.maxEventCount = count('maxEventCount', maxEventCount);
}

function readOrder(orderBy: unknown, direction: 'ASC' | 'DESC', names: Names): Order {
  if (orderBy === 'eventTime') return { by: 'event_time', direction };
  if (orderBy === 'recordTime') return { by: 'record_time', direction };
  const [name] = typeof orderBy === 'string' ? expandName(orderBy, names) : [];
  if (name === undefined)
    throw wrong(
      'orderBy',
      '须为 eventTime、recordTime 或带命名空间的扩展字段',
      'must be eventTime, recordTime or an extension field with its namespace',
    );
  return { by: { fact: `event:${name}` }, direction };
}

/* ── fixed names ─────────────────────────────────────────────────────────────────────────────────────────────── */

type Reader = (name: string, value: unknown) => Condition | 'all';

const column =
  (of: Column, change: (text: string) => string = (text) => text): Reader =>
  (name, value) => ({ on: 'column', column: of, values: texts(name, value).map(change) });
const time =
  (of: 'event_time' | 'record_time' | 'error_time', operator: 'GE' | 'LT'): Reader =>
  (name, value) => ({ on: 'time', column: of, operator, time: instant(name, value) });
const fact =
  (of: string, change: (text: string) => string = (text) => text): Reader =>
  (name, value) => ({ on: 'fact-text', names: [of], values: texts(name, value).map(change) });
const factTime =
  (of: string, operator: 'GE' | 'LT'): Reader =>
  (name, value) => ({ on: 'fact-time', names: [of], operator, time: instant(name, value) });
const factNumber =
  (of: string, operator: Operator): Reader =>
  (name, value) => ({ on: 'fact-number', names: [of], operator, values: numbers(name, value, operator) });
const epc =
  (...roles: number[]): Reader =>
  (name, value) => {
    const patterns = texts(name, value).map((text) => readPattern(text) ?? { exact: canonicalId(text) });
    return {
      on: 'epc',
      roles,
      exact: patterns.flatMap((one) => ('exact' in one ? [one.exact] : [])),
      like: patterns.flatMap((one) => ('like' in one ? one.like : [])),
    };
  };
const within =
  (of: 'read_point' | 'biz_location'): Reader =>
  (name, value) => ({ on: 'within', column: of, values: texts(name, value).map(canonicalId) });
/** Present at all; `false` in a query string means: not asked. */
const flag =
  (condition: Condition): Reader =>
  (_, value) =>
    value === false || value === 'false' ? 'all' : condition;

const { epc: EPC, parent, child, input, output } = EpcRole;
const word = (vocabulary: keyof typeof vocabularies) => (text: string) => bareWord(text, vocabulary);

const fixed: Readonly<Record<string, Reader>> = {
  eventType: (name, value) => ({ on: 'column', column: 'type', values: texts(name, value).map(eventTypeOf) }),
  GE_eventTime: time('event_time', 'GE'),
  LT_eventTime: time('event_time', 'LT'),
  GE_recordTime: time('record_time', 'GE'),
  LT_recordTime: time('record_time', 'LT'),
  EQ_action: (name, value) => {
    const values = texts(name, value);
    const bad = values.find((one) => !['ADD', 'OBSERVE', 'DELETE'].includes(one));
    if (bad !== undefined)
      throw wrong(name, `“${bad}”不是 ADD、OBSERVE 或 DELETE`, `“${bad}” is not ADD, OBSERVE or DELETE`);
    return { on: 'column', column: 'action', values };
  },
  EQ_bizStep: column('biz_step', word('bizStep')),
  EQ_disposition: column('disposition', word('disposition')),
  EQ_persistentDisposition_set: fact('set:', word('disposition')),
  EQ_persistentDisposition_unset: fact('unset:', word('disposition')),
  EQ_readPoint: column('read_point', canonicalId),
  WD_readPoint: within('read_point'),
  EQ_bizLocation: column('biz_location', canonicalId),
  WD_bizLocation: within('biz_location'),
  EQ_transformationID: column('transformation_id'),
  MATCH_epc: epc(EPC, child),
  MATCH_parentID: epc(parent),
  MATCH_inputEPC: epc(input),
  MATCH_outputEPC: epc(output),
  MATCH_anyEPC: epc(EPC, parent, child, input, output),
  MATCH_epcClass: epc(EPC + CLASS, child + CLASS),
  MATCH_inputEPCClass: epc(input + CLASS),
  MATCH_outputEPCClass: epc(output + CLASS),
  MATCH_anyEPCClass: epc(EPC + CLASS, child + CLASS, input + CLASS, output + CLASS),
  EQ_quantity: factNumber('quantity:', 'EQ'),
  GT_quantity: factNumber('quantity:', 'GT'),
  GE_quantity: factNumber('quantity:', 'GE'),
  LT_quantity: factNumber('quantity:', 'LT'),
  LE_quantity: factNumber('quantity:', 'LE'),
  EQ_eventID: column('event_id'),
  EXISTS_errorDeclaration: flag({ on: 'declares-error' }),
  GE_errorDeclarationTime: time('error_time', 'GE'),
  LT_errorDeclarationTime: time('error_time', 'LT'),
  // As the standard's own query schema spells them.
  GE_errorDeclaration_Time: time('error_time', 'GE'),
  LT_errorDeclaration_Time: time('error_time', 'LT'),
  EQ_errorReason: fact('reason:', word('errorReason')),
  EQ_correctiveEventID: fact('corrective:'),
  EXISTS_sensorElementList: flag({ on: 'exists', names: ['sensor:'] }),
  // As the conformance requirements call it.
  EXISTS_sensorElement: flag({ on: 'exists', names: ['sensor:'] }),
  EQ_time: (name, value) => ({ on: 'fact-time', names: ['sensor:time'], operator: 'EQ', time: instant(name, value) }),
  GE_time: factTime('sensor:time', 'GE'),
  LT_time: factTime('sensor:time', 'LT'),
  GE_startTime: factTime('sensor:startTime', 'GE'),
  LT_startTime: factTime('sensor:startTime', 'LT'),
  GE_endTime: factTime('sensor:endTime', 'GE'),
  LT_endTime: factTime('sensor:endTime', 'LT'),
  EQ_type: fact('sensor:type', word('measurement')),
  EQ_deviceID: fact('sensor:deviceID'),
  EQ_deviceMetadata: fact('sensor:deviceMetadata'),
  EQ_rawData: fact('sensor:rawData'),
  EQ_dataProcessingMethod: fact('sensor:dataProcessingMethod'),
  EQ_microorganism: fact('sensor:microorganism'),
  EQ_chemicalSubstance: fact('sensor:chemicalSubstance'),
  EQ_bizRules: fact('sensor:bizRules'),
  EQ_stringValue: fact('sensor:stringValue'),
  EQ_hexBinaryValue: fact('sensor:hexBinaryValue'),
  EQ_uriValue: fact('sensor:uriValue'),
  EQ_booleanValue: (name, value) => {
    if (!['true', 'false'].includes(String(value))) throw wrong(name, '须为 true 或 false', 'must be true or false');
    return { on: 'fact-text', names: ['sensor:booleanValue'], values: [String(value)] };
  },
  ...Object.fromEntries(
    (['EQ', 'GT', 'GE', 'LT', 'LE'] as const).map((operator) => [
      `${operator}_percRank`,
      factNumber('sensor:percRank', operator),
    ]),
  ),
};

/* ── names made of parts ─────────────────────────────────────────────────────────────────────────────────────── */

const extensionHolders: readonly [string, string][] = [
  ['ILMD_', 'ilmd'],
  ['ERROR_DECLARATION_', 'error'],
  ['SENSORELEMENT_', 'element'],
  ['SENSORMETADATA_', 'metadata'],
  ['SENSORREPORT_', 'report'],
  ['readPoint_', 'readPoint'],
  ['bizLocation_', 'bizLocation'],
];
const MEASURED = /^(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue|quantity)_([A-Z0-9]{2,4})$/;
const NO_UNIT = /^(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue)$/;
const COMPARED = /^(EQ|GT|GE|LT|LE)_(INNER_)?(.+)$/;

function readParameter(name: string, value: unknown, names: Names): Condition | 'all' | undefined {
  if (Object.hasOwn(fixed, name)) return fixed[name]!(name, value);
  const measured = MEASURED.exec(name);
  if (measured) return readMeasured(name, measured as unknown as [string, Operator, string, string], value);
  const bare = NO_UNIT.exec(name);
  if (bare) return factNumber(`sensor:${bare[2]}:`, bare[1] as Operator)(name, value);
  for (const [start, kind] of [
    ['EQ_bizTransaction_', 'transaction'],
    ['EQ_source_', 'source'],
    ['EQ_destination_', 'destination'],
  ] as const)
    if (name.startsWith(start)) {
      const type = name.slice(start.length);
      const vocabulary = kind === 'transaction' ? 'bizTransaction' : 'sourceDest';
      return fact(`${kind}:${bareWord(names.whole(type), vocabulary)}`, canonicalId)(name, value);
    }
  if (name.startsWith('HASATTR_')) {
    const field = masterField(name.slice(8), names);
    return (
      field && { on: 'master', field, attributes: texts(name, value).flatMap((one) => attributeNames(one, names)) }
    );
  }
  if (name.startsWith('EQATTR_') || name.startsWith('EQ_ATTR_')) return readAttribute(name, value, names);
  if (name.startsWith('EXISTS_')) {
    const facts = extensionFacts(name.slice(7), names);
    return facts.length > 0 ? flag({ on: 'exists', names: facts })(name, value) : undefined;
  }
  const compared = COMPARED.exec(name);
  const of = compared ? extensionFacts(`${compared[2] ?? ''}${compared[3]}`, names) : [];
  return compared && of.length > 0 ? readCompared(name, of, compared[1] as Operator, value) : undefined;
}

/** `ILMD_ns:field`, `INNER_ILMD_ns:field`, `ns:field`: the names that the fact may have. */
function extensionFacts(text: string, names: Names): string[] {
  const inner = text.startsWith('INNER_');
  const rest = inner ? text.slice(6) : text;
  const [start, holder] = extensionHolders.find(([one]) => rest.startsWith(one)) ?? ['', 'event'];
  return expandName(rest.slice(start.length), names).map((field) => `${inner ? 'inner.' : ''}${holder}:${field}`);
}

function readCompared(name: string, of: string[], operator: Operator, value: unknown): Condition {
  if (operator === 'EQ') {
    if (typeof value === 'number') return { on: 'fact-number', names: of, operator, values: [value] };
    if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number'))
      return { on: 'fact-number', names: of, operator, values: value };
    // The same moment may be written in another zone.
    if (typeof value === 'string' && INSTANT.test(value))
      return { on: 'fact-time', names: of, operator, time: instant(name, value) };
    return { on: 'fact-text', names: of, values: texts(name, value) };
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value))
    return { on: 'fact-time', names: of, operator, time: instant(name, value) };
  return { on: 'fact-number', names: of, operator, values: numbers(name, value, operator) };
}

function readMeasured(
  name: string,
  [, operator, what, uom]: [string, Operator, string, string],
  value: unknown,
): Condition {
  const given = numbers(name, value, operator);
  const holder = what === 'quantity' ? 'quantity' : `sensor:${what}`;
  const kind = what === 'sDev' ? 'difference' : 'value';
  const bases = given.map((one) => toBaseUnit(one, uom, kind));
  const [first] = bases;
  // Equal after conversion means equal but for the last digits.
  if (first)
    return {
      on: 'fact-number',
      names: [`${holder}:${first.dimension}`],
      operator,
      values: bases.map((one) => one!.value),
    };
  return { on: 'fact-number', names: [`${holder}:${uom}`], operator, values: given };
}

/** `EQATTR_field_attribute`: fields of the standard have no underscore, those of others end after their colon. */
function readAttribute(name: string, value: unknown, names: Names): Condition | undefined {
  const rest = name.slice(name.startsWith('EQATTR_') ? 7 : 8);
  for (let at = rest.indexOf('_'); at > 0; at = rest.indexOf('_', at + 1)) {
    const field = masterField(rest.slice(0, at), names);
    if (field)
      return { on: 'master', field, attributes: attributeNames(rest.slice(at + 1), names), values: texts(name, value) };
  }
  return undefined;
}

/** Attributes have full names, which GS1's query schema cannot write: a bare one is of the Core Business Vocabulary. */
const attributeNames = (text: string, names: Names): string[] =>
  text.includes(':') ? [names.whole(text)] : [text, `${standardPrefixes.cbvmda}${text}`];

const masterFields: Readonly<Record<string, MasterField>> = {
  bizStep: { column: 'biz_step' },
  disposition: { column: 'disposition' },
  readPoint: { column: 'read_point' },
  bizLocation: { column: 'biz_location' },
  epcClass: { roles: [EPC, child, input, output].map((role) => role + CLASS) },
};
function masterField(text: string, names: Names): MasterField | undefined {
  if (Object.hasOwn(masterFields, text)) return masterFields[text];
  const fields = expandName(text, names);
  return fields.length === 0 ? undefined : { names: fields.map((field) => `event:${field}`) };
}
