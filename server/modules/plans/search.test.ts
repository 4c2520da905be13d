import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp, upload } from '../../http/test-app.ts';
import { today } from '../../kernel/clock.ts';
import { type Scope, systemScope } from '../../kernel/scope/scope.ts';
import { findEntries, rebuildSearch } from '../../kernel/search/index.ts';
import { importDocument, indexPlan, loadPacks, planSearch, readPacks } from './index.ts';
import { setVisibility } from './set-visibility.ts';

let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('plan_search');
  await loadPacks(the.services, readPacks().slice(0, 2));
});
afterAll(() => the.close());

const everything = ['document', 'plan', 'plan-task'];
const kindsFound = async (q: string, scope: Scope = { kind: 'public', address: null }) => {
  const answer = await the.services.db.within(scope, (tx) => findEntries(tx, scope, { q, size: 50 }));
  return answer.groups.map((group) => group.kind).sort();
};

test('packs, organizations and regions are found as soon as they are loaded, and a rebuild finds the same', async () => {
  const before = await kindsFound('质量');
  expect(before).toEqual(expect.arrayContaining(['plan', 'plan-task', 'target', 'clause']));
  expect(await kindsFound('scjdglj')).toContain('organization');
  expect(await kindsFound('longgang')).toContain('region');
  const counts = await rebuildSearch(the.services, planSearch);
  expect(counts.plan).toBe(2);
  expect(await kindsFound('质量')).toEqual(before);
});

test('a document is found from its import to its removal, by those who may read it', async () => {
  const { headers } = await the.signIn('officer');
  const body = upload('方案.txt', '关于推进榨菜质量追溯的方案\n\n一、总体要求\n榨菜抽检合格率达到98%以上。');
  const made = await the.app.inject({
    method: 'POST',
    url: '/api/documents',
    payload: body.payload,
    headers: { ...headers, ...body.headers },
  });
  const ask = async (as: { headers: Record<string, string> } | undefined) =>
    (await the.app.inject({ url: `/api/search?q=${encodeURIComponent('榨菜')}`, headers: as?.headers ?? {} })).json()
      .total;
  expect(await ask({ headers })).toBe(1);
  expect(await ask(await the.signIn('sibling'))).toBe(0);
  expect(await ask(undefined)).toBe(0);
  await the.app.inject({ method: 'DELETE', url: `/api/documents/${made.json().id}`, headers });
  expect(await ask({ headers })).toBe(0);
});

test('a plan that is restricted leaves the search of everybody but its office and those it names', async () => {
  const id = 'adopted-plan';
  const document = await importDocument(the.services, systemScope('test'), {
    fileName: '桑.txt',
    bytes: Buffer.from('蚕桑质量提升方案'),
    regionCode: '330100',
    visibility: 'public',
  });
  await the.services.db.within(systemScope('test'), async (tx) => {
    const { id: person } = await tx
      .selectFrom('person')
      .select('id')
      .where('user_name', '=', 'officer')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('plan')
      .values({
        id,
        title: '蚕桑质量提升方案',
        title_en: 'Silk',
        short_title: '蚕桑',
        short_title_en: 'Silk',
        issuer: '某市',
        region_code: '330100',
        year_from: 2021,
        year_to: 2025,
        visibility: 'public',
        source_sha256: '0'.repeat(64),
        source_format: 'text',
        outline: '[]',
        loaded_at: new Date(0),
        origin: 'adopted',
        document_id: document.id,
        part: 0,
        adopted_at: new Date(0),
        adopted_by: person,
      })
      .execute();
    await tx
      .insertInto('plan_task')
      .values({ id: `${id}.1`, plan_id: id, code: '1', clause: '一', title: '蚕桑抽检', position: 0 })
      .execute();
    await tx
      .insertInto('task_unit')
      .values({ task_id: `${id}.1`, position: 0, role: 'lead', name: '测试机构', organization_id: 'test-child' })
      .execute();
    await indexPlan(tx, id, today(the.services.clock));
  });
  expect(await kindsFound('蚕桑')).toEqual(everything);
  const officer = the.scopeOf('officer');
  await setVisibility(the.services, officer, id, 'restricted');
  expect(await kindsFound('蚕桑')).toEqual([]);
  expect(await kindsFound('蚕桑', officer)).toEqual(everything);
  expect(await kindsFound('蚕桑', the.scopeOf('officer', '330000'))).toEqual([]);
  expect(await kindsFound('蚕桑', { ...the.scopeOf('reporter', '330106'), organizationId: 'test-child' })).toEqual(
    everything,
  );
  await setVisibility(the.services, officer, id, 'internal');
  expect(await kindsFound('蚕桑', the.scopeOf('officer', '330000'))).toEqual(everything);
  expect(await kindsFound('蚕桑')).toEqual([]);
});
