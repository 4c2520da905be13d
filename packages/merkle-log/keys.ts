/**
 * Verifier keys of signed notes (C2SP signed-note). Ed25519 has the assigned type 0x01. SM2 with SM3 has none: as the
 * specification asks, 0xff and a longer name stand before the key.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { hex } from './hash.ts';

export type Algorithm = 'ed25519' | 'sm2';
/** `publicKey`: 32 bytes of Ed25519, or the uncompressed point of SM2, 65 bytes from 0x04 on. */
export type VerifierKey = { name: string; id: string; algorithm: Algorithm; publicKey: Uint8Array };

const utf8 = new TextEncoder();
/** SM2 signs the text of the note under the standard user id 1234567812345678, as r ‖ s of 32 bytes each. */
const SM2_TYPE = 'zhimai-sm2-with-sm3-v1\n';
const types: Record<Algorithm, Uint8Array> = {
  ed25519: Uint8Array.of(0x01),
  sm2: Uint8Array.of(0xff, ...utf8.encode(SM2_TYPE)),
};
const keyBytes: Record<Algorithm, number> = { ed25519: 32, sm2: 65 };

export const isKeyName = (name: string): boolean =>
  name !== '' && name.isWellFormed() && !/[\s+\p{Zs}]/u.test(name) && [...name].every((sign) => sign >= ' ');

/** @throws TypeError for a name that no signature line can hold, or a key of another length. */
export function makeKey(name: string, algorithm: Algorithm, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new TypeError(`“${name}” is no name of a key`);
  if (publicKey.length !== keyBytes[algorithm] || (algorithm === 'sm2' && publicKey[0] !== 4))
    throw new TypeError(`no public key of ${algorithm}`);
  const digest = sha256
    .create()
    .update(utf8.encode(`${name}\n`))
    .update(types[algorithm])
    .update(publicKey)
    .digest();
  return { name, id: hex(digest.subarray(0, 4)), algorithm, publicKey };
}

/** `<name>+<id>+<base64 of type and key>`. */
export const encodeKey = ({ name, id, algorithm, publicKey }: VerifierKey): string =>
  `${name}+${id}+${encodeBase64(Uint8Array.of(...types[algorithm], ...publicKey))}`;

/** @throws TypeError for what is no key, of an unknown kind, or not the key that its id names. */
export function parseKey(text: string): VerifierKey {
  const [, name, id, material] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  if (name === undefined || id === undefined || material === undefined)
    throw new TypeError('a key reads <name>+<8 hexadecimal digits>+<base64>');
  const bytes = decodeBase64(material);
  const algorithm = (Object.keys(types) as Algorithm[]).find(
    (one) => bytes.length === types[one].length + keyBytes[one] && types[one].every((byte, i) => byte === bytes[i]),
  );
  if (!algorithm) throw new TypeError('a key of an unknown kind');
  const key = makeKey(name, algorithm, bytes.slice(types[algorithm].length));
  if (key.id !== id) throw new TypeError(`the key ${name} has the id ${key.id}, not ${id}`);
  return key;
}

/** Keys in a text, one a line; empty lines and lines after `#` say nothing. @throws TypeError naming the line. */
export function parseKeys(text: string): VerifierKey[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    try {
      return [parseKey(line)];
    } catch (error) {
      throw new TypeError(`line ${index + 1}: ${(error as Error).message}`);
    }
  });
}
