import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { type EmbeddedServer, openEmbedded } from './embedded.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhimai-embedded-'));
// The server's user must be able to walk through; mkdtemp closes the folder to others.
spawnSync('chmod', ['755', folder]);
let server: EmbeddedServer | undefined;
afterAll(() => {
  server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server!.url('superuser', 'postgres') });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
const postmasterPid = () => Number(readFileSync(join(folder, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);

test('starts from nothing, is adopted while it runs, and comes back after kill -9 with what was committed', async () => {
  server = await openEmbedded({ folder });
  expect(server.started).toBe(true);
  await query('create table kept (n int)');
  await query('insert into kept values (1), (2)');

  const second = await openEmbedded({ folder });
  expect(second).toMatchObject({ started: false, port: server.port });

  const pid = postmasterPid();
  process.kill(pid, 'SIGKILL');
  server = await openEmbedded({ folder });
  expect(server.started).toBe(true);
  expect(postmasterPid()).not.toBe(pid);
  expect(await query('select sum(n)::int as n from kept')).toEqual([{ n: 3 }]);
});

test('two starts at once end with one server', async () => {
  server?.stop();
  const both = await Promise.all([openEmbedded({ folder }), openEmbedded({ folder })]);
  server = both[0];
  expect(both[0].port).toBe(both[1].port);
  expect(both.filter((one) => one.started)).toHaveLength(1);
});

test('has Unicode letters and pinyin order, which search and tables stand on', async () => {
  expect(
    await query(`select lower('ÄÉ') as lower, array_agg(n order by n collate "zh-x-icu") as sorted
    from (values ('浙江'), ('安徽'), ('北京')) as v(n)`),
  ).toEqual([{ lower: 'äé', sorted: ['安徽', '北京', '浙江'] }]);
});
