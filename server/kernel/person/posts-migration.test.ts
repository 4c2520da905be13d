/** A database of the time before posts: accounts, sessions and keys go on as they were. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { openTestDatabase } from '../../db/test-server.ts';

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let client: pg.Client;
beforeAll(async () => {
  database = await openTestDatabase('posts-migration');
  client = new pg.Client({ connectionString: database.migratorUrl });
  await client.connect();
  await client.query('drop schema public cascade; drop schema if exists staging cascade; create schema public');
  await migrate(database.migratorUrl, 6);
});
afterAll(async () => {
  await client.end();
  await database.close();
});

test('each person gets one post; sessions and keys act for it; an account without roles has none', async () => {
  await client.query(`
    insert into organization (id, name, name_en, kind, region_code) values ('o', 'o', 'o', 'office', '330100');
    insert into person (id, user_name, display_name, organization_id, region_code, roles, password_hash, created_at) values
      ('00000000-0000-4000-8000-000000000001', 'a', 'a', 'o', '330100', '{officer,auditor}', 'x', '2026-01-01T20:00:00Z'),
      ('00000000-0000-4000-8000-000000000002', 'b', 'b', 'o', '330100', '{}', 'x', '2026-01-01T20:00:00Z');
    insert into session (token_hash, person_id, created_at, last_seen_at, expires_at, client)
      select decode(md5(user_name), 'hex'), id, now(), now(), now(), '' from person;
    insert into api_key (person_id, name, prefix, key_hash, created_at, expires_at)
      select id, 'k', 'k', decode(md5(user_name), 'hex'), now(), now() from person`);
  await migrate(database.migratorUrl);
  const { rows: posts } = await client.query(
    `select person_id, organization_id, region_code, roles, valid_from::text, valid_to, main from post`,
  );
  expect(posts).toEqual([
    {
      person_id: '00000000-0000-4000-8000-000000000001',
      organization_id: 'o',
      region_code: '330100',
      roles: ['officer', 'auditor'],
      valid_from: '2026-01-02',
      valid_to: null,
      main: true,
    },
  ]);
  for (const table of ['session', 'api_key']) {
    const { rows } = await client.query(
      `select t.person_id = p.person_id as own from ${table} t join post p on p.id = t.post_id`,
    );
    expect(rows).toEqual([{ own: true }]);
  }
  expect((await client.query('select count(*)::int as n from person')).rows).toEqual([{ n: 2 }]);
});
