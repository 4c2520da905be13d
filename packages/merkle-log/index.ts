/** Merkle trees of transparency logs: RFC 9162 hashes, proofs, and their verification. Pure; runs in browsers too. */
export { canonicalJson, type Json } from './canonical-json.ts';
export { emptyRoot, equalHashes, HASH_BYTES, type Hash, hashChildren, hashLeaf, hex, readHash } from './hash.ts';
export { consistencyProof, inclusionProof, type NodeAt, nodesOver, rootAt } from './prove.ts';
export { type Consistency, type Inclusion, verifyConsistency, verifyInclusion } from './verify.ts';
