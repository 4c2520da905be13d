/** Writes events of the model as an XML document of EPCIS 2.0, event by event, in the order of its schema. */
import { splitClark } from './iri.ts';
import { type EpcisDocument, type EpcisEvent, type Extension, isExtensionName, type ReadEvent } from './model.ts';
import { Prefixes, usablePrefixes } from './prefixes.ts';
import { EpcisError } from './problems.ts';
import { SBDH, writeSbdh } from './sbdh.ts';
import { type Vocabulary, vocabularies } from './vocabulary.ts';
import { versionOf, type WriteOptions } from './write-json.ts';
import { XSI } from './xml-tree.ts';

const roots: Readonly<Record<string, string>> = {
  epcis: 'urn:epcglobal:epcis:xsd:2',
  epcisq: 'urn:epcglobal:epcis-query:xsd:2',
  xsi: XSI,
  xsd: 'http://www.w3.org/2001/XMLSchema',
};
const known = { ...roots, xml: 'http://www.w3.org/XML/1998/namespace' };
const reserved = new Set(['xml', 'xmlns', ...Object.keys(roots)]);
const IGNORE_FIELDS = '{https://repository-x.example.com/}ignoreFields';

export async function* writeXml(
  document: EpcisDocument,
  events: AsyncIterable<ReadEvent | { event: EpcisEvent }>,
  options: WriteOptions = {},
): AsyncGenerator<string> {
  const declared = usablePrefixes(document.prefixes, reserved);
  const names = new Prefixes(declared, known);
  const created = document.creationDate ?? options.creationDate ?? '';
  const query = document.kind === 'EPCISQueryDocument';
  const root = query ? 'epcisq:EPCISQueryDocument' : 'epcis:EPCISDocument';
  const writer = new XmlEvent(names);
  const head = headOf(document, writer, created);
  for (const [prefix, namespace] of names.added) declared.set(prefix, namespace);
  const version = versionOf(document);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${namespaces({ ...roots, ...Object.fromEntries(declared) })}`;
  yield ` schemaVersion="${attribute(version)}" creationDate="${attribute(created)}">\n${head.header}<EPCISBody>\n`;
  if (query) yield `<epcisq:QueryResults>\n${head.results}<resultsBody>\n`;
  yield '<EventList>\n';
  for await (const { event } of events) yield `${eventToXml(event, declared)}\n`;
  yield '</EventList>\n';
  if (query) yield `${head.body}</resultsBody>\n</epcisq:QueryResults>\n`;
  yield `</EPCISBody>\n${head.extensions}</${root}>\n`;
}

function headOf(document: EpcisDocument, writer: XmlEvent, created: string) {
  const sbdh = writeSbdh(document, created);
  const header = {
    ...(sbdh !== undefined && { [`{${SBDH}}StandardBusinessDocumentHeader`]: sbdh }),
    ...document.header,
  };
  const query = document.kind === 'EPCISQueryDocument';
  const list =
    document.vocabularies.length > 0
      ? `<VocabularyList>${document.vocabularies.map((one) => writer.vocabulary(one)).join('')}</VocabularyList>`
      : '';
  const master = list && !query ? `<extension><EPCISMasterData>${list}</EPCISMasterData></extension>` : '';
  const inside = writer.fields(header) + master;
  const text = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<${name}>${escapeText(value)}</${name}>`;
  const ignored = document.ignoreFields.map((field) => `<${writer.name(field)}/>`).join('');
  return {
    header: inside && `<EPCISHeader>${inside}</EPCISHeader>\n`,
    results:
      text('queryName', document.queryName ?? 'SimpleEventQuery') + text('subscriptionID', document.subscriptionID),
    body: query ? list : '',
    extensions:
      writer.fields(document.extensions) +
      (ignored && `<${writer.name(IGNORE_FIELDS)}>${ignored}</${writer.name(IGNORE_FIELDS)}>\n`),
  };
}

export function eventToXml(event: EpcisEvent, declared: ReadonlyMap<string, string> = new Map()): string {
  const names = new Prefixes(declared, known);
  const body = new XmlEvent(names).event(event);
  // A type of others is a full name; XML can only say it with a namespace.
  const cut = Math.max(event.type.lastIndexOf('/'), event.type.lastIndexOf(':'), event.type.lastIndexOf('#')) + 1;
  const name = cut === 0 ? event.type : `${names.of(event.type.slice(0, cut))}:${event.type.slice(cut)}`;
  return `<${name}${namespaces(Object.fromEntries(names.added))}>${body}</${name}>`;
}

const namespaces = (table: Readonly<Record<string, string>>): string =>
  Object.entries(table)
    .map(([prefix, namespace]) => ` xmlns:${prefix}="${attribute(namespace)}"`)
    .join('');

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
function escapeText(given: unknown): string {
  const text = String(given);
  // Leaving it out would change what was said.
  if (impossible.test(text)) throw new EpcisError('bad-sign', '', {});
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;');
}
const attribute = (text: unknown): string =>
  escapeText(text).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');

const order = [
  'eventTime', 'recordTime', 'eventTimeZoneOffset', 'eventID', 'errorDeclaration', 'certificationInfo',
]; // biome-ignore format: a list of words
const tail = [
  'action', 'bizStep', 'disposition', 'readPoint', 'bizLocation', 'bizTransactionList', 'quantityList', 'childQuantityList',
  'sourceList', 'destinationList', 'sensorElementList', 'persistentDisposition', 'ilmd',
]; // biome-ignore format: a list of words
const orders: Readonly<Record<string, readonly string[]>> = {
  ObjectEvent: [...order, 'epcList', ...tail],
  AggregationEvent: [...order, 'parentID', 'childEPCs', ...tail],
  TransactionEvent: [
    ...order,
    'bizTransactionList',
    'parentID',
    'epcList',
    ...tail.filter((name) => name !== 'bizTransactionList'),
  ],
  TransformationEvent: [
    ...order, 'inputEPCList', 'inputQuantityList', 'outputEPCList', 'outputQuantityList', 'transformationID', ...tail,
  ], // biome-ignore format: a list of words
  AssociationEvent: [
    ...order,
    'parentID',
    'childEPCs',
    'childQuantityList',
    ...tail.filter((name) => name !== 'childQuantityList'),
  ],
};
/** Lists that the schema wants, if only empty. */
const wanted: Readonly<Record<string, string>> = {
  ObjectEvent: 'epcList',
  TransactionEvent: 'epcList',
  AggregationEvent: 'childEPCs',
};
const listItems: Readonly<Record<string, string>> = {
  epcList: 'epc', childEPCs: 'epc', inputEPCList: 'epc', outputEPCList: 'epc',
  correctiveEventIDs: 'correctiveEventID',
}; // biome-ignore format: pairs
const typedLists: Readonly<Record<string, readonly [string, Vocabulary]>> = {
  bizTransactionList: ['bizTransaction', vocabularies.bizTransaction],
  sourceList: ['source', vocabularies.sourceDest],
  destinationList: ['destination', vocabularies.sourceDest],
};
const wordFields: Readonly<Record<string, Vocabulary>> = {
  bizStep: vocabularies.bizStep,
  disposition: vocabularies.disposition,
  set: vocabularies.disposition,
  unset: vocabularies.disposition,
  reason: vocabularies.errorReason,
};
const sensorWords: Readonly<Record<string, Vocabulary>> = {
  type: vocabularies.measurement,
  exception: vocabularies.alert,
  component: vocabularies.component,
};

const wordText = (word: string, vocabulary: Vocabulary): string =>
  vocabulary.words.has(word) ? (vocabulary.urn ?? vocabulary.stem) + word : word;

const NAME = /^[\p{L}_][\p{L}\p{N}\p{M}_.·-]*$/u;
function checkName(name: string): string {
  if (!NAME.test(name)) throw new EpcisError('bad-name', '', { name });
  return name;
}

type Fields = Readonly<Record<string, unknown>>;

class XmlEvent {
  readonly #names: Prefixes;
  constructor(names: Prefixes) {
    this.#names = names;
  }

  name(name: string): string {
    if (!isExtensionName(name)) return checkName(name);
    const { namespace, local } = splitClark(name);
    checkName(local);
    return `${this.#names.of(namespace)}:${local}`;
  }

  event(event: EpcisEvent): string {
    const known = orders[event.type] ?? [...new Set(Object.values(orders).flat())];
    let text = '';
    for (const name of known) {
      const value = (event as Fields)[name];
      if (value !== undefined) text += this.#field(name, value);
      else if (wanted[event.type] === name) text += `<${name}/>`;
    }
    for (const name in event)
      if (name !== 'type' && !known.includes(name)) text += this.extension(name, (event as Fields)[name]);
    return text;
  }

  #field(name: string, value: unknown): string {
    if (value === undefined) return '';
    const typed = typedLists[name];
    if (typed && Array.isArray(value))
      return this.#wrap(
        name,
        value.map((one) => this.#typed(one as Fields, ...typed)),
      );
    if (name === 'sensorElementList' && Array.isArray(value))
      return this.#wrap(
        name,
        value.map((one) => this.#sensorElement(one as Fields)),
      );
    if (name.endsWith('uantityList') && Array.isArray(value))
      return this.#wrap(
        name,
        value.map((one) => this.#wrap('quantityElement', [this.#object(one as Fields)])),
      );
    const item = listItems[name];
    if (item && Array.isArray(value))
      return this.#wrap(
        name,
        value.map((one) => this.#text(item, one)),
      );
    if (name === 'ilmd') return this.#wrap(name, [this.fields(value as Fields)]);
    // Several in JSON are several elements in XML: certificationInfo, set, unset.
    if (Array.isArray(value)) return value.map((one) => this.#field(name, one)).join('');
    const vocabulary = wordFields[name];
    if (vocabulary && typeof value === 'string') return this.#text(name, wordText(value, vocabulary));
    return value !== null && typeof value === 'object'
      ? this.#wrap(name, [this.#object(value as Fields)])
      : this.#text(name, value);
  }

  #object(fields: Fields): string {
    let text = '';
    for (const name in fields)
      text += isExtensionName(name) ? this.extension(name, fields[name]) : this.#field(name, fields[name]);
    return text;
  }

  #typed(entry: Fields, name: string, vocabulary: Vocabulary): string {
    const type = typeof entry.type === 'string' ? ` type="${attribute(wordText(entry.type, vocabulary))}"` : '';
    return `<${name}${type}>${escapeText(entry[name])}</${name}>`;
  }

  #sensorElement(element: Fields): string {
    const { sensorMetadata, sensorReport, ...others } = element;
    const reports = Array.isArray(sensorReport) ? sensorReport : [];
    return this.#wrap('sensorElement', [
      sensorMetadata === undefined ? '' : this.#withAttributes('sensorMetadata', sensorMetadata as Fields),
      ...reports.map((report) => this.#withAttributes('sensorReport', report as Fields)),
      this.fields(others),
    ]);
  }

  #withAttributes(tag: string, fields: Fields): string {
    let attributes = '';
    let inside = '';
    for (const name in fields) {
      const value = fields[name];
      if (value === undefined) continue;
      const words = sensorWords[name];
      if (isExtensionName(name) && (typeof value === 'object' || typeof value === 'boolean'))
        inside += this.extension(name, value);
      else attributes += ` ${this.name(name)}="${attribute(words ? wordText(String(value), words) : value)}"`;
    }
    return inside === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${inside}</${tag}>`;
  }

  #wrap = (name: string, parts: readonly string[]): string => {
    const inside = parts.join('');
    return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
  };
  #text = (name: string, value: unknown): string => `<${name}>${escapeText(value)}</${name}>`;

  fields(fields: Fields): string {
    let text = '';
    for (const name in fields) text += this.extension(name, fields[name]);
    return text;
  }

  /** Numbers, booleans and nothing say what they are; all else is text. */
  extension(name: string, value: unknown): string {
    if (value === undefined) return '';
    if (Array.isArray(value)) return value.map((one) => this.extension(name, one)).join('');
    const tag = this.name(name);
    if (value === null) return `<${tag} xsi:nil="true"/>`;
    if (typeof value === 'number')
      return `<${tag} xsi:type="xsd:${Number.isInteger(value) ? 'integer' : 'double'}">${value}</${tag}>`;
    if (typeof value === 'boolean') return `<${tag} xsi:type="xsd:boolean">${value}</${tag}>`;
    if (typeof value !== 'object') return this.#text(tag, value);
    let attributes = '';
    let inside = '';
    for (const [key, part] of Object.entries(value as Record<string, Extension>)) {
      if (key === '#text') inside = escapeText(part) + inside;
      else if (key.startsWith('@') && (part === null || typeof part !== 'object'))
        attributes += ` ${this.name(key.slice(1))}="${attribute(part)}"`;
      else inside += this.extension(key.startsWith('@') ? key.slice(1) : key, part);
    }
    return inside === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${inside}</${tag}>`;
  }

  vocabulary(given: Extension): string {
    const vocabulary = given as { type?: string; vocabularyElementList?: Fields[] };
    const elements = (vocabulary.vocabularyElementList ?? []).map((element) => {
      const attributes = asList(element.attributes).map((one) => {
        const { id, attribute: value } = one as { id: string; attribute: Extension };
        const inside =
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? this.fields(value)
            : escapeText(value ?? '');
        return `<attribute id="${attribute(id)}">${inside}</attribute>`;
      });
      const ids = asList(element.children).map((id) => this.#text('id', id));
      return `<VocabularyElement id="${attribute(element.id)}">${attributes.join('')}${ids.length > 0 ? this.#wrap('children', ids) : ''}</VocabularyElement>`;
    });
    return `<Vocabulary type="${attribute(vocabulary.type)}">${this.#wrap('VocabularyElementList', elements)}</Vocabulary>`;
  }
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
