/** A hand-over dated ahead: what is in hand moves on its day, once, and as things stand by then. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PersonDetail } from '../../packages/contract/index.ts';
import { finishHandOvers } from '../kernel/person/index.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import { personMovers } from './person-movers.ts';
import { openTestApp, type TestApp } from './test-app.ts';

let the: TestApp;
let city: Record<string, string>;
let taskId: string;
const leaving: Record<string, string> = {};
beforeAll(async () => {
  the = await openTestApp('hand-over');
  city = (await the.signIn('administrator')).headers;
  const { headers } = await the.signIn('own');
  const made = await the.app.inject({
    method: 'POST',
    url: '/api/work',
    headers,
    payload: { title: '排查风险', region: '330100', leadId: 'test-own', dueOn: '2026-12-31', issue: true },
  });
  taskId = made.json().id;
  for (const name of ['reporter', 'viewer', 'officer'])
    leaving[name] = await system(async (tx) => {
      const row = await tx.selectFrom('person').select('id').where('user_name', '=', name).executeTakeFirstOrThrow();
      return row.id;
    });
});
afterAll(() => the.close());

const system = <T>(work: Parameters<typeof the.services.db.within<T>>[1]) =>
  the.services.db.within(systemScope('test'), work);
const post = (url: string, payload: object) => the.app.inject({ method: 'POST', url, headers: city, payload });
const handOver = (who: string, wish: object) => post(`/api/people/${leaving[who]}/hand-over`, wish);
/** Days pass between, and a session ends meanwhile. */
const see = async (who: string) => {
  const { headers } = await the.signIn('administrator');
  return (await the.app.inject({ url: `/api/people/${leaving[who]}`, headers })).json() as PersonDetail;
};
const run = () => finishHandOvers(the.services, personMovers);
const handler = () =>
  system(async (tx) => {
    const row = await tx
      .selectFrom('work_unit')
      .select('handler_id')
      .where('item_id', '=', taskId)
      .executeTakeFirstOrThrow();
    return row.handler_id;
  });
const openPost = (who: string) =>
  system((tx) => tx.updateTable('post').set({ valid_to: null }).where('person_id', '=', leaving[who]!).execute());

beforeEach(async () => {
  the.services.clock.set('2026-11-22T02:00:00Z');
  await system(async (tx) => {
    await tx
      .updateTable('hand_over')
      .set({ settled_at: the.services.clock.now(), outcome: 'replaced' })
      .where('settled_at', 'is', null)
      .execute();
    await tx.updateTable('work_unit').set({ handler_id: leaving.reporter! }).where('item_id', '=', taskId).execute();
    await tx.updateTable('person').set({ disabled_at: null }).execute();
  });
  for (const who of Object.keys(leaving)) await openPost(who);
});

test('a preview counts, and writes nothing; in earnest it waits, and says so', async () => {
  const wish = { to: leaving.viewer, day: '2026-12-01' };
  const preview = (await handOver('reporter', { ...wish, dryRun: true })).json();
  expect(preview).toMatchObject({ posts: 1, moved: [{ en: 'tasks in hand', count: 1 }] });
  expect(preview.warnings[0].zh).toContain('2026-12-01 当日自动移交');
  expect(await see('reporter')).toMatchObject({ handOver: null, posts: [{ validTo: null }] });
  const done = (await handOver('reporter', wish)).json();
  expect(done).toMatchObject({ dryRun: false, moved: [] });
  expect(await see('reporter')).toMatchObject({
    handOver: { day: '2026-12-01', to: 'viewer' },
    posts: [{ validTo: '2026-12-01' }],
  });
  expect(await handler()).toBe(leaving.reporter);
  expect(await run()).toEqual({ moved: 0, dropped: 0 });
  expect(await handler()).toBe(leaving.reporter);
});

test('on its day it moves once, however many servers run it; the trail and the heir are told', async () => {
  await handOver('reporter', { to: leaving.viewer, day: '2026-12-01' });
  // Ten past midnight in China.
  the.services.clock.set('2026-11-30T16:10:00Z');
  const runs = await Promise.all([run(), run(), run()]);
  expect(runs.reduce((sum, { moved }) => sum + moved, 0)).toBe(1);
  expect(await run()).toEqual({ moved: 0, dropped: 0 });
  expect(await handler()).toBe(leaving.viewer);
  const { history, handOver: waits } = await see('reporter');
  expect(waits).toBeNull();
  expect(history.filter((row) => row.action === 'person.hand-over-done')).toHaveLength(1);
  const told = await system((tx) =>
    tx.selectFrom('notice').select('title').where('person_id', '=', leaving.viewer!).execute(),
  );
  expect(told.map((row) => (row.title as { zh: string }).zh)).toContain('reporter离岗，移交给您 1 项在手事项');
});

test('days that were missed are made up for', async () => {
  await handOver('reporter', { to: leaving.viewer, day: '2026-12-01' });
  the.services.clock.set('2026-12-09T02:00:00Z');
  expect(await run()).toEqual({ moved: 1, dropped: 0 });
  expect(await handler()).toBe(leaving.viewer);
});

test('a later decision takes the place of the first', async () => {
  await handOver('reporter', { to: leaving.viewer, day: '2026-12-01' });
  await handOver('reporter', { to: leaving.officer, day: '2026-12-05' });
  the.services.clock.set('2026-12-02T02:00:00Z');
  expect(await run()).toEqual({ moved: 0, dropped: 0 });
  the.services.clock.set('2026-12-05T02:00:00Z');
  expect(await run()).toEqual({ moved: 1, dropped: 0 });
  expect(await handler()).toBe(leaving.officer);
});

test('whose post goes on after all keeps what is in hand', async () => {
  await handOver('reporter', { to: leaving.viewer, day: '2026-12-01' });
  await openPost('reporter');
  the.services.clock.set('2026-12-01T02:00:00Z');
  expect(await run()).toEqual({ moved: 0, dropped: 1 });
  expect(await handler()).toBe(leaving.reporter);
  expect((await see('reporter')).history.map((row) => row.action)).toContain('person.hand-over-dropped');
});

test('an heir who is gone by then leaves it to the unit', async () => {
  await handOver('reporter', { to: leaving.viewer, day: '2026-12-01' });
  await post(`/api/people/${leaving.viewer}/state`, { action: 'disable' });
  the.services.clock.set('2026-12-01T02:00:00Z');
  expect(await run()).toEqual({ moved: 1, dropped: 0 });
  expect(await handler()).toBeNull();
  expect((await see('reporter')).history.map((row) => row.summary.zh)).toContain('reporter 的在手事项已移交给 本单位');
});

test('one that fails does not hold up the others, and is tried again', async () => {
  await handOver('reporter', { to: leaving.viewer, day: '2026-12-01' });
  await handOver('officer', { to: null, day: '2026-12-01' });
  the.services.clock.set('2026-12-01T02:00:00Z');
  const [mover] = personMovers;
  const broken = [
    {
      ...mover!,
      move: (...given: Parameters<NonNullable<typeof mover>['move']>) => {
        if (given[3].from === leaving.officer) throw new Error('broken');
        return mover!.move(...given);
      },
    },
  ];
  await expect(finishHandOvers(the.services, broken)).rejects.toThrow('1 hand-overs failed');
  expect(await handler()).toBe(leaving.viewer);
  expect(await run()).toEqual({ moved: 1, dropped: 0 });
});
