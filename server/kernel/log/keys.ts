/**
 * The log's private keys and the last checkpoint that they signed, in a folder outside the database: whoever restores an
 * older database must not sign another history with the same keys.
 */
import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import { z } from 'zod';
import {
  type Checkpoint,
  encodeKey,
  makeKey,
  parseCheckpoint,
  parseNote,
  readHash,
  type Signer,
  type VerifierKey,
} from '../../../packages/merkle-log/index.ts';
import { AppError } from '../error.ts';

export type LogKeys = {
  folder: string;
  origin: string;
  /** Ed25519 and SM2. */
  signers: readonly Signer[];
  /** The verifier keys, as text. */
  public: readonly string[];
};

const KeyFile = z.object({
  form: z.literal('zhimai.log-keys/1'),
  origin: z.string(),
  ed25519: z.string().regex(/^[0-9a-f]{64}$/),
  sm2: z.string().regex(/^[0-9a-f]{64}$/),
});
type KeyFile = z.infer<typeof KeyFile>;

const fileIn = (folder: string) => join(folder, 'keys.json');

/** Nothing where there are none. @throws AppError log.key-unreadable */
export function readLogKeys(folder: string): LogKeys | undefined {
  const file = fileIn(folder);
  if (!existsSync(file)) return undefined;
  try {
    return keysOf(folder, KeyFile.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch (error) {
    throw new AppError('log.key-unreadable', { file, reason: (error as Error).message }, { cause: error });
  }
}

/** The public halves of all keys in the folder, those of former logs too. */
export function readPublicKeys(folder: string): VerifierKey[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^keys(-[0-9a-f]{8})?\.json$/.test(name))
    .sort()
    .flatMap((name) => {
      const file = KeyFile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      return keysOf(folder, file).signers.map((signer) => signer.key);
    });
}

/** Makes keys where there are none; of two programs that try at once, both go on with the first one's. */
export function createLogKeys(folder: string, origin: string): LogKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const making = join(folder, `.keys-${randomBytes(6).toString('hex')}`);
  try {
    write(making, `${JSON.stringify(newKeys(origin), null, 2)}\n`, 0o600);
    linkSync(making, fileIn(folder));
    syncFolder(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(making, { force: true });
  }
  return readLogKeys(folder)!;
}

/** New keys beside the present ones, to be put in their place by `placeLogKeys`. */
export function prepareLogKeys(folder: string, origin: string): LogKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = newKeys(origin);
  write(join(folder, 'keys-next.json'), `${JSON.stringify(file, null, 2)}\n`, 0o600);
  return keysOf(folder, file);
}

/** The former keys stay under the name of their log: their checkpoints remain theirs. */
export function placeLogKeys(folder: string): void {
  if (existsSync(fileIn(folder))) renameSync(fileIn(folder), join(folder, formerName(folder)));
  renameSync(join(folder, 'keys-next.json'), fileIn(folder));
  syncFolder(folder);
}

function formerName(folder: string): string {
  try {
    return `keys-${readLogKeys(folder)!.signers[0]!.key.id}.json`;
  } catch {
    return `keys-unreadable-${randomBytes(4).toString('hex')}.json`;
  }
}

const newKeys = (origin: string): KeyFile => ({
  form: 'zhimai.log-keys/1',
  origin,
  ed25519: randomBytes(32).toString('hex'),
  sm2: sm2.generateKeyPairHex().privateKey,
});

function keysOf(folder: string, file: KeyFile): LogKeys {
  const signers = [ed25519Signer(file), sm2Signer(file)];
  return { folder, origin: file.origin, signers, public: signers.map((signer) => encodeKey(signer.key)) };
}

function ed25519Signer({ origin, ed25519 }: KeyFile): Signer {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(ed25519, 'hex')]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    key: makeKey(origin, 'ed25519', new Uint8Array(Buffer.from(x!, 'base64url'))),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

/** Not by OpenSSL: its SM2 keys do not survive being written and read again here. */
function sm2Signer({ origin, sm2: secret }: KeyFile): Signer {
  const publicKey = sm2.getPublicKeyFromPrivateKey(secret);
  return {
    key: makeKey(origin, 'sm2', readHash(publicKey)),
    sign: (message) => readHash(sm2.doSignature(message, secret, { hash: true, der: false, publicKey })),
  };
}

export type LastCheckpoint = { note: string; checkpoint: Checkpoint };

const lastFile = ({ folder, signers }: LogKeys) => join(folder, `checkpoint-${signers[0]!.key.id}`);

/** The last checkpoint that these keys signed. @throws AppError log.key-unreadable */
export function readLastCheckpoint(keys: LogKeys): LastCheckpoint | undefined {
  const file = lastFile(keys);
  if (!existsSync(file)) return undefined;
  try {
    const note = readFileSync(file, 'utf8');
    return { note, checkpoint: parseCheckpoint(parseNote(note).text) };
  } catch (error) {
    throw new AppError('log.key-unreadable', { file, reason: (error as Error).message }, { cause: error });
  }
}

/** On the disk when this returns: only then may anybody be shown it. */
export function writeLastCheckpoint(keys: LogKeys, note: string): void {
  const file = lastFile(keys);
  write(`${file}.new`, note, 0o600);
  renameSync(`${file}.new`, file);
  syncFolder(keys.folder);
}

function write(file: string, text: string, mode: number): void {
  const handle = openSync(file, 'w', mode);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
