/** The events of a document, each with what is wrong with it. */
import {
  documentProblems,
  type EpcisDocument,
  EpcisError,
  IdCheck,
  isWarning,
  type Problem,
  problemsOf,
  type ReadEvent,
  readJson,
  readXml,
} from '../../../../packages/epcis/index.ts';

export type Judged = { read: ReadEvent; problems: Problem[] };
export type JudgedDocument = { document: EpcisDocument; events: AsyncGenerator<Judged, void, undefined> };

export type Syntax = 'json' | 'xml';

/** Reads and checks as it goes. What makes the document unreadable is thrown as EpcisError where it is met. */
export function judgeDocument(bytes: Uint8Array, syntax: Syntax, now: Date): JudgedDocument {
  const reader = syntax === 'json' ? readJson(bytes) : readXml(bytes);
  return { document: reader.document, events: judge(reader, now) };
}

async function* judge(reader: ReturnType<typeof readJson>, now: Date): AsyncGenerator<Judged> {
  const ids = new IdCheck();
  for await (const read of reader.events) {
    // What the reader found so far belongs to this event, or to the document before it.
    const problems = [
      ...reader.problems.splice(0),
      ...problemsOf(read, reader.document, { now: now.getTime() }),
      ...ids.check(read),
    ];
    yield { read, problems: problems.filter(isFault) };
  }
  const [rest] = [...reader.problems, ...documentProblems(reader.document)].filter(isFault);
  if (rest) throw new EpcisError(rest.code, rest.place, rest.details);
}

const isFault = (problem: Problem): boolean => !isWarning(problem);
