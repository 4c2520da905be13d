import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateTypes } from './generate-types.ts';
import { listMigrations, migrate } from './migrate.ts';
import { openTestDatabase } from './test-server.ts';

let database: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  database = await openTestDatabase('migrate');
});
afterAll(() => database.close());

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.migratorUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a migrated database needs nothing', async () => {
  expect(await migrate(database.migratorUrl)).toEqual([]);
});

test('schema.gen.ts is what the migrations make', async () => {
  const current = readFileSync(join(import.meta.dirname, 'schema.gen.ts'), 'utf8');
  expect(await generateTypes(database.migratorUrl)).toBe(current);
});

test('every table is under row-level security and belongs to the migrator', async () => {
  const rows = await query(`select relname from pg_class join pg_namespace n on n.oid = relnamespace
    where relkind = 'r' and nspname = 'public' and relname <> 'migration'
      and (not relrowsecurity or pg_get_userbyid(relowner) <> 'zhimai_migrator')`);
  expect(rows).toEqual([]);
});

test('the application role cannot change the audit trail, nor drop what it stands on', async () => {
  const client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  try {
    for (const sql of ['delete from audit', "update audit set actor = 'x'", 'truncate audit', 'drop table audit'])
      await expect(client.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  } finally {
    await client.end();
  }
});

test('a database newer than the program is refused', async () => {
  const next = listMigrations().length + 1;
  await query(`insert into migration (number, name) values (${next}, 'from-the-future')`);
  await expect(migrate(database.migratorUrl)).rejects.toMatchObject({
    code: 'database.newer',
    details: { found: next, known: next - 1 },
  });
  await query(`delete from migration where number = ${next}`);
});

test('a database made by another version of a migration is refused by name; one from before digests is not', async () => {
  await query("update migration set digest = 'other' where number = 2");
  await expect(migrate(database.migratorUrl)).rejects.toMatchObject({
    code: 'database.other',
    details: { name: '0002_indicators' },
  });
  await query('update migration set digest = null where number = 2');
  expect(await migrate(database.migratorUrl)).toEqual([]);
});
