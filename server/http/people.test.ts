/** People under delegated administration: who may do what to whom, and who is always left. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonDetail } from '../../packages/contract/index.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import { openTestApp, password, regionOf, type TestApp } from './test-app.ts';

let the: TestApp;
/** An administrator of Hangzhou, and one of the province. */
let city: Record<string, string>;
let province: Record<string, string>;
beforeAll(async () => {
  the = await openTestApp('people');
  city = (await the.signIn('administrator')).headers;
  province = (await the.signIn('parent')).headers;
});
afterAll(() => the.close());

const idOf = (userName: string) =>
  the.services.db.within(systemScope('test'), async (tx) => {
    const row = await tx.selectFrom('person').select('id').where('user_name', '=', userName).executeTakeFirstOrThrow();
    return row.id;
  });
const ask = (headers: Record<string, string>, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
  the.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
const post = (change: object = {}) => ({
  organizationId: 'test-child',
  regionCode: regionOf.child,
  roles: ['officer'],
  validFrom: '2026-11-22',
  validTo: null,
  main: true,
  ...change,
});
const person = (userName: string, change: object = {}) => ({
  userName,
  displayName: `办公室 ${userName}`,
  email: `${userName}@example.cn`,
  post: post(change),
});
const signIn = (userName: string, secret: string) =>
  the.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-zhimai': '1' },
    payload: { userName, password: secret },
  });

test('a city’s administrator adds a person below; the password is shown once and changed first', async () => {
  const made = await ask(city, 'POST', '/api/people', person('xihu-new'));
  expect(made.statusCode).toBe(201);
  const { id, password: first } = made.json();
  const signed = await signIn('xihu-new', first);
  expect(signed.json().me).toMatchObject({ mustChangePassword: true, region: { code: regionOf.child } });
  const list = await ask(city, 'GET', '/api/people?q=xihu-new');
  expect(list.json()).toMatchObject({ total: 1, rows: [{ id, email: 'x•••@example.cn', state: 'active' }] });
  expect(list.body).not.toContain('xihu-new@example.cn');
  expect((await ask(city, 'POST', '/api/people', person('XIHU-new'))).json().error.code).toBe('person.exists');
});

test('an e-mail address is shown to an administrator, and that is written down', async () => {
  const id = await idOf('xihu-new');
  const shown = await ask(city, 'POST', `/api/people/${id}/email`);
  expect(shown.json().email).toBe('xihu-new@example.cn');
  const detail = (await ask(city, 'GET', `/api/people/${id}`)).json() as PersonDetail;
  expect(detail.email).toBe('x•••@example.cn');
  expect(detail.history[0]).toMatchObject({ action: 'person.read', actor: 'administrator' });
});

describe('outside one’s regions nothing is given', () => {
  test.each([
    ['a post above', { regionCode: regionOf.parent }, 403, 'scope.outside'],
    ['a post beside', { regionCode: regionOf.sibling }, 403, 'scope.outside'],
    ['a post for an organization above', { organizationId: 'test-parent' }, 403, 'scope.outside'],
    ['an unknown organization', { organizationId: 'nobody' }, 404, 'not-found'],
    ['an organization that has ended', { organizationId: 'gov-330103' }, 422, 'post.organization'],
    ['days the wrong way round', { validTo: '2026-01-01' }, 422, 'post.days'],
    ['no role', { roles: [] }, 422, 'input.invalid'],
    ['an unknown role', { roles: ['king'] }, 422, 'input.invalid'],
    ['an unknown region below', { regionCode: '330199' }, 404, 'not-found'],
  ])('%s', async (_, change, status, code) => {
    for (const [method, url, payload] of [
      ['POST', '/api/people', person('somebody', change)],
      ['POST', `/api/people/${await idOf('child')}/posts`, post(change)],
    ] as const) {
      const response = await ask(city, method, url, payload);
      expect(response.json().error).toMatchObject({ code });
      expect(response.statusCode).toBe(status);
    }
  });

  test('people above, beside and elsewhere are not there', async () => {
    for (const name of ['parent', 'sibling', 'foreign'])
      expect((await ask(city, 'GET', `/api/people/${await idOf(name)}`)).statusCode).toBe(404);
    const list = (await ask(city, 'GET', '/api/people?size=200')).json().rows as { userName: string }[];
    expect(list.map((row) => row.userName)).not.toContain('parent');
    expect(list.map((row) => row.userName)).toContain('child');
  });

  test('who also holds a post above is seen and not touched, through the service or past it', async () => {
    const id = await idOf('own');
    const given = await ask(province, 'POST', `/api/people/${id}/posts`, {
      ...post(),
      organizationId: 'test-parent',
      regionCode: regionOf.parent,
      main: false,
    });
    expect(given.statusCode).toBe(201);
    const seen = await ask(city, 'GET', `/api/people/${id}`);
    expect(seen.json()).toMatchObject({ manageable: false });
    expect(seen.json().posts).toHaveLength(1);
    for (const [url, payload] of [
      ['state', { action: 'disable' }],
      ['password', {}],
      ['hand-over', { to: null, day: '2026-11-22' }],
    ] as const)
      expect((await ask(city, 'POST', `/api/people/${id}/${url}`, payload)).json().error.code).toBe('person.outside');
    const changed = await the.services.db.within(the.scopeOf('administrator'), (tx) =>
      tx.updateTable('person').set({ display_name: 'x' }).where('id', '=', id).executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
    await expect(
      the.services.db.within(the.scopeOf('administrator'), (tx) =>
        tx
          .insertInto('post')
          .values({
            person_id: id,
            organization_id: 'test-parent',
            region_code: regionOf.own,
            roles: ['officer'],
            valid_from: '2026-01-01',
          })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

test('nobody promotes, disables or hands over oneself', async () => {
  const id = await idOf('administrator');
  for (const [url, payload] of [
    ['posts', post()],
    ['state', { action: 'disable' }],
    ['hand-over', { to: null, day: '2026-11-22' }],
  ] as const)
    expect((await ask(city, 'POST', `/api/people/${id}/${url}`, payload)).json().error.code).toBe('person.self');
  const own = (await ask(city, 'GET', `/api/people/${id}`)).json() as PersonDetail;
  const change = { roles: ['administrator', 'auditor'], validFrom: '2026-01-01', validTo: null, main: true };
  const answer = await ask(city, 'PUT', `/api/posts/${own.posts[0]!.id}`, change);
  expect(answer.json().error.code).toBe('person.self');
  const past = await the.services.db.within({ ...the.scopeOf('administrator'), personId: id }, (tx) =>
    tx
      .updateTable('post')
      .set({ roles: ['auditor'] })
      .where('person_id', '=', id)
      .executeTakeFirst(),
  );
  expect(past.numUpdatedRows).toBe(0n);
});

test('a disabled person is out at once, and back when enabled; a locked one is opened', async () => {
  const id = await idOf('child');
  const { headers } = await the.signIn('child');
  expect((await ask(city, 'POST', `/api/people/${id}/state`, { action: 'disable' })).json().state).toBe('disabled');
  expect((await ask(headers, 'GET', '/api/session')).json().me).toBeNull();
  expect((await signIn('child', password)).statusCode).toBe(401);
  expect((await ask(city, 'GET', '/api/people?state=disabled')).json().total).toBe(1);
  expect((await ask(city, 'POST', `/api/people/${id}/state`, { action: 'enable' })).json().state).toBe('active');
  await ask(city, 'POST', `/api/people/${id}/state`, { action: 'unlock' });
  for (let n = 0; n < 5; n++) await signIn('child', 'wrong');
  expect((await signIn('child', password)).statusCode).toBe(423);
  expect((await ask(city, 'GET', '/api/people?state=locked')).json().total).toBe(1);
  expect((await ask(city, 'POST', `/api/people/${id}/state`, { action: 'unlock' })).json().state).toBe('active');
  expect((await signIn('child', password)).statusCode).toBe(200);
});

test('a new password replaces the old, ends sessions, and is to be changed', async () => {
  const id = await idOf('reporter');
  const { headers } = await the.signIn('reporter');
  const { password: fresh } = (await ask(city, 'POST', `/api/people/${id}/password`)).json();
  expect((await ask(headers, 'GET', '/api/session')).json().me).toBeNull();
  expect((await signIn('reporter', password)).statusCode).toBe(401);
  expect((await signIn('reporter', fresh)).json().me.mustChangePassword).toBe(true);
});

test('two changes at once: the second is told', async () => {
  const id = await idOf('viewer');
  const { version } = (await ask(city, 'GET', `/api/people/${id}`)).json();
  const answers = await Promise.all(
    ['甲', '乙'].map((displayName) => ask(city, 'PUT', `/api/people/${id}`, { displayName, version })),
  );
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
});

test('posts begin and end on their days; the same post twice is refused', async () => {
  const id = await idOf('viewer');
  const later = post({ validFrom: '2026-12-01', validTo: '2026-12-31', main: false });
  const given = await ask(city, 'POST', `/api/people/${id}/posts`, later);
  expect(
    given
      .json()
      .posts.map((one: { when: string }) => one.when)
      .sort(),
  ).toEqual(['coming', 'valid']);
  expect((await ask(city, 'POST', `/api/people/${id}/posts`, later)).json().error.code).toBe('post.exists');
  const coming = given.json().posts.find((one: { when: string }) => one.when === 'coming');
  const ended = await ask(city, 'PUT', `/api/posts/${coming.id}`, {
    roles: ['viewer'],
    validFrom: '2026-11-01',
    validTo: '2026-11-20',
    main: false,
  });
  expect(
    ended
      .json()
      .posts.map((one: { when: string }) => one.when)
      .sort(),
  ).toEqual(['ended', 'valid']);
});

describe('somebody always administrates', () => {
  test('two administrators of the province who remove each other: one stays', async () => {
    const made = await ask(province, 'POST', '/api/people', {
      ...person('second', { organizationId: 'test-parent', regionCode: regionOf.parent, roles: ['administrator'] }),
    });
    const { id, password: first } = made.json();
    const { cookies } = await signIn('second', first);
    const second = { cookie: `zhimai=${cookies[0]!.value}`, 'x-zhimai': '1' };
    await ask(second, 'POST', '/api/password', { current: first, next: 'a password of my own' });
    const answers = await Promise.all([
      ask(second, 'POST', `/api/people/${await idOf('parent')}/state`, { action: 'disable' }),
      ask(province, 'POST', `/api/people/${id}/state`, { action: 'disable' }),
    ]);
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    await the.services.db.within(systemScope('test'), (tx) =>
      tx.updateTable('person').set({ disabled_at: null }).execute(),
    );
    province = (await the.signIn('parent')).headers;
  });

  test('the last one keeps role, post and account', async () => {
    const second = await idOf('second');
    const { headers } = await the.signIn('parent');
    // The only other administrator of the province goes; then a deputy with an end does not count.
    const detail = (await ask(headers, 'GET', `/api/people/${second}`)).json() as PersonDetail;
    const { validFrom, id } = detail.posts[0]!;
    const change = { roles: ['administrator'], validFrom, validTo: '2026-12-31', main: true };
    expect((await ask(headers, 'PUT', `/api/posts/${id}`, change)).statusCode).toBe(200);
    const parent = await idOf('parent');
    await the.services.db.within(systemScope('test'), async (tx) => {
      await tx.updateTable('person').set({ must_change_password: false }).where('id', '=', second).execute();
    });
    const { password: fresh } = (await ask(headers, 'POST', `/api/people/${second}/password`)).json();
    const { cookies } = await signIn('second', fresh);
    const deputy = { cookie: `zhimai=${cookies[0]!.value}`, 'x-zhimai': '1' };
    await ask(deputy, 'POST', '/api/password', { current: fresh, next: 'a password of my own' });
    const posts = ((await ask(deputy, 'GET', `/api/people/${parent}`)).json() as PersonDetail).posts;
    const attempts = [
      ask(deputy, 'POST', `/api/people/${parent}/state`, { action: 'disable' }),
      ask(deputy, 'POST', `/api/people/${parent}/hand-over`, { to: null, day: '2026-11-22' }),
      ask(deputy, 'PUT', `/api/posts/${posts[0]!.id}`, {
        roles: ['officer'],
        validFrom: posts[0]!.validFrom,
        validTo: null,
        main: true,
      }),
    ];
    for (const answer of await Promise.all(attempts))
      expect(answer.json().error.code).toBe('person.last-administrator');
  });
});

test('hand-over: a preview changes nothing; then posts end and things move', async () => {
  const [from, to, elsewhere] = [await idOf('officer'), await idOf('viewer'), await idOf('xihu-new')];
  const url = `/api/people/${from}/hand-over`;
  expect((await ask(city, 'POST', url, { to: from, day: '2026-11-22' })).json().error.code).toBe('hand-over.person');
  expect((await ask(city, 'POST', url, { to: elsewhere, day: '2026-11-22' })).json().error.code).toBe(
    'hand-over.person',
  );
  const preview = await ask(city, 'POST', url, { to, day: '2026-12-31', dryRun: true });
  // What would move is counted; dated ahead, it moves on its day only.
  expect(preview.json()).toMatchObject({ dryRun: true, posts: 1, moved: [{ count: 0 }] });
  expect(preview.json().warnings).toHaveLength(1);
  expect(((await ask(city, 'GET', `/api/people/${from}`)).json() as PersonDetail).posts[0]!.validTo).toBeNull();
  expect((await ask(city, 'POST', url, { to, day: '2026-11-22' })).statusCode).toBe(200);
  const left = (await ask(city, 'GET', `/api/people/${from}`)).json() as PersonDetail;
  expect(left.posts[0]!.validTo).toBe('2026-11-22');
  expect(left.history[0]!.action).toBe('person.hand-over');
});
