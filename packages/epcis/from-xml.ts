/** An event element of EPCIS 2.0 or 1.2 becomes an event of the model; the wrappers of 1.x (`extension`) fall away. */
import { resolveIri } from './context.ts';
import { wordOf } from './from-json.ts';
import type { EpcisEvent, Extension } from './model.ts';
import { sensorNumbers } from './validate-sensors.ts';
import { CBV, EPCIS_VOC, GS1_VOC, type Vocabulary, vocabularies } from './vocabulary.ts';
import { type XmlElement, XSI } from './xml-tree.ts';

/** In XML only these stand for a namespace inside values; any other `x:y` is a URI as it is. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['gs1', GS1_VOC],
  ['cbv', CBV],
  ['epcis', EPCIS_VOC],
]);
const ownNamespaces = /^(?:urn:epcglobal:epcis(?:-query|-masterdata)?:xsd:[12])?$/;
export const isStandard = (uri: string): boolean => ownNamespaces.test(uri);

type Target = { [name: string]: unknown };
type Reader = (element: XmlElement) => unknown;

const textOf: Reader = ({ text }) => text.trim();
const iriOf: Reader = ({ text }) => resolveIri(text.trim(), prefixes);
/** Seconds may be missing in XML, never in JSON. */
const timeOf = (text: string) => text.trim().replace(/T(\d\d:\d\d)(?=Z|[+-])/, 'T$1:00');
const numberOf = (text: string): number | string => {
  const number = Number(text.trim());
  return text.trim() !== '' && Number.isFinite(number) && !/^[+-]?0[xob]/i.test(text.trim()) ? number : text.trim();
};
const booleanOf = (text: string) =>
  text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
const word =
  (vocabulary: Vocabulary): Reader =>
  ({ text }) =>
    wordOf(text.trim(), vocabulary, prefixes);
/** An empty list in XML is only there because the schema wants the element. */
const listOf =
  (read: Reader): Reader =>
  ({ children }) =>
    children.length === 0 ? undefined : children.map(read);
const epcs = listOf(iriOf);

const quantity: Reader = (element) => {
  const result: Target = {};
  for (const child of element.children) {
    const name = nameOf(child);
    if (isNil(child)) continue;
    if (name === 'quantity') result.quantity = numberOf(child.text);
    else result[name] = name === 'epcClass' ? iriOf(child) : name === 'uom' ? textOf(child) : extensionOf(child);
  }
  return result;
};
const quantities = listOf(quantity);

const typed = (name: string, vocabulary: Vocabulary): Reader =>
  listOf((element) => {
    const type = element.attributes.find(({ local, uri }) => local === 'type' && uri === '');
    return {
      ...(type && { type: wordOf(type.value.trim(), vocabulary, prefixes) }),
      [name]: iriOf(element),
    };
  });

const place: Reader = (element) => fill({}, element, { id: iriOf });
const declaration: Reader = (element) =>
  fill({}, element, {
    declarationTime: ({ text }) => timeOf(text),
    reason: word(vocabularies.errorReason),
    correctiveEventIDs: listOf(iriOf),
  });
const persistent: Reader = (element) => {
  const result: { [name: string]: unknown[] } = {};
  for (const child of element.children) {
    const list = result[nameOf(child)] ?? [];
    list.push(word(vocabularies.disposition)(child));
    result[nameOf(child)] = list;
  }
  return result;
};

const attributeWords: Readonly<Record<string, Vocabulary>> = {
  type: vocabularies.measurement,
  exception: vocabularies.alert,
  component: vocabularies.component,
};
const timeNames = new Set(['time', 'startTime', 'endTime']);
const plainNames = new Set(['stringValue', 'uom', 'hexBinaryValue']);

function attributeValue(name: string, value: string): unknown {
  if (timeNames.has(name)) return timeOf(value);
  if (sensorNumbers.has(name)) return numberOf(value);
  if (name === 'booleanValue') return booleanOf(value.trim());
  if (plainNames.has(name)) return value;
  const vocabulary = attributeWords[name];
  return vocabulary ? wordOf(value.trim(), vocabulary, prefixes) : resolveIri(value.trim(), prefixes);
}

const attributes: Reader = (element) => {
  const result: Target = {};
  for (const { uri, local, value } of element.attributes)
    if (uri === '') result[local] = attributeValue(local, value);
    else if (uri !== XSI) result[`{${uri}}${local}`] = value;
  for (const child of unwrapped(element)) addTo(result, nameOf(child), extensionOf(child));
  return result;
};

const sensorElement: Reader = (element) => {
  const result: Target = {};
  const reports: unknown[] = [];
  for (const child of unwrapped(element)) {
    const name = nameOf(child);
    if (name === 'sensorMetadata') result.sensorMetadata = attributes(child);
    else if (name === 'sensorReport') reports.push(attributes(child));
    else addTo(result, name, extensionOf(child));
  }
  if (reports.length > 0) result.sensorReport = reports;
  return result;
};

const ilmd: Reader = (element) => {
  const result: Target = {};
  for (const child of unwrapped(element)) addTo(result, nameOf(child), extensionOf(child));
  return result;
};

const eventReaders: Readonly<Record<string, Reader>> = Object.assign(Object.create(null), {
  eventTime: ({ text }: XmlElement) => timeOf(text),
  recordTime: ({ text }: XmlElement) => timeOf(text),
  eventTimeZoneOffset: textOf,
  eventID: iriOf,
  errorDeclaration: declaration,
  action: textOf,
  parentID: iriOf,
  transformationID: iriOf,
  epcList: epcs,
  childEPCs: epcs,
  inputEPCList: epcs,
  outputEPCList: epcs,
  quantityList: quantities,
  childQuantityList: quantities,
  inputQuantityList: quantities,
  outputQuantityList: quantities,
  bizStep: word(vocabularies.bizStep),
  disposition: word(vocabularies.disposition),
  persistentDisposition: persistent,
  readPoint: place,
  bizLocation: place,
  bizTransactionList: typed('bizTransaction', vocabularies.bizTransaction),
  sourceList: typed('source', vocabularies.sourceDest),
  destinationList: typed('destination', vocabularies.sourceDest),
  sensorElementList: listOf(sensorElement),
  ilmd,
});

/** Also says which fields stood inside wrappers of 1.x: their XPath goes through them. */
export function eventFromXml(element: XmlElement): { event: EpcisEvent; wrapped: Record<string, string> } {
  const wrapped: Record<string, string> = {};
  const type = isStandard(element.uri) ? element.local : element.uri + element.local;
  return { event: fill({ type }, element, eventReaders, wrapped) as EpcisEvent, wrapped };
}

function fill(
  result: Target,
  element: XmlElement,
  readers: Readonly<Record<string, Reader>>,
  wrapped?: Record<string, string>,
  path = '',
): Target {
  for (const child of element.children) {
    const name = nameOf(child);
    if (Object.hasOwn(readers, name) && isNil(child)) continue;
    if (isWrapper(name)) fill(result, child, readers, wrapped, `${path}${child.name}/`);
    else if (name === 'certificationInfo' && wrapped) {
      if (child.text.trim() !== '') addTo(result, name, textOf(child), true);
    } else if (Object.hasOwn(readers, name)) {
      const value = readers[name]!(child);
      if (value !== undefined) result[name] = value;
      if (wrapped && path !== '') wrapped[name] = path;
    } else addTo(result, name, extensionOf(child));
  }
  for (const { uri, local, value } of element.attributes)
    if (uri !== XSI && uri !== '') addTo(result, `{${uri}}${local}`, value);
  return result;
}

const isNil = (element: XmlElement): boolean =>
  element.attributes.some(
    ({ uri, local, value }) => uri === XSI && local === 'nil' && (value === 'true' || value === '1'),
  );
const isWrapper = (name: string): boolean => name === 'extension' || name === 'baseExtension';
const unwrapped = (element: XmlElement): XmlElement[] =>
  element.children.some((child) => isWrapper(nameOf(child)))
    ? element.children.flatMap((child) => (isWrapper(nameOf(child)) ? unwrapped(child) : [child]))
    : element.children;

const nameOf = ({ uri, local }: XmlElement): string => (isStandard(uri) ? local : `{${uri}}${local}`);

/** Several of one name are a list. */
function addTo(result: Target, name: string, value: unknown, list = false): void {
  if (name === '__proto__') return;
  const present = Object.hasOwn(result, name) ? result[name] : undefined;
  if (present === undefined) result[name] = list ? [value] : value;
  else if (Array.isArray(present)) present.push(value);
  else result[name] = [present, value];
}

const numberTypes =
  /^(?:\w+:)?(?:integer|int|long|short|byte|decimal|double|float|nonNegativeInteger|positiveInteger|unsigned\w+)$/;

/** The value of somebody's own element: a text, a typed value, or an object with what stands in it. */
export function extensionOf(element: XmlElement): Extension {
  const own = element.attributes.filter(({ uri }) => uri !== XSI);
  const text = element.text.trim();
  if (own.length === 0 && element.children.length === 0) {
    const xsi = (name: string) => element.attributes.find(({ uri, local }) => uri === XSI && local === name)?.value;
    if (xsi('nil') === 'true') return null;
    const type = xsi('type') ?? '';
    if (numberTypes.test(type)) {
      const number = numberOf(text);
      return typeof number === 'number' && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : text;
    }
    return /^(?:\w+:)?boolean$/.test(type) ? booleanOf(text) : text;
  }
  const result: Target = {};
  for (const { uri, local, value } of own) result[uri === '' ? `@${local}` : `@{${uri}}${local}`] = value;
  for (const child of element.children) addTo(result, nameOf(child), extensionOf(child));
  if (text !== '') result['#text'] = text;
  return result as Extension;
}
