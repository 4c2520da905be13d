/**
 * The string that an event is hashed from (CBV 2.0 §8.9). The published vectors differ from the text in three places and
 * win: parentID precedes the lists of EPCs, a type precedes its value, and transactions, destinations, ILMD, sources and
 * fields of others follow the sensor data in the order of their bytes.
 */
import { canonicalNumber, canonicalTime, canonicalValue } from './canonical-value.ts';
import { type EpcisEvent, type Extension, isExtensionName, type QuantityElement } from './model.ts';
import { RDFS, type Vocabulary, vocabularies } from './vocabulary.ts';

export type PreHashOptions = {
  /** Full names of fields that a repository added to its answer and that are no part of the event. */
  ignoreFields?: readonly string[];
  /** Put between the parts, to read the string; the hash is taken without. */
  join?: string;
};

const COMMENT = `{${RDFS}}comment`;
const ATTRIBUTE_COMMENT = `@${COMMENT}`;
const standard = new Set([
  'type', 'eventTime', 'eventTimeZoneOffset', 'recordTime', 'eventID', 'errorDeclaration', 'certificationInfo', 'parentID',
  'epcList', 'inputEPCList', 'childEPCs', 'quantityList', 'childQuantityList', 'inputQuantityList', 'outputEPCList',
  'outputQuantityList', 'action', 'transformationID', 'bizStep', 'disposition', 'persistentDisposition', 'readPoint',
  'bizLocation', 'bizTransactionList', 'sourceList', 'destinationList', 'sensorElementList', 'ilmd',
]); // biome-ignore format: a list of words
const metadataOrder = [
  'time', 'startTime', 'endTime', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules',
]; // biome-ignore format: a list of words
const reportOrder = [
  'type', 'exception', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'time', 'microorganism',
  'chemicalSubstance', 'value', 'component', 'stringValue', 'booleanValue', 'hexBinaryValue', 'uriValue', 'minValue',
  'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue', 'uom', 'coordinateReferenceSystem',
]; // biome-ignore format: a list of words
const reportWords: Readonly<Record<string, Vocabulary>> = {
  type: vocabularies.measurement,
  exception: vocabularies.alert,
  component: vocabularies.component,
};

export function preHash(event: EpcisEvent, options: PreHashOptions = {}): string {
  const join = options.join ?? '';
  const parts = new Parts(join);
  parts.add('eventType', event.type);
  parts.add('eventTime', canonicalTime(event.eventTime ?? ''));
  parts.add('eventTimeZoneOffset', trimmed(event.eventTimeZoneOffset ?? ''));
  if (event.certificationInfo) parts.addAll('certificationInfo', event.certificationInfo);
  if (event.parentID) parts.add('parentID', canonicalValue(event.parentID));
  parts.addEpcs('epcList', event.epcList);
  parts.addEpcs('inputEPCList', event.inputEPCList);
  parts.addEpcs('childEPCs', event.childEPCs);
  parts.addQuantities('quantityList', event.quantityList);
  parts.addQuantities('childQuantityList', event.childQuantityList);
  parts.addQuantities('inputQuantityList', event.inputQuantityList);
  parts.addEpcs('outputEPCList', event.outputEPCList);
  parts.addQuantities('outputQuantityList', event.outputQuantityList);
  if (event.action) parts.add('action', event.action);
  if (event.transformationID) parts.add('transformationID', canonicalValue(event.transformationID));
  if (event.bizStep) parts.add('bizStep', wordIri(event.bizStep, vocabularies.bizStep));
  if (event.disposition) parts.add('disposition', wordIri(event.disposition, vocabularies.disposition));
  if (event.persistentDisposition) addPersistent(parts, event.persistentDisposition);
  addPlace(parts, 'readPoint', event.readPoint);
  addPlace(parts, 'bizLocation', event.bizLocation);
  const rest: string[] = [];
  if (event.sensorElementList) addSensors(parts, event.sensorElementList, rest);
  addTyped(rest, 'bizTransaction', vocabularies.bizTransaction, event.bizTransactionList, join);
  addTyped(rest, 'destination', vocabularies.sourceDest, event.destinationList, join);
  addTyped(rest, 'source', vocabularies.sourceDest, event.sourceList, join);
  if (event.ilmd) rest.push(withChildren('ilmd', extensionParts(event.ilmd, join), join));
  addRest(rest, event, options.ignoreFields, join);
  if (rest.length > 1) sortBytes(rest);
  for (const part of rest) parts.push(part);
  return parts.text;
}

class Parts {
  text = '';
  readonly #join: string;
  constructor(join: string) {
    this.#join = join;
  }
  get join(): string {
    return this.#join;
  }
  push(part: string): void {
    this.text += this.text === '' ? part : this.#join + part;
  }
  add(name: string, value: string): void {
    if (value !== '') this.push(`${name}=${value}`);
  }
  addAll(name: string, values: readonly unknown[]): void {
    const texts = values.map((value) => `${name}=${canonicalValue(String(value))}`);
    if (texts.length > 1) sortBytes(texts);
    for (const text of texts) this.push(text);
  }
  addEpcs(name: string, epcs: readonly unknown[] | undefined): void {
    if (!Array.isArray(epcs) || epcs.length === 0) return;
    this.push(name);
    this.addAll('epc', epcs);
  }
  addQuantities(name: string, list: readonly QuantityElement[] | undefined): void {
    if (!Array.isArray(list) || list.length === 0) return;
    const texts = list.map((one: QuantityElement) => {
      let text = `quantityElement${this.#join}epcClass=${canonicalValue(String(one.epcClass))}`;
      if (one.quantity !== undefined) text += `${this.#join}quantity=${scalar(one.quantity)}`;
      if (one.uom !== undefined) text += `${this.#join}uom=${scalar(one.uom)}`;
      return text;
    });
    if (texts.length > 1) sortBytes(texts);
    this.push(name);
    for (const text of texts) this.push(text);
  }
}

const trimmed = (value: unknown): string => (typeof value === 'string' ? value.trim() : String(value));

export function wordIri(word: string, vocabulary: Vocabulary): string {
  return vocabulary.iris.get(word) ?? canonicalValue(word);
}

function scalar(value: unknown): string {
  if (typeof value === 'number') return canonicalNumber(value);
  return typeof value === 'string' ? canonicalValue(value) : String(value);
}

function addPersistent(parts: Parts, { set, unset }: NonNullable<EpcisEvent['persistentDisposition']>): void {
  if (!set?.length && !unset?.length) return;
  parts.push('persistentDisposition');
  for (const [name, words] of [['set', set], ['unset', unset]] as const) // biome-ignore format: pairs
    if (words)
      parts.addAll(
        name,
        words.map((word) => wordIri(word, vocabularies.disposition)),
      );
}

function addPlace(parts: Parts, name: string, place: EpcisEvent['readPoint']): void {
  if (place === undefined || place === null) return;
  const texts = [...(place.id ? [`id=${canonicalValue(place.id)}`] : []), ...extensionParts(place, parts.join, idOnly)];
  if (texts.length > 0) parts.push(withChildren(name, texts, parts.join));
}
const idOnly = new Set(['id']);

function addSensors(parts: Parts, list: NonNullable<EpcisEvent['sensorElementList']>, rest: string[]): void {
  const { join } = parts;
  const late: string[] = [];
  const elements = list.map((element) => {
    const texts: string[] = [];
    const lateReports: string[] = [];
    if (element.sensorMetadata) {
      const metadata = inOrder(element.sensorMetadata, metadataOrder, metadataNames, join);
      if (metadata.length > 0) texts.push(withChildren('sensorMetadata', metadata, join));
    }
    const reports = (element.sensorReport ?? []).map((report) => {
      // The published order of a report has no bizRules: the vectors put them at the end of the event.
      if (report.bizRules)
        lateReports.push(withChildren('sensorReport', [`bizRules=${scalar(report.bizRules)}`], join));
      return withChildren('sensorReport', inOrder(report, reportOrder, reportNames, join), join);
    });
    if (reports.length > 1) sortBytes(reports);
    texts.push(...reports, ...extensionParts(element, join, elementNames));
    if (lateReports.length > 0) late.push(withChildren('sensorElement', sortBytes(lateReports), join));
    return withChildren('sensorElement', texts, join);
  });
  if (elements.length === 0) return;
  if (elements.length > 1) sortBytes(elements);
  parts.push(withChildren('sensorElementList', elements, join));
  if (late.length > 0) rest.push(withChildren('sensorElementList', sortBytes(late), join));
}
const metadataNames = new Set(metadataOrder);
const reportNames = new Set([...reportOrder, 'bizRules']);
const elementNames = new Set(['sensorMetadata', 'sensorReport']);

function inOrder(fields: object, order: readonly string[], names: ReadonlySet<string>, join: string): string[] {
  const texts: string[] = [];
  for (const name of order) {
    const value = (fields as Record<string, unknown>)[name];
    if (value === undefined || value === '') continue;
    const words = names === reportNames ? reportWords[name] : undefined;
    if (words && typeof value === 'string') texts.push(`${name}=${wordIri(value, words)}`);
    else if (typeof value === 'string' && /time/i.test(name)) texts.push(`${name}=${canonicalTime(value)}`);
    else texts.push(`${name}=${scalar(value)}`);
  }
  texts.push(...extensionParts(fields as { [name: string]: Extension }, join, names));
  return texts;
}

function addTyped(
  rest: string[],
  name: 'bizTransaction' | 'source' | 'destination',
  vocabulary: Vocabulary,
  list: readonly object[] | undefined,
  join: string,
): void {
  if (!Array.isArray(list) || list.length === 0) return;
  const texts = (list as Record<string, string>[]).map((one) => {
    const value = `${name}=${canonicalValue(String(one[name]))}`;
    return one.type === undefined ? value : `type=${wordIri(one.type, vocabulary)}${join}${value}`;
  });
  if (texts.length > 1) sortBytes(texts);
  rest.push(withChildren(`${name}List`, texts, join));
}

function addRest(rest: string[], event: EpcisEvent, ignored: readonly string[] | undefined, join: string): void {
  for (const name in event) {
    if (standard.has(name) || name === COMMENT || ignored?.includes(name)) continue;
    extensionPart(name, (event as Record<string, Extension>)[name]!, rest, join);
  }
}

const none: ReadonlySet<string> = new Set();

/** The fields of others in an object, each with all below it, in the order of their bytes. */
function extensionParts(fields: object, join: string, except: ReadonlySet<string> = none): string[] {
  const texts: string[] = [];
  for (const name in fields) {
    if (name === COMMENT || name === ATTRIBUTE_COMMENT || name === '#text' || except.has(name)) continue;
    extensionPart(name, (fields as Record<string, Extension>)[name]!, texts, join);
  }
  return texts.length > 1 ? sortBytes(texts) : texts;
}

function extensionPart(name: string, value: Extension, texts: string[], join: string): void {
  if (Array.isArray(value)) {
    for (const one of value) extensionPart(name, one, texts, join);
    return;
  }
  const key = name.charCodeAt(0) === 64 && !isKeyword(name) ? name.slice(1) : name;
  if (value !== null && typeof value === 'object') {
    const text = value['#text'];
    const own = text === undefined || text === null || text === '' ? key : `${key}=${scalar(text)}`;
    texts.push(withChildren(own, extensionParts(value, join), join));
  } else {
    const text = value === null ? '' : scalar(value);
    texts.push(text === '' ? key : `${key}=${text}`);
  }
}

const isKeyword = (name: string): boolean => name === '@id' || name === '@type' || name === '@value';

const withChildren = (name: string, children: readonly string[], join: string): string =>
  children.length === 0 ? name : name + join + children.join(join);

/** By code points, as UTF-8 sorts: JavaScript's own order puts signs beyond U+FFFF before U+E000. */
function sortBytes(texts: string[]): string[] {
  for (const text of texts) if (/[\uD800-\uDFFF]/.test(text)) return texts.sort(byCodePoints);
  return texts.sort();
}

function byCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x === y) continue;
    const lift = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
    return lift(x) - lift(y);
  }
  return a.length - b.length;
}

export { extensionParts, isExtensionName, sortBytes };
