/** Reads a document to its end and says what is wrong with it and with its events. Memory does not grow with the events. */
import type { Source } from './decode.ts';
import { EventIds } from './event-ids.ts';
import { isIri } from './iri.ts';
import type { EpcisDocument, ReadEvent } from './model.ts';
import { EpcisError, kinds, type Problem } from './problems.ts';
import { readDocument } from './read-document.ts';
import type { ReadOptions } from './read-json.ts';
import { timeOf } from './times.ts';
import { type ValidateOptions, validateEvent } from './validate.ts';
import { validateQuery } from './validate-query.ts';
import { xpathOf } from './xpath.ts';

export type CheckOptions = ReadOptions & { now?: number; maxProblems?: number };
export type Checked = { document: EpcisDocument | undefined; events: number; problems: Problem[] };

export const isLegacy = (document: EpcisDocument): boolean => String(document.schemaVersion).startsWith('1.');

/** The problems of one event, with places in its document's own terms. */
export function problemsOf(read: ReadEvent, document: EpcisDocument, options: { now?: number } = {}): Problem[] {
  const { syntax } = document;
  const settings: ValidateOptions = { now: options.now, syntax, legacy: isLegacy(document) };
  if (syntax === 'json') return validateEvent(read.event, { ...settings, place: read.place });
  return validateEvent(read.event, settings).map((problem) => ({
    ...problem,
    place: xpathOf(read.place, problem.place, read.wrapped),
  }));
}

export async function checkDocument(source: Source, options: CheckOptions = {}): Promise<Checked> {
  const max = options.maxProblems ?? 1000;
  const problems: Problem[] = [];
  let document: EpcisDocument | undefined;
  let events = 0;
  const add = (found: readonly Problem[]) => {
    for (const problem of found) {
      if (problems.length < max) problems.push(problem);
      else if (problems.length === max) problems.push({ code: 'too-many-problems', place: '', details: { max } });
    }
  };
  const ids = new IdCheck();
  const repeated: Problem[] = [];
  try {
    const reader = await readDocument(source, options);
    const said = reader.document;
    document = said;
    for await (const read of reader.events) {
      events++;
      add(reader.problems.splice(0));
      add(problemsOf(read, said, options));
      repeated.push(...ids.check(read).slice(0, max - repeated.length));
    }
    add(reader.problems);
    add(documentProblems(said));
    // The answer to a query may bring an event twice.
    if (said.kind !== 'EPCISQueryDocument') add(repeated);
  } catch (error) {
    if (!(error instanceof EpcisError)) throw error;
    add([error.problem]);
  }
  return { document, events, problems };
}

/** An id stands for one event; the declaration of its error repeats it once. */
export class IdCheck {
  readonly #events = new EventIds();
  readonly #declarations = new EventIds();

  check({ event, index, place }: ReadEvent): Problem[] {
    const id = event?.eventID;
    if (typeof id !== 'string') return [];
    const ids = event.errorDeclaration === undefined ? this.#events : this.#declarations;
    const first = ids.add(id, index);
    return first < 0 ? [] : [{ code: 'duplicate-event-id', place, details: { id, first: first + 1 } }];
  }
}

export function documentProblems(document: EpcisDocument): Problem[] {
  if (document.query) return validateQuery(document.query);
  if (document.kind !== 'EPCISDocument' && document.kind !== 'EPCISQueryDocument') return [];
  const json = document.syntax === 'json';
  const root = json ? '' : `/${document.kind}`;
  const at = (field: string) => (json ? `/${field}` : `${root}/@${field}`);
  const { schemaVersion, creationDate, id } = document;
  const problems: Problem[] = [];
  const needed = document.kind === 'EPCISDocument';
  for (const field of ['schemaVersion', 'creationDate'] as const)
    if (document[field] === undefined && needed) problems.push({ code: 'required', place: root, details: { field } });
  if (schemaVersion !== undefined && (typeof schemaVersion !== 'string' || !/^[12](\.\d+)*$/.test(schemaVersion)))
    problems.push({ code: 'bad-version', place: at('schemaVersion'), details: { value: String(schemaVersion) } });
  if (creationDate !== undefined && (typeof creationDate !== 'string' || Number.isNaN(timeOf(creationDate))))
    problems.push({ code: 'bad-time', place: at('creationDate'), details: { value: String(creationDate) } });
  if (id !== undefined && (typeof id !== 'string' || !isIri(id)))
    problems.push({ code: 'bad-uri', place: '/id', details: { value: String(id) } });
  for (const field of ['sender', 'receiver', 'instanceIdentifier', 'queryName', 'subscriptionID'] as const)
    if (document[field] !== undefined && typeof document[field] !== 'string')
      problems.push({ code: 'wrong-kind', place: at(field), details: { field, ...kinds.text } });
  if (!needed && json && document.queryName === undefined)
    problems.push({ code: 'required', place: '/epcisBody/queryResults', details: { field: 'queryName' } });
  return [...problems, ...masterDataProblems(document, root)];
}

/** Vocabularies have a type, their elements and attributes an id. */
function masterDataProblems({ vocabularies }: EpcisDocument, root: string): Problem[] {
  const problems: Problem[] = [];
  const need = (part: unknown, field: string, place: string) => {
    const value = (part as Record<string, unknown> | null)?.[field];
    if (value === undefined || value === '') problems.push({ code: 'required', place, details: { field } });
    else if (typeof value !== 'string' || !isIri(value))
      problems.push({ code: 'bad-uri', place, details: { value: String(value) } });
  };
  const listOf = (part: unknown, field: string): unknown[] => {
    const list = (part as Record<string, unknown> | null)?.[field];
    return Array.isArray(list) ? list : [];
  };
  for (const [i, vocabulary] of vocabularies.entries()) {
    const place = `${root}/vocabularyList/${i}`;
    need(vocabulary, 'type', place);
    for (const [j, element] of listOf(vocabulary, 'vocabularyElementList').entries()) {
      need(element, 'id', `${place}/vocabularyElementList/${j}`);
      for (const [k, one] of listOf(element, 'attributes').entries())
        need(one, 'id', `${place}/vocabularyElementList/${j}/attributes/${k}`);
    }
  }
  return problems;
}
