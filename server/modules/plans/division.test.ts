import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DivideTarget, Division, TargetPage } from '../../../packages/contract/index.ts';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { checkDivision, type Whole } from './check-division.ts';
import { loadPacks, readPacks } from './index.ts';

const whole: Whole = {
  comparator: '>=',
  value: '100',
  valueHigh: null,
  kind: 'new',
  unit: '家',
  startsOn: '2026-01-01',
  dueOn: '2028-12-31',
  milestones: [{ date: '2026-12-31', value: '30' }],
};
const regions = ['330100', '330200', '330300'].map((code) => ({ code, name: `市${code}`, nameEn: code }));
const shares = (...values: string[]) =>
  values.map((value, index) => ({ region: regions[index]!.code, value, milestones: [] }));

describe('does a division hold', () => {
  test('shares that do not add up: the total and the gap are named', () => {
    const fault = checkDivision(whole, 'sum', '', shares('30', '30', '39.5'), regions)!;
    expect(fault.zh).toBe('各地合计 99.5 家，比上级目标 100 少 0.5');
    expect(fault.en).toContain('0.5 less');
    expect(checkDivision(whole, 'sum', '', shares('40', '30', '31'), regions)).toBeUndefined();
    expect(checkDivision({ ...whole, comparator: '=' }, 'sum', '', shares('40', '30', '31'), regions)?.zh).toContain(
      '多 1',
    );
    expect(checkDivision({ ...whole, comparator: '<=' }, 'sum', '', shares('40', '30', '31'), regions)?.zh).toContain(
      '多 1',
    );
    expect(checkDivision({ ...whole, comparator: '<=' }, 'sum', '', shares('40', '30', '2'), regions)).toBeUndefined();
  });
  test('decimals add up exactly', () => {
    const exact = { ...whole, comparator: '=' as const, value: '0.3' };
    expect(checkDivision(exact, 'sum', '', shares('0.1', '0.2'), regions)).toBeUndefined();
  });
  test('milestones add up where every region has one', () => {
    const with2026 = shares('40', '30', '30').map((share) => ({
      ...share,
      milestones: [{ date: '2026-12-31', value: '9' }],
    }));
    expect(checkDivision(whole, 'sum', '', with2026, regions)?.zh).toContain('2026-12-31');
  });
  test.each([
    ['a rate cannot be added', { kind: 'rate' as const }, 'sum' as const, shares('50', '50'), '比率不能相加'],
    ['the same value everywhere', {}, 'same' as const, shares('100', '99'), '应与上级目标 100 相同'],
    ['own values need a reason', {}, 'own' as const, shares('1', '2'), '须写明依据'],
    ['a region twice', {}, 'sum' as const, [...shares('60'), ...shares('60')], '重复列出'],
    [
      'a region that is not below',
      {},
      'sum' as const,
      [{ region: '340100', value: '100', milestones: [] }],
      '不是下一级地区',
    ],
  ])('%s', (_, change, rule, list, words) => {
    expect(checkDivision({ ...whole, ...change }, rule, '', list, regions)?.zh).toContain(words);
  });
  test('any split of a whole into parts holds, and one taken away does not', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(parts, (values) => {
        const value = String(values.reduce((a, b) => a + b));
        const exact = { ...whole, comparator: '=' as const, value, milestones: [] };
        const list = shares(...values.map(String));
        expect(checkDivision(exact, 'sum', '', list, regions)).toBeUndefined();
        expect(checkDivision(exact, 'sum', '', list.slice(1), regions)).toBeDefined();
      }),
    );
  });
});

describe('over HTTP', () => {
  let the: TestApp;
  const id = 'zj-quality-2017-2019.T001';
  let sheet: Division;
  const headers: Record<string, Record<string, string>> = {};
  const packs = readPacks().filter(({ pack }) => pack.id === 'zj-quality-2017-2019');
  beforeAll(async () => {
    the = await openTestApp('division');
    await loadPacks(the.services, packs);
    for (const who of ['parent', 'own', 'child', 'sibling', 'viewer']) headers[who] = (await the.signIn(who)).headers;
    sheet = await get('parent', id);
  });
  afterAll(() => the.close());

  const get = async (who: string, target: string): Promise<Division> =>
    (await the.app.inject({ url: `/api/targets/${target}/division`, headers: headers[who]! })).json();
  const put = async (who: string, target: string, body: DivideTarget) => {
    const answer = await the.app.inject({
      method: 'PUT',
      url: `/api/targets/${target}/division`,
      headers: headers[who]!,
      payload: body,
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const same = (version: number, value: string): DivideTarget => ({
    rule: 'same',
    note: '',
    version,
    shares: sheet.regions.map(({ region }) => ({ region: region.code, value, milestones: [] })),
  });

  test('province to cities, a city to its counties; each level only its own', async () => {
    expect(sheet.regions).toHaveLength(11);
    expect(sheet.mayDivide).toBe(true);
    expect((await get('own', id)).mayDivide).toBe(false);
    expect((await put('own', id, same(0, sheet.value))).status).toBe(403);
    expect((await put('viewer', id, same(0, sheet.value))).status).toBe(403);
    expect((await put('parent', id, same(0, '1'))).body.error.code).toBe('division.invalid');
    expect((await get('parent', id)).version).toBe(0);
    expect((await put('parent', id, same(0, sheet.value))).body).toEqual({ version: 1 });
    const board = await the.app.inject({ url: '/api/targets?region=330100&size=500', headers: headers.own! });
    const rows = (board.json() as TargetPage).rows.filter((row) => row.id === `${id}.330100`);
    expect(rows.map((row) => [row.value, row.region.code])).toEqual([[sheet.value, '330100']]);

    const hangzhou = await get('own', `${id}.330100`);
    expect(hangzhou.regions.length).toBe(13);
    expect((await put('sibling', `${id}.330100`, same(0, sheet.value))).status).toBe(403);
    const down: DivideTarget = {
      rule: 'own',
      note: '按基础分档',
      version: 0,
      shares: [{ region: '330106', value: '99', milestones: [] }],
    };
    expect((await put('own', `${id}.330100`, down)).body).toEqual({ version: 1 });
    expect((await get('own', `${id}.330100`)).regions.find((one) => one.region.code === '330106')?.share?.value).toBe(
      '99',
    );
    const notices = await the.services.db.within({ kind: 'system', purpose: 'test' }, (tx) =>
      tx.selectFrom('notice').select('id').where('kind', '=', 'target.divide').execute(),
    );
    expect(notices.length).toBeGreaterThan(0);
  });

  test.each(['-100', '1e5', '9'.repeat(40), '0.1234567'])('%s is no share', async (value) => {
    const { version } = await get('parent', id);
    const { status, body } = await put('parent', id, same(version, value));
    expect(status).toBe(422);
    expect(body.error.details.field).toContain('value');
  });

  test('a target of a restricted plan is not divided: nobody below could read where it comes from', async () => {
    const see = (visibility: string) =>
      the.services.db.within({ kind: 'system', purpose: 'test' }, (tx) =>
        tx.updateTable('plan').set({ visibility }).where('id', '=', packs[0]!.pack.id).execute(),
      );
    const other = 'zj-quality-2017-2019.T003';
    const { value } = await get('parent', other);
    await see('restricted');
    const refused = await put('parent', other, same(0, value));
    await see('public');
    expect(refused.body.error.code).toBe('division.invalid');
    expect(refused.body.error.message.zh).toContain('请先调整公开范围');
    expect((await get('parent', other)).version).toBe(0);
  });

  test('two at once: one wins, the other learns who', async () => {
    const { version } = await get('parent', id);
    const answers = await Promise.all([1, 2].map(() => put('parent', id, same(version, sheet.value))));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    const lost = answers.find((one) => one.status === 409)!.body.error;
    expect(lost).toMatchObject({ code: 'division.changed', details: { who: 'parent', version: version + 1 } });
    expect((await get('parent', id)).versions.map((one) => one.version)).toEqual([2, 1]);
  });

  test('a region that divided its share further cannot just go', async () => {
    const { version } = await get('parent', id);
    const without = same(version, sheet.value);
    const shares = without.shares.filter((share) => share.region !== '330100');
    const refused = await put('parent', id, { ...without, shares });
    expect(refused.body.error.message.zh).toContain('杭州市');
    const less = without.shares.filter((share) => share.region !== '330200');
    expect((await put('parent', id, { ...without, shares: less })).status).toBe(200);
    expect(
      (await get('parent', id)).regions.filter((one) => one.targetId === null).map((one) => one.region.code),
    ).toEqual(['330200']);
  });

  test('a pack that is loaded anew keeps the divisions', async () => {
    const before = await get('parent', id);
    await loadPacks(
      the.services,
      packs.map((loaded) => ({ ...loaded, digest: 'changed' })),
    );
    expect(await get('parent', id)).toEqual(before);
    expect((await get('own', `${id}.330100`)).regions.find((one) => one.region.code === '330106')?.targetId).toBe(
      `${id}.330100.330106`,
    );
  });

  test('the public sees shares and not who made them', async () => {
    const seen = (await the.app.inject({ url: `/api/targets/${id}/division` })).json() as Division;
    expect(seen.regions.some((one) => one.share)).toBe(true);
    expect(seen.versions).toEqual([]);
    expect(seen.mayDivide).toBe(false);
  });
});
