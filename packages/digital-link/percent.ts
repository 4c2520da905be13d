/** Percent-encoding of element values (RFC 3986 §2; GS1 Digital Link: URI Syntax, characters reserved in a path). */

/** What may stand in a path as it is: unreserved signs and those sub-delimiters that GS1 does not reserve. */
const plain = new Uint8Array(128);
for (const sign of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~';=")
  plain[sign.charCodeAt(0)] = 1;

const HEX = '0123456789ABCDEF';

/** Is it written in one way only, without anything to encode or decode? */
export function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 || plain[code] === 0) return false;
  }
  return true;
}

/** Encodes every sign that is not plain; text beyond ASCII goes as UTF-8, a lone surrogate as the replacement sign. */
export function percentEncode(text: string): string {
  if (isPlain(text)) return text;
  let out = '';
  for (const byte of new TextEncoder().encode(text))
    out += byte < 128 && plain[byte] === 1 ? String.fromCharCode(byte) : `%${HEX[byte >> 4]}${HEX[byte & 15]}`;
  return out;
}

/** Undefined for half an escape or one that is not UTF-8. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
