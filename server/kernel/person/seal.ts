/**
 * Keeps words for one reader: sealed with a public key, opened with the private one, which the reader alone has. So
 * first passwords of a long import wait in the database without anybody being able to read them there.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

export type SealPair = { lock: string; key: string };
export type Sealed = { from: string; iv: string; tag: string; data: string };

export function newSealPair(): SealPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { lock: publicDer(publicKey), key: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url') };
}

export function seal(lock: string, words: string): Sealed {
  const own = generateKeyPairSync('x25519');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secretOf(own.privateKey, readPublic(lock)), iv);
  const data = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()]);
  return {
    from: publicDer(own.publicKey),
    iv: iv.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
    data: data.toString('base64url'),
  };
}

/** undefined when the key is not the one, or what was sealed has been touched. */
export function open(key: string, sealed: Sealed): string | undefined {
  try {
    const own = createPrivateKey({ key: Buffer.from(key, 'base64url'), format: 'der', type: 'pkcs8' });
    const iv = Buffer.from(sealed.iv, 'base64url');
    const cipher = createDecipheriv('aes-256-gcm', secretOf(own, readPublic(sealed.from)), iv);
    cipher.setAuthTag(Buffer.from(sealed.tag, 'base64url'));
    return Buffer.concat([cipher.update(Buffer.from(sealed.data, 'base64url')), cipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

const publicDer = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).toString('base64url');
const readPublic = (der: string) =>
  createPublicKey({ key: Buffer.from(der, 'base64url'), format: 'der', type: 'spki' });
const secretOf = (privateKey: KeyObject, publicKey: KeyObject) =>
  Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), '', 'zhimai first passwords', 32));
