/** Signed notes (C2SP signed-note): a text and lines of signatures under it. */
import { decodeBase64, encodeBase64 } from './base64.ts';
import { hex, readHash } from './hash.ts';
import { isKeyName, type VerifierKey } from './keys.ts';
import { verifySignature } from './signature.ts';

export type NoteSignature = { name: string; id: string; signature: Uint8Array };
/** `text` ends with its newline; the signatures sign its UTF-8 bytes. */
export type Note = { text: string; signatures: NoteSignature[] };
export type Signer = { key: VerifierKey; sign(message: Uint8Array): Uint8Array };

const utf8 = new TextEncoder();
const MOST_SIGNATURES = 64;

export function signNote(text: string, signers: readonly Signer[]): string {
  refuseSigns(text);
  if (!text.endsWith('\n')) throw new TypeError('the text of a note ends with a newline');
  const message = utf8.encode(text);
  const signatures = signers.map(({ key, sign }) => ({ name: key.name, id: key.id, signature: sign(message) }));
  return encodeNote({ text, signatures });
}

export const encodeNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map((one) => `— ${one.name} ${encodeBase64(Uint8Array.of(...readHash(one.id), ...one.signature))}\n`).join('')}`;

/** @throws TypeError that says what is no note about it. */
export function parseNote(given: string): Note {
  refuseSigns(given);
  const cut = given.lastIndexOf('\n\n');
  if (cut < 0 || !given.endsWith('\n')) throw new TypeError('a note has an empty line before its signatures');
  const text = given.slice(0, cut + 1);
  const lines = given.slice(cut + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw new TypeError('too many signatures');
  return { text, signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [dash, name, base64, ...more] = line.split(' ');
  if (dash !== '—' || name === undefined || base64 === undefined || more.length > 0 || !isKeyName(name))
    throw new TypeError('a signature reads — <name> <base64>');
  const bytes = decodeBase64(base64);
  if (bytes.length < 5) throw new TypeError('a signature too short to be one');
  return { name, id: hex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

function refuseSigns(text: string): void {
  if (!text.isWellFormed()) throw new TypeError('not UTF-8');
  for (let i = 0; i < text.length; i++)
    if (text.charCodeAt(i) < 32 && text[i] !== '\n') throw new TypeError('control characters in a note');
}

export type Verdict = 'verified' | 'failed' | 'missing';
export type KeyVerdict = { key: VerifierKey; verdict: Verdict };

/** What each key says about a note. Lines of other keys are no concern of theirs. */
export async function judgeNote(note: Note, keys: readonly VerifierKey[]): Promise<KeyVerdict[]> {
  const message = utf8.encode(note.text);
  return Promise.all(
    keys.map(async (key): Promise<KeyVerdict> => {
      const lines = note.signatures.filter((line) => line.name === key.name && line.id === key.id);
      if (lines.length === 0) return { key, verdict: 'missing' };
      const good = await Promise.all(lines.map((line) => verifySignature(key, message, line.signature)));
      return { key, verdict: good.every(Boolean) ? 'verified' : 'failed' };
    }),
  );
}
