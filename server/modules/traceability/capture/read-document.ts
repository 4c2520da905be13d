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

import { hasNul } from '../has-nul.ts';

export type Judged = { read: ReadEvent; problems: Problem[] };
export type JudgedDocument = { document: EpcisDocument; events: AsyncGenerator<Judged, void, undefined> };

export type Syntax = 'json' | 'xml';

/** Reads and checks as it goes. What makes the document unreadable is thrown as EpcisError where it is met. */
export function judgeDocument(bytes: Uint8Array, syntax: Syntax, now: Date): JudgedDocument {
  const reader = syntax === 'json' ? readJson([bytes]) : readXml([bytes]);
  // Only where the sign is written at all is it looked for in every text.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const suspicious = buffer.includes('\\u0000') || buffer.includes(0);
  return { document: reader.document, events: judge(reader, now, suspicious) };
}

async function* judge(reader: ReturnType<typeof readJson>, now: Date, suspicious: boolean): AsyncGenerator<Judged> {
  const { document } = reader;
  const ids = new IdCheck();
  for await (const read of reader.events) {
    // What the reader found so far belongs to this event, or to the document before it.
    const problems = reader.problems.splice(0);
    problems.push(...problemsOf(read, document, { now: now.getTime() }));
    // The answer to a query may bring an event twice.
    if (document.kind !== 'EPCISQueryDocument') problems.push(...ids.check(read));
    if (suspicious && hasNul(read.event)) problems.push({ code: 'nul', place: read.place });
    yield { read, problems: problems.filter(isFault) };
  }
  const rest = [...reader.problems, ...documentProblems(document)].filter(isFault)[0];
  if (suspicious && hasNul(document)) throw new EpcisError('nul', '');
  if (rest) throw new EpcisError(rest.code, rest.place, rest.details);
}

/**
 * A sensor attribute in both metadata and report: GS1's own examples have it, and the schema lets it pass, but its conformance
 * requirements (TCR-53, step 29) say that it is not captured.
 */
const isFault = (problem: Problem): boolean => !isWarning(problem) || problem.code === 'attribute-twice';
