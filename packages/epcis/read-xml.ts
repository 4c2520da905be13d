/** Reads EPCIS in XML from a stream: documents of 2.0 and 1.x, query results, single events, capture jobs, master data. */

import type { Source } from './decode.ts';
import { eventFromXml, extensionOf, isStandard } from './from-xml.ts';
import { type EpcisDocument, type Extension, emptyDocument, eventTypes, type ReadEvent } from './model.ts';
import { EpcisError, type Problem } from './problems.ts';
import type { DocumentReader, ReadOptions } from './read-json.ts';
import { readSbdh, SBDH } from './sbdh.ts';
import { MAX_VALUE } from './split-json.ts';
import { walkXml, type XmlElement, XSI } from './xml-tree.ts';

const rootKinds: Readonly<Record<string, EpcisDocument['kind']>> = {
  EPCISDocument: 'EPCISDocument',
  EPCISQueryDocument: 'EPCISQueryDocument',
  EPCISMasterDataDocument: 'MasterData',
  EPCISCaptureJob: 'CaptureJob',
  EPCISCaptureJobList: 'CaptureJob',
};
const types: ReadonlySet<string> = new Set(eventTypes);
const walkedNames = new Set([
  'EPCISBody', 'EventList', 'QueryResults', 'resultsBody', 'EPCISHeader', 'extension', 'EPCISMasterData',
  'VocabularyList',
]); // biome-ignore format: a list of words
const MAX_BESIDES = 4 * MAX_VALUE;
const IGNORE = 'https://repository-x.example.com/';

export function readXml(source: Source, options: ReadOptions = {}): DocumentReader {
  const state = new XmlReading();
  return { document: state.document, problems: state.problems, events: readEvents(source, state, options) };
}

async function* readEvents(source: Source, state: XmlReading, options: ReadOptions) {
  for await (const _ of walkXml(source, state, options.maxValue ?? MAX_VALUE)) yield* state.take();
  state.finish();
}

class XmlReading {
  readonly document = emptyDocument('xml');
  readonly problems: Problem[] = [];
  #ready: ReadEvent[] = [];
  #names: string[] = [];
  #count = 0;
  #lists = 0;
  #otherBody = false;
  #size = 0;

  enter(element: XmlElement, ns: Readonly<Record<string, string>>, path: string): 'keep' | 'walk' {
    const { local } = element;
    const { document } = this;
    if (this.#names.length === 0) {
      for (const [prefix, uri] of Object.entries(ns))
        if (prefix !== '' && uri !== XSI && !isStandard(uri)) document.prefixes[prefix] = uri;
      if (isStandard(element.uri) && types.has(local)) {
        document.kind = 'events';
        return 'keep';
      }
      const kind = rootKinds[local];
      if (kind === undefined || !isStandard(element.uri))
        throw new EpcisError('unknown-document', path, { what: element.name });
      document.kind = kind;
      for (const attribute of element.attributes)
        if (attribute.local === 'schemaVersion' || attribute.local === 'creationDate')
          document[attribute.local] = attribute.value;
    }
    if (this.#names.at(-1) === 'EventList' || this.#inList()) {
      if (local !== 'extension') return 'keep';
    } else if (this.#names.length > 0 && !(walkedNames.has(local) && isStandard(element.uri))) return 'keep';
    if (local === 'EventList') this.#lists++;
    this.#names.push(local);
    return 'walk';
  }

  /** Inside the wrappers that 1.x puts around newer events. */
  #inList(): boolean {
    let at = this.#names.length - 1;
    while (at >= 0 && this.#names[at] === 'extension') at--;
    return this.#names[at] === 'EventList';
  }

  leave(): void {
    this.#names.pop();
  }

  kept(element: XmlElement, path: string): void {
    const { document } = this;
    const { local, uri } = element;
    if (this.#inList() || (this.#names.length === 0 && document.kind === 'events')) {
      const { event, wrapped } = eventFromXml(element);
      this.#ready.push({ event, place: path, index: this.#count++, wrapped });
      return;
    }
    this.#collect(element, path);
    if (uri === IGNORE && local === 'ignoreFields') {
      document.ignoreFields = element.children.map((child) => `{${child.uri}}${child.local}`);
    } else if (local === 'Vocabulary') document.vocabularies.push(vocabularyOf(element));
    else if (local === 'queryName' || local === 'subscriptionID') document[local] = element.text.trim();
    else if (uri === SBDH && local === 'StandardBusinessDocumentHeader') {
      const header = extensionOf(element);
      const said = readSbdh(header);
      if (said) Object.assign(document, said);
      else document.header[`{${uri}}${local}`] = header;
    } else if (this.#names.includes('EPCISHeader')) {
      if (!isStandard(uri)) document.header[`{${uri}}${local}`] = extensionOf(element);
    } else if (document.kind === 'EPCISDocument' || document.kind === 'EPCISQueryDocument') {
      if (!isStandard(uri)) Object.assign(document.extensions, { [`{${uri}}${local}`]: extensionOf(element) });
      else if (this.#names.at(-1) === 'EPCISBody') this.#otherBody = true;
    }
  }

  /** What is kept besides events is kept to the end. */
  #collect(element: XmlElement, path: string): void {
    const sizeOf = (one: XmlElement): number =>
      one.children.reduce((sum, child) => sum + sizeOf(child), 200 + one.text.length + 100 * one.attributes.length);
    this.#size += sizeOf(element);
    if (this.#size > MAX_BESIDES) throw new EpcisError('too-large', path, { max: MAX_BESIDES });
  }

  take(): ReadEvent[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  finish(): void {
    const { document } = this;
    // A query, a subscription or the answer to one: no events, and none expected.
    if (this.#otherBody && this.#lists === 0) document.kind = 'Query';
    const expected = document.kind === 'EPCISDocument' || document.kind === 'EPCISQueryDocument';
    if (expected && this.#lists === 0 && document.vocabularies.length === 0)
      this.problems.push({ code: 'missing-events', place: `/${document.kind}` });
  }
}

function vocabularyOf(element: XmlElement): Extension {
  const attribute = (of: XmlElement, name: string) => of.attributes.find(({ local }) => local === name)?.value ?? '';
  const children = (of: XmlElement, name: string) => of.children.filter(({ local }) => local === name);
  const vocabularyElementList = children(element, 'VocabularyElementList')
    .flatMap((list) => children(list, 'VocabularyElement'))
    .map((one) => {
      const attributes = children(one, 'attribute').map((each) => ({
        id: attribute(each, 'id'),
        attribute: extensionOf({ ...each, attributes: each.attributes.filter(({ local }) => local !== 'id') }),
      }));
      const ids = children(one, 'children').flatMap((list) => children(list, 'id').map(({ text }) => text.trim()));
      return {
        id: attribute(one, 'id'),
        ...(attributes.length > 0 && { attributes }),
        ...(ids.length > 0 && { children: ids }),
      };
    });
  return { type: attribute(element, 'type'), vocabularyElementList };
}
