/** The sign-in log and who is online: in reach only, through the service and past it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OnlineSession, SignInPage } from '../../packages/contract/index.ts';
import { openTestApp, password, type TestApp } from './test-app.ts';

let the: TestApp;
let auditor: Record<string, string>;
let administrator: Record<string, string>;
beforeAll(async () => {
  the = await openTestApp('sign-ins');
  for (const name of ['child', 'parent', 'sibling', 'officer']) await the.signIn(name);
  for (let n = 0; n < 5; n++) await attempt('child', 'wrong');
  auditor = (await the.signIn('auditor')).headers;
  administrator = (await the.signIn('administrator')).headers;
});
afterAll(() => the.close());

const attempt = (userName: string, secret: string) =>
  the.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-zhimai': '1' },
    payload: { userName, password: secret },
  });
const read = async (query: string, headers = auditor) =>
  (await the.app.inject({ url: `/api/sign-ins${query}`, headers })).json() as SignInPage;
const online = async (headers = auditor) =>
  (await the.app.inject({ url: '/api/sign-ins/online', headers })).json().sessions as OnlineSession[];

test('openings, refusals and locks of the own regions and below', async () => {
  const { counts, rows } = await read('');
  expect(counts).toMatchObject({ open: 4, refuse: 4, lock: 1 });
  const names = rows.map((row) => row.userName);
  expect(names).toContain('child');
  expect(names).not.toContain('parent');
  expect(names).not.toContain('sibling');
});

test('by person, result and day', async () => {
  expect((await read('?q=child&result=refuse')).rows.every((row) => row.userName === 'child')).toBe(true);
  expect((await read('?q=child')).total).toBe(6);
  expect((await read('?result=lock')).total).toBe(1);
  expect((await read('?from=2026-11-23')).total).toBe(0);
  expect((await read('?from=2026-11-22&to=2026-11-22')).total).toBe(9);
  expect((await the.app.inject({ url: '/api/sign-ins?result=x', headers: auditor })).statusCode).toBe(422);
});

test('export is a table of what the filter shows, and no cell is a formula', async () => {
  const client = '=HYPERLINK("http://example.cn")';
  await the.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-zhimai': '1', 'user-agent': client },
    payload: { userName: 'reporter', password },
  });
  const file = await the.app.inject({ url: '/api/sign-ins/export?q=reporter', headers: auditor });
  expect(file.headers['content-type']).toContain('text/csv');
  const lines = file.body.trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`"'=HYPERLINK`);
});

test('who is online: people in reach; an administrator ends a session, an auditor only looks', async () => {
  const seen = await online();
  expect(seen.map((row) => row.person.userName).sort()).toEqual([
    'administrator',
    'auditor',
    'child',
    'officer',
    'reporter',
  ]);
  expect(seen.every((row) => !row.mayEnd)).toBe(true);
  const mine = await online(administrator);
  const officer = mine.find((row) => row.person.userName === 'officer')!;
  expect(officer).toMatchObject({ mayEnd: true, active: true });
  expect(mine.find((row) => row.person.userName === 'administrator')!.mayEnd).toBe(false);
  const end = (id: string, headers: Record<string, string>) =>
    the.app.inject({ method: 'DELETE', url: `/api/sign-ins/online/${id}`, headers });
  expect((await end(officer.id, auditor)).statusCode).toBe(403);
  expect((await end(officer.id, administrator)).statusCode).toBe(204);
  expect((await end(officer.id, administrator)).statusCode).toBe(404);
  expect((await online()).some((row) => row.person.userName === 'officer')).toBe(false);
  expect((await read('?q=officer&result=revoke')).total).toBe(1);
});

test('sessions elsewhere are not there, even past the services', async () => {
  const elsewhere = await the.services.db.within({ kind: 'system', purpose: 'test' }, (tx) =>
    tx
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.person_id')
      .select('session.id')
      .where('person.user_name', 'in', ['parent', 'sibling'])
      .execute(),
  );
  expect(elsewhere).toHaveLength(2);
  for (const { id } of elsewhere) {
    const ended = await the.app.inject({
      method: 'DELETE',
      url: `/api/sign-ins/online/${id}`,
      headers: administrator,
    });
    expect(ended.statusCode).toBe(404);
    const changed = await the.services.db.within(the.scopeOf('administrator'), (tx) =>
      tx
        .updateTable('session')
        .set({ revoked_at: new Date(0) })
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
  }
});
