import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consistencyProof,
  emptyRoot,
  equalHashes,
  hashLeaf,
  hex,
  inclusionProof,
  nodesOver,
  readHash,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';

const folder = join(import.meta.dirname, '../../../shared/conformance/tlog');
const here = existsSync(folder);
if (!here) console.log('shared/conformance/tlog is missing: its cases are skipped');

/** Sizes beyond 2⁵³ stay exact. */
const parse = (text: string) => JSON.parse(text.replace(/: (\d{16,})/g, ': "$1"'));
const bytes = (base64: string | null) => new Uint8Array(Buffer.from(base64 ?? '', 'base64'));
const size = (value: number | string) => BigInt(value);
const cases = (kind: string) => (here ? globSync(`${kind}__*.json`, { cwd: folder }).sort() : []);

describe.skipIf(!here)('cases of transparency-dev/merkle', () => {
  test('all are there', () => {
    expect(cases('inclusion')).toHaveLength(65);
    expect(cases('consistency')).toHaveLength(57);
  });
  test.each(cases('inclusion'))('%s', (file) => {
    const { leafIdx, treeSize, root, leafHash, proof, wantErr } = parse(readFileSync(join(folder, file), 'utf8'));
    const given = { leafIndex: size(leafIdx), treeSize: size(treeSize), leafHash: bytes(leafHash), root: bytes(root) };
    expect(verifyInclusion({ ...given, proof: (proof ?? []).map(bytes) })).toBe(!wantErr);
  });
  test.each(cases('consistency'))('%s', (file) => {
    const { size1, size2, root1, root2, proof, wantErr } = parse(readFileSync(join(folder, file), 'utf8'));
    const given = { size1: size(size1), size2: size(size2), root1: bytes(root1), root2: bytes(root2) };
    expect(verifyConsistency({ ...given, proof: (proof ?? []).map(bytes) })).toBe(!wantErr);
  });
});

const leaves = Array.from({ length: 70 }, (_, i) => hashLeaf(Uint8Array.of(i)));
const trees = fc.integer({ min: 1, max: 70 });

test('the empty tree and the empty leaf', () => {
  expect(hex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hex(hashLeaf(new Uint8Array()))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
});

test('every entry is proved, at its own index only, and no bit of the proof can be turned', () => {
  fc.assert(
    fc.property(trees, fc.nat(), fc.nat(), fc.nat(), (n, at, other, bit) => {
      const nodeAt = nodesOver(leaves.slice(0, n));
      const index = at % n;
      const given = { leafIndex: index, treeSize: n, leafHash: leaves[index]!, root: rootAt(n, nodeAt) };
      const proof = inclusionProof(index, n, nodeAt);
      expect(verifyInclusion({ ...given, proof })).toBe(true);
      expect(
        verifyInclusion({ ...given, leafHash: hex(given.leafHash), root: hex(given.root), proof: proof.map(hex) }),
      ).toBe(true);
      if (other % n !== index) expect(verifyInclusion({ ...given, leafIndex: other % n, proof })).toBe(false);
      if (proof.length === 0) return;
      const turned = proof.map((part) => part.slice());
      turned[bit % proof.length]![bit % 32]! ^= 1 << (bit % 8);
      expect(verifyInclusion({ ...given, proof: turned })).toBe(false);
      expect(verifyInclusion({ ...given, proof: proof.slice(1) })).toBe(false);
    }),
  );
});

test('every growth is proved, and no other history is', () => {
  fc.assert(
    fc.property(trees, trees, fc.nat(), (a, b, changed) => {
      const [size1, size2] = [Math.min(a, b), Math.max(a, b)];
      const nodeAt = nodesOver(leaves.slice(0, size2));
      const given = { size1, size2, root1: rootAt(size1, nodeAt), root2: rootAt(size2, nodeAt) };
      const proof = consistencyProof(size1, size2, nodeAt);
      expect(verifyConsistency({ ...given, proof })).toBe(true);
      const forged = leaves
        .slice(0, size2)
        .map((leaf, i) => (i === changed % size1 ? hashLeaf(Uint8Array.of(255, i)) : leaf));
      const other = nodesOver(forged);
      const fork = consistencyProof(size1, size2, other);
      expect(verifyConsistency({ ...given, root2: rootAt(size2, other), proof: fork })).toBe(false);
    }),
  );
});

test('growth from nothing is not confirmed; what is malformed proves nothing', () => {
  const nodeAt = nodesOver(leaves.slice(0, 5));
  const root2 = rootAt(5, nodeAt);
  expect(verifyConsistency({ size1: 0, size2: 5, root1: emptyRoot(), root2, proof: [] })).toBe(false);
  expect(verifyConsistency({ size1: 0, size2: 5, root1: root2, root2, proof: [] })).toBe(false);
  expect(verifyConsistency({ size1: 5, size2: 3, root1: root2, root2, proof: [] })).toBe(false);
  for (const leafIndex of [-1, 0.5, 5, Number.NaN])
    expect(verifyInclusion({ leafIndex, treeSize: 5, leafHash: leaves[0]!, root: root2, proof: [] })).toBe(false);
  expect(verifyInclusion({ leafIndex: 0, treeSize: 1, leafHash: 'xyz', root: root2, proof: [] })).toBe(false);
  expect(() => readHash('0g')).toThrow(TypeError);
  expect(() => inclusionProof(5, 5, nodeAt)).toThrow(RangeError);
  expect(equalHashes(leaves[0]!, leaves[1]!)).toBe(false);
});
