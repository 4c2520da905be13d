import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { AppError } from '../error.ts';
import { systemScope } from '../scope/scope.ts';
import { enqueueJob, type JobKind, type JobRunner, startJobs } from './index.ts';

let the: TestApp;
let runner: JobRunner;
let appUrl: string;
const seen: string[] = [];
let release: () => void = () => undefined;
let attempts = 0;

const kinds: JobKind[] = [
  {
    kind: 'test.fine',
    run: async ({ progress, payload }) => {
      for (let n = 1; n <= 3; n++) await progress(n, 3, { zh: `第 ${n} 步`, en: `step ${n}` });
      seen.push(JSON.stringify(payload));
      return { message: { zh: '完成', en: 'done' }, link: '/targets' };
    },
  },
  {
    kind: 'test.flaky',
    attempts: 3,
    run: async () => {
      attempts += 1;
      if (attempts < 2) throw new Error('the wind');
      return { message: { zh: '第二次成了', en: 'the second time' } };
    },
  },
  {
    kind: 'test.faulty',
    attempts: 3,
    run: async () => {
      throw new AppError('file.empty', { file: 'a.csv' });
    },
  },
  {
    kind: 'test.long',
    run: async ({ progress, signal }) => {
      await progress(1, 10);
      release();
      await new Promise((_, fail) => signal.addEventListener('abort', () => fail(new Error('ended early'))));
      return { message: { zh: '不会到这里', en: 'not reached' } };
    },
  },
  {
    kind: 'test.crash',
    run: async ({ attempt }) => ({ message: { zh: `第 ${attempt} 次`, en: `attempt ${attempt}` } }),
  },
];

beforeAll(async () => {
  the = await openTestApp('jobs');
  appUrl = the.migratorUrl;
  runner = await startJobs(the.services, kinds, { patience: 1 });
});
afterAll(async () => {
  await runner?.stop();
  await the.close();
});

const title = { zh: '测试作业', en: 'Test job' };
async function ask(kind: string, userName = 'officer', payload = {}): Promise<string> {
  const person = await the.services.db.within(systemScope('test'), (tx) =>
    tx
      .selectFrom('person')
      .innerJoin('post', 'post.person_id', 'person.id')
      .select(['person.id', 'post.region_code'])
      .where('user_name', '=', userName)
      .executeTakeFirstOrThrow(),
  );
  const scope = { ...the.scopeOf('officer', person.region_code), personId: person.id };
  return the.services.db.within(scope, (tx) =>
    enqueueJob(tx, scope, the.services.clock, { kind, title, regionCode: person.region_code, payload }),
  );
}
const read = async (id: string, userName = 'officer') => {
  const { headers } = await the.signIn(userName);
  return the.app.inject({ url: `/api/jobs/${id}`, headers });
};
const ends = (id: string, state: string) =>
  expect.poll(async () => (await read(id)).json().state, { timeout: 20_000, interval: 100 }).toBe(state);

test('a job runs when its transaction is committed, and only then', async () => {
  const lost = the.services.db.within(systemScope('test'), async (tx) => {
    await enqueueJob(tx, systemScope('test'), the.services.clock, {
      kind: 'test.fine',
      title,
      regionCode: '330100',
      payload: { n: 1 },
    });
    throw new Error('rolled back');
  });
  await expect(lost).rejects.toThrow('rolled back');
  const id = await ask('test.fine', 'officer', { n: 2 });
  await ends(id, 'done');
  expect(seen).toEqual(['{"n":2}']);
  expect((await read(id)).json()).toMatchObject({
    done: 3,
    total: 3,
    message: { zh: '第 3 步' },
    result: { link: '/targets' },
    attempt: 1,
  });
  const notices = await the.app.inject({
    url: '/api/notices?kind=job.done',
    headers: (await the.signIn('officer')).headers,
  });
  expect(notices.json().rows).toMatchObject([{ title: { zh: '已完成：测试作业（完成）' }, link: '/targets' }]);
});

test('what may pass is tried again, what is wrong with the input is not', async () => {
  const flaky = await ask('test.flaky');
  const faulty = await ask('test.faulty');
  const unknown = await ask('test.nobody-knows');
  await ends(flaky, 'done');
  await ends(faulty, 'failed');
  await ends(unknown, 'failed');
  expect((await read(flaky)).json().attempt).toBe(2);
  expect((await read(faulty)).json()).toMatchObject({
    attempt: 1,
    error: { code: 'file.empty', message: { zh: '文件是空的：a.csv' } },
  });
});

test('a running job is cancelled at once; one that has ended is not', async () => {
  const begun = new Promise<void>((done) => {
    release = done;
  });
  const id = await ask('test.long');
  await begun;
  const { headers } = await the.signIn('officer');
  expect((await the.app.inject({ method: 'POST', url: `/api/jobs/${id}/cancel`, headers })).statusCode).toBe(200);
  await ends(id, 'cancelled');
  const twice = await the.app.inject({ method: 'POST', url: `/api/jobs/${id}/cancel`, headers });
  expect(twice.json().error.code).toBe('job.ended');
});

test('others see nothing of it, an administrator of the region does', async () => {
  const id = await ask('test.fine', 'child', {});
  for (const name of ['officer', 'sibling', 'viewer']) expect((await read(id, name)).statusCode).toBe(404);
  const { headers } = await the.signIn('own');
  const list = await the.app.inject({ url: '/api/jobs?of=region', headers });
  expect((list.json().rows as { id: string; mine: boolean }[]).find((row) => row.id === id)?.mine).toBe(false);
  const mine = await the.app.inject({ url: '/api/jobs', headers });
  expect(mine.json().total).toBe(0);
});

test('a server that stops puts its work back, and the next takes it up', async () => {
  const begun = new Promise<void>((done) => {
    release = done;
  });
  const id = await ask('test.long');
  await begun;
  await runner.stop();
  expect((await read(id)).json()).toMatchObject({ state: 'waiting', attempt: 0 });
  runner = await startJobs(the.services, [{ ...kinds[0]!, kind: 'test.long' }, ...kinds.slice(4)], { patience: 1 });
  await ends(id, 'done');
});

test('jobs that the queue has lost, as after a restore, are given to it again', async () => {
  await runner.stop();
  const id = await ask('test.fine');
  await the.services.db.within(systemScope('test'), (tx) =>
    tx.updateTable('job').set({ queued: true, state: 'running' }).where('id', '=', id).execute(),
  );
  runner = await startJobs(the.services, kinds, { patience: 1 });
  await ends(id, 'done');
});

test('a server killed in the middle: the job is begun again and done', { timeout: 90_000 }, async () => {
  await runner.stop();
  const id = await ask('test.crash');
  const url = new URL(appUrl);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-fixture.ts'), url.href], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect((await read(id)).json()).toMatchObject({ state: 'running', done: 1, total: 3 });
  runner = await startJobs(the.services, kinds, { patience: 1 });
  await expect.poll(async () => (await read(id)).json().state, { timeout: 60_000, interval: 250 }).toBe('done');
  expect((await read(id)).json()).toMatchObject({ attempt: 2, result: { message: { zh: '第 2 次' } } });
});
