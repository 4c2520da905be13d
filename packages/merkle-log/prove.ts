/** Roots and proofs made from the leaves. `nodeAt` is where a log keeps the hashes of whole subtrees, such as tiles. */
import { emptyRoot, type Hash, hashChildren, hashLeaf } from './hash.ts';

/** Hash of the whole subtree of 2^level leaves that begins at leaf index·2^level. */
export type NodeAt = (level: number, index: number) => Hash;

/** Hashes of whole subtrees over leaves that are all at hand; each is computed once. */
export function nodesOver(leaves: readonly Hash[]): NodeAt {
  const levels: Hash[][] = [leaves as Hash[]];
  for (let below = levels[0] as Hash[]; below.length > 1; below = levels.at(-1) as Hash[])
    levels.push(
      Array.from({ length: below.length >> 1 }, (_, i) => hashChildren(below[2 * i] as Hash, below[2 * i + 1] as Hash)),
    );
  return (level, index) => {
    const hash = levels[level]?.[index];
    if (!hash) throw new RangeError(`no whole subtree of level ${level} at ${index}`);
    return hash;
  };
}

/** Root of the first `size` leaves. RFC 9162, 2.1.1. */
export function rootAt(size: number, nodeAt: NodeAt): Hash {
  return size === 0 ? emptyRoot() : rangeHash(0, size, nodeAt);
}

/** Root of a tree over the lines of a text, each without its newline; the empty text has none. */
export function rootOfLines(text: string): Hash {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const leaves = lines.map((line) => hashLeaf(new TextEncoder().encode(line)));
  return rootAt(leaves.length, nodesOver(leaves));
}

/** Proof that leaf `index` is in the tree of `size` leaves, lowest part first. RFC 9162, 2.1.3.1. */
export function inclusionProof(index: number, size: number, nodeAt: NodeAt): Hash[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError(`${index} of ${size}`);
  const path = (from: number, to: number): Hash[] => {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return index < middle
      ? [...path(from, middle), rangeHash(middle, to, nodeAt)]
      : [...path(middle, to), rangeHash(from, middle, nodeAt)];
  };
  return path(0, size);
}

/** Proof that the tree of `size2` leaves is that of `size1` with leaves added. RFC 9162, 2.1.4.1. */
export function consistencyProof(size1: number, size2: number, nodeAt: NodeAt): Hash[] {
  if (!Number.isSafeInteger(size1) || size1 < 0 || size1 > size2) throw new RangeError(`${size1} of ${size2}`);
  if (size1 === 0 || size1 === size2) return [];
  const part = (m: number, from: number, to: number, whole: boolean): Hash[] => {
    if (m === to - from) return whole ? [] : [rangeHash(from, to, nodeAt)];
    const k = split(to - from);
    return m <= k
      ? [...part(m, from, from + k, whole), rangeHash(from + k, to, nodeAt)]
      : [...part(m - k, from + k, to, false), rangeHash(from, from + k, nodeAt)];
  };
  return part(size1, 0, size2, true);
}

/** The largest power of two that is smaller than n. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** Hash of the leaves from `from` on, up to `to`; `from` is where a subtree of their number's size may begin. */
function rangeHash(from: number, to: number, nodeAt: NodeAt): Hash {
  const n = to - from;
  const level = Math.log2(n);
  if (Number.isInteger(level)) return nodeAt(level, from / n);
  const k = split(n);
  return hashChildren(rangeHash(from, from + k, nodeAt), rangeHash(from + k, to, nodeAt));
}
