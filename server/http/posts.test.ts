/** Posts: what a session acts for, from which day to which. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemScope } from '../kernel/scope/scope.ts';
import { openTestApp, password, regionOf, type TestApp } from './test-app.ts';

let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('posts');
});
afterAll(() => the.close());

const system = systemScope('test');
const addPost = (userName: string, post: { organization: string; region: string; from: string; to?: string }) =>
  the.services.db.within(system, async (tx) => {
    const person = await tx
      .selectFrom('person')
      .select('id')
      .where('user_name', '=', userName)
      .executeTakeFirstOrThrow();
    const row = await tx
      .insertInto('post')
      .values({
        person_id: person.id,
        organization_id: post.organization,
        region_code: post.region,
        roles: ['reporter'],
        valid_from: post.from,
        valid_to: post.to ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  });
const session = async (headers: Record<string, string>) =>
  (await the.app.inject({ url: '/api/session', headers })).json().me;
const switchTo = (headers: Record<string, string>, postId: string) =>
  the.app.inject({ method: 'POST', url: '/api/session/post', headers, payload: { postId } });

test('a session acts for one post, and goes on for another of the same person', async () => {
  const second = await addPost('officer', { organization: 'test-child', region: regionOf.child, from: '2026-01-01' });
  const { headers } = await the.signIn('officer');
  const before = await session(headers);
  expect(before).toMatchObject({ region: { code: regionOf.own }, roles: ['officer'] });
  expect(before.posts).toHaveLength(2);
  const switched = await switchTo(headers, second);
  expect(switched.json().me).toMatchObject({
    postId: second,
    organization: { id: 'test-child' },
    region: { code: regionOf.child },
    roles: ['reporter'],
  });
  expect((await session(headers)).region.code).toBe(regionOf.child);
  // What only officers may do is refused now.
  expect((await the.app.inject({ url: '/api/observations/template', headers })).statusCode).toBe(403);
  // Another session still begins with the main post.
  const other = await the.signIn('officer');
  expect((await session(other.headers)).region.code).toBe(regionOf.own);
});

test('nobody acts for the post of somebody else, nor for one that has not begun', async () => {
  const theirs = await addPost('viewer', { organization: 'test-own', region: regionOf.own, from: '2026-01-01' });
  const later = await addPost('officer', { organization: 'test-own', region: regionOf.own, from: '2026-12-01' });
  const { headers } = await the.signIn('officer');
  for (const id of [theirs, later, '00000000-0000-4000-8000-000000000001'])
    expect((await switchTo(headers, id)).statusCode).toBe(404);
  expect((await switchTo(headers, 'nonsense')).statusCode).toBe(422);
});

test('when the last post has ended, sign-in says so and a running session stops', async () => {
  const { headers } = await the.signIn('child');
  await the.services.db.within(system, (tx) =>
    tx
      .updateTable('post')
      .set({ valid_to: '2026-11-22' })
      .where('region_code', '=', regionOf.child)
      .where('main', '=', true)
      .execute(),
  );
  expect((await session(headers)).userName).toBe('child');
  the.services.clock.set('2026-11-22T16:30:00Z');
  // Past midnight in China.
  expect(await session(headers)).toBeNull();
  const refused = await the.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-zhimai': '1' },
    payload: { userName: 'child', password },
  });
  expect(refused.statusCode).toBe(403);
  expect(refused.json().error).toMatchObject({ code: 'auth.no-post' });
  const wrong = await the.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-zhimai': '1' },
    payload: { userName: 'child', password: 'wrong' },
  });
  expect(wrong.json().error.code).toBe('auth.wrong');
  the.services.clock.set('2026-11-22T02:00:00Z');
});

test('a key acts for the post that it was made for', async () => {
  const { headers } = await the.signIn('own');
  const second = await addPost('own', { organization: 'test-child', region: regionOf.child, from: '2026-01-01' });
  await switchTo(headers, second);
  const made = await the.app.inject({ method: 'POST', url: '/api/keys', headers, payload: { name: 'k', days: 9 } });
  const bearer = { authorization: `Bearer ${made.json().secret}` };
  expect((await session(bearer)).postId).toBe(second);
  expect((await switchTo(bearer, second)).statusCode).toBe(401);
});

test('a given password opens nothing but the way to one of one’s own', async () => {
  await the.services.db.within(system, (tx) =>
    tx.updateTable('person').set({ must_change_password: true }).where('user_name', '=', 'reporter').execute(),
  );
  const { headers } = await the.signIn('reporter');
  expect(await session(headers)).toMatchObject({ mustChangePassword: true });
  const desk = await the.app.inject({ url: '/api/desk', headers });
  expect(desk.json().error.code).toBe('auth.change-password');
  const change = (next: string) =>
    the.app.inject({ method: 'POST', url: '/api/password', headers, payload: { current: password, next } });
  expect((await change(password)).json().error.code).toBe('auth.same-password');
  expect((await change('a password of my own')).statusCode).toBe(204);
  expect((await the.app.inject({ url: '/api/desk', headers })).statusCode).toBe(200);
});

test('notices reach posts that are valid on the day', async () => {
  const told = (day: string) =>
    the.services.db.pool.query<{ n: number }>(
      `select count(*)::int as n from people_to_tell(array['test-child'], null, array['officer'], $1)`,
      [day],
    );
  const now = (await told('2026-11-22')).rows[0]!.n;
  const later = (await told('2026-11-23')).rows[0]!.n;
  expect(now - later).toBe(1);
});
