/** Writes events of the model as a JSON-LD document, event by event. */
import { EPCIS_CONTEXT } from './context.ts';
import { splitClark } from './iri.ts';
import { type EpcisDocument, type EpcisEvent, isExtensionName, type ReadEvent } from './model.ts';
import { Prefixes, usablePrefixes } from './prefixes.ts';
import { GS1_VOC, standardPrefixes } from './vocabulary.ts';

export type WriteOptions = {
  /** For a document that does not say when it was made. */
  creationDate?: string;
};

/** What is written is of version 2, whatever was read. */
export const versionOf = ({ schemaVersion }: EpcisDocument): string =>
  typeof schemaVersion === 'string' && schemaVersion.startsWith('2') ? schemaVersion : '2.0';

const reserved = new Set(['id', 'type']);
const IGNORE_FIELDS = '{https://repository-x.example.com/}ignoreFields';

/** `document` has to be complete: read once before, or made by the caller. */
export async function* writeJson(
  document: EpcisDocument,
  events: AsyncIterable<ReadEvent | { event: EpcisEvent }>,
  options: WriteOptions = {},
): AsyncGenerator<string> {
  const declared = usablePrefixes(document.prefixes, reserved);
  const names = new Prefixes(declared, standardPrefixes);
  const head = headOf(document, names, options);
  const meanings = Object.entries(document.definitions).map(([name, meaning]) => {
    const { namespace, local } = splitClark(name);
    return [nameIn(name, names), { '@id': namespace + local, ...meaning }];
  });
  for (const [prefix, namespace] of names.added) declared.set(prefix, namespace);
  const own = { ...Object.fromEntries(declared), ...Object.fromEntries(meanings) };
  const context = [EPCIS_CONTEXT, ...(Object.keys(own).length > 0 ? [own] : [])];
  const query = document.kind === 'EPCISQueryDocument';
  yield `{${JSON.stringify('@context')}:${JSON.stringify(context)},${members(head.document)},"epcisBody":{`;
  yield query ? `"queryResults":{${members(head.results)},"resultsBody":{"eventList":[` : '"eventList":[';
  let separator = '\n';
  for await (const { event } of events) {
    yield separator + JSON.stringify(eventToJson(event, declared));
    separator = ',\n';
  }
  const body = members(head.body);
  yield query ? `]${body && `,${body}`}}}}}\n` : ']}}\n';
}

const members = (fields: object): string => JSON.stringify(fields).slice(1, -1);

function headOf(document: EpcisDocument, names: Prefixes, options: WriteOptions) {
  const query = document.kind === 'EPCISQueryDocument';
  const { id, sender, receiver, instanceIdentifier, queryName, subscriptionID } = document;
  const vocabularies = new JsonEvent(names).extension(document.vocabularies);
  const header = new JsonEvent(names).object(document.header);
  const masterData =
    document.vocabularies.length > 0 && !query ? { epcisMasterData: { vocabularyList: vocabularies } } : {};
  const ignored = document.ignoreFields.map((field) => nameIn(field, names));
  const ignoreFields = ignored.length > 0 ? { [nameIn(IGNORE_FIELDS, names)]: ignored } : {};
  return {
    document: {
      type: query ? 'EPCISQueryDocument' : 'EPCISDocument',
      ...(id !== undefined && { id }),
      schemaVersion: versionOf(document),
      creationDate: document.creationDate ?? options.creationDate,
      ...(sender !== undefined && { sender }),
      ...(receiver !== undefined && { receiver }),
      ...(instanceIdentifier !== undefined && { instanceIdentifier }),
      ...(Object.keys(header).length + Object.keys(masterData).length > 0 && {
        epcisHeader: { ...masterData, ...header },
      }),
      ...new JsonEvent(names).object(document.extensions),
      ...(query ? {} : ignoreFields),
    },
    results: {
      queryName: queryName ?? 'SimpleEventQuery',
      ...(subscriptionID !== undefined && { subscriptionID }),
      ...ignoreFields,
    },
    body: query && document.vocabularies.length > 0 ? { vocabularyList: vocabularies } : {},
  };
}

/** One event; namespaces that the document does not declare come with it. */
export function eventToJson(event: EpcisEvent, declared: ReadonlyMap<string, string> = new Map()): object {
  const names = new Prefixes(declared, standardPrefixes);
  const writer = new JsonEvent(names);
  let written = writer.event(event);
  // A URI that looks like a CURIE of this document would be expanded by its readers: the prefix steps aside.
  const clashes = [...writer.schemes].filter((scheme) => declared.has(scheme));
  if (clashes.length === 0) return withContext(written, names.added);
  const others = new Prefixes(declared, standardPrefixes, new Set(clashes));
  written = new JsonEvent(others).event(event);
  return withContext(
    written,
    new Map<string, string | null>([...clashes.map((prefix): [string, null] => [prefix, null]), ...others.added]),
  );
}

const withContext = (event: object, added: ReadonlyMap<string, string | null>): object =>
  added.size > 0 ? { '@context': [Object.fromEntries(added)], ...event } : event;

const nameIn = (name: string, names: Prefixes): string => {
  if (!isExtensionName(name)) return name;
  const { namespace, local } = splitClark(name);
  return `${names.of(namespace)}:${local}`;
};

class JsonEvent {
  readonly schemes = new Set<string>();
  readonly #names: Prefixes;
  constructor(names: Prefixes) {
    this.#names = names;
  }

  event(event: EpcisEvent): Record<string, unknown> {
    return this.object(event as unknown as Record<string, unknown>);
  }

  object(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const name in fields) {
      const value = fields[name];
      if (value === undefined) continue;
      if (isExtensionName(name)) result[nameIn(name, this.#names)] = this.extension(value);
      // A namespaced attribute is a field like any other in JSON.
      else if (name.startsWith('@{')) result[nameIn(name.slice(1), this.#names)] = this.extension(value);
      else if (name === 'ilmd') result.ilmd = this.extension(value);
      else result[name] = this.#standard(value);
    }
    return result;
  }

  #standard(value: unknown): unknown {
    if (typeof value === 'string') {
      // GS1's schema takes words of its vocabulary that it does not list only as CURIEs.
      if (value.startsWith(GS1_VOC)) return `gs1:${value.slice(GS1_VOC.length)}`;
      const colon = value.indexOf(':');
      if (colon > 0) this.schemes.add(value.slice(0, colon));
      return value;
    }
    if (Array.isArray(value)) return value.map((one) => this.#standard(one));
    return value !== null && typeof value === 'object' ? this.object(value as Record<string, unknown>) : value;
  }

  extension(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.extension(one));
    if (value === null || typeof value !== 'object') return value;
    const result: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(value)) {
      // A bare name that is also a prefix of the document would be read as that.
      if (!isExtensionName(name)) this.schemes.add(name);
      const key = isExtensionName(name)
        ? nameIn(name, this.#names)
        : name.startsWith('@{')
          ? nameIn(name.slice(1), this.#names)
          : name;
      result[key] = this.extension(part);
    }
    return result;
  }
}
