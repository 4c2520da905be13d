/** Bytes to text in pieces, with the encoding checked: what is not UTF-8 is refused, not guessed. */
import { EpcisError } from './problems.ts';

export type Source = string | Uint8Array | AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

const PIECE = 65536;

/** The pieces of a source, none of them large. */
export async function* piecesOf(source: Source): AsyncGenerator<Uint8Array | string> {
  if (typeof source === 'string' || source instanceof Uint8Array) yield* cut(source);
  else for await (const piece of source) yield* cut(piece);
}

function* cut(piece: Uint8Array | string): Generator<Uint8Array | string> {
  if (piece.length <= PIECE) yield piece;
  else for (let at = 0; at < piece.length; at += PIECE) yield piece.slice(at, at + PIECE);
}

/** UTF-8 with or without a byte order mark; other encodings name themselves in the first bytes. */
export async function* decodeText(source: Source): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const piece of piecesOf(source)) {
    if (piece.length === 0) continue;
    if (typeof piece === 'string') {
      yield first && piece.charCodeAt(0) === 0xfeff ? piece.slice(1) : piece;
      first = false;
      continue;
    }
    if (!decoder) {
      if ((piece[0] === 0xfe && piece[1] === 0xff) || (piece[0] === 0xff && piece[1] === 0xfe) || piece[0] === 0)
        throw new EpcisError('encoding', '', { what: 'UTF-16/32 ≠ UTF-8' });
      decoder = new TextDecoder('utf-8', { fatal: true });
    }
    yield decode(decoder, piece);
  }
  if (decoder) yield decode(decoder, undefined);
}

export function decode(decoder: TextDecoder, piece: Uint8Array | undefined): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    throw new EpcisError('encoding', '', { what: `≠ ${decoder.encoding.toUpperCase()}` });
  }
}
