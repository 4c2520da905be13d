/**
 * Receipts (C2SP tlog-proof): an entry, where it stands, the path to the root, and the signed checkpoint with that root.
 * `extra` holds the entry itself, so a receipt needs nothing but the log's keys to be checked.
 */
import { decodeBase64, encodeBase64 } from './base64.ts';
import { type Checkpoint, parseCheckpoint, parseSize } from './checkpoint.ts';
import { HASH_BYTES, type Hash, hashLeaf } from './hash.ts';
import type { VerifierKey } from './keys.ts';
import { judgeNote, type KeyVerdict, type Note, parseNote } from './note.ts';
import { verifyInclusion } from './verify.ts';

export type Receipt = { entry: Uint8Array; index: number; proof: readonly Hash[]; checkpoint: Checkpoint; note: Note };

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const LARGEST = 1_000_000;
const LONGEST_PROOF = 63;

/** `note`: the signed checkpoint, as the log serves it. */
export const encodeReceipt = (given: {
  entry: Uint8Array;
  index: number;
  proof: readonly Hash[];
  note: string;
}): string =>
  [
    FIRST_LINE,
    `extra ${encodeBase64(given.entry)}`,
    `index ${given.index}`,
    ...given.proof.map(encodeBase64),
    '',
    given.note,
  ].join('\n');

/** @throws TypeError that says what is no receipt about it. */
export function parseReceipt(text: string): Receipt {
  if (text.length > LARGEST) throw new TypeError('too large to be a receipt');
  const cut = text.indexOf('\n\n');
  if (!text.startsWith(`${FIRST_LINE}\n`)) throw new TypeError(`a receipt begins with ${FIRST_LINE}`);
  if (cut < 0) throw new TypeError('a receipt has an empty line before the checkpoint');
  const [, extra = '', index = '', ...path] = text.slice(0, cut).split('\n');
  if (!extra.startsWith('extra ')) throw new TypeError('a receipt holds its entry in the line “extra”');
  if (!index.startsWith('index ')) throw new TypeError('the line “index” is missing');
  if (path.length > LONGEST_PROOF) throw new TypeError('the path is too long');
  const proof = path.map(decodeBase64);
  if (proof.some((hash) => hash.length !== HASH_BYTES)) throw new TypeError('a hash of the path has 32 bytes');
  const note = parseNote(text.slice(cut + 2));
  return {
    entry: decodeBase64(extra.slice('extra '.length)),
    index: parseSize(index.slice('index '.length)),
    proof,
    note,
    checkpoint: parseCheckpoint(note.text),
  };
}

export type ReceiptProblem = 'malformed' | 'not-included' | 'no-key' | 'signature-failed' | 'signature-missing';
export type ReceiptCheck = {
  ok: boolean;
  problem?: ReceiptProblem;
  /** What is malformed about it. */
  reason?: string;
  receipt?: Receipt;
  /** One for each key that was given and is of the log that the receipt names. */
  keys: KeyVerdict[];
};

/**
 * Is the entry in the log whose keys these are? Every key given for that log has to have signed: leave out a key to do
 * without it. Keys of other logs say nothing, and a receipt without a key that we know proves nothing.
 */
export async function verifyReceipt(text: string, keys: readonly VerifierKey[]): Promise<ReceiptCheck> {
  let receipt: Receipt;
  try {
    receipt = parseReceipt(text);
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, problem: 'malformed', reason: error.message, keys: [] };
    throw error;
  }
  const { entry, index, proof, note, checkpoint } = receipt;
  const own = keys.filter((key) => key.name === checkpoint.origin);
  const verdicts = await judgeNote(note, own);
  const problem = problemOf(
    verdicts,
    verifyInclusion({
      leafIndex: index,
      treeSize: checkpoint.size,
      leafHash: hashLeaf(entry),
      proof,
      root: checkpoint.root,
    }),
  );
  return { ok: problem === undefined, ...(problem ? { problem } : {}), receipt, keys: verdicts };
}

function problemOf(verdicts: readonly KeyVerdict[], included: boolean): ReceiptProblem | undefined {
  const some = (verdict: KeyVerdict['verdict']) => verdicts.some((one) => one.verdict === verdict);
  if (!included) return 'not-included';
  if (verdicts.length === 0) return 'no-key';
  if (some('failed')) return 'signature-failed';
  return some('missing') ? 'signature-missing' : undefined;
}
