/** Reads EPCIS of either syntax: the first sign tells. */
import type { Source } from './decode.ts';
import type { EpcisDocument } from './model.ts';
import { EpcisError, type Problem } from './problems.ts';
import { type DocumentReader, type ReadOptions, readJson } from './read-json.ts';
import { readXml } from './read-xml.ts';

/** `document` is there once reading has begun: await it, then take the events. */
export async function readDocument(source: Source, options: ReadOptions = {}): Promise<DocumentReader> {
  if (typeof source === 'string' || source instanceof Uint8Array) return readerFor(source)(source, options);
  const pieces = (
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  ) as AsyncIterator<Uint8Array | string>;
  const head: (Uint8Array | string)[] = [];
  let read: typeof readJson | undefined;
  while (read === undefined) {
    const { value, done } = await pieces.next();
    if (done) throw new EpcisError('empty', '');
    head.push(value);
    if (firstSign(value) !== undefined) read = readerFor(value);
  }
  async function* whole() {
    yield* head;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  return read(whole(), options);
}

const readerFor = (piece: string | Uint8Array) => (firstSign(piece) === 60 ? readXml : readJson);

/** The first code that is no blank, byte order mark or zero byte of UTF-16. */
function firstSign(piece: string | Uint8Array): number | undefined {
  for (let at = 0; at < piece.length; at++) {
    const code = typeof piece === 'string' ? piece.charCodeAt(at) : piece[at]!;
    if (
      code > 32 &&
      code !== 0xef &&
      code !== 0xbb &&
      code !== 0xbf &&
      code !== 0xfe &&
      code !== 0xff &&
      code !== 0xfeff
    )
      return code;
  }
  return undefined;
}

export type { EpcisDocument, Problem };
