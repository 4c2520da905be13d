import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ComparisonView } from '../../../packages/contract/index.ts';
import { openTestApp, type TestApp, upload } from '../../http/test-app.ts';
import { loadPacks, readPacks } from './index.ts';

let the: TestApp;
let officer: { headers: Record<string, string> };
beforeAll(async () => {
  the = await openTestApp('compare');
  await loadPacks(the.services, readPacks());
  officer = await the.signIn('officer');
});
afterAll(() => the.close());

async function importOne(name: string, text: string): Promise<string> {
  const body = upload(name, text);
  const request = { method: 'POST', url: '/api/documents', payload: body.payload } as const;
  return (await the.app.inject({ ...request, headers: { ...officer.headers, ...body.headers } })).json().id;
}
const text = (rate: string, lead: string) =>
  `某市质量行动计划（2024—2026年）\n\n一、总体要求\n到2026年，产品质量合格率达到${rate}%以上，新增示范企业20家。\n\n二、主要任务\n（一）加强标准供给。完善标准体系。（责任单位：${lead}、市财政局，列第一位的为牵头单位，下同）\n`;

test('a plan and its successor: everything of both sides, once', async () => {
  const [a, b] = ['zj-quality-2017-2019', 'zj-quality-2021-2025'];
  const response = await the.app.inject({ url: `/api/plans/compare?a=${a}&b=${b}` });
  const view = response.json() as ComparisonView;
  expect(view.a.id).toBe(a);
  const { same, changed, added, removed } = view.counts.targets;
  expect(same + changed + removed).toBe(256);
  expect(same + changed + added).toBe(58);
  expect(changed).toBeGreaterThan(0);
  expect(view.targets.filter((pair) => pair.state === 'changed').every((pair) => pair.fields.length > 0)).toBe(true);
});

test('two readings of a document: what changed, in which fields; the export says the same', async () => {
  const [a, b] = [
    await importOne('a.txt', text('96', '市质监局')),
    await importOne('b.txt', text('97', '市市场监管局')),
  ];
  const url = `/api/documents/compare?a=${a}&b=${b}`;
  const view = (await the.app.inject({ url, headers: officer.headers })).json() as ComparisonView;
  expect(view.counts).toEqual({
    targets: { same: 1, changed: 1, added: 0, removed: 0 },
    tasks: { same: 0, changed: 1, added: 0, removed: 0 },
  });
  expect(view.targets.find((pair) => pair.state === 'changed')?.fields).toEqual(['value']);
  expect(view.tasks[0]?.fields).toEqual(['lead']);
  const file = await the.app.inject({
    url: `/api/documents/compare/export?a=${a}&b=${b}&format=csv`,
    headers: officer.headers,
  });
  const rows = Papa.parse<string[]>(file.body.replace(/^\uFEFF/, '')).data;
  expect(rows).toHaveLength(4);
  expect(rows.find((row) => row[1] === '有改动' && row[0] === '目标')?.at(-1)).toBe('目标值');
  const sheet = await the.app.inject({
    url: `/api/plans/compare/export?a=zj-land-2018-2020&b=zj-land-2018-2020&format=xlsx`,
  });
  expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
});

test('a reading and a plan; unknown sides; a part that does not exist; documents are not public', async () => {
  const a = await importOne('c.txt', text('95', '市质监局'));
  const ask = (query: string, headers = officer.headers) =>
    the.app.inject({ url: `/api/documents/compare?${query}`, headers });
  expect((await ask(`a=${a}&b=plan:zj-land-2018-2020`)).statusCode).toBe(200);
  expect((await ask(`a=${a}:9&b=${a}`)).statusCode).toBe(404);
  expect((await ask(`a=${a}&b=nothing`)).statusCode).toBe(404);
  expect((await ask(`a=${a}`)).statusCode).toBe(422);
  expect((await ask(`a=${a}&b=${a}`, {})).statusCode).toBe(401);
  expect((await the.app.inject({ url: `/api/plans/compare?a=${a}&b=zj-land-2018-2020` })).statusCode).toBe(404);
});
