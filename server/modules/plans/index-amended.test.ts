/** Search says what plans say today, also while an amendment waits for its day. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, password, regionOf, type TestApp } from '../../http/test-app.ts';
import { addPerson } from '../../kernel/person/add-person.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { findEntries, rebuildSearch } from '../../kernel/search/index.ts';
import { indexAmended, loadPacks, planSearch, readPacks } from './index.ts';

const plan = 'zj-quality-2021-2025';
let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('index_amended');
  await loadPacks(the.services, readPacks());
  const system = systemScope('test');
  const second = { userName: 'second', displayName: '省局另一人', organizationId: 'test-parent' };
  await the.services.db.within(system, (tx) =>
    addPerson(tx, system, the.services.clock, {
      ...second,
      regionCode: regionOf.parent,
      roles: ['officer'],
      password,
    }),
  );
});
afterAll(() => the.close());

const found = async (q: string): Promise<string[]> => {
  const scope = { kind: 'public', address: null } as const;
  const { groups } = await the.services.db.within(scope, (tx) => findEntries(tx, scope, { q, size: 50 }));
  return groups.flatMap((group) => group.hits.map((hit) => hit.id)).filter((id) => id.startsWith(plan));
};

async function amend(changes: unknown[], effectiveOn: string): Promise<void> {
  const send = async (who: string, url: string, payload: object) =>
    the.app.inject({ method: 'POST', url, payload, headers: (await the.signIn(who)).headers });
  const proposed = await send('parent', `/api/plans/${plan}/amendments`, {
    reason: '形势变化',
    basis: '浙质强办〔2026〕9号',
    effectiveOn,
    changes,
  });
  expect(proposed.statusCode, proposed.body).toBe(201);
  const url = `/api/amendments/${proposed.json().id}/steps`;
  const approved = await send('second', url, { action: 'approve', version: 1 });
  expect(approved.statusCode, approved.body).toBe(200);
}

test('words of an amendment are found from its day on, those before it until then', async () => {
  await indexAmended(the.services);
  const [renamed, repealed, gone] = [`${plan}.R01`, `${plan}.R02`, `${plan}.T004`];
  const { tasks } = (await the.app.inject({ url: `/api/plans/${plan}` })).json();
  const titleOf = (id: string) => tasks.find((task: { id: string }) => task.id === id).title;
  const indicator = (await the.app.inject({ url: `/api/targets/${gone}` })).json().indicator;
  await amend(
    [
      { kind: 'task.set', task: renamed, fields: { title: '榨菜产业质量追溯', lead: '省农业农村厅' } },
      { kind: 'task.repeal', task: repealed },
      { kind: 'task.add', added: { clause: '三（一）', title: '蚕桑检验检测能力', lead: '', joint: [] } },
      { kind: 'target.repeal', target: gone },
    ],
    '2027-01-01',
  );
  const old = async () => {
    expect(await found('榨菜')).toEqual([]);
    expect(await found('蚕桑')).toEqual([]);
    expect(await found(titleOf(renamed))).toContain(renamed);
    expect(await found(titleOf(repealed))).toContain(repealed);
    expect(await found(indicator)).toContain(gone);
  };
  await old();
  expect(await indexAmended(the.services)).toEqual([]);
  await rebuildSearch(the.services, planSearch);
  await old();

  // A server that was off on the day itself makes up for it.
  the.services.clock.set('2027-01-03T02:00:00Z');
  expect(await indexAmended(the.services)).toEqual([plan]);
  expect(await found('榨菜')).toEqual([renamed]);
  expect(await found('蚕桑')).toHaveLength(1);
  expect(await found(titleOf(renamed))).not.toContain(renamed);
  expect(await found(titleOf(repealed))).not.toContain(repealed);
  expect(await found(indicator)).not.toContain(gone);
  expect(await indexAmended(the.services)).toEqual([]);
});

test('an amendment that holds already is found at once', async () => {
  await amend([{ kind: 'task.set', task: `${plan}.R03`, fields: { title: '龙井茶品牌' } }], '2026-12-01');
  expect(await found('龙井')).toEqual([`${plan}.R03`]);
});
