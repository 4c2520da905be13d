import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GepDetail, GepList } from '../../../packages/contract/index.ts';
import { openTestApp, type TestApp, upload } from '../../http/test-app.ts';
import { settleInstallation } from '../../kernel/installation/index.ts';
import { accountsToCsv } from '../../simulate/index.ts';

let the: TestApp;
let officer: { headers: Record<string, string> };
beforeAll(async () => {
  the = await openTestApp('gep');
  officer = await the.signIn('parent');
});
afterAll(() => the.close());

const header = '地区代码,年份,服务,实物量,单价,面积,模拟数据';
const send = async (content: string, query = '', as = officer) => {
  const body = upload('gep.csv', content);
  return the.app.inject({
    method: 'POST',
    url: `/api/ecosystem/import${query}`,
    payload: body.payload,
    headers: { ...as.headers, ...body.headers },
  });
};
const get = async <T>(path: string, as = officer) =>
  (await the.app.inject({ url: `/api/ecosystem${path}`, headers: as.headers })).json() as T;
const file = (...rows: string[]) => [header, ...rows].join('\n');

test('an account is imported, shown with its services, and the same again changes nothing', async () => {
  const rows = file('330106,2024,农产品,"1,000.5",,312.5,', '330106,2024,carbon,200,60.5,,');
  expect((await send(rows, '?dryRun=1')).json()).toMatchObject({ dryRun: true, added: 1 });
  expect((await get<GepList>('')).total).toBe(0);
  expect((await send(rows)).json()).toMatchObject({ rows: 2, added: 1 });
  expect((await send(rows)).json()).toMatchObject({ added: 0, corrected: 0, unchanged: 1 });
  const { rows: list } = await get<GepList>('?year=2024');
  expect(list).toMatchObject([
    { total: '3613900.00', state: 'draft', version: 1, simulated: false, perArea: '11564.48' },
  ]);
  const account = await get<GepDetail>(`/${list[0]!.id}`);
  expect(account.lines.map(({ service, price, value }) => [service, price, value])).toEqual([
    ['crops', '3600', '3601800.00'],
    ['carbon', '60.5', '12100.00'],
  ]);
});

test('draft, published, corrected: each is a version that stays readable', async () => {
  const id = (await get<GepList>('')).rows[0]!.id;
  const published = await the.app.inject({
    method: 'POST',
    url: `/api/ecosystem/${id}/publish`,
    headers: officer.headers,
  });
  expect(published.statusCode).toBe(200);
  const again = await the.app.inject({ method: 'POST', url: `/api/ecosystem/${id}/publish`, headers: officer.headers });
  expect([again.statusCode, again.json().error.code]).toEqual([409, 'account.changed']);
  await send(file('330106,2024,农产品,900,,312.5,'));
  const last = (await get<GepList>('')).rows[0]!;
  expect(last).toMatchObject({ state: 'draft', version: 3, total: '3240000.00' });
  const detail = await get<GepDetail>(`/${last.id}`);
  expect(detail.versions.map(({ version, state }) => [version, state])).toEqual([
    [3, 'draft'],
    [2, 'published'],
    [1, 'draft'],
  ]);
  expect((await get<GepDetail>(`/${id}`)).row.total).toBe('3613900.00');
});

test('what is exported can be imported again', async () => {
  const csv = await the.app.inject({ url: '/api/ecosystem/export?format=csv', headers: officer.headers });
  expect((await send(csv.body)).json()).toMatchObject({ added: 0, corrected: 0, unchanged: 1, errors: [] });
  const xlsx = await the.app.inject({ url: '/api/ecosystem/export?format=xlsx', headers: officer.headers });
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
});

test('faults are named by cell, and nothing is written', async () => {
  const before = (await get<GepList>('')).total;
  const answer = (
    await send(
      file(
        '330106,2023,农产品,10,,,',
        '999999,2023,农产品,10,,,',
        '330106,1990,农产品,10,,,',
        '330106,2023,黄金,10,,,',
        '330106,2023,林产品,-1,,,',
        '330106,2023,林产品,viel,,,',
        '330106,2023,林产品,1,x,,',
        '330106,2023,林产品,1,,0,',
        '330106,2023,农产品,10,,,',
      ),
    )
  ).json();
  expect(answer.errors.map((error: { row: number; column: string }) => [error.row, error.column])).toEqual([
    [3, '地区代码'],
    [4, '年份'],
    [5, '服务'],
    [6, '实物量'],
    [7, '实物量'],
    [8, '单价'],
    [9, '面积'],
    [10, '服务'],
  ]);
  expect((await get<GepList>('')).total).toBe(before);
  const hangzhou = await the.signIn('officer');
  expect((await send(file('330203,2023,农产品,10,,,'), '', hangzhou)).json().errors).toMatchObject([{ row: 2 }]);
});

test('made-up accounts are marked; a real installation does not publish them, a demo does', async () => {
  const csv = accountsToCsv(5, { from: 2023, to: 2023 });
  expect((await send(csv)).json()).toMatchObject({ added: 90, errors: [] });
  const made = (await get<GepList>('?year=2023&size=500')).rows;
  expect(made).toHaveLength(90);
  expect(made.every(({ simulated }) => simulated)).toBe(true);
  const publish = () =>
    the.app.inject({ method: 'POST', url: `/api/ecosystem/${made[0]!.id}/publish`, headers: officer.headers });
  expect((await publish()).json().error.code).toBe('observation.simulated');
  await settleInstallation(the.services, 'demo');
  expect((await publish()).statusCode).toBe(200);
});
