import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../http/test-app.ts';
import { notify } from '../kernel/notify/index.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import { importDocument, loadPacks, readPacks } from '../modules/plans/index.ts';
import { checkBackup, restoreBackup, writeBackup } from './backup.ts';
import { openTestDatabase } from './test-server.ts';

let the: TestApp;
const folder = mkdtempSync(join(tmpdir(), 'zhimai-backup-'));
beforeAll(async () => {
  the = await openTestApp('backup');
  await loadPacks(the.services, readPacks());
  await importDocument(
    the.services,
    { kind: 'system', purpose: 'test' },
    { fileName: 'a\tb\\c.txt', bytes: Buffer.from('制表符\t反斜杠\\\\ 与换行\n都要回来'), regionCode: '330000' },
  );
  // A notice has written its deliveries: they come back once, not again.
  await the.services.db.within(systemScope('test'), async (tx) => {
    await tx
      .insertInto('notice_webhook')
      .values({
        organization_id: 'test-own',
        region_code: '330100',
        url: 'https://robot.example/',
        updated_at: new Date(0),
        updated_by: 'test',
      })
      .execute();
    await notify(tx, systemScope('test'), the.services.clock, {
      kind: 'task.issue',
      office: '330100',
      title: { zh: '任务', en: 'Task' },
      link: '/',
      object: { kind: 'task', id: '1' },
    });
  });
});
afterAll(async () => {
  await the.close();
  rmSync(folder, { recursive: true, force: true });
});

async function contents(url: string): Promise<Record<string, unknown[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    const all: Record<string, unknown[]> = {};
    for (const { name } of rows)
      all[name] = (await client.query(`select t::text from ${name} t order by 1`)).rows.map((row) => row.t);
    return all;
  } finally {
    await client.end();
  }
}

test('what is restored is what was backed up, and work goes on', async () => {
  const target = join(folder, 'one');
  await writeBackup(the.migratorUrl, target, { version: 'test', at: new Date(0) });
  const manifest = await checkBackup(target);
  const other = await openTestDatabase('restored');
  try {
    await restoreBackup(other.migratorUrl, target, manifest);
    const [before, after] = [await contents(the.migratorUrl), await contents(other.migratorUrl)];
    delete before.migration;
    delete after.migration;
    expect(after).toEqual(before);
    expect(after.target!.length).toBeGreaterThan(400);
    expect(after.notice_delivery).toHaveLength(1);
    // The next id comes after the restored ones.
    await importDocument(
      { db: other.db, clock: the.services.clock },
      { kind: 'system', purpose: 'test' },
      { fileName: 'next.txt', bytes: Buffer.from('恢复之后'), regionCode: '330000' },
    );
    await expect(restoreBackup(other.migratorUrl, target, manifest)).rejects.toMatchObject({ code: 'backup.database' });
  } finally {
    await other.close();
  }
});

test('a damaged back-up is named and nothing is restored', async () => {
  const good = join(folder, 'good');
  await writeBackup(the.migratorUrl, good, { version: 'test', at: new Date(0) });
  const changed = join(folder, 'changed');
  cpSync(good, changed, { recursive: true });
  appendFileSync(join(changed, 'target.copy'), '\n');
  await expect(checkBackup(changed)).rejects.toMatchObject({ code: 'backup.damaged', details: { reason: 'SHA-256' } });
  rmSync(join(changed, 'target.copy'));
  await expect(checkBackup(changed)).rejects.toMatchObject({ code: 'backup.damaged' });
  const manifest = await checkBackup(good);
  const other = await openTestDatabase('fewer');
  try {
    const fewer = { ...manifest, tables: manifest.tables.filter((table) => table.name !== 'audit') };
    await expect(restoreBackup(other.migratorUrl, good, fewer)).rejects.toMatchObject({ code: 'backup.damaged' });
  } finally {
    await other.close();
  }
  writeFileSync(join(changed, 'manifest.json'), JSON.stringify({ ...manifest, migration: 99 }));
  await expect(checkBackup(changed)).rejects.toMatchObject({ code: 'database.newer' });
  writeFileSync(join(changed, 'manifest.json'), '{"schema":');
  await expect(checkBackup(changed)).rejects.toMatchObject({ code: 'backup.damaged' });
});

test('a folder with something in it is left alone', async () => {
  const taken = mkdtempSync(join(folder, 'taken-'));
  writeFileSync(join(taken, 'mine.txt'), 'x');
  await expect(writeBackup(the.migratorUrl, taken, { version: 'test', at: new Date(0) })).rejects.toMatchObject({
    code: 'backup.target',
  });
});
