/** A large table of people: a job with progress, the same faults by row, and passwords that one person fetches once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobRow, PeopleImport } from '../../packages/contract/index.ts';
import { type JobRunner, startJobs } from '../kernel/jobs/index.ts';
import { JOB_PEOPLE, peopleImportJob, takePeople } from '../kernel/person/import-people-job.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import { openTestApp, type TestApp, upload } from './test-app.ts';

let the: TestApp;
let runner: JobRunner;
let city: Record<string, string>;
const messages = new Set<string>();
beforeAll(async () => {
  the = await openTestApp('people-job');
  const kind = peopleImportJob();
  const watched = {
    ...kind,
    run: (context: Parameters<typeof kind.run>[0]) =>
      kind.run({
        ...context,
        progress: async (done, total, message) => {
          if (message) messages.add(message.zh.split('：')[0]!);
          await context.progress(done, total, message);
        },
      }),
  };
  runner = await startJobs(the.services, [watched], { patience: 1 });
  city = (await the.signIn('administrator')).headers;
});
afterAll(async () => {
  await runner.stop();
  await the.close();
});

/** Adding takes a thirtieth of a second a person: more would only take longer. */
const LARGE = JOB_PEOPLE + 1;
const table = (names: string[]) =>
  ['用户名,名称,机构,地区代码,角色,邮箱', ...names.map((name) => `${name},科室 ${name},test-own,330100,填报,`)].join(
    '\n',
  );
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
const send = (text: string, dryRun: 0 | 1 = 0) => {
  const body = upload('people.csv', text);
  return the.app.inject({
    method: 'POST',
    url: `/api/people/import?dryRun=${dryRun}`,
    payload: body.payload,
    headers: { ...city, ...body.headers },
  });
};
const fetchPasswords = (payload: object, headers = city) =>
  the.app.inject({ method: 'POST', url: '/api/people/import/passwords', headers, payload });
async function ended(id: string): Promise<JobRow> {
  for (;;) {
    const job = (await the.app.inject({ url: `/api/jobs/${id}`, headers: city })).json() as JobRow;
    if (job.state !== 'waiting' && job.state !== 'running') return job;
    await new Promise((done) => setTimeout(done, 100));
  }
}
const stored = (id: string) =>
  the.services.db.within(systemScope('test'), (tx) =>
    tx.selectFrom('job').select(['payload', 'result']).where('id', '=', id).executeTakeFirstOrThrow(),
  );

test('a large table: checked at once, added by the job, passwords fetched once by whoever asked', async () => {
  const text = table(names('many', LARGE));
  const checked = (await send(text, 1)).json() as PeopleImport;
  expect(checked).toMatchObject({ rows: LARGE, added: LARGE, job: null, errors: [] });
  const asked = (await send(text)).json() as PeopleImport;
  expect(asked.passwords).toEqual([]);
  const { id, key } = asked.job!;
  const job = await ended(id);
  expect(job).toMatchObject({ state: 'done', error: null, result: { link: `/people?import=${id}` } });
  expect([...messages]).toEqual(['正在生成首次密码', '正在写入']);
  // Neither what was asked nor the passwords can be read in the database, and the key is not there.
  const row = JSON.stringify(await stored(id));
  expect(row).not.toContain('many-1');
  expect(row).not.toContain(key);

  const other = (await the.signIn('own')).headers;
  expect((await fetchPasswords({ job: id, key }, other)).statusCode).toBe(404);
  const wrong = await fetchPasswords({ job: id, key: `${key.slice(0, -4)}AAAA` });
  expect(wrong.statusCode).toBe(404);
  const fetched = (await fetchPasswords({ job: id, key })).json() as PeopleImport;
  expect(fetched.passwords).toHaveLength(LARGE);
  expect((await fetchPasswords({ job: id, key })).statusCode).toBe(404);
  const { userName, password } = fetched.passwords[LARGE - 1]!;
  const signed = await the.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-zhimai': '1' },
    payload: { userName, password },
  });
  expect(signed.json().me).toMatchObject({ mustChangePassword: true });
});

test('faults are named by row as in a small table, and no job is begun', async () => {
  const bad = names('bad', LARGE);
  bad[7] = 'many-7';
  bad[9] = '1';
  const refused = await send(table(bad));
  expect(refused.statusCode).toBe(422);
  const { errors, job } = refused.json() as PeopleImport;
  expect(job).toBeNull();
  expect(errors.map((error) => [error.row, error.column])).toEqual([
    [9, '用户名'],
    [11, '用户名'],
  ]);
});

test('a small table is done at once', async () => {
  const small = (await send(table(names('small', 3)))).json() as PeopleImport;
  expect(small.passwords).toHaveLength(3);
  expect(small.job).toBeNull();
});

test('a name that was taken meanwhile: nobody is added, and the job says which', async () => {
  await runner.stop();
  const me = (await the.app.inject({ url: '/api/session', headers: city })).json().me;
  const scope = { ...the.scopeOf('administrator'), personId: me.userId as string };
  const file = { name: 'late.csv', bytes: Buffer.from(table(names('late', 4))), dryRun: false };
  const asked = await takePeople(the.services, scope, file, 3);
  expect((await send(table(['late-2']))).statusCode).toBe(200);
  runner = await startJobs(the.services, [peopleImportJob()], { patience: 1 });
  const job = await ended(asked.job!.id);
  expect(job.state).toBe('failed');
  expect(job.error!.message.zh).toContain('late-2');
  const list = await the.app.inject({ url: '/api/people?q=late-', headers: city });
  expect(list.json().total).toBe(1);
  expect((await stored(asked.job!.id)).payload).toEqual({});
});
