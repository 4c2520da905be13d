/** Checkpoints (C2SP tlog-checkpoint): a log says how large it is and what its root is, in a note. */
import { decodeBase64, encodeBase64 } from './base64.ts';
import { HASH_BYTES, type Hash } from './hash.ts';

/** `extensions`: further lines, which mean nothing to us. */
export type Checkpoint = { origin: string; size: number; root: Hash; extensions?: readonly string[] };

/** The text of the note, to be signed. */
export const encodeCheckpoint = ({ origin, size, root, extensions = [] }: Checkpoint): string =>
  [origin, String(size), encodeBase64(root), ...extensions].map((line) => `${line}\n`).join('');

/** @throws TypeError that says what is no checkpoint about the text of a note. */
export function parseCheckpoint(text: string): Checkpoint & { extensions: readonly string[] } {
  if (!text.endsWith('\n')) throw new TypeError('a checkpoint ends with a newline');
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (!origin || size === undefined || root === undefined)
    throw new TypeError('a checkpoint has an origin, a size and a root');
  if (extensions.includes('')) throw new TypeError('empty lines in a checkpoint');
  const hash = decodeBase64(root);
  if (hash.length !== HASH_BYTES) throw new TypeError('a root has 32 bytes');
  return { origin, size: parseSize(size), root: hash, extensions };
}

/** Decimal digits without zeroes in front. @throws TypeError, also beyond 2⁵³. */
export function parseSize(text: string): number {
  if (!/^(0|[1-9]\d*)$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new TypeError('a size is a whole number below 2⁵³');
  return Number(text);
}
