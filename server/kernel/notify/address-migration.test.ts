/** A database of the time when a person had two e-mail addresses: the one that mail went to is kept. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { openTestDatabase } from '../../db/test-server.ts';

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let client: pg.Client;
beforeAll(async () => {
  database = await openTestDatabase('address-migration');
  client = new pg.Client({ connectionString: database.migratorUrl });
  await client.connect();
  await client.query('drop schema public cascade; drop schema if exists staging cascade; create schema public');
  await migrate(database.migratorUrl, 12);
});
afterAll(async () => {
  await client.end();
  await database.close();
});

test('own address first, then the register’s; who wanted no mail is sent none', async () => {
  await client.query(`
    insert into person (id, user_name, display_name, password_hash, created_at, email) values
      ('00000000-0000-4000-8000-000000000001', 'both', 'a', 'x', now(), 'register@example.org'),
      ('00000000-0000-4000-8000-000000000002', 'own', 'b', 'x', now(), null),
      ('00000000-0000-4000-8000-000000000003', 'none', 'c', 'x', now(), 'register@example.org'),
      ('00000000-0000-4000-8000-000000000004', 'never', 'd', 'x', now(), 'register@example.org');
    insert into notice_preference (person_id, email, channels, updated_at) values
      ('00000000-0000-4000-8000-000000000001', 'own@example.org', '{"*": {"email": "now", "webhook": "off"}}', now()),
      ('00000000-0000-4000-8000-000000000002', 'own@example.org', '{}', now()),
      ('00000000-0000-4000-8000-000000000003', null,
        '{"*": {"email": "now", "webhook": "off"}, "task.late": {"email": "now", "webhook": "now"}}', now())`);
  await migrate(database.migratorUrl);
  const { rows } = await client.query(
    'select user_name, email, channels from person left join notice_preference on person_id = id order by id',
  );
  expect(rows).toEqual([
    { user_name: 'both', email: 'own@example.org', channels: { '*': { email: 'now', webhook: 'off' } } },
    { user_name: 'own', email: 'own@example.org', channels: {} },
    {
      user_name: 'none',
      email: 'register@example.org',
      channels: { '*': { email: 'off', webhook: 'off' }, 'task.late': { email: 'off', webhook: 'now' } },
    },
    { user_name: 'never', email: 'register@example.org', channels: null },
  ]);
});
