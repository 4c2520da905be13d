import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ed25519Signer, makeReceipt, sm2Signer } from './fixtures.ts';
import {
  decodeBase64,
  encodeBase64,
  encodeEntry,
  encodeKey,
  encodeNote,
  judgeNote,
  makeKey,
  parseCheckpoint,
  parseKey,
  parseKeys,
  parseNote,
  parseReceipt,
  readEntry,
  readHash,
  signNote,
  verifyReceipt,
  verifySignature,
} from './index.ts';

const origin = 'example.com/log';
const signers = [ed25519Signer(origin), sm2Signer(origin)];
const keys = signers.map((signer) => signer.key);
const utf8 = new TextEncoder();

test('base64 is that of everybody, and each text is the only one of its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(encodeBase64(bytes)).toBe(text);
      expect(decodeBase64(text)).toEqual(new Uint8Array(bytes));
    }),
  );
  for (const bad of ['A', 'AA', 'AAA', 'AB==', 'AAB=', 'A===', 'AA=A', 'AA==AA==', 'AA-_', 'AA A', 'AA==\n'])
    expect(() => decodeBase64(bad), bad).toThrow(TypeError);
});

describe('notes and keys', () => {
  const given = 'This is an example message.\n';
  const line =
    '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
  const key = parseKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k');

  test('the example of the specification is verified, and nothing else is', async () => {
    const note = parseNote(`${given}\n${line}`);
    expect(encodeNote(note)).toBe(`${given}\n${line}`);
    expect(await judgeNote(note, [key])).toEqual([{ key, verdict: 'verified' }]);
    expect(await judgeNote({ ...note, text: `${given}\n` }, [key])).toMatchObject([{ verdict: 'failed' }]);
    expect(await judgeNote(note, keys)).toMatchObject([{ verdict: 'missing' }, { verdict: 'missing' }]);
    expect(encodeKey(key)).toBe('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k');
  });

  test('signatures of Ed25519 are those of the runtime, too', () => {
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), signers[0]!.key.publicKey]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, utf8.encode(given), publicKey, signers[0]!.sign(utf8.encode(given)))).toBe(true);
  });

  test('SM2: the example of GM/T 0003.5, and numbers out of range', async () => {
    const point =
      '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13';
    const signature = readHash(
      'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA',
    );
    const sm2 = makeKey(origin, 'sm2', readHash(point));
    const message = utf8.encode('message digest');
    expect(await verifySignature(sm2, message, signature)).toBe(true);
    expect(await verifySignature(sm2, utf8.encode('message digesu'), signature)).toBe(false);
    const none = new Uint8Array(32);
    const order = readHash('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123');
    for (const s of [none, order]) {
      expect(await verifySignature(sm2, message, Uint8Array.of(...signature.slice(0, 32), ...s))).toBe(false);
      expect(await verifySignature(sm2, message, Uint8Array.of(...s, ...signature.slice(32)))).toBe(false);
    }
    expect(await verifySignature(sm2, message, signature.slice(1))).toBe(false);
    const noPoint = { ...sm2, publicKey: sm2.publicKey.map((byte, i) => (i === 64 ? byte ^ 1 : byte)) };
    expect(await verifySignature(noPoint, message, signature)).toBe(false);
  });

  test('keys are written and read back; what is no key says why', () => {
    for (const one of keys) expect(parseKey(encodeKey(one))).toEqual(one);
    expect(parseKeys(`# log\n\n${keys.map(encodeKey).join('\r\n')}\n`)).toEqual(keys);
    const text = encodeKey(keys[0]!);
    expect(() => parseKey(text.replace(keys[0]!.id, '00000000'))).toThrow('has the id');
    expect(() => parseKey(text.replace('example', 'example2'))).toThrow('has the id');
    expect(() => parseKey('nonsense')).toThrow('a key reads');
    expect(() => parseKey(`${origin}+00000000+AgAA`)).toThrow('unknown kind');
    expect(() => parseKeys(`${text}\nnonsense`)).toThrow('line 2');
    for (const name of ['', 'a b', 'a+b', 'a\u3000b', 'a\nb'])
      expect(() => makeKey(name, 'ed25519', new Uint8Array(32))).toThrow(TypeError);
  });

  test('texts that are no notes', () => {
    const signed = signNote('a\n\nb\n', signers);
    expect(parseNote(signed)).toMatchObject({ text: 'a\n\nb\n' });
    for (const bad of [
      '',
      'a\n',
      given + line,
      `${given}\n${line.trimEnd()}`,
      `${given}\n${line}\n`,
      `${given}\n${line.replace('—', '-')}`,
      `${given}\n${line.replace(' Uw2', '  Uw2')}`,
      `a\tb\n\n${line}`,
      `${given}\r\n${line}`,
      `${given}\n${line.repeat(65)}`,
      `${given}\n— a AAAA\n`,
      `\ud800\n\n${line}`,
    ])
      expect(() => parseNote(bad), bad).toThrow(TypeError);
    expect(() => signNote('no newline', signers)).toThrow(TypeError);
  });

  test('texts that are no checkpoints', () => {
    const root = encodeBase64(new Uint8Array(32));
    expect(parseCheckpoint(`${origin}\n0\n${root}\nmore\n`)).toMatchObject({ origin, size: 0, extensions: ['more'] });
    for (const bad of [
      `${origin}\n0\n${root}`,
      `\n0\n${root}\n`,
      `${origin}\n00\n${root}\n`,
      `${origin}\n-1\n${root}\n`,
    ])
      expect(() => parseCheckpoint(bad)).toThrow(TypeError);
    for (const bad of [`${origin}\n9007199254740992\n${root}\n`, `${origin}\n1\nAAAA\n`, `${origin}\n1\n${root}\n\n`])
      expect(() => parseCheckpoint(bad)).toThrow(TypeError);
  });
});

describe('receipts', () => {
  const entry = (i: number) =>
    encodeEntry({ at: '2026-11-22T02:00:00.000Z', kind: 'k', subject: `s/${i}`, statement: { i } });

  test('what a receipt says', async () => {
    const text = makeReceipt(5, 9, signers, entry);
    const check = await verifyReceipt(text, keys);
    expect(check).toMatchObject({ ok: true, keys: [{ verdict: 'verified' }, { verdict: 'verified' }] });
    expect(check.receipt).toMatchObject({ index: 5, checkpoint: { origin, size: 9 } });
    expect(readEntry(check.receipt!.entry)).toMatchObject({ subject: 's/5', statement: { i: 5 } });
    expect(readEntry(utf8.encode('{"a": 1}'))).toBeUndefined();
    expect(readEntry(Uint8Array.of(255))).toBeUndefined();
  });

  test('no bit can be turned anywhere', { timeout: 120_000 }, async () => {
    const bytes = utf8.encode(makeReceipt(5, 9, signers, entry));
    const problems = new Set<string>();
    for (let at = 0; at < bytes.length; at++) {
      const turned = bytes.slice();
      turned[at]! ^= 1 << (at % 8);
      const check = await verifyReceipt(new TextDecoder().decode(turned), keys);
      expect(check.ok, `byte ${at}`).toBe(false);
      problems.add(check.problem!);
    }
    expect([...problems].sort()).toEqual([
      'malformed',
      'no-key',
      'not-included',
      'signature-failed',
      'signature-missing',
    ]);
  });

  test('keys of others prove nothing; a key that is left out is not asked', async () => {
    const text = makeReceipt(5, 9, [signers[0]!]);
    expect(await verifyReceipt(text, [])).toMatchObject({ ok: false, problem: 'no-key' });
    expect(await verifyReceipt(text, [ed25519Signer('example.com/other').key])).toMatchObject({ problem: 'no-key' });
    expect(await verifyReceipt(text, [ed25519Signer(origin, 2).key])).toMatchObject({ problem: 'signature-missing' });
    expect(await verifyReceipt(text, keys)).toMatchObject({ problem: 'signature-missing' });
    expect(await verifyReceipt(text, [signers[0]!.key])).toMatchObject({ ok: true });
    expect(await verifyReceipt('x'.repeat(1_000_001), keys)).toMatchObject({ problem: 'malformed' });
  });

  test('anything at all is answered, never thrown at', async () => {
    const text = makeReceipt(0, 1, signers);
    expect(parseReceipt(text).proof).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.nat(text.length), fc.nat(20), async (noise, at, cut) => {
        const check = await verifyReceipt(text.slice(0, at) + noise + text.slice(at + cut), keys);
        if (noise !== text.slice(at, at + cut)) expect(check.ok).toBe(false);
        expect((await verifyReceipt(noise, keys)).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
