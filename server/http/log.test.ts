import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  canonicalJson,
  hashLeaf,
  hex,
  type Json,
  nodesOver,
  parseBundle,
  parseCheckpoint,
  parseKeys,
  parseNote,
  rootAt,
  rootOfLines,
  splitHashes,
  tilePath,
  verifyReceipt,
  widthAt,
} from '../../packages/merkle-log/index.ts';
import { appendLogEntries, appendLogEntry, openLog, sealSubject, sequence } from '../kernel/log/index.ts';
import { LOG_SCOPE } from '../kernel/log/sequence.ts';
import { findPublishedLines } from '../modules/indicators/index.ts';
import { loadPacks, readPacks } from '../modules/plans/index.ts';
import { openTestApp, type TestApp } from './test-app.ts';

let the: TestApp;
const folder = join(mkdtempSync(join(tmpdir(), 'zhimai-log-http-')), 'log');
const number = async () => {
  await sequence(the.services, await openLog(the.services, { folder, origin: 'q.example.cn/log' }));
};
const get = (url: string, headers: Record<string, string> = {}) => the.app.inject({ url, headers });

beforeAll(async () => {
  the = await openTestApp('log_http');
});
afterAll(async () => {
  await the.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

test('before the log has begun', async () => {
  expect((await get('/log/checkpoint')).statusCode).toBe(404);
  expect((await get('/api/log')).json()).toMatchObject({ origin: null, size: 0, keys: [], checkpoints: [] });
  expect((await get('/api/log/entries')).json()).toEqual({ entries: [], more: false });
});

test('a stranger downloads the whole log, computes its root and checks a receipt', async () => {
  await loadPacks(the.services, readPacks());
  await the.services.db.within(LOG_SCOPE, (tx) =>
    appendLogEntries(
      tx,
      the.services.clock,
      Array.from({ length: 600 }, (_, n) => ({ kind: 'epcis.captured', subject: `epcis/${n}`, statement: { n } })),
    ),
  );
  await number();
  const answer = await get('/log/checkpoint');
  expect(answer.headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'public, max-age=2',
    'access-control-allow-origin': '*',
  });
  const { origin, size, root } = parseCheckpoint(parseNote(answer.body).text);
  expect(origin).toBe('q.example.cn/log');
  expect(size).toBeGreaterThan(600);

  const leaves: Uint8Array[] = [];
  for (let index = 0; widthAt(0, index, size) > 0; index++) {
    const width = widthAt(0, index, size);
    const bundle = await get(`/log/tile/${tilePath({ level: 'entries', index, width })}`);
    expect(bundle.headers['content-type']).toBe('application/octet-stream');
    expect(bundle.headers['cache-control']).toContain('immutable');
    const hashes = parseBundle(bundle.rawPayload).map(hashLeaf);
    const tile = await get(`/log/tile/${tilePath({ level: 0, index, width })}`);
    expect(splitHashes(new Uint8Array(tile.rawPayload)).map(hex)).toEqual(hashes.map(hex));
    leaves.push(...hashes);
  }
  const nodeAt = nodesOver(leaves);
  expect(hex(rootAt(size, nodeAt))).toBe(hex(root));
  const above = await get(`/log/tile/${tilePath({ level: 1, index: 0, width: widthAt(1, 0, size) })}`);
  expect(hex(new Uint8Array(above.rawPayload.subarray(0, 32)))).toBe(hex(nodeAt(8, 0)));

  const keys = parseKeys((await get('/log/keys')).body);
  const receipt = await get('/log/receipt/300');
  expect(receipt.headers['content-disposition']).toContain('zhimai-300.tlog-proof');
  expect(await verifyReceipt(receipt.body, keys)).toMatchObject({ ok: true, receipt: { index: 300 } });
  expect((await get(`/log/receipt/${hex(leaves[300]!)}`)).body).toBe(receipt.body);
});

test('what is not there is not found, and strange addresses are refused', async () => {
  const { size } = (await get('/api/log')).json();
  for (const path of [
    'tile/0/999',
    'tile/0/000.p/300',
    `tile/0/002.p/${(size % 256) + 1}`,
    'tile/1/000',
    'tile/0/0',
    'tile/8/000.p/1',
    'tile/entries/x001/000',
    'receipt/999999',
    `receipt/${'0'.repeat(64)}`,
    'content/999999',
    'content/600',
    'nothing',
  ])
    expect((await get(`/log/${path}`)).statusCode, path).toBe(404);
  for (const path of ['receipt/-1', 'receipt/x', 'receipt/1e3', 'content/abc.'])
    expect((await get(`/log/${path}`)).statusCode, path).toBe(422);
  expect((await get('/log/checkpoint', { authorization: 'Bearer nonsense' })).statusCode).toBe(200);
});

test('a plan: its entry holds the hash of the source and of the facts, and the facts can be had', async () => {
  const id = 'zj-quality-2017-2019';
  const { entries, waiting } = (await get(`/api/log/of?subject=plan/${id}&kind=plan.adopted`)).json();
  expect(waiting).toEqual([]);
  expect(entries).toHaveLength(1);
  const [{ index, statement }] = entries;
  const content = await get(`/log/content/${index}`);
  expect(createHash('sha256').update(content.rawPayload).digest('hex')).toBe(statement.content);
  const facts = content.json() as { id: string; targets: unknown[]; sourceSha256: string };
  expect(facts).toMatchObject({ id, sourceSha256: statement.source });
  expect(facts.targets.length).toBeGreaterThan(5);
  expect(canonicalJson(facts as unknown as Json)).toBe(content.body);
  // What is no longer public is not handed out again.
  const show = (visibility: string) =>
    the.services.db.within(LOG_SCOPE, (tx) =>
      tx.updateTable('plan').set({ visibility }).where('id', '=', id).execute(),
    );
  await show('internal');
  expect((await get(`/log/content/${index}`)).statusCode).toBe(404);
  await show('public');
  expect((await get(`/log/content/${index}`)).statusCode).toBe(200);
});

test('published observations: one entry for all, and each can be proved by its line', async () => {
  const { entries } = (await get('/api/log/entries?kind=observations.published')).json();
  expect(entries).toHaveLength(1);
  const { subject, statement } = entries[0];
  const lines = await the.services.db.within({ kind: 'public', address: null }, (tx) =>
    findPublishedLines(tx, new Date(subject.replace('observations/', ''))),
  );
  expect(lines).toHaveLength(statement.count);
  const content = await get(`/log/content/${entries[0].index}`);
  expect(hex(rootOfLines(content.body))).toBe(statement.root);
  for (const line of lines!) expect(canonicalJson(JSON.parse(line))).toBe(line);
  const leaves = lines!.map((line) => hashLeaf(new TextEncoder().encode(line)));
  expect(hex(rootAt(leaves.length, nodesOver(leaves)))).toBe(statement.root);
});

test('pages of entries: by subject, by kind, backwards', async () => {
  const first = (await get('/api/log/entries?subject=epcis/&size=200')).json();
  expect(first.more).toBe(true);
  const last = first.entries.at(-1).index;
  const second = (await get(`/api/log/entries?subject=epcis/&size=200&before=${last}`)).json();
  expect(second.entries[0].index).toBe(last - 1);
  expect((await get('/api/log/entries?subject=epcis%25')).json().entries).toEqual([]);
  expect((await get('/api/log/entries?kind=plan.adopted')).json().entries.length).toBe(readPacks().length);
  expect((await get('/api/log/entries?size=0')).statusCode).toBe(422);
  expect((await get('/api/log/of')).statusCode).toBe(422);
});

test('what was sealed is found by its true name by its office, and by nobody else', async () => {
  const { db, clock } = the.services;
  await db.within(the.scopeOf('officer'), async (tx) => {
    const { subject, commitment } = await sealSubject(tx, { name: 'plan/secret', regionCode: '330100' }, { a: 1 });
    await appendLogEntry(tx, clock, { kind: 'plan.adopted', subject, statement: { commitment } });
  });
  const url = '/api/log/of?subject=plan/secret';
  const office = (await the.signIn('officer')).headers;
  expect((await get(url, office)).json()).toMatchObject({ entries: [], waiting: [{ kind: 'plan.adopted' }] });
  await number();
  expect((await get(url, office)).json().entries).toHaveLength(1);
  // Of offices above those that may write here, too: as with restricted plans.
  for (const who of ['viewer', 'sibling', 'child'])
    expect((await get(url, (await the.signIn(who)).headers)).json().entries, who).toEqual([]);
  expect((await get(url)).json().entries).toEqual([]);
  const all = await get('/api/log/entries?size=5');
  expect(all.body).not.toContain('secret');
});
