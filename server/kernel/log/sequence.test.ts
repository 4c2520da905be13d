import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  consistencyProof,
  parseCheckpoint,
  parseKey,
  parseNote,
  readEntry,
  verifyConsistency,
  verifyReceipt,
} from '../../../packages/merkle-log/index.ts';
import { openTestDatabase } from '../../db/test-server.ts';
import { fixedClock } from '../clock.ts';
import type { Services } from '../services.ts';
import {
  appendLogEntries,
  checkLog,
  findProof,
  getLog,
  getReceipt,
  type NewLogEntry,
  openLog,
  renewLog,
  sequence,
  startLog,
} from './index.ts';
import type { LogKeys } from './keys.ts';
import { LOG_SCOPE } from './sequence.ts';
import { withNodes } from './tile-store.ts';

type World = { services: Services; folder: string; migratorUrl: string; close(): Promise<void> };

async function open(label: string): Promise<World> {
  const database = await openTestDatabase(label);
  const folder = mkdtempSync(join(tmpdir(), 'zhimai-log-'));
  return {
    services: { db: database.db, clock: fixedClock('2026-11-22T02:00:00Z') },
    folder: join(folder, 'log'),
    migratorUrl: database.migratorUrl,
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const entries = (count: number, name = 'e'): NewLogEntry[] =>
  Array.from({ length: count }, (_, n) => ({ kind: 'epcis.captured', subject: `${name}/${n}`, statement: { n } }));
const add = ({ services: { db, clock } }: World, count: number, name?: string) =>
  db.within(LOG_SCOPE, (tx) => appendLogEntries(tx, clock, entries(count, name)));
const asPublic = <T>({ services: { db } }: World, work: Parameters<typeof db.within<T>>[1]) =>
  db.within({ kind: 'public', address: null }, work);
const checkpointOf = (note: string) => parseCheckpoint(parseNote(note).text);

/** Past the application's rights and the triggers: what somebody does who holds the database. */
async function tamper({ migratorUrl }: World, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: migratorUrl });
  await client.connect();
  try {
    await client.query('alter table log_entry disable trigger user; alter table log_tile disable trigger user');
    await client.query(`alter table log_entry no force row level security; set zhimai.kind = 'system'`);
    for (const statement of statements) await client.query(statement);
    await client.query('alter table log_entry enable trigger user; alter table log_tile enable trigger user');
  } finally {
    await client.end();
  }
}

describe('a log that grows', () => {
  let the: World;
  let keys: LogKeys;
  beforeAll(async () => {
    the = await open('log_grows');
    keys = await openLog(the.services, { folder: the.folder, origin: 'q.example.cn/log' });
  });
  afterAll(() => the.close());

  test('begins empty and signed; keys are for nobody else', async () => {
    expect(await sequence(the.services, keys)).toBe(0);
    const log = await asPublic(the, getLog);
    expect(log).toMatchObject({ origin: 'q.example.cn/log', size: 0, waiting: 0, trouble: null });
    expect(log.checkpoints).toHaveLength(1);
    expect(statSync(join(the.folder, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(log.keys.join()).not.toContain(JSON.parse(readFileSync(join(the.folder, 'keys.json'), 'utf8')).ed25519);
    await expect(asPublic(the, (tx) => getReceipt(tx, 0))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('in batches of any size: in order, every receipt good, every checkpoint a growth of the one before', async () => {
    const notes: string[] = [];
    for (const [count, batch] of [
      [1, 8192],
      [254, 8192],
      [1, 8191],
      [300, 64],
      [1500, 700],
    ] as const) {
      await add(the, count, `b${count}-${batch}`);
      expect(await sequence(the.services, keys, batch)).toBe(count);
      notes.push((await asPublic(the, getLog)).checkpoints[0]!.note);
    }
    const log = await asPublic(the, getLog);
    expect(log).toMatchObject({ size: 2056, waiting: 0 });
    const trusted = log.keys.map(parseKey);
    for (const index of [0, 1, 254, 255, 256, 1000, 2055]) {
      const { receipt } = await asPublic(the, (tx) => getReceipt(tx, index));
      const check = await verifyReceipt(receipt, trusted);
      expect(check).toMatchObject({ ok: true, receipt: { index } });
      const leaf = await the.services.db.within(LOG_SCOPE, (tx) =>
        tx.selectFrom('log_entry').select('leaf_hash').where('index', '=', String(index)).executeTakeFirstOrThrow(),
      );
      expect(await asPublic(the, (tx) => getReceipt(tx, leaf.leaf_hash.toString('hex')))).toEqual({ index, receipt });
    }
    const subjects = await the.services.db.within(LOG_SCOPE, (tx) =>
      tx.selectFrom('log_entry').select('subject').orderBy('index').execute(),
    );
    expect(subjects.slice(556, 559).map((row) => row.subject)).toEqual(['b1500-700/0', 'b1500-700/1', 'b1500-700/2']);
    const marks = notes.map(checkpointOf);
    for (const [i, later] of marks.entries()) {
      const earlier = marks[i - 1];
      if (!earlier) continue;
      const proof = await asPublic(the, (tx) =>
        withNodes(tx, 2056, (nodeAt) => consistencyProof(earlier.size, later.size, nodeAt)),
      );
      const given = { size1: earlier.size, size2: later.size, root1: earlier.root, root2: later.root, proof };
      expect(verifyConsistency(given)).toBe(true);
    }
    expect(await checkLog(the.services)).toMatchObject({ entries: 2056, faults: [] });
  });

  test('the state of a subject: waiting, then under its number', async () => {
    await add(the, 1, 'one');
    expect(await asPublic(the, (tx) => findProof(tx, { subject: 'one/0' }))).toMatchObject({
      entries: [],
      waiting: [{ kind: 'epcis.captured' }],
    });
    await sequence(the.services, keys);
    const proof = await asPublic(the, (tx) => findProof(tx, { subject: 'one/0', kind: 'epcis.captured' }));
    expect(proof).toMatchObject({ entries: [{ index: 2056, subject: 'one/0', statement: { n: 0 } }], waiting: [] });
    expect((await asPublic(the, (tx) => findProof(tx, { subject: 'one/0', kind: 'other' }))).entries).toEqual([]);
  });

  test('many sequencers at once: each entry once, one history', async () => {
    const size = (await asPublic(the, getLog)).size;
    const writers = Array.from({ length: 20 }, async (_, w) => {
      for (let i = 0; i < 5; i++) await add(the, 7, `w${w}-${i}`);
    });
    const sequencers = Array.from({ length: 6 }, async () => {
      for (let i = 0; i < 8; i++) await sequence(the.services, keys, 16);
    });
    await Promise.all([...writers, ...sequencers]);
    await sequence(the.services, keys);
    expect((await asPublic(the, getLog)).size).toBe(size + 700);
    expect(await checkLog(the.services)).toMatchObject({ entries: size + 700, faults: [] });
    const twice = await the.services.db.within(LOG_SCOPE, (tx) =>
      tx
        .selectFrom('log_entry')
        .select('subject')
        .groupBy('subject')
        .having((eb) => eb.fn.countAll(), '>', '1')
        .execute(),
    );
    expect(twice).toEqual([]);
  });

  test('whoever holds the database cannot change what was logged unseen', async () => {
    await tamper(the, `update log_entry set entry = replace(entry::text, '7b', '7b')::bytea where index = 3`);
    expect((await checkLog(the.services)).faults).toEqual([]);
    await tamper(the, `update log_entry set entry = convert_to('{"changed":1}', 'UTF8') where index = 3`);
    const { faults } = await checkLog(the.services);
    expect(faults.map((one) => one.en)).toContain('entry 3 was changed');
    expect(faults.some((one) => one.en.includes('tile 0/0'))).toBe(true);
    expect(faults.some((one) => one.en.includes('from 255 entries on'))).toBe(true);
    await expect(
      the.services.db.within(LOG_SCOPE, (tx) =>
        tx
          .updateTable('log_tile')
          .set({ hashes: Buffer.alloc(32) })
          .execute(),
      ),
    ).rejects.toThrow('only grow');
  });
});

describe('keys and databases that do not go together', () => {
  test('no key: nothing is signed, and the log says so', async () => {
    const the = await open('log_lost');
    const keys = await openLog(the.services, { folder: the.folder });
    await add(the, 10);
    await sequence(the.services, keys);
    rmSync(the.folder, { recursive: true });
    const said: unknown[] = [];
    await add(the, 1, 'late');
    const runner = startLog(the.services, { folder: the.folder, report: (error) => said.push(error) });
    await runner.run();
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ code: 'log.key-missing' });
    const log = await asPublic(the, getLog);
    expect(log).toMatchObject({ size: 10, waiting: 1, trouble: { code: 'log.key-missing' } });

    // The way out: another name, other keys, the same entries; the receipts of before stay good under the former keys.
    const before = log.keys.map(parseKey);
    const renewed = await renewLog(the.services, { folder: the.folder, regionCode: '330000' });
    expect(renewed).toMatchObject({ former: log.origin, origin: `${log.origin}/2`, size: 10 });
    await runner.run();
    await runner.stop();
    const after = await asPublic(the, getLog);
    expect(after).toMatchObject({ origin: `${log.origin}/2`, size: 12, waiting: 0, trouble: null });
    expect(after.former).toMatchObject([{ origin: log.origin, keys: log.keys, size: 10 }]);
    const { receipt } = await asPublic(the, (tx) => getReceipt(tx, 3));
    expect(await verifyReceipt(receipt, after.keys.map(parseKey))).toMatchObject({ ok: true });
    expect(await verifyReceipt(receipt, before)).toMatchObject({ problem: 'no-key' });
    const proof = await asPublic(the, (tx) => findProof(tx, { subject: 'log' }));
    expect(proof.entries).toMatchObject([{ kind: 'log.renewed', statement: { carriedOver: 10 } }]);
    expect(await checkLog(the.services)).toMatchObject({ entries: 12, faults: [] });
    await the.close();
  });

  test('other keys, keys that cannot be read, and an older database are refused', async () => {
    const the = await open('log_behind');
    const keys = await openLog(the.services, { folder: the.folder });
    await add(the, 300);
    await sequence(the.services, keys);
    const elsewhere = await open('log_elsewhere');
    const others = await openLog(elsewhere.services, { folder: elsewhere.folder });
    await expect(sequence(the.services, others)).rejects.toMatchObject({ code: 'log.other-key' });
    await expect(openLog(the.services, { folder: join(the.folder, 'x') })).rejects.toMatchObject({
      code: 'log.key-missing',
    });
    await elsewhere.close();

    // Another history of the same length, and one that is shorter.
    const state = `(select root from log_state)`;
    await tamper(the, `update log_state set root = sha256(${state})`);
    await expect(sequence(the.services, keys)).rejects.toMatchObject({ code: 'log.forked' });
    await tamper(
      the,
      'delete from log_entry; delete from log_tile; delete from log_checkpoint',
      `update log_state set size = 0, root = sha256(''::bytea)`,
    );
    await expect(sequence(the.services, keys)).rejects.toMatchObject({ code: 'log.behind' });
    await add(the, 300, 'other');
    const said: unknown[] = [];
    const runner = startLog(the.services, { folder: the.folder, report: (error) => said.push(error) });
    await runner.run();
    expect(said).toMatchObject([{ code: 'log.behind' }]);
    expect(await asPublic(the, getLog)).toMatchObject({ size: 0, waiting: 300, trouble: { code: 'log.behind' } });
    await renewLog(the.services, { folder: the.folder, regionCode: '330000', origin: 'new.example.cn/log' });
    await runner.run();
    await runner.stop();
    const log = await asPublic(the, getLog);
    expect(log).toMatchObject({ origin: 'new.example.cn/log', size: 301, trouble: null });
    // What the former log had signed last is told, though this database never saw it.
    expect(checkpointOf(log.former[0]!.checkpoint!)).toMatchObject({ size: 300 });
    expect(readdirSync(the.folder).filter((name) => name.startsWith('keys'))).toHaveLength(2);

    writeFileSync(join(the.folder, 'keys.json'), '{}');
    await expect(openLog(the.services, { folder: the.folder })).rejects.toMatchObject({ code: 'log.key-unreadable' });
    chmodSync(the.folder, 0o700);
    await the.close();
  });

  test('a name that no signature line can hold is refused', async () => {
    const the = await open('log_name');
    await expect(openLog(the.services, { folder: the.folder, origin: 'a b' })).rejects.toMatchObject({
      code: 'log.origin',
    });
    const all = await Promise.all(
      Array.from({ length: 5 }, () => openLog(the.services, { folder: the.folder, origin: 'same.example/log' })),
    );
    expect(new Set(all.map((keys) => keys.public.join())).size).toBe(1);
    expect(readEntry(new Uint8Array())).toBeUndefined();
    await the.close();
  });
});
