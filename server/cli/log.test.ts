import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ed25519Signer, makeReceipt, sm2Signer } from '../../packages/merkle-log/fixtures.ts';
import { encodeEntry, encodeKey } from '../../packages/merkle-log/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhimai-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
function run(...args: string[]): { code: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, ZHIMAI_DATA: join(folder, 'data') },
  });
  return { code: status, out: stdout + stderr };
}

const origin = 'q.example.cn/log';
const signers = [ed25519Signer(origin), sm2Signer(origin)];
const original = '{ "b": 2, "a": 1 }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const text = makeReceipt(2, 5, signers, (i) =>
  encodeEntry({
    at: '2026-11-22T02:00:00.000Z',
    kind: 'plan.adopted',
    subject: `plan/${i}`,
    statement: { source: sha256('the source'), facts: { content: sha256('{"a":1,"b":2}') } },
  }),
);
const receipt = file('r.tlog-proof', text);
const keys = file('keys.txt', `# ${origin}\n${signers.map((signer) => encodeKey(signer.key)).join('\n')}\n`);

test('verify: good, changed, without a key, with another key', () => {
  for (const command of [['verify'], ['log', 'verify']]) {
    const good = run(...command, receipt, '--key', keys);
    expect(good.out).toContain('✓ 该条目确在此日志中');
    expect(good.out).toContain('plan/2');
    expect(good.code).toBe(0);
  }
  expect(run('verify', receipt, '--key', signers.map((signer) => encodeKey(signer.key)).join(',')).code).toBe(0);
  expect(run('verify', receipt, '--key', encodeKey(signers[1]!.key)).code).toBe(0);
  const changed = run('verify', file('changed', text.replace('index 2', 'index 3')), '--key', keys);
  expect([changed.code, changed.out.includes('不在所签发的日志中')]).toEqual([1, true]);
  const other = run('verify', receipt, '--key', encodeKey(ed25519Signer(origin, 7).key));
  expect([other.code, other.out.includes('缺少给定公钥的签名')]).toEqual([1, true]);
  const none = run('verify', receipt);
  expect([none.code, none.out.includes('--key')]).toEqual([2, true]);
  expect(run('verify', file('nonsense', 'nonsense'), '--key', keys).code).toBe(1);
  expect(run('verify', file('empty', ''), '--key', keys).code).toBe(1);
});

test('verify --file: the digest of a file, or of JSON in any writing', () => {
  const good = run('verify', receipt, '--key', keys, '--file', file('source', 'the source'));
  expect([good.code, good.out.includes('(source)')]).toEqual([0, true]);
  const json = run('verify', receipt, '--key', keys, '--file', file('facts.json', original));
  expect([json.code, json.out.includes('(facts.content)')]).toEqual([0, true]);
  const other = run('verify', receipt, '--key', keys, '--file', file('other', 'another source'));
  expect([other.code, other.out.includes('条目中') || other.out.includes('no digest')]).toEqual([1, true]);
});

test('misuse says what is wrong', () => {
  for (const args of [
    ['verify'],
    ['verify', join(folder, 'missing'), '--key', keys],
    ['verify', receipt, '--key', 'nonsense'],
    ['log'],
    ['log', 'nonsense'],
    ['log', 'keys'],
  ])
    expect(run(...args).code, args.join(' ')).toBe(2);
});
