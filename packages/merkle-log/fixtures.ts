/** For tests: signers from a seed. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sm2 } from 'sm-crypto-v2';
import {
  encodeCheckpoint,
  encodeReceipt,
  type Hash,
  hashLeaf,
  hex,
  inclusionProof,
  makeKey,
  nodesOver,
  readHash,
  rootAt,
  type Signer,
  signNote,
} from './index.ts';

export function ed25519Signer(name: string, seed = 1): Signer {
  const secret = new Uint8Array(32).fill(seed);
  return {
    key: makeKey(name, 'ed25519', ed25519.getPublicKey(secret)),
    sign: (message) => ed25519.sign(message, secret),
  };
}

export function sm2Signer(name: string, seed = 1): Signer {
  const secret = hex(new Uint8Array(32).fill(seed));
  const publicKey = sm2.getPublicKeyFromPrivateKey(secret);
  return {
    key: makeKey(name, 'sm2', readHash(publicKey)),
    sign: (message) => readHash(sm2.doSignature(message, secret, { hash: true, der: false, publicKey })),
  };
}

export const entryAt = (i: number): Uint8Array => new TextEncoder().encode(`entry ${i}`);

/** A receipt of one entry out of `size`, signed. */
export function makeReceipt(index: number, size: number, signers: readonly Signer[], entry = entryAt): string {
  const leaves: Hash[] = Array.from({ length: size }, (_, i) => hashLeaf(entry(i)));
  const nodeAt = nodesOver(leaves);
  const origin = signers[0]!.key.name;
  const note = signNote(encodeCheckpoint({ origin, size, root: rootAt(size, nodeAt) }), signers);
  return encodeReceipt({ entry: entry(index), index, proof: inclusionProof(index, size, nodeAt), note });
}
