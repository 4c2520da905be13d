/** Base 64 (RFC 4648, section 4), strictly: one text for each sequence of bytes, so that no other text passes for it. */
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...SIGNS].map((sign, value) => [sign, value]));

export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.subarray(i, i + 3);
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += SIGNS[word >> 18]! + SIGNS[(word >> 12) & 63]!;
    text += b === undefined ? '=' : SIGNS[(word >> 6) & 63]!;
    text += c === undefined ? '=' : SIGNS[word & 63]!;
  }
  return text;
}

/** @throws TypeError for anything that `encodeBase64` would not write. */
export function decodeBase64(text: string): Uint8Array {
  const body = text.replace(/={1,2}$/, '');
  if (text.length % 4 !== 0) throw new TypeError('base64 comes in groups of four signs');
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let word = 0;
  let at = 0;
  for (let i = 0; i < body.length; i++) {
    const value = VALUES.get(body[i]!);
    if (value === undefined) throw new TypeError(`“${body[i]}” is no sign of base64`);
    word = ((word << 6) | value) & 0xff_ff_ff;
    if (i % 4 > 0) bytes[at++] = (word >> (6 - 2 * (i % 4))) & 255;
  }
  // Bits left over are zero; a group of one sign says nothing.
  if (encodeBase64(bytes) !== text) throw new TypeError('base64 with bits left over');
  return bytes;
}
