/** Amendments through HTTP: who may, what changes when, and that nothing old is lost. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type {
  AmendmentDetail,
  LogProof,
  PlanDetail,
  TargetDetail,
  TargetPage,
} from '../../../packages/contract/index.ts';
import { openTestApp, password, regionOf, type TestApp } from '../../http/test-app.ts';
import { addPerson } from '../../kernel/person/add-person.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { loadPacks, readPacks } from './index.ts';

const plan = 'zj-quality-2021-2025';
let the: TestApp;
const people: Record<string, { headers: Record<string, string> }> = {};
beforeAll(async () => {
  the = await openTestApp('amendments');
  await loadPacks(the.services, readPacks());
  await the.services.db.within(systemScope('test'), (tx) =>
    addPerson(tx, systemScope('test'), the.services.clock, {
      userName: 'second',
      displayName: '省局另一人',
      organizationId: 'test-parent',
      regionCode: regionOf.parent,
      roles: ['officer'],
      password,
    }),
  );
  for (const name of ['parent', 'second', 'officer', 'viewer', 'sibling']) people[name] = await the.signIn(name);
});
afterAll(() => the.close());

/** Each test has a target of its own. */
let at = 0;
let target = '';
beforeEach(() => {
  at += 1;
  target = `${plan}.T${String(at).padStart(3, '0')}`;
});

const get = async <T>(url: string, who = 'viewer'): Promise<T> =>
  (await the.app.inject({ url, headers: people[who]!.headers })).json() as T;
const propose = (changes: unknown[], more: object = {}, who = 'parent') =>
  the.app.inject({
    method: 'POST',
    url: `/api/plans/${plan}/amendments`,
    payload: { reason: '形势变化', basis: '浙质强办〔2023〕1号', effectiveOn: '2023-07-01', changes, ...more },
    headers: people[who]!.headers,
  });
const step = (id: string, action: string, who = 'second', more: object = {}) =>
  the.app.inject({
    method: 'POST',
    url: `/api/amendments/${id}/steps`,
    payload: { action, version: 1, ...more },
    headers: people[who]!.headers,
  });
async function amend(changes: unknown[], more: object = {}): Promise<AmendmentDetail> {
  const proposed = await propose(changes, more);
  expect(proposed.statusCode, proposed.body).toBe(201);
  const done = await step(proposed.json().id, 'approve');
  expect(done.statusCode, done.body).toBe(200);
  return done.json();
}
const set = (fields: object, id = target) => ({ kind: 'target.set', target: id, fields });
const on = (day: string, id = target) => get<TargetDetail>(`/api/targets/${id}?asOf=${day}`);

test('nothing changes before the approval; from its day on the new value is shown and judged, before it the old', async () => {
  const before = await on('2026-11-22');
  const proposed = await propose([set({ value: '1', comparator: '<=' })]);
  const detail = proposed.json() as AmendmentDetail;
  expect(detail.lines).toMatchObject([
    {
      id: target,
      fields: [
        { field: 'value', from: before.value, to: '1' },
        { field: 'comparator', from: before.comparator, to: '<=' },
      ],
    },
  ]);
  expect((await on('2026-11-22')).value).toBe(before.value);
  await step(detail.id, 'approve');
  expect(await on('2026-11-22')).toMatchObject({ value: '1', comparator: '<=' });
  // The log is told in the same transaction, and of nobody who asked.
  const { waiting } = await get<LogProof>(`/api/log/of?subject=plan/${plan}&kind=plan.amended`);
  expect(waiting).toHaveLength(1);
  expect(await on('2023-07-01')).toMatchObject({ value: '1' });
  const old = await on('2023-06-30');
  expect(old).toMatchObject({ value: before.value, comparator: before.comparator, dueOn: before.dueOn });
  const page = await get<TargetPage>(`/api/targets?plan=${plan}&asOf=2023-06-30&size=500`);
  expect(page.rows.find((row) => row.id === target)).toMatchObject({ value: before.value });
  expect(old.versions).toMatchObject([
    { from: null, to: '2023-07-01', value: before.value, amendment: null },
    { from: '2023-07-01', to: null, value: '1', amendment: { number: detail.number } },
  ]);
});

test('an amendment of the future takes effect on its day', async () => {
  const before = await on('2026-11-22');
  await amend([set({ value: '7' })], { effectiveOn: '2027-01-01' });
  expect((await on('2026-11-22')).value).toBe(before.value);
  expect((await on('2027-01-01')).value).toBe('7');
});

test('a later amendment builds on an earlier one; one before it is refused', async () => {
  await amend([set({ value: '5' })]);
  await amend([set({ dueOn: '2026-12-31', milestones: [{ date: '2025-12-31', value: '4' }] })], {
    effectiveOn: '2024-01-01',
  });
  expect(await on('2023-12-31')).toMatchObject({ value: '5', dueOn: '2025-12-31' });
  expect(await on('2024-01-01')).toMatchObject({
    value: '5',
    dueOn: '2026-12-31',
    year: 2026,
    milestones: [{ value: '4' }],
  });
  const early = await propose([set({ value: '6' })], { effectiveOn: '2023-01-01' });
  expect(early.json().error).toMatchObject({ code: 'amendment.order', details: { day: '2024-01-01' } });
  expect((await on('2023-01-01')).value).not.toBe('6');
});

test('adding and repealing: there from its day, gone from its day', async () => {
  const added = await amend([
    {
      kind: 'target.add',
      added: { indicator: '新设指标', unit: '家', comparator: '>=', value: '10', kind: 'new', dueOn: '2025-12-31' },
    },
    { kind: 'target.repeal', target },
  ]);
  expect(added.lines.map((line) => line.kind)).toEqual(['target.add', 'target.repeal']);
  const rows = async (day: string) => (await get<TargetPage>(`/api/targets?plan=${plan}&asOf=${day}&size=500`)).rows;
  const [before, after] = [await rows('2023-06-30'), await rows('2023-07-01')];
  expect(before.some((row) => row.indicator === '新设指标')).toBe(false);
  expect(before.some((row) => row.id === target)).toBe(true);
  expect(after.find((row) => row.indicator === '新设指标')).toMatchObject({ value: '10', code: 'T059' });
  expect(after.some((row) => row.id === target)).toBe(false);
  // Its page stays, and says so.
  expect((await on('2026-11-22')).versions.at(-1)).toMatchObject({ absent: true });
  expect((await propose([set({ value: '3' })])).statusCode).toBe(422);
});

test('tasks: title and units change from the day on, a new one comes, one goes', async () => {
  const first = (await get<PlanDetail>(`/api/plans/${plan}`)).tasks;
  const [one, two] = first as [PlanDetail['tasks'][number], PlanDetail['tasks'][number]];
  await amend([
    { kind: 'task.set', task: one.id, fields: { title: '改过的任务', lead: '省财政厅', joint: ['省教育厅'] } },
    { kind: 'task.repeal', task: two.id },
    { kind: 'task.add', added: { title: '新增任务', lead: '省科技厅' } },
  ]);
  const then = (await get<PlanDetail>(`/api/plans/${plan}?asOf=2023-06-30`)).tasks;
  expect(then).toEqual(first);
  const now = (await get<PlanDetail>(`/api/plans/${plan}?asOf=2023-07-01`)).tasks;
  expect(now.find((task) => task.id === one.id)).toMatchObject({ title: '改过的任务', lead: { name: '省财政厅' } });
  expect(now.find((task) => task.id === one.id)?.lead?.organizationId).toBeTruthy();
  expect(now.some((task) => task.id === two.id)).toBe(false);
  const notices = await the.services.db.within(systemScope('test'), (tx) =>
    tx.selectFrom('notice').selectAll().where('kind', '=', 'amendment.approved').execute(),
  );
  expect(JSON.stringify(notices)).toContain('已下达的任务请另行调整');
  // The list of tasks and the tasks of a unit hold to the same day.
  const listed = async (query = '') =>
    (await get<{ rows: { id: string; title: string }[] }>(`/api/tasks?plan=${plan}${query}`)).rows;
  expect((await listed()).some((task) => task.id === two.id)).toBe(false);
  expect((await listed('&asOf=2023-06-30')).find((task) => task.id === one.id)?.title).toBe(one.title);
  expect(now.at(-1)).toMatchObject({ title: '新增任务', code: `R${first.length + 1}` });
});

test('what a repealed target was divided into goes from the same day', async () => {
  const url = `/api/targets/${target}/division`;
  const headers = people.parent!.headers;
  const sheet = (await the.app.inject({ url, headers })).json();
  const shares = sheet.regions.map((one: { region: { code: string } }) => ({
    region: one.region.code,
    value: sheet.value,
  }));
  const divided = await the.app.inject({
    method: 'PUT',
    url,
    payload: { rule: 'own', note: '各地情况不同', version: 0, shares },
    headers,
  });
  expect(divided.statusCode, divided.body).toBe(200);
  await amend([{ kind: 'target.repeal', target }]);
  const below = async (day: string) =>
    (await get<TargetPage>(`/api/targets?plan=${plan}&asOf=${day}&size=500`, 'parent')).rows.filter((row) =>
      row.id.startsWith(`${target}.`),
    ).length;
  expect(await below('2023-06-30')).toBe(shares.length);
  expect(await below('2023-07-01')).toBe(0);
});

test('two amendments of one field: the second approval is told who changed it', async () => {
  const first = (await propose([set({ value: '11' })])).json().id;
  const second = (await propose([set({ value: '12' })])).json().id;
  expect((await step(first, 'approve')).statusCode).toBe(200);
  const refused = (await step(second, 'approve')).json().error;
  expect(refused.code).toBe('amendment.changed');
  expect(refused.details).toMatchObject({ field: 'value', now: '11' });
  expect(refused.details.who.zh).toContain('省局另一人');
  expect((await on('2026-11-22')).value).toBe('11');
  const still = await get<AmendmentDetail>(`/api/amendments/${second}`, 'parent');
  expect(still.state.id).toBe('proposed');
});

test('approved twice at once: once', async () => {
  const id = (await propose([set({ value: '13' })])).json().id;
  const both = await Promise.all([step(id, 'approve'), step(id, 'approve')]);
  expect(both.map((response) => response.statusCode).sort()).toEqual([200, 409]);
  expect((await on('2026-11-22')).versions).toHaveLength(2);
});

test('one part that cannot be applied: nothing of the amendment is', async () => {
  const other = `${plan}.T020`;
  const id = (await propose([set({ value: '14' }), set({ value: '15' }, other)])).json().id;
  const before = await on('2026-11-22');
  await amend([set({ value: '16' }, other)]);
  expect((await step(id, 'approve')).statusCode).toBe(409);
  expect((await on('2026-11-22')).value).toBe(before.value);
  expect((await on('2026-11-22')).versions).toEqual([]);
});

test('who proposes does not approve; only the plan’s own office does; a rejection says why', async () => {
  const id = (await propose([set({ value: '17' })])).json().id as string;
  expect(
    (await get<AmendmentDetail>(`/api/amendments/${id}`, 'parent')).case.actions.map((action) => action.id),
  ).toEqual(['withdraw']);
  expect((await step(id, 'approve', 'parent')).json().error.code).toBe('step.not-yours');
  expect((await step(id, 'approve', 'officer')).statusCode).toBe(403);
  expect((await step(id, 'approve', 'viewer')).statusCode).toBe(403);
  expect((await step(id, 'reject')).json().error.code).toBe('step.comment');
  expect((await step(id, 'reject', 'second', { comment: '依据不足' })).json().state.id).toBe('rejected');
  expect((await propose([set({ value: '18' })], {}, 'officer')).statusCode).toBe(403);
  expect((await propose([set({ value: '18' })], {}, 'viewer')).statusCode).toBe(403);
});

test.each([
  ['an unknown target', [{ kind: 'target.set', target: 'nothing.T001', fields: { value: '1' } }], {}],
  [
    'a target of another plan',
    [{ kind: 'target.set', target: 'zj-quality-2017-2019.T001', fields: { value: '1' } }],
    {},
  ],
  ['no change at all', [], {}],
  ['empty fields', [{ kind: 'target.set', target: `${plan}.T021`, fields: {} }], {}],
  [
    'due before the plan was issued',
    [{ kind: 'target.set', target: `${plan}.T021`, fields: { dueOn: '2015-12-31' } }],
    {},
  ],
  ['a range upside down', [{ kind: 'target.set', target: `${plan}.T021`, fields: { value: '9', valueHigh: '1' } }], {}],
  [
    'the same target twice',
    [
      { kind: 'target.repeal', target: `${plan}.T021` },
      { kind: 'target.set', target: `${plan}.T021`, fields: { value: '1' } },
    ],
    {},
  ],
  ['in force before the plan', [{ kind: 'target.repeal', target: `${plan}.T021` }], { effectiveOn: '2010-01-01' }],
  ['no basis', [{ kind: 'target.repeal', target: `${plan}.T021` }], { basis: ' ' }],
])('%s is refused', async (_, changes, more) => {
  expect((await propose(changes, more)).statusCode).toBe(422);
});

test('packs loaded again leave an amended plan alone', async () => {
  const packs = readPacks().map((entry) => ({ ...entry, digest: `${entry.digest}x` }));
  const loaded = await loadPacks(the.services, packs);
  expect(loaded).not.toContain(plan);
  expect(loaded.length).toBe(packs.length - 1);
});
