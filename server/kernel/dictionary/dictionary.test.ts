import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { loadDictionary } from './dictionary.ts';

let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('dictionary');
  await loadDictionary(the.services);
});
afterAll(() => the.close());

const read = async (query: string) =>
  (await the.app.inject({ url: `/api/dictionary${query}`, headers: (await the.signIn('viewer')).headers })).json()
    .lists;
const save = async (userName: string, term: object) =>
  the.app.inject({
    method: 'PUT',
    url: '/api/dictionary',
    headers: (await the.signIn(userName)).headers,
    payload: term,
  });
const term = {
  list: 'reason.extend',
  code: 'weather',
  zh: '台风影响',
  en: 'Typhoon',
  position: 5,
  validFrom: '2026-08-01',
  validTo: '2026-12-31',
};

test('a province adds and ends words; on a day only the valid ones are offered, in their order', async () => {
  expect((await save('parent', term)).statusCode).toBe(204);
  const codes = async (day: string) =>
    (await read(`?list=reason.extend&asOf=${day}`))[0].terms.map((one: { code: string }) => one.code);
  expect((await codes('2026-11-22'))[0]).toBe('weather');
  expect(await codes('2027-01-01')).not.toContain('weather');
  expect(await codes('2026-07-31')).not.toContain('weather');
});

test('what the deployer has changed stays at the next start', async () => {
  await save('parent', { ...term, code: 'funding', zh: '资金未到位', validFrom: null, validTo: '2026-01-01' });
  await loadDictionary(the.services);
  const [list] = await read('?list=reason.extend');
  expect(list.terms.find((one: { code: string }) => one.code === 'funding')).toMatchObject({
    zh: '资金未到位',
    validTo: '2026-01-01',
  });
});

test('who may not is refused, and so is what is wrong', async () => {
  expect((await save('administrator', term)).json().error.code).toBe('scope.outside');
  expect((await save('officer', term)).json().error.code).toBe('scope.denied');
  expect((await save('parent', { ...term, list: 'no.such' })).statusCode).toBe(404);
  for (const wrong of [{ code: 'A b' }, { zh: ' ' }, { validTo: '2026-07-01' }, { position: -1 }])
    expect((await save('parent', { ...term, ...wrong })).statusCode).toBe(422);
  const straight = the.services.db.within(the.scopeOf('administrator'), (tx) =>
    tx
      .insertInto('dictionary_term')
      .values({ list: 'x', code: 'x', zh: 'x', en: 'x', position: 1, updated_at: new Date(0), updated_by: 'x' })
      .execute(),
  );
  await expect(straight).rejects.toThrow(/row-level security/);
});
