import { ExtractError } from './errors.ts';

function tryDecode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // The bytes are not in this encoding: the next one is tried.
    return undefined;
  }
}

/** Zero bytes occur in no other text encoding; in UTF-16 they are the high bytes of ASCII, mostly. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 2000) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (even === odd) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Control characters other than white space. */
export const countControls = (text: string): number => text.match(/(?!\s)\p{Cc}/gu)?.length ?? 0;

/** Control characters have no place in a text; some old files carry a few (form feed, substitute). */
function looksBinary(text: string): boolean {
  const strange = text.match(/[\ue000-\uf8ff\ufffd]/g)?.length ?? 0;
  return countControls(text) > text.length / 200 || text.includes('\0') || strange > text.length / 10;
}

/** UTF-8 with a few broken places: read as GB18030 it would be rubbish that looks like Chinese. */
function nearlyUtf8(bytes: Uint8Array): boolean {
  const lossy = new TextDecoder('utf-8').decode(bytes);
  const broken = lossy.match(/\ufffd/g)?.length ?? 0;
  const whole = lossy.match(/[\u0800-\uffef]/g)?.length ?? 0;
  return whole >= 20 && broken * 20 <= whole;
}

function damaged(): never {
  throw new ExtractError('damaged', { why: 'utf-8' });
}

/**
 * Decode a text file: byte order marks first, then UTF-8, UTF-16 without a mark, GB18030 (and so GBK and GB 2312).
 * The mark is dropped; line ends stay as they are.
 * @throws ExtractError damaged when it is UTF-8 with broken places, binary when no encoding fits, empty when nothing but white space is left
 */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = unmarkedUtf16(bytes);
  let text: string | undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) text = tryDecode('utf-16le', bytes);
  else if (bytes[0] === 0xfe && bytes[1] === 0xff) text = tryDecode('utf-16be', bytes);
  else if (utf16) text = tryDecode(utf16, bytes);
  else text = tryDecode('utf-8', bytes) ?? (nearlyUtf8(bytes) ? damaged() : tryDecode('gb18030', bytes));
  if (text === undefined || looksBinary(text)) throw new ExtractError('binary');
  if (text.trim() === '') throw new ExtractError('empty');
  return text;
}
