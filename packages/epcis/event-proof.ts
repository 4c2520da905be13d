/**
 * A file that proves one event to anybody, offline: the event as a document, its path in the tree of its capture, and the
 * receipt of the capture in a transparency log. The leaf of the tree is the record digest (RFC 9162 hashing over its bytes).
 */
import { hashLeaf, parseReceipt, readEntry, readHash, verifyInclusion } from '../merkle-log/index.ts';
import { eventHash, recordDigest } from './hash.ts';
import type { EpcisEvent } from './model.ts';
import { readJson } from './read-json.ts';

export const PROOF_FORM = 'zhimai.event-proof/1';

export type EventProof = {
  form: typeof PROOF_FORM;
  /** An EPCISDocument or EPCISQueryDocument in JSON-LD with the one event. */
  document: unknown;
  /** Of the record, 64 hexadecimal digits. */
  digest: string;
  /** Which leaf it is of how many, and the hashes beside its way up, hexadecimal. */
  place: number;
  events: number;
  path: string[];
  root: string;
  /** Receipt of the entry that holds the root; null while the log has not taken it up. */
  receipt: string | null;
};

export type EventProofProblem = 'malformed' | 'no-event' | 'digest' | 'path' | 'no-receipt' | 'root';
export type EventProofCheck = {
  problem?: EventProofProblem;
  event?: EpcisEvent;
  /** CBV 2.0 event hash. */
  hash?: string;
  /** To be verified by itself, with the log's keys. */
  receipt?: string;
};

export const digestDigits = (name: string): string => name.slice('ni:///sha-256;'.length).split('?', 1)[0]!;

/** Undefined for a text that is no such file at all. */
export function readEventProof(text: string): EventProof | undefined {
  try {
    const proof = JSON.parse(text) as EventProof;
    return proof?.form === PROOF_FORM ? proof : undefined;
  } catch {
    return undefined;
  }
}

/** Everything but the signatures of the receipt: does the log's entry speak of this very event? */
export async function checkEventProof(proof: EventProof): Promise<EventProofCheck> {
  const { document, digest, place, events, path, root, receipt } = proof;
  const isShaped =
    typeof digest === 'string' &&
    Number.isInteger(place) &&
    Number.isInteger(events) &&
    Array.isArray(path) &&
    typeof root === 'string';
  if (!isShaped) return { problem: 'malformed' };
  const found: EpcisEvent[] = [];
  try {
    for await (const { event } of readJson(JSON.stringify(document)).events) found.push(event);
  } catch {
    return { problem: 'no-event' };
  }
  const [event] = found;
  if (!event || found.length !== 1) return { problem: 'no-event' };
  const about = { event, hash: eventHash(event) };
  if (digestDigits(recordDigest(event)) !== digest) return { problem: 'digest', ...about };
  const leafHash = hashLeaf(readHash(digest)!);
  if (!verifyInclusion({ leafIndex: place, treeSize: events, leafHash, proof: path, root }))
    return { problem: 'path', ...about };
  if (typeof receipt !== 'string') return { problem: 'no-receipt', ...about };
  try {
    const said = readEntry(parseReceipt(receipt).entry);
    if (said?.kind !== 'epcis.captured' || said.statement.root !== root || said.statement.events !== events)
      return { problem: 'root', ...about, receipt };
  } catch {
    return { problem: 'malformed', ...about };
  }
  return { ...about, receipt };
}
