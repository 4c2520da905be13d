/** Reads EPCIS in JSON-LD from a stream: documents, query results, single events, lists of events, capture jobs. */
import { type Context, emptyContext, readContext, resolveKey } from './context.ts';
import { decodeText, type Source } from './decode.ts';
import { eventFromJson, type Reading, readExtension } from './from-json.ts';
import { type EpcisDocument, emptyDocument, isExtensionName, type ReadEvent } from './model.ts';
import { EpcisError, kinds, type Problem } from './problems.ts';
import { JsonSplitter, MAX_VALUE } from './split-json.ts';

export type ReadOptions = {
  /** Contexts by address that the caller vouches for; nothing is ever loaded from the network. */
  contexts?: Readonly<Record<string, unknown>>;
  /** Largest event or field in signs. */
  maxValue?: number;
};
/** Events as they come; `document` and `problems` are complete when they have ended. */
export type DocumentReader = {
  document: EpcisDocument;
  problems: Problem[];
  events: AsyncGenerator<ReadEvent, void, undefined>;
};

const walked = new Set([
  '',
  '/epcisBody',
  '/epcisBody/eventList',
  '/epcisBody/queryResults',
  '/epcisBody/queryResults/resultsBody',
  '/epcisBody/queryResults/resultsBody/eventList',
]);
const LISTS = /^(?:\/epcisBody\/(?:queryResults\/resultsBody\/)?eventList)?\/\d+$/;
const IGNORE_FIELDS = '{https://repository-x.example.com/}ignoreFields';
const MAX_WAITING = 4 * MAX_VALUE;
const MAX_KEPT = 2 * MAX_VALUE;
const documentTexts = [
  'schemaVersion', 'creationDate', 'id', 'sender', 'receiver', 'instanceIdentifier', 'queryName', 'subscriptionID',
] as const; // biome-ignore format: a list of words

export function readJson(source: Source, options: ReadOptions = {}): DocumentReader {
  const state = new JsonReading(options);
  return { document: state.document, problems: state.problems, events: readEvents(source, state, options) };
}

async function* readEvents(source: Source, state: JsonReading, options: ReadOptions) {
  const splitter = new JsonSplitter(state, options.maxValue ?? MAX_VALUE);
  for await (const text of decodeText(source)) {
    splitter.push(text);
    yield* state.take();
  }
  splitter.end();
  state.finish();
  yield* state.take();
}

class JsonReading {
  readonly document = emptyDocument('json');
  readonly problems: Problem[] = [];
  readonly #known: ReadOptions['contexts'];
  #context: Context | undefined;
  #ready: ReadEvent[] = [];
  /** Events that came before the @context they need. */
  #waiting: { raw: unknown; place: string }[] = [];
  #waitingSize = 0;
  #root: Record<string, unknown> = {};
  #keptSize = 0;
  #body: Record<string, unknown> = {};
  #isArray = false;
  #lists = 0;
  #count = 0;

  constructor(options: ReadOptions) {
    this.#known = options.contexts;
  }

  descend(pointer: string): boolean {
    return walked.has(pointer);
  }

  open(pointer: string, array: boolean): void {
    // A list at the root holds events that bring their own context.
    if (pointer === '') this.#isArray = array;
    const list = pointer.endsWith('/eventList');
    if (list && array) this.#lists++;
    if (pointer !== '' && list !== array)
      this.problems.push({
        code: 'wrong-kind',
        place: pointer,
        details: { field: pointer.slice(pointer.lastIndexOf('/') + 1), ...(list ? kinds.list : kinds.object) },
      });
  }

  value(pointer: string, value: unknown, size: number): void {
    if (LISTS.test(pointer) && (this.#isArray || pointer.length > 12)) this.#addEvent(value, pointer, size);
    else if (pointer === '') throw new EpcisError('unknown-document', '', { what: JSON.stringify(value).slice(0, 40) });
    else if (pointer.startsWith('/epcisBody/')) this.#keep(this.#body, pointer, value, size);
    else if (pointer === '/@context') {
      this.#context = readContext(value, emptyContext, '/@context', this.#known);
      for (const [prefix, iri] of this.#context.prefixes) this.document.prefixes[prefix] = iri;
      for (const [name, meaning] of this.#context.definitions) this.document.definitions[name] = meaning;
      this.#release();
    } else this.#keep(this.#root, pointer, value, size);
  }

  take(): ReadEvent[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** What is kept besides events is kept to the end. */
  #keep(fields: Record<string, unknown>, pointer: string, value: unknown, size: number): void {
    this.#keptSize += size + 100;
    if (this.#keptSize > MAX_KEPT) throw new EpcisError('too-large', pointer, { max: MAX_KEPT });
    const key = pointer
      .slice(pointer.lastIndexOf('/') + 1)
      .replace(/~1/g, '/')
      .replace(/~0/g, '~');
    if (key !== '__proto__') fields[key] = value;
  }

  #addEvent(raw: unknown, place: string, size: number): void {
    if (this.#isArray) this.#push(raw, emptyContext, place);
    else if (this.#context) this.#push(raw, this.#context, place);
    else {
      this.#waitingSize += size;
      if (this.#waitingSize > MAX_WAITING) throw new EpcisError('late-context', '/@context');
      this.#waiting.push({ raw, place });
    }
  }

  #release(): void {
    for (const { raw, place } of this.#waiting) this.#push(raw, this.#context!, place);
    this.#waiting = [];
  }

  #push(raw: unknown, context: Context, place: string): void {
    if (this.#isArray && isCaptureJob(raw)) {
      this.document.kind = 'CaptureJob';
      return;
    }
    const at: Reading = { context, known: this.#known, problems: this.problems };
    if (this.#isArray && (raw as { '@context'?: unknown } | null)?.['@context'] === undefined)
      this.problems.push({ code: 'missing-context', place });
    this.#ready.push({ event: eventFromJson(raw, at, place), place, index: this.#count++ });
  }

  finish(): void {
    const root = this.#root;
    const type = root.type;
    const hasContext = this.#context !== undefined;
    this.#context ??= emptyContext;
    this.#release();
    const { document, problems } = this;
    if (this.#isArray) {
      if (document.kind === 'unknown') document.kind = 'events';
      return;
    }
    if (type === 'EPCISDocument' || type === 'EPCISQueryDocument') {
      document.kind = type;
      this.#finishDocument(root);
    } else if (type !== undefined || root.eventTime !== undefined) {
      document.kind = 'events';
      this.#push(root, this.#context, '');
    } else if (isCaptureJob(root)) {
      document.kind = 'CaptureJob';
      return;
    } else {
      document.kind = 'Query';
      document.query = root;
      return;
    }
    if (!hasContext || !this.#context.epcis) problems.push({ code: 'missing-context', place: '/@context' });
  }

  #finishDocument(root: Record<string, unknown>): void {
    const { document, problems } = this;
    const at: Reading = { context: this.#context!, known: this.#known, problems };
    for (const [key, value] of Object.entries({ ...this.#body, ...root })) {
      if (key === 'type' || key === 'resultsBody' || key === 'queryResults') continue;
      if (key === 'epcisHeader') this.#readHeader(value, at);
      else if (key === 'vocabularyList') document.vocabularies.push(...asList(readExtension(value, at, '')));
      else if ((documentTexts as readonly string[]).includes(key)) Object.assign(document, { [key]: value });
      else {
        const name = resolveKey(key, at.context);
        if (name === IGNORE_FIELDS)
          document.ignoreFields = asList(value as []).map((one) => resolveKey(String(one), at.context) ?? String(one));
        else if (name !== undefined && isExtensionName(name))
          Object.assign(document.extensions, { [name]: readExtension(value, at, '') });
        else
          problems.push({
            code: 'unknown-field',
            place: key in root ? `/${key}` : '/epcisBody',
            details: { field: key },
          });
      }
    }
    if (this.#lists === 0) problems.push({ code: 'missing-events', place: '/epcisBody' });
  }

  #readHeader(value: unknown, at: Reading): void {
    const header = readExtension(value, at, '/epcisHeader');
    if (header === null || typeof header !== 'object' || Array.isArray(header)) {
      this.problems.push({
        code: 'wrong-kind',
        place: '/epcisHeader',
        details: { field: 'epcisHeader', ...kinds.object },
      });
      return;
    }
    for (const [key, part] of Object.entries(header)) {
      if (key === 'epcisMasterData') {
        const vocabularies = (part as { vocabularyList?: unknown } | null)?.vocabularyList;
        this.document.vocabularies.push(...asList(vocabularies as []));
      } else if (isExtensionName(key)) this.document.header[key] = part;
      else this.problems.push({ code: 'unknown-field', place: `/epcisHeader/${key}`, details: { field: key } });
    }
  }
}

const asList = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const isCaptureJob = (raw: unknown): boolean => typeof (raw as { captureID?: unknown } | null)?.captureID === 'string';
