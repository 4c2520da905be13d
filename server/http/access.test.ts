import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCK_AFTER, LOCK_MINUTES, SESSION_DAYS } from '../kernel/person/sign-in.ts';
import { openTestApp, password, type TestApp } from './test-app.ts';

let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('access');
});
afterAll(() => the.close());

const attempt = (userName: string, secret: string) =>
  the.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-zhimai': '1' },
    payload: { userName, password: secret },
  });
const session = (headers: Record<string, string>) => the.app.inject({ url: '/api/session', headers });

test('sign-in opens a session with a cookie that scripts cannot read; sign-out ends it', async () => {
  const response = await attempt('OFFICER', password);
  expect(response.statusCode).toBe(200);
  expect(response.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(response.json().me).toMatchObject({ userName: 'officer', region: { code: '330100', name: '杭州市' } });
  const headers = { cookie: `zhimai=${response.cookies[0]!.value}`, 'x-zhimai': '1' };
  expect((await session(headers)).json().me.userName).toBe('officer');
  expect((await the.app.inject({ method: 'DELETE', url: '/api/session', headers })).statusCode).toBe(204);
  expect((await session(headers)).json().me).toBeNull();
});

test('unknown names and wrong passwords get the same answer', async () => {
  const [a, b] = [await attempt('nobody', password), await attempt('viewer', 'wrong')];
  expect(a.json()).toEqual(b.json());
  expect(a.statusCode).toBe(401);
});

test('wrong passwords lock the account, the right one does not open it, and time does', async () => {
  for (let n = 0; n < LOCK_AFTER; n++) expect((await attempt('auditor', `wrong ${n}`)).statusCode).toBe(401);
  const locked = await attempt('auditor', password);
  expect(locked.statusCode).toBe(423);
  expect(locked.json().error.message.zh).toContain('锁定');
  the.services.clock.set(new Date(Date.parse('2026-11-22T02:00:00Z') + (LOCK_MINUTES * 60 + 1) * 1000).toISOString());
  expect((await attempt('auditor', password)).statusCode).toBe(200);
});

test('forty guesses at once are counted one by one', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => attempt('foreign', `guess ${n}`)));
  expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(LOCK_AFTER);
  expect(answers.filter((answer) => answer.statusCode === 423)).toHaveLength(40 - LOCK_AFTER);
});

test('a right sign-in clears the count of wrong ones', async () => {
  for (let round = 0; round < 2; round++) {
    for (let n = 0; n < LOCK_AFTER - 1; n++) await attempt('sibling', 'wrong');
    expect((await attempt('sibling', password)).statusCode).toBe(200);
  }
});

test('sessions end by age', async () => {
  const { headers } = await the.signIn('administrator');
  the.services.clock.set(new Date(Date.parse('2026-11-22T03:00:00Z') + SESSION_DAYS * 86_400_000).toISOString());
  expect((await session(headers)).json().me).toBeNull();
  the.services.clock.set('2026-11-22T03:00:00Z');
});

test('API keys act for their owner, are shown once, and stop when revoked', async () => {
  const { headers } = await the.signIn('officer');
  const made = await the.app.inject({
    method: 'POST',
    url: '/api/keys',
    headers,
    payload: { name: 'robot', days: 30 },
  });
  const { key, secret } = made.json() as { key: { id: string }; secret: string };
  const listed = await the.app.inject({ url: '/api/keys', headers });
  expect(listed.body).not.toContain(secret);
  const bearer = { authorization: `Bearer ${secret}` };
  expect((await session(bearer)).json().me.userName).toBe('officer');
  await the.app.inject({ method: 'DELETE', url: `/api/keys/${key.id}`, headers });
  expect((await session(bearer)).statusCode).toBe(401);
});

test('a new password ends the other sessions and must be good', async () => {
  const here = await the.signIn('child');
  const there = await the.signIn('child');
  const change = (next: string, current = password) =>
    the.app.inject({ method: 'POST', url: '/api/password', headers: here.headers, payload: { current, next } });
  expect((await change('short')).json().error.code).toBe('auth.weak-password');
  expect((await change('long enough indeed', 'wrong')).statusCode).toBe(401);
  expect((await change('long enough indeed')).statusCode).toBe(204);
  expect((await session(here.headers)).json().me.userName).toBe('child');
  expect((await session(there.headers)).json().me).toBeNull();
});

test('nothing that could open a session lies in the database', async () => {
  const { headers } = await the.signIn('own');
  const token = headers.cookie!.split('=')[1]!;
  const rows = await the.services.db.within({ kind: 'system', purpose: 'test' }, async (tx) => ({
    sessions: await tx.selectFrom('session').selectAll().execute(),
    people: await tx.selectFrom('person').selectAll().execute(),
    audit: await tx.selectFrom('audit').selectAll().execute(),
  }));
  const all = JSON.stringify(rows);
  expect(all).not.toContain(token);
  expect(all).not.toContain(password);
});

test('sign-in, refusal and lock stand in the audit trail', async () => {
  const rows = await the.services.db.within({ kind: 'system', purpose: 'test' }, (tx) =>
    tx.selectFrom('audit').select('action').distinct().execute(),
  );
  const actions = rows.map((row) => row.action);
  expect(actions).toEqual(
    expect.arrayContaining([
      'session.open',
      'session.refuse',
      'session.lock',
      'session.revoke',
      'api-key.create',
      'api-key.revoke',
      'person.password',
    ]),
  );
});
