/**
 * What queries ask an event by, laid flat. Names of facts:
 * - `set:`, `unset:` persistent dispositions; `reason:`, `corrective:` of an error declaration
 * - `transaction:TYPE`, `source:TYPE`, `destination:TYPE` with the identifier
 * - `quantity:` the bare number of a quantity element, `quantity:DIMENSION` in the base unit
 * - `sensor:` there are sensor elements; `sensor:NAME` their attributes; `sensor:NAME:DIMENSION` measured values
 * - `{namespace}name` after `event:`, `ilmd:`, `error:`, `readPoint:`, `bizLocation:`, `element:`, `metadata:`, `report:`:
 *   fields of others; with `inner.` before it when they lie deeper
 */
import { canonicalDigitalLink, epcUriToDigitalLink } from '../../../packages/digital-link/index.ts';
import {
  type EpcisEvent,
  type Extension,
  isExtensionName,
  type QuantityElement,
  type SensorElement,
} from '../../../packages/epcis/index.ts';
import { toBaseUnit } from '../../../packages/units/index.ts';

export const EpcRole = { epc: 1, parent: 2, child: 3, input: 4, output: 5 } as const;
/** Added to a role: not single things, but so and so many of a class. */
export const CLASS = 10;

export type Fact = { name: string; text?: string; number?: number; time?: string };
export type FlatEvent = { epcs: { role: number; id: string }[]; facts: Fact[] };

/** One identifier has one form, whether it was written as EPC URI or as Digital Link. */
export const canonicalId = (id: string): string => epcUriToDigitalLink(id) ?? canonicalDigitalLink(id) ?? id;

export function flattenEvent(event: EpcisEvent): FlatEvent {
  const flat: FlatEvent = { epcs: [], facts: [] };
  const { facts } = flat;
  for (const [role, ids] of [
    [EpcRole.epc, event.epcList],
    [EpcRole.parent, event.parentID === undefined ? undefined : [event.parentID]],
    [EpcRole.child, event.childEPCs],
    [EpcRole.input, event.inputEPCList],
    [EpcRole.output, event.outputEPCList],
  ] as const)
    for (const id of new Set(ids)) flat.epcs.push({ role, id: canonicalId(id) });
  for (const [role, list] of [
    [EpcRole.epc, event.quantityList],
    [EpcRole.child, event.childQuantityList],
    [EpcRole.input, event.inputQuantityList],
    [EpcRole.output, event.outputQuantityList],
  ] as const)
    if (list) addQuantities(flat, role + CLASS, list);

  for (const word of event.persistentDisposition?.set ?? []) facts.push({ name: 'set:', text: word });
  for (const word of event.persistentDisposition?.unset ?? []) facts.push({ name: 'unset:', text: word });
  for (const { type = '', bizTransaction } of event.bizTransactionList ?? [])
    facts.push({ name: `transaction:${type}`, text: canonicalId(bizTransaction) });
  for (const { type, source } of event.sourceList ?? [])
    facts.push({ name: `source:${type}`, text: canonicalId(source) });
  for (const { type, destination } of event.destinationList ?? [])
    facts.push({ name: `destination:${type}`, text: canonicalId(destination) });
  if (event.errorDeclaration) {
    const { reason, correctiveEventIDs } = event.errorDeclaration;
    if (reason !== undefined) facts.push({ name: 'reason:', text: reason });
    for (const id of correctiveEventIDs ?? []) facts.push({ name: 'corrective:', text: id });
    addExtensions(facts, 'error', event.errorDeclaration);
  }
  addExtensions(facts, 'event', event);
  addExtensions(facts, 'ilmd', event.ilmd);
  addExtensions(facts, 'readPoint', event.readPoint);
  addExtensions(facts, 'bizLocation', event.bizLocation);
  if (event.sensorElementList?.length) {
    facts.push({ name: 'sensor:' });
    for (const element of event.sensorElementList) addSensor(facts, element);
  }
  return { epcs: flat.epcs, facts: withoutDoubles(facts) };
}

function addQuantities({ epcs, facts }: FlatEvent, role: number, list: readonly QuantityElement[]): void {
  for (const id of new Set(list.map(({ epcClass }) => canonicalId(epcClass)))) epcs.push({ role, id });
  for (const { quantity, uom } of list) {
    if (quantity === undefined) continue;
    facts.push({ name: 'quantity:', number: quantity });
    if (uom !== undefined) facts.push(measured('quantity', quantity, uom));
  }
}

/** Where the standard has the same attribute in metadata and report, a query finds it in either. */
const sensorTexts = [
  'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules', 'type', 'exception', 'microorganism',
  'chemicalSubstance', 'coordinateReferenceSystem', 'component', 'stringValue', 'hexBinaryValue', 'uriValue',
] as const; // biome-ignore format: a list of words
const sensorValues = ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percValue'] as const;

function addSensor(facts: Fact[], element: SensorElement): void {
  addExtensions(facts, 'element', element);
  addExtensions(facts, 'metadata', element.sensorMetadata);
  const parts: Record<string, unknown>[] = [...(element.sensorMetadata ? [element.sensorMetadata] : [])];
  for (const report of element.sensorReport ?? []) {
    parts.push(report);
    addExtensions(facts, 'report', report);
    if (report.booleanValue !== undefined)
      facts.push({ name: 'sensor:booleanValue', text: String(report.booleanValue) });
    if (report.percRank !== undefined) facts.push({ name: 'sensor:percRank', number: report.percRank });
    for (const name of sensorValues) {
      const value = report[name];
      if (value === undefined) continue;
      if (report.uom === undefined) facts.push({ name: `sensor:${name}:`, number: value });
      else facts.push(measured(`sensor:${name}`, value, report.uom, name === 'sDev'));
    }
  }
  for (const part of parts) {
    for (const name of sensorTexts)
      if (typeof part[name] === 'string') facts.push({ name: `sensor:${name}`, text: part[name] });
    for (const name of ['time', 'startTime', 'endTime'])
      if (typeof part[name] === 'string') facts.push({ name: `sensor:${name}`, time: part[name] });
  }
}

/** A measured value in the base unit of its dimension; of a unit that is not known, by the unit itself. */
export function measured(name: string, value: number, uom: string, difference = false): Fact {
  const base = toBaseUnit(value, uom, difference ? 'difference' : 'value');
  return base ? { name: `${name}:${base.dimension}`, number: base.value } : { name: `${name}:${uom}`, number: value };
}

function addExtensions(facts: Fact[], where: string, holder: object | undefined): void {
  for (const [name, value] of Object.entries(holder ?? {}))
    if (isExtensionName(name)) addExtension(facts, `${where}:`, `inner.${where}:`, name, value as Extension);
}

function addExtension(facts: Fact[], prefix: string, below: string, name: string, value: Extension): void {
  if (Array.isArray(value)) {
    for (const one of value) addExtension(facts, prefix, below, name, one);
    return;
  }
  if (typeof value !== 'object' || value === null) {
    facts.push(factOf(`${prefix}${name}`, value));
    return;
  }
  const own = value['#text'];
  facts.push(own === undefined ? { name: `${prefix}${name}` } : factOf(`${prefix}${name}`, own as string));
  for (const [inner, deeper] of Object.entries(value))
    if (isExtensionName(inner)) addExtension(facts, below, below, inner, deeper);
}

const NUMBER = /^[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** XML has no types: what looks like a number or a time can be compared as one, and is found by its text as well. */
export function factOf(name: string, value: string | number | boolean | null): Fact {
  if (typeof value === 'number') return { name, text: String(value), number: value };
  const text = String(value);
  if (NUMBER.test(text)) return { name, text, number: Number(text) };
  if (TIME.test(text) && !Number.isNaN(Date.parse(text))) return { name, text, time: text };
  return { name, text };
}

function withoutDoubles(facts: Fact[]): Fact[] {
  if (facts.length < 2) return facts;
  const seen = new Set<string>();
  return facts.filter(({ name, text, number, time }) => {
    const key = `${name}\u0000${text ?? ''}\u0000${number ?? ''}\u0000${time ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}
