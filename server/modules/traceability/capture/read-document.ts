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
  const reader = syntax === 'json' ? readJson([bytes]) : readXml([bytes]);
  return { document: reader.document, events: judge(reader, now) };
}

async function* judge(reader: ReturnType<typeof readJson>, now: Date): AsyncGenerator<Judged> {
  const { document } = reader;
  const ids = new IdCheck();
  for await (const read of reader.events) {
    // What the reader found so far belongs to this event, or to the document before it.
    const problems = reader.problems.splice(0);
    problems.push(...problemsOf(read, document, { now: now.getTime() }));
    // The answer to a query may bring an event twice.
    if (document.kind !== 'EPCISQueryDocument') problems.push(...ids.check(read));
    yield { read, problems: problems.filter(isFault) };
  }
  const rest = [...reader.problems, ...documentProblems(document)].filter(isFault)[0];
  if (rest) throw new EpcisError(rest.code, rest.place, rest.details);
}

/**
 * A sensor attribute in both metadata and report: GS1's own examples have it, and the schema lets it pass, but its conformance
 * requirements (TCR-53, step 29) say that it is not captured.
 */
const isFault = (problem: Problem): boolean => !isWarning(problem) || problem.code === 'attribute-twice';
