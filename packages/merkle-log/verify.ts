/** Proofs checked without the log: that an entry is in it, and that it only ever grew. */
import { equalHashes, HASH_BYTES, type Hash, hashChildren, readHash } from './hash.ts';

type Given = Uint8Array | string;
type Size = number | bigint;

export type Inclusion = { leafIndex: Size; treeSize: Size; leafHash: Given; proof: readonly Given[]; root: Given };
export type Consistency = { size1: Size; size2: Size; proof: readonly Given[]; root1: Given; root2: Given };

/**
 * Is the entry with this leaf hash at this index of the tree of this size and root? RFC 9162, 2.1.3.2. Hashes are bytes or
 * hexadecimal digits; what is malformed is not proved: false.
 */
export function verifyInclusion(given: Inclusion): boolean {
  const read = tryRead(() => ({
    index: readSize(given.leafIndex),
    size: readSize(given.treeSize),
    leaf: readHash(given.leafHash),
    root: readHash(given.root),
    proof: given.proof.map(readHash),
  }));
  if (!read || read.index >= read.size || read.leaf.length !== HASH_BYTES) return false;
  let fn = read.index;
  let sn = read.size - 1n;
  let hash: Hash = read.leaf;
  for (const part of read.proof) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      hash = hashChildren(part, hash);
      while (!(fn & 1n) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else hash = hashChildren(hash, part);
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && equalHashes(hash, read.root);
}

/**
 * Is the tree of the second size and root the first one with entries added? RFC 9162, 2.1.4.2, which asks for a first tree
 * that is not empty: growth from nothing is no evidence, and is never confirmed.
 */
export function verifyConsistency(given: Consistency): boolean {
  const read = tryRead(() => ({
    first: readSize(given.size1),
    second: readSize(given.size2),
    root1: readHash(given.root1),
    root2: readHash(given.root2),
    proof: given.proof.map(readHash),
  }));
  if (!read) return false;
  const { first, second, root1, root2, proof } = read;
  if (first === 0n || first > second) return false;
  if (first === second) return proof.length === 0 && equalHashes(root1, root2);
  // The root of a whole tree of 2ⁿ entries is itself the first part of the proof.
  const path = (first & (first - 1n)) === 0n ? [root1, ...proof] : proof;
  const [start, ...rest] = path;
  if (!start || proof.length === 0) return false;
  let fn = first - 1n;
  let sn = second - 1n;
  while (fn & 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let one: Hash = start;
  let two: Hash = start;
  for (const part of rest) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      one = hashChildren(part, one);
      two = hashChildren(part, two);
      while (!(fn & 1n) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else two = hashChildren(two, part);
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && equalHashes(one, root1) && equalHashes(two, root2);
}

function readSize(given: Size): bigint {
  const size = typeof given === 'bigint' ? given : Number.isSafeInteger(given) ? BigInt(given) : -1n;
  if (size < 0n) throw new TypeError('a size is a whole number');
  return size;
}

/** Malformed input proves nothing. */
function tryRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
