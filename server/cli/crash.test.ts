/**
 * kill -9 of the program and of its database in the middle of imports and of tasks given out. After the next start everything that was
 * acknowledged is there in full, and nothing is there in part.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openEmbedded } from '../db/embedded.ts';

const data = mkdtempSync(join(tmpdir(), 'zhimai-crash-'));
spawnSync('chmod', ['755', data]);
let program: Program | undefined;
afterAll(async () => {
  program?.child.kill('SIGKILL');
  (await openEmbedded({ folder: join(data, 'database') })).stop();
  rmSync(data, { recursive: true, force: true });
});

type Program = { child: ChildProcess; base: string; output: string };

async function start(): Promise<Program> {
  const child = spawn(process.execPath, ['server/cli/main.ts', 'start', '--port', '0'], {
    env: { ...process.env, ZHIMAI_DATA: data, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr!.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`ended with ${code}: ${output}`)));
    child.stdout!.on('data', (chunk) => {
      output += chunk;
      const base = /(http:\/\/127\.0\.0\.1:\d+)\/\n/.exec(output)?.[1];
      if (base && output.includes('Ctrl-C')) done({ child, base, output });
    });
  });
}

async function signIn(base: string, password: string): Promise<Record<string, string>> {
  const response = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'x-zhimai': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'admin', password }),
  });
  expect(response.status).toBe(200);
  return { cookie: response.headers.get('set-cookie')!.split(';')[0]!, 'x-zhimai': '1' };
}

const textOf = (n: number) =>
  `第${n}号文件\n\n一、目标\n${`到2027年，第${n}项合格率达到96%，新增企业${n + 1}家。\n`.repeat(40)}`;

type Done = { document: string; task: string | undefined };

/** Four people import a file and give out a task, again and again, until a request fails: what was acknowledged. */
async function workUntilItDies(
  base: string,
  headers: Record<string, string>,
  from: number,
  onAcknowledged: (n: number) => void,
) {
  const acknowledged = new Map<number, Done>();
  let next = from;
  const json = { ...headers, 'content-type': 'application/json' };
  const deadline = await fetch(`${base}/api/calendar/deadline?workingDays=20`, { headers });
  const { on: dueOn } = (await deadline.json()) as { on: string };
  const worker = async () => {
    for (;;) {
      const n = next++;
      const body = new FormData();
      body.set('file', new Blob([textOf(n)]), `file-${n}.txt`);
      try {
        const response = await fetch(`${base}/api/documents`, { method: 'POST', headers, body });
        if (response.status !== 201) return;
        acknowledged.set(n, { document: ((await response.json()) as { id: string }).id, task: undefined });
        const given = await fetch(`${base}/api/work`, {
          method: 'POST',
          headers: json,
          body: JSON.stringify({ title: `第${n}项任务`, region: '330000', leadId: 'zj-jxt', dueOn, issue: true }),
        });
        if (given.status !== 201) return;
        acknowledged.get(n)!.task = ((await given.json()) as { id: string }).id;
      } catch {
        return;
      }
      onAcknowledged(acknowledged.size);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return acknowledged;
}

async function expectWhole(base: string, headers: Record<string, string>, acknowledged: Map<number, Done>) {
  for (const [n, { document: id, task }] of acknowledged) {
    if (task) {
      const given = await (await fetch(`${base}/api/work/${task}`, { headers })).json();
      expect(given).toMatchObject({ title: `第${n}项任务`, state: 'issued', lead: { id: 'zj-jxt' } });
    }
    const detail = (await (await fetch(`${base}/api/documents/${id}`, { headers })).json()) as {
      text: string;
      counts: { targets: number };
    };
    expect(detail.text).toBe(textOf(n));
    expect(detail.counts.targets).toBeGreaterThan(0);
    expect(await (await fetch(`${base}/api/documents/${id}/file`, { headers })).text()).toBe(textOf(n));
  }
  const embedded = await openEmbedded({ folder: join(data, 'database') });
  const client = new pg.Client({ connectionString: embedded.url('superuser') });
  await client.connect();
  try {
    const { rows } = await client.query(`select
      (select count(*) from source_document) as documents,
      (select count(*) from audit where action = 'document.import') as audited,
      (select count(*) from evidence_file) as files,
      (select count(*) from source_document d where not exists (select 1 from evidence_file e
        where e.sha256 = d.sha256 and encode(sha256(e.content), 'hex') = d.sha256)) as broken`);
    const [{ documents, audited, files, broken }] = rows;
    expect(Number(documents)).toBeGreaterThanOrEqual(acknowledged.size);
    expect([audited, files, broken]).toEqual([documents, documents, '0']);
    // A task is there with its units, its case, both steps, both audit rows and its entry in search, or not at all.
    const { rows: tasks } = await client.query(`select (select count(*) from work_item) as items,
      (select count(*) from work_item i where (select count(*) from work_unit u where u.item_id = i.id) <> 1
        or (select count(*) from lifecycle_case c where c.kind = 'task' and c.object_id = i.id::text and c.version = 2) <> 1
        or (select count(*) from lifecycle_step s where s.kind = 'task' and s.object_id = i.id::text) <> 2
        or (select count(*) from audit a where a.object_kind = 'task' and a.object_id = i.id::text) <> 2
        or (select count(*) from search_entry e where e.kind = 'task' and e.object_id = i.id::text) <> 1) as broken`);
    const given = [...acknowledged.values()].filter((one) => one.task).length;
    expect(Number(tasks[0].items)).toBeGreaterThanOrEqual(given);
    expect(given).toBeGreaterThan(5);
    expect(tasks[0].broken).toBe('0');
  } finally {
    await client.end();
  }
}

// Four starts and two dying servers take their time on a machine that does other things too.
test('kill -9 of the program, then of the database: nothing acknowledged is lost, nothing is half written', {
  timeout: 240_000,
}, async () => {
  program = await start();
  const password = /password (\S+)/.exec(program.output)![1]!;
  const all = new Map<number, Done>();

  // The program dies after ten acknowledgements, with three more imports in flight. Four workers count together, so the
  // tenth may be passed over unseen.
  let headers = await signIn(program.base, password);
  const first = await workUntilItDies(program.base, headers, 0, (n) => {
    if (n >= 10) program!.child.kill('SIGKILL');
  });
  expect(first.size).toBeGreaterThanOrEqual(10);
  for (const [n, id] of first) all.set(n, id);

  program = await start();
  headers = await signIn(program.base, password);
  await expectWhole(program.base, headers, all);

  // The database dies under a living program: requests fail with a word that says so, none is acknowledged wrongly.
  const pidFile = join(data, 'database', 'pg', 'postmaster.pid');
  const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  let killed = false;
  const second = await workUntilItDies(program.base, headers, 1000, (n) => {
    if (n < 10 || killed) return;
    killed = true;
    process.kill(postmaster, 'SIGKILL');
  });
  for (const [n, id] of second) all.set(n, id);
  const health = await fetch(`${program.base}/api/health`);
  expect(health.status).toBe(503);
  expect(await health.text()).toContain('database.unavailable');
  program.child.kill('SIGTERM');
  await once(program.child, 'exit');

  program = await start();
  headers = await signIn(program.base, password);
  await expectWhole(program.base, headers, all);

  // Ctrl-C: the program ends well and takes its database with it.
  program.child.kill('SIGINT');
  const [code] = await once(program.child, 'exit');
  expect(code).toBe(0);
  const again = await openEmbedded({ folder: join(data, 'database') });
  expect(again.started).toBe(true);
});
