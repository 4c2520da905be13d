/** Lists of tasks: what they count, how they are ordered, and that every light has its history. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkDetail, WorkPage } from '../../../packages/contract/index.ts';
import { call, headers, make, openOffice, report, signAllIn, step, the } from './office-fixture.ts';

/** Tasks in every state that a list tells apart, one of them caught up late. */
beforeAll(async () => {
  await openOffice('work_lists');
  const late = await make('office', { title: '逾期后补办', jointIds: [], dueOn: '2026-12-01' });
  await make('office', { title: '等待签收', dueOn: '2026-12-04' });
  await make('office', { title: '另一单位牵头', leadId: 'dept-other', jointIds: [], dueOn: '2026-12-08' });
  const half = await make('office', { title: '办理过半', jointIds: [] });
  const done = await make('office', { title: '已经办结', jointIds: [], dueOn: '2026-12-10' });
  const called = await make('office', { title: '不再办理' });
  for (const id of [late, half, done]) await step('lead', id, 'accept');
  await report('lead', half);
  await step('lead', done, 'submit');
  await step('office', done, 'complete');
  await step('office', called, 'cancel', { comment: '并入其他任务' });
  const { clock } = the.services;
  clock.set('2026-12-16T02:00:00Z');
  await signAllIn();
  await step('lead', late, 'submit');
  clock.set('2026-11-22T02:00:00Z');
  await signAllIn();
});
afterAll(() => the.close());

test('what waits for me, filters and counts agree', async () => {
  const waits = (await call('lead', 'GET', '/api/work?waits=me&size=500')).body as WorkPage;
  expect(waits.rows.length).toBeGreaterThan(0);
  expect(waits.rows.every((row) => row.lead?.id === 'dept-lead')).toBe(true);
  const all = (await call('office', 'GET', '/api/work?size=500')).body as WorkPage;
  expect(all.total).toBe(all.rows.length);
  expect(Object.values(all.states).reduce((a, b) => a + b)).toBe(all.total);
  expect(Object.values(all.lights).reduce((a, b) => a + b)).toBe(all.total);
  const open = (await call('office', 'GET', '/api/work?state=open&size=500')).body as WorkPage;
  expect(open.rows.every((row) => !['done', 'cancelled'].includes(row.state))).toBe(true);
  expect(open.states).toEqual(all.states);
  const batch = await call('office', 'POST', '/api/work/steps', {
    ids: all.rows.map((row) => row.id),
    action: 'remind',
  });
  expect(batch.body.done + batch.body.refused.length).toBe(all.total);
  expect(batch.body.done).toBeGreaterThan(0);
  for (const format of ['xlsx', 'csv']) {
    const file = await the.app.inject({ url: `/api/work/export?format=${format}`, headers: headers.office! });
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.length).toBeGreaterThan(500);
  }
});

test.each(['due', 'code', 'title', 'percent'] as const)('sorted by %s, both ways, a page at a time', async (sort) => {
  const value = (row: WorkPage['rows'][number]) =>
    ({ due: row.dueOn, code: row.code, title: row.title, percent: row.percent })[sort];
  const ask = async (order: string, size: number, page = 1) =>
    (await call('office', 'GET', `/api/work?sort=${sort}&order=${order}&size=${size}&page=${page}`)).body as WorkPage;
  const up = (await ask('asc', 500)).rows.map(value);
  const collator = new Intl.Collator('zh-CN');
  const sorted = [...up].sort((a, b) =>
    typeof a === 'number'
      ? a - Number(b)
      : sort === 'title'
        ? collator.compare(a!, String(b))
        : a! < b!
          ? -1
          : a! > b!
            ? 1
            : 0,
  );
  expect(up).toEqual(sorted);
  expect(new Set(up).size).toBeGreaterThan(1);
  expect((await ask('desc', 500)).rows.map(value)).toEqual([...sorted].reverse());
  expect([...(await ask('asc', 3)).rows, ...(await ask('asc', 3, 2)).rows].map(value)).toEqual(up.slice(0, 6));
});

test('the list and the history of a task agree about the light on any day', async () => {
  const late = '2027-01-15';
  await make('office', { issue: false });
  const { rows } = (await call('office', 'GET', `/api/work?asOf=${late}&size=500`)).body as WorkPage;
  expect(new Set(rows.map((row) => row.light)).size).toBe(4);
  for (const { id } of rows) {
    for (const day of ['2026-11-22', '2026-12-05', '2026-12-17', late]) {
      const detail = (await call('office', 'GET', `/api/work/${id}?asOf=${day}`)).body as WorkDetail;
      expect(detail.light, `${detail.title} on ${day}`).toBe(detail.lightHistory.at(-1)?.light ?? 'none');
    }
  }
});

test('a restricted task is for its parties and the office only', async () => {
  const id = await make('office', { restricted: true, jointIds: [] });
  expect((await call('lead', 'GET', `/api/work/${id}`)).status).toBe(200);
  expect((await call('office', 'GET', `/api/work/${id}`)).status).toBe(200);
  for (const who of ['other', 'city', 'county'] as const)
    expect((await call(who, 'GET', `/api/work/${id}`)).status).toBe(404);
});
