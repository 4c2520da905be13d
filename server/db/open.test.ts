import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { systemScope } from '../kernel/scope/scope.ts';
import { openDatabase } from './open.ts';
import { openTestServer } from './test-server.ts';

const server = await openTestServer();
const name = `operator_${process.pid}`;
const url = server.embedded.url('superuser', name);

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.embedded.url('superuser', 'postgres') });
  await client.connect();
  await client.query(statement);
  await client.end();
}
afterAll(() => administer(`drop database if exists ${name} with (force)`));

test('a server of the operator: migrated, and worked on as the application role even when the URL is a superuser', async () => {
  await administer(`create database ${name}`);
  const first = await openDatabase({ dataFolder: '/nowhere', url });
  expect(first.applied.length).toBeGreaterThan(0);
  expect(first.embedded).toBeNull();
  await first.db.within(systemScope('test'), async (tx) => {
    const { rows } = await sql<{ who: string }>`select current_user as who`.execute(tx);
    expect(rows[0]?.who).toBe('zhimai_app');
    await tx
      .insertInto('organization')
      .values({ id: 'x', name: 'x', name_en: 'x', kind: 'office', region_code: '330000' })
      .execute();
  });
  // Without a scope nothing is seen, whoever asks.
  const bare = await first.db.pool.query('select * from organization');
  expect(bare.rows).toEqual([]);
  await first.close();

  const second = await openDatabase({ dataFolder: '/nowhere', url });
  expect(second.applied).toEqual([]);
  await second.close();
});

test('a program that ends leaves the embedded server to one that still runs, and the last one stops it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhimai-open-'));
  chmodSync(folder, 0o755);
  try {
    const first = await openDatabase({ dataFolder: folder });
    // Nothing has been asked of the first one yet, as after a quiet while: its pool holds no connection.
    expect(first.db.pool.totalCount).toBe(0);
    const second = await openDatabase({ dataFolder: folder });
    expect(second.embedded?.started).toBe(false);
    await second.close();
    await first.db.ping();
    await first.close();
    const third = await openDatabase({ dataFolder: folder });
    expect(third.embedded?.started).toBe(true);
    await third.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a server that is not there is said to be so', async () => {
  const dead = new URL(url);
  dead.port = '1';
  await expect(openDatabase({ dataFolder: '/nowhere', url: dead.href })).rejects.toMatchObject({
    code: 'database.unavailable',
  });
});
