/** The events of a document, each with what is wrong with it. */
import {
  describeProblem,
  type EpcisDocument,
  EpcisError,
  isWarning,
  type Problem,
  type ReadEvent,
  readJson,
  validateEvent,
} from '../../../../packages/epcis/index.ts';

export type Judged = { read: ReadEvent; problems: Problem[] };
export type JudgedDocument = { document: EpcisDocument; events: AsyncGenerator<Judged, void, undefined> };

export type Syntax = 'json' | 'xml';

/** Reads and checks as it goes. What makes the document unreadable is thrown as EpcisError where it is met. */
export function judgeDocument(bytes: Uint8Array, syntax: Syntax, now: Date): JudgedDocument {
  const reader = syntax === 'json' ? readJson([bytes]) : readJson([bytes]);
  return { document: reader.document, events: judge(reader, syntax, now) };
}

async function* judge(reader: ReturnType<typeof readJson>, syntax: Syntax, now: Date): AsyncGenerator<Judged> {
  const seen = new Map<string, string>();
  for await (const read of reader.events) {
    const { event, place } = read;
    // What the reader found so far belongs to this event, or to the document before it.
    const problems = reader.problems.splice(0);
    problems.push(...validateEvent(event, { now: now.getTime(), syntax, place }));
    if (typeof event?.eventID === 'string') {
      const key = `${event.errorDeclaration ? '!' : ''}${event.eventID}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, place);
      else problems.push({ code: 'duplicate-event-id', place, details: { id: event.eventID, first } });
    }
    yield { read, problems: problems.filter((one) => !isWarning(one)) };
  }
  const rest = reader.problems.filter((one) => !isWarning(one))[0];
  if (rest) throw new EpcisError(rest.code, rest.place, rest.details);
}

export { describeProblem };
