import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPacks, readPacks } from '../modules/plans/index.ts';
import { openTestApp, type TestApp } from './test-app.ts';

let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('tables');
});
afterAll(() => the.close());

async function as(userName: string) {
  const { headers } = await the.signIn(userName);
  return (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    the.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
}
const view = { room: 'targets', name: '滞后的', shared: false, search: { status: 'missed', cols: 'plan,target' } };

test('views are kept, changed and removed by their owner only', async () => {
  const officer = await as('officer');
  const made = (await officer('POST', '/api/views', view)).json();
  expect((await officer('POST', '/api/views', view)).json().error.code).toBe('view.exists');
  expect((await officer('GET', '/api/views?room=targets')).json().views).toMatchObject([
    { name: '滞后的', mine: true, search: view.search },
  ]);
  expect((await officer('GET', '/api/views?room=audit')).json().views).toEqual([]);
  const viewer = await as('viewer');
  expect((await viewer('GET', '/api/views?room=targets')).json().views).toEqual([]);
  expect((await viewer('PUT', `/api/views/${made.id}`, { name: 'x' })).statusCode).toBe(404);
  await officer('PUT', `/api/views/${made.id}`, { shared: true, search: { status: 'off-track' } });
  expect((await viewer('GET', '/api/views?room=targets')).json().views).toMatchObject([
    { mine: false, shared: true, search: { status: 'off-track' } },
  ]);
  expect((await (await as('sibling'))('GET', '/api/views?room=targets')).json().views).toEqual([]);
  expect((await viewer('DELETE', `/api/views/${made.id}`)).statusCode).toBe(404);
  expect((await viewer('PUT', '/api/default-view', { room: 'targets', viewId: made.id })).json().defaultId).toBe(
    made.id,
  );
  expect(
    (await (await as('sibling'))('PUT', '/api/default-view', { room: 'targets', viewId: made.id })).statusCode,
  ).toBe(404);
  await officer('PUT', `/api/views/${made.id}`, { shared: false });
  expect((await viewer('GET', '/api/views?room=targets')).json()).toEqual({ views: [], defaultId: null });
  expect((await officer('DELETE', `/api/views/${made.id}`)).statusCode).toBe(204);
  expect((await officer('GET', '/api/views?room=targets')).json().views).toEqual([]);
});

test('a view is small and named', async () => {
  const officer = await as('officer');
  for (const wrong of [
    { ...view, name: ' ' },
    { ...view, room: '../x' },
    { ...view, search: { q: 'x'.repeat(501) } },
  ])
    expect((await officer('POST', '/api/views', wrong)).statusCode).toBe(422);
});

test('exports hold all rows of the filter and the columns shown, in their order', async () => {
  const officer = await as('administrator');
  const csv = async (url: string) => (await officer('GET', url)).body.replace('\uFEFF', '').trim().split('\r\n');
  const all = await csv('/api/organizations/export?format=csv&asOf=2026-11-22');
  const list = (await officer('GET', '/api/organizations?asOf=2026-11-22&size=1')).json();
  expect(all).toHaveLength(list.total + 1);
  const few = await csv(
    '/api/organizations/export?format=csv&cols=joint,kind&language=en&q=%E5%B8%82%E5%9C%BA%E7%9B%91%E7%9D%A3',
  );
  expect(few[0]).toBe('Code,Name,English name,Short names,Region,Takes part,Kind');
  const audit = await csv('/api/audit/export?format=csv&cols=at&action=person');
  expect(audit[0]).toBe('事项,时间');
  expect(audit.length).toBeGreaterThan(1);
  expect((await officer('GET', '/api/audit/export?format=xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK');
  expect((await (await as('viewer'))('GET', '/api/audit/export?format=csv')).statusCode).toBe(403);
});

test('plans, documents and regions: a page, a search, an order, and the same rows as a file', async () => {
  await loadPacks(the.services, readPacks());
  const officer = await as('officer');
  const csv = async (url: string) => (await officer('GET', url)).body.replace('\uFEFF', '').trim().split('\r\n');
  const all = (await officer('GET', '/api/plans')).json();
  expect(all.plans).toHaveLength(all.total);
  const page = (await officer('GET', '/api/plans?sort=targets&order=desc&size=2&page=2')).json();
  expect([page.total, page.plans.length]).toEqual([all.total, 2]);
  const counts = (plans: { targetCount: number }[]) => plans.map((plan) => plan.targetCount);
  expect(counts(page.plans)).toEqual(
    counts(all.plans)
      .sort((a, b) => b - a)
      .slice(2, 4),
  );
  const found = await csv(`/api/plans/export?format=csv&cols=years&q=${encodeURIComponent('质量提升')}`);
  expect(found[0]).toBe('编号,规划,文号,发文机关,发文日期,起始年,终止年');
  expect(found.slice(1).every((row) => row.includes('质量提升'))).toBe(true);
  expect((await officer('GET', '/api/plans?sort=secret')).statusCode).toBe(422);

  const city = await csv('/api/regions/export?format=csv&cols=code,level&city=330100&asOf=2026-11-22&language=en');
  expect(city[0]).toBe('Name,Code,Level,Part of');
  expect(city[1]).toBe('Hangzhou City,330100,City,Zhejiang Province');
  const { total } = (await officer('GET', '/api/regions?city=330100&asOf=2026-11-22')).json();
  expect(city).toHaveLength(total + 1);
  expect(await csv('/api/documents/export?format=csv&cols=imported,plan&language=en')).toEqual([
    'Document,File name,Bytes,Fingerprint (SHA-256),Imported at,Imported by,Kept,Plan',
  ]);
  expect((await the.app.inject({ url: '/api/documents/export?format=csv' })).statusCode).toBe(401);
});

test('words of an exported file are those of the language asked for', async () => {
  const officer = await as('administrator');
  const csv = async (url: string) => (await officer('GET', url)).body;
  const targets = await csv('/api/targets/export?format=csv&language=en&cols=status,kind,plan&asOf=2019-06-30');
  expect(targets).toMatch(/No data|On track|Reached/);
  expect(targets).not.toMatch(/无数据|期内新增|已达成/);
  expect(await csv('/api/targets/export?format=csv&cols=status&asOf=2019-06-30')).toMatch(/无数据/);
  expect(await csv('/api/people/export?format=csv&language=en')).toMatch(/Administrator[\s\S]*Can sign in/);
  expect(await csv('/api/organizations/export?format=csv&language=en&cols=kind&asOf=2026-11-22')).toMatch(
    /,Department/,
  );
});
