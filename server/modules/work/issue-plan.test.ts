import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanIssued, WorkDetail, WorkPage } from '../../../packages/contract/index.ts';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { loadPacks, readPacks } from '../plans/index.ts';
import { followVisibility } from './index.ts';

let the: TestApp;
const headers: Record<string, Record<string, string>> = {};
const system = systemScope('test');
beforeAll(async () => {
  the = await openTestApp('issue-plan');
  await loadPacks(the.services, readPacks());
  for (const who of ['parent', 'own', 'viewer']) headers[who] = (await the.signIn(who)).headers;
});
afterAll(() => the.close());

const issue = async (planId: string, more: object = {}) => {
  const answer = await the.app.inject({
    method: 'POST',
    url: '/api/work/issue-plan',
    headers: headers.parent!,
    payload: { planId, dueOn: '2026-12-18', ...more },
  });
  return { status: answer.statusCode, body: answer.json() as PlanIssued };
};
const list = async (who: string, planId: string) =>
  (await the.app.inject({ url: `/api/work?plan=${planId}&size=500`, headers: headers[who]! })).json() as WorkPage;

test('units of the ledger become units of today; collective names are named and nobody waits for them', async () => {
  const plan = 'zj-quality-2017-2019';
  const { body } = await issue(plan);
  expect(body.issued).toBe(26);
  const { rows } = await list('parent', plan);
  expect(rows).toHaveLength(26);
  // Its document named 省质监局; the reform of 2018 made another department answer for it.
  expect(rows.some((row) => row.lead?.id === 'zj-scjgj')).toBe(true);
  expect(rows.some((row) => row.lead?.name.includes('质量技术监督'))).toBe(false);
  const groups = await the.services.db.within(system, (tx) =>
    tx
      .selectFrom('work_unit as u')
      .innerJoin('organization as o', 'o.id', 'u.organization_id')
      .select('o.id')
      .where('o.kind', '=', 'group')
      .execute(),
  );
  expect(groups).toEqual([]);
  // Once more: nothing is given out twice, whoever is asked at the same time.
  const again = await Promise.all([issue(plan), issue(plan)]);
  expect(again.map((one) => [one.status, one.body.issued])).toEqual([
    [200, 0],
    [200, 0],
  ]);
});

test('two at once give out each task once', async () => {
  const plan = 'zj-greening-2018-2022';
  const before = (await list('parent', plan)).total;
  const both = await Promise.all([issue(plan), issue(plan)]);
  expect(both.map((one) => one.status)).toEqual([200, 200]);
  const { rows } = await list('parent', plan);
  expect(rows.length).toBe(before + both[0]!.body.issued + both[1]!.body.issued);
  expect(new Set(rows.map((row) => row.title + row.plan?.clause)).size).toBe(rows.length);
});

test('the tasks of a restricted plan are restricted, and open when the plan is', async () => {
  const plan = 'zj-quality-2016-2020';
  const planned = await the.services.db.within(system, async (tx) => {
    await tx.updateTable('plan').set({ visibility: 'restricted' }).where('id', '=', plan).execute();
    await tx
      .insertInto('plan_task')
      .values({ id: `${plan}.R01`, plan_id: plan, code: 'R01', clause: '一', title: '只限本级的任务', position: 0 })
      .execute();
    await tx
      .insertInto('task_unit')
      .values({ task_id: `${plan}.R01`, position: 0, role: 'lead', name: '省经信厅', organization_id: 'zj-jxt' })
      .execute();
    return 1;
  });
  expect((await issue(plan)).body.issued).toBe(planned);
  const [row] = (await list('parent', plan)).rows;
  const asked = await the.app.inject({ url: `/api/work/${row!.id}`, headers: headers.parent! });
  expect((asked.json() as WorkDetail).restricted).toBe(true);
  const hits = async () =>
    (
      await the.app.inject({ url: `/api/search?q=${encodeURIComponent('只限本级')}&kinds=task`, headers: headers.own! })
    ).json().total as number;
  expect((await list('own', plan)).total).toBe(0);
  expect(await hits()).toBe(0);
  await the.services.db.within(system, (tx) => followVisibility(tx, plan, false));
  expect((await list('own', plan)).total).toBe(1);
  expect(await hits()).toBe(1);
  await the.services.db.within(system, (tx) => followVisibility(tx, plan, true));
  expect((await list('own', plan)).total).toBe(0);
});
