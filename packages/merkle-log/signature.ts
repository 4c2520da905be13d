/** Signatures checked without native parts, in browsers too. SM2 is large and is loaded when the first one is met. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { hex } from './hash.ts';
import type { VerifierKey } from './keys.ts';

/** For pages that must work without a network later. */
export const loadSm2 = () => import('sm-crypto-v2');

export async function verifySignature(
  { algorithm, publicKey }: VerifierKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (signature.length !== 64) return false;
  try {
    // RFC 8032 to the letter: no second signature can be made of a first.
    if (algorithm === 'ed25519') return ed25519.verify(signature, message, publicKey, { zip215: false });
    const { sm2 } = await loadSm2();
    if (![signature.subarray(0, 32), signature.subarray(32)].every(isScalar)) return false;
    return sm2.doVerifySignature(message, hex(signature), hex(publicKey), { hash: true, der: false });
  } catch {
    // A key that is no point, or numbers out of range.
    return false;
  }
}

const SM2_ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

function isScalar(bytes: Uint8Array): boolean {
  const value = BigInt(`0x${hex(bytes)}`);
  return value > 0n && value < SM2_ORDER;
}
