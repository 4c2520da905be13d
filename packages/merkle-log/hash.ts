/** Hashes of the tree: RFC 9162, 2.1.1, with SHA-256. A leaf and a node can never be taken for one another. */
import { sha256 } from '@noble/hashes/sha2.js';

export type Hash = Uint8Array;
export const HASH_BYTES = 32;

/** SHA-256(0x00 ‖ entry). */
export function hashLeaf(entry: Uint8Array): Hash {
  return sha256.create().update(Uint8Array.of(0)).update(entry).digest();
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function hashChildren(left: Hash, right: Hash): Hash {
  return sha256.create().update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** Root of the tree without entries: the hash of nothing. */
export const emptyRoot = (): Hash => sha256(new Uint8Array());

/** Bytes, or hexadecimal digits for them. Throws TypeError for anything else; a hash of another length equals none. */
export function readHash(given: Uint8Array | string): Hash {
  if (typeof given !== 'string') return given;
  if (!/^([0-9a-fA-F]{2})*$/.test(given)) throw new TypeError('a hash is bytes or hexadecimal digits');
  return Uint8Array.from({ length: given.length / 2 }, (_, i) => Number.parseInt(given.slice(2 * i, 2 * i + 2), 16));
}

/** SHA-256 of some bytes in hexadecimal digits, as statements hold it. */
export const sha256Hex = (bytes: Uint8Array): string => hex(sha256(bytes));
export const equalHashes = (a: Hash, b: Hash): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
export const hex = (hash: Hash): string => Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
