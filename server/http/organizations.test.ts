/** Organizations by hand and by table, reforms, names of units. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReformAnswer, UnitNames } from '../../packages/contract/index.ts';
import { resolveUnits } from '../kernel/organization/index.ts';
import { loadOrganizations } from '../kernel/organization/load-organizations.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import { openTestApp, regionOf, type TestApp, upload } from './test-app.ts';

let the: TestApp;
let city: Record<string, string>;
let province: Record<string, string>;
const system = systemScope('test');
beforeAll(async () => {
  the = await openTestApp('organizations');
  city = (await the.signIn('administrator')).headers;
  province = (await the.signIn('parent')).headers;
});
afterAll(() => the.close());

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const ask = (headers: Record<string, string>, method: Method, url: string, payload?: object) =>
  the.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
const organization = (name: string, change: object = {}) => ({
  name,
  nameEn: '',
  shortNames: [],
  kind: 'enterprise',
  regionCode: regionOf.child,
  uscc: null,
  validFrom: null,
  validTo: null,
  ...change,
});
const codeOf = (response: { json(): { error: { code: string } } }) => response.json().error.code;

describe('by hand', () => {
  test('an administrator adds and changes organizations of the own regions, found by their credit code', async () => {
    const made = await ask(
      city,
      'POST',
      '/api/organizations',
      organization('某某制造厂', { uscc: '91110000 600037341l' }),
    );
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ uscc: '91110000600037341L', kind: 'enterprise' });
    const found = await ask(city, 'GET', '/api/organizations?q=91110000600037341L');
    expect(found.json().rows).toHaveLength(1);
    const { id } = made.json();
    const changed = await ask(
      city,
      'PUT',
      `/api/organizations/${id}`,
      organization('某某智造厂', { shortNames: ['智造厂'] }),
    );
    expect(changed.json()).toMatchObject({ name: '某某智造厂', uscc: null, shortNames: ['智造厂'] });
  });

  test('for a choice: those of a region and below, without collective names', async () => {
    const url = `/api/organizations?below=${regionOf.own}&acting=1&size=500`;
    const { rows } = (await ask(city, 'GET', url)).json() as { rows: { kind: string; regionCode: string }[] };
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every((row) => row.kind !== 'group' && row.regionCode.startsWith('3301'))).toBe(true);
    const all = (await ask(city, 'GET', '/api/organizations?size=500')).json() as { rows: { kind: string }[] };
    expect(all.rows.some((row) => row.kind === 'group')).toBe(true);
    expect((await ask(city, 'GET', '/api/organizations?below=nonsense')).statusCode).toBe(422);
  });

  test.each([
    ['a region above', { regionCode: regionOf.parent }, 'scope.outside'],
    ['a region beside', { regionCode: regionOf.sibling }, 'scope.outside'],
    ['no such region', { regionCode: '330199' }, 'not-found'],
    ['a wrong check sign', { uscc: '91110000600037342L' }, 'organization.uscc'],
    ['days reversed', { validFrom: '2026-02-01', validTo: '2026-01-01' }, 'organization.days'],
    ['a collective name', { kind: 'group' }, 'input.invalid'],
    ['an unknown kind', { kind: 'castle' }, 'input.invalid'],
  ])('refused: %s', async (_, change, code) => {
    expect(codeOf(await ask(city, 'POST', '/api/organizations', organization('新的机构', change)))).toBe(code);
  });

  test('the same name or code twice is refused', async () => {
    await ask(city, 'POST', '/api/organizations', organization('一家企业'));
    expect(codeOf(await ask(city, 'POST', '/api/organizations', organization('一家企业')))).toBe('organization.exists');
    const first = await ask(city, 'POST', '/api/organizations', organization('甲企业', { uscc: '91110000600037341L' }));
    expect(first.statusCode).toBe(201);
    const second = await ask(
      city,
      'POST',
      '/api/organizations',
      organization('乙企业', { uscc: '91110000600037341L' }),
    );
    expect(codeOf(second)).toBe('organization.uscc-exists');
  });

  test('the program’s own list leaves added and changed organizations alone', async () => {
    const before = (await ask(province, 'GET', '/api/organizations/zj-fgw')).json();
    const change = organization(before.name, {
      nameEn: before.nameEn,
      kind: 'department',
      regionCode: before.regionCode,
      shortNames: [...before.shortNames, '发改委'],
    });
    expect((await ask(city, 'PUT', '/api/organizations/zj-fgw', change)).statusCode).toBe(403);
    expect((await ask(province, 'PUT', '/api/organizations/zj-fgw', change)).statusCode).toBe(200);
    await loadOrganizations(the.services);
    const after = (await ask(province, 'GET', '/api/organizations/zj-fgw')).json();
    expect(after.shortNames).toContain('发改委');
    expect((await ask(city, 'GET', '/api/organizations?q=一家企业')).json().total).toBe(1);
  });

  test('the database refuses what the service would refuse', async () => {
    const insert = (region: string) =>
      the.services.db.within(the.scopeOf('administrator'), (tx) =>
        tx
          .insertInto('organization')
          .values({ id: `x-${region}`, name: 'x', name_en: 'x', kind: 'office', region_code: region })
          .execute(),
      );
    await expect(insert(regionOf.parent)).rejects.toThrow(/row-level security/);
    await expect(insert(regionOf.sibling)).rejects.toThrow(/row-level security/);
    await insert(regionOf.child);
  });
});

describe('by table', () => {
  const send = (url: string, csv: string, headers = city) => {
    const body = upload('表.csv', csv);
    return the.app.inject({
      method: 'POST',
      url,
      payload: body.payload,
      headers: { ...headers, ...body.headers },
    });
  };
  const head = '名称,类别,地区代码,统一社会信用代码,成立日期\n';

  test('organizations: every fault by its cell; nothing is written while there is one', async () => {
    const csv = `${head}好企业,企业,330106,,2020-01-01
好企业,企业,330106,,
坏代码,企业,330106,91110000600037342L,
别处,企业,330200,,
无区,企业,999999,,
一家企业,企业,330106,,
怪类别,城堡,330106,,
怪日期,企业,330106,,2020-13-01
`;
    for (const dry of ['?dryRun=1', '']) {
      const answer = (await send(`/api/organizations/import${dry}`, csv)).json();
      expect(answer.errors.map((error: { row: number; column: string }) => `${error.row} ${error.column}`)).toEqual([
        '3 名称',
        '4 统一社会信用代码',
        '5 地区代码',
        '6 地区代码',
        '7 名称',
        '8 类别',
        '9 成立日期',
      ]);
      for (const { message } of answer.errors) expect(message.zh !== '' && message.en !== '').toBe(true);
    }
    expect((await ask(city, 'GET', '/api/organizations?q=好企业')).json().total).toBe(0);
    const good = `${head}好企业,enterprise,330106,,2020-01-01\n好实验室,检验检测机构,330100,,\n`;
    expect((await send('/api/organizations/import?dryRun=1', good)).json()).toMatchObject({ added: 2, errors: [] });
    expect((await ask(city, 'GET', '/api/organizations?q=好企业')).json().total).toBe(0);
    expect((await send('/api/organizations/import', good)).json()).toMatchObject({ added: 2, errors: [] });
    expect((await ask(city, 'GET', '/api/organizations?q=好')).json().total).toBe(2);
    expect((await send('/api/organizations/import', '名称,类别\n甲,企业\n')).json().errors).toHaveLength(1);
  });

  test('people: every fault by its cell; the first passwords come once and work', async () => {
    const columns = '用户名,名称,机构,地区代码,角色,邮箱,起,止\n';
    const csv = `${columns}ok-one,某办,测试机构 330106,330106,经办、填报,,2026-01-01,
OK-ONE,重复,测试机构 330106,330106,经办,,,
officer,已有,测试机构 330106,330106,经办,,,
no-unit,无机构,,330106,经办,,,
bad-unit,错机构,没有的机构,330106,经办,,,
gone,已撤,下城区政府,330103,经办,,,
bad-role,错角色,测试机构 330106,330106,国王,,,
above,越级,测试机构 330000,330106,经办,,,
away,外地,测试机构 330200,330200,经办,,,
days,日期,测试机构 330106,330106,经办,,2026-02-01,2026-01-01
mail,邮箱,测试机构 330106,330106,经办,not an address,,
`;
    const answer = (await send('/api/people/import?dryRun=1', csv)).json();
    const faults = answer.errors.map((error: { row: number; column: string }) => `${error.row} ${error.column}`);
    expect(faults).toEqual([
      '3 用户名',
      '4 用户名',
      '5 机构',
      '6 机构',
      '7 地区代码',
      '7 机构',
      '8 角色',
      '9 机构',
      '10 地区代码',
      '10 机构',
      '11 止',
      '12 邮箱',
    ]);
    expect((await send('/api/people/import', csv)).statusCode).toBe(422);
    const good = `${columns}ok-one,某办（一）,测试机构 330106,330106,经办、填报,a@example.cn,2026-01-01,\nok-two,某所,test-own,330100,viewer,,,\n`;
    expect((await send('/api/people/import?dryRun=1', good)).json()).toMatchObject({ added: 2, passwords: [] });
    const done = (await send('/api/people/import', good)).json();
    expect(done.passwords).toHaveLength(2);
    expect(done.passwords[0].displayName).toBe('某办（一）');
    const signed = await ask({ 'x-zhimai': '1' }, 'POST', '/api/session', {
      userName: 'ok-one',
      password: done.passwords[0].password,
    });
    expect(signed.json().me).toMatchObject({ mustChangePassword: true, roles: ['officer', 'reporter'] });
    const again = (await send('/api/people/import', good)).json();
    expect(again.errors).toHaveLength(2);
    const audit = await the.services.db.within(system, (tx) => tx.selectFrom('audit').select('details').execute());
    expect(JSON.stringify(audit)).not.toContain(done.passwords[0].password);
  });

  test('a workbook: what a formula says is taken with a warning, one without a result is a fault', async () => {
    const { default: ExcelJS } = await import('exceljs');
    const book = async (formula: { formula: string; result?: string }) => {
      const workbook = new ExcelJS.Workbook();
      const sheet = workbook.addWorksheet('机构');
      sheet.addRow(['名称', '类别', '地区代码']);
      sheet.addRow([formula, '企业', 330106]);
      const body = upload('表.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()));
      const sent = await the.app.inject({
        method: 'POST',
        url: '/api/organizations/import?dryRun=1',
        payload: body.payload,
        headers: { ...city, ...body.headers },
      });
      return sent.json();
    };
    expect(await book({ formula: '"公式"&"企业"', result: '公式企业' })).toMatchObject({
      added: 1,
      errors: [],
      warnings: [{ row: 2 }],
    });
    const without = await book({ formula: 'A9' });
    expect(without.added).toBe(0);
    expect(without.errors.length).toBeGreaterThan(0);
  });

  test('not a table at all: said what it is', async () => {
    for (const [name, content, code] of [
      ['空.csv', '', 'file.empty'],
      ['图.xlsx', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), 'file'],
    ] as const) {
      const body = upload(name, content);
      const sent = await the.app.inject({
        method: 'POST',
        url: '/api/people/import',
        payload: body.payload,
        headers: { ...city, ...body.headers },
      });
      expect(sent.statusCode).toBeGreaterThanOrEqual(400);
      expect(sent.statusCode).toBeLessThan(500);
      expect(codeOf(sent)).toContain(code);
    }
  });

  test('templates open and are empty', async () => {
    for (const what of ['organizations', 'people']) {
      const file = await ask(city, 'GET', `/api/${what}/template`);
      expect(file.statusCode).toBe(200);
      expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
    }
  });
});

describe('reform', () => {
  const reform = (moves: object[], change: object = {}, headers = city) =>
    ask(headers, 'POST', '/api/organizations/reform', {
      day: '2026-11-22',
      reason: '机构改革方案（测试）',
      founded: [],
      moves,
      ...change,
    });
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    for (const name of ['甲局', '乙局', '丙局', '丁局'])
      ids[name] = (
        await ask(city, 'POST', '/api/organizations', organization(name, { kind: 'office', regionCode: regionOf.own }))
      ).json().id;
  });

  test('a preview tells counts and changes nothing; then tasks and posts go on with the successor', async () => {
    const made = await ask(city, 'POST', '/api/people', {
      userName: 'jia',
      displayName: '甲局办公室',
      email: null,
      post: {
        organizationId: ids.甲局,
        regionCode: regionOf.own,
        roles: ['reporter'],
        validFrom: '2026-01-01',
        validTo: null,
        main: true,
      },
    });
    expect(made.statusCode).toBe(201);
    const work = await ask(city, 'POST', '/api/work', {
      title: '一项任务',
      region: regionOf.own,
      leadId: ids.甲局,
      dueOn: '2026-12-31',
      issue: true,
    });
    expect(work.statusCode).toBe(201);
    const moves = [{ from: ids.甲局, to: 'new' }];
    const founded = [{ ...organization('甲乙局', { kind: 'office', regionCode: regionOf.own }), key: 'new' }];
    const preview = (await reform(moves, { founded, dryRun: true })).json() as ReformAnswer;
    expect(preview.moves[0]!.moved.map((one) => one.count)).toEqual([1, 1]);
    expect((await ask(city, 'GET', '/api/organizations?q=甲乙局')).json().total).toBe(0);
    expect((await ask(city, 'GET', `/api/organizations/${ids.甲局}`)).json().validTo).toBeNull();
    const done = (await reform(moves, { founded })).json() as ReformAnswer;
    expect(done.warnings).toEqual([]);
    const heir = done.moves[0]!.to.id;
    const old = (await ask(city, 'GET', `/api/organizations/${ids.甲局}`)).json();
    expect(old).toMatchObject({ validTo: '2026-11-21', successors: [{ id: heir, name: '甲乙局' }] });
    const { password: first } = made.json();
    const signed = await ask({ 'x-zhimai': '1' }, 'POST', '/api/session', { userName: 'jia', password: first });
    expect(signed.json().me.organization).toMatchObject({ id: heir });
    await loadOrganizations(the.services);
    expect((await ask(city, 'GET', `/api/organizations/${ids.甲局}`)).json().validTo).toBe('2026-11-21');
  });

  test('circles, ended successors, and organizations elsewhere are refused clearly', async () => {
    const { 甲局: a, 乙局: b, 丙局: c } = ids;
    expect(codeOf(await reform([{ from: b, to: b }]))).toBe('reform.circle');
    expect(
      codeOf(
        await reform([
          { from: b, to: c },
          { from: c, to: b },
        ]),
      ),
    ).toBe('reform.circle');
    expect(
      codeOf(
        await reform([
          { from: b, to: c },
          { from: b, to: 'test-own' },
        ]),
      ),
    ).toBe('reform.circle');
    expect(codeOf(await reform([{ from: b, to: a }]))).toBe('reform.move');
    expect(codeOf(await reform([{ from: a, to: b }]))).toBe('reform.move');
    expect(codeOf(await reform([{ from: 'test-parent', to: b }]))).toBe('scope.outside');
    expect(codeOf(await reform([{ from: b, to: 'test-sibling' }]))).toBe('scope.outside');
    expect(codeOf(await reform([{ from: b, to: 'nobody' }]))).toBe('not-found');
    expect((await ask(city, 'GET', `/api/organizations/${b}`)).json().validTo).toBeNull();
  });

  test('a day in the past or ahead is allowed and said to be so', async () => {
    const moves = [{ from: ids.乙局, to: ids.丙局 }];
    expect((await reform(moves, { day: '2026-01-01', dryRun: true })).json().warnings).toHaveLength(1);
    expect((await reform(moves, { day: '2027-01-01', dryRun: true })).json().warnings).toHaveLength(1);
  });

  test('two at once: one is done, the other is told', async () => {
    const answers = await Promise.all([
      reform([{ from: ids.乙局, to: ids.丙局 }]),
      reform([{ from: ids.乙局, to: ids.丁局 }]),
    ]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 422]);
    // And one back: what ended takes nothing over again.
    expect(codeOf(await reform([{ from: ids.丙局, to: ids.乙局 }]))).toBe('reform.move');
  });
});

describe('names of units', () => {
  const insertPlan = (id: string, region: string, issued: string, names: string[]) =>
    the.services.db.within(system, async (tx) => {
      await tx
        .insertInto('plan')
        .values({
          id,
          title: id,
          title_en: id,
          short_title: id,
          short_title_en: id,
          issuer: '测试',
          issued_on: issued,
          region_code: region,
          year_from: 2020,
          year_to: 2025,
          visibility: 'public',
          source_sha256: '0',
          source_format: 'text',
          outline: '[]',
          pack_digest: id,
          loaded_at: new Date(0),
        })
        .execute();
      await tx
        .insertInto('plan_task')
        .values({ id: `${id}.1`, plan_id: id, code: '1', clause: '1', title: '任务', position: 0 })
        .execute();
      await tx
        .insertInto('task_unit')
        .values(
          names.map((name, position) => ({ task_id: `${id}.1`, position, role: position ? 'joint' : 'lead', name })),
        )
        .execute();
    });
  const read = async (headers = city) => (await ask(headers, 'GET', '/api/unit-names')).json() as UnitNames;
  const unitsOf = (id: string) =>
    the.services.db.within(system, (tx) =>
      tx
        .selectFrom('task_unit')
        .select('organization_id')
        .where('task_id', '=', `${id}.1`)
        .orderBy('position')
        .execute(),
    );
  const decide = (change: object, headers = city) =>
    ask(headers, 'POST', '/api/unit-names', {
      name: '市质量局',
      regionCode: regionOf.own,
      decision: 'organization',
      organizationId: 'test-own',
      validFrom: null,
      validTo: null,
      reason: '',
      ...change,
    });
  beforeAll(async () => {
    await insertPlan('p1', regionOf.own, '2020-05-01', ['市质量局', '各有关单位']);
    await insertPlan('p2', regionOf.own, '2022-05-01', ['市质量局']);
    await ask(
      city,
      'POST',
      '/api/organizations',
      organization('杭州市质量监督局', { kind: 'office', regionCode: regionOf.own }),
    );
    await insertPlan('p3', regionOf.sibling, '2022-05-01', ['市质量局']);
  });

  test('names wait with their days, number of tasks and likely organizations', async () => {
    const { waiting } = await read();
    expect(waiting.map((row) => `${row.name} ${row.tasks}`)).toEqual(['市质量局 2', '各有关单位 1']);
    expect(waiting[0]).toMatchObject({ firstDay: '2020-05-01', lastDay: '2022-05-01', region: regionOf.own });
    expect(waiting[0]!.candidates.map((row) => row.name)).toContain('杭州市质量监督局');
  });

  test('a decision for some days resolves those, now and later; its undoing makes them wait again', async () => {
    const made = await decide({ validTo: '2020-12-31' });
    expect(made.json()).toMatchObject({ units: 1 });
    expect((await unitsOf('p1'))[0]!.organization_id).toBe('test-own');
    expect((await unitsOf('p2'))[0]!.organization_id).toBeNull();
    const later = await the.services.db.within(system, async (tx) => [
      (await resolveUnits(tx, ['市质量局'], '2020-06-01', regionOf.own)).get('市质量局'),
      (await resolveUnits(tx, ['市质量局'], '2021-06-01', regionOf.own)).get('市质量局'),
      (await resolveUnits(tx, ['市质量局'], '2020-06-01', regionOf.sibling)).get('市质量局'),
      (await resolveUnits(tx, ['省财政厅'], '2020-06-01')).get('省财政厅'),
    ]);
    expect(later).toEqual(['test-own', null, null, 'zj-czt']);
    expect(codeOf(await decide({ validFrom: '2020-06-01' }))).toBe('unit-name.decided');
    expect((await ask(city, 'DELETE', `/api/unit-names/${made.json().id}`)).json().units).toBe(1);
    expect((await unitsOf('p1'))[0]!.organization_id).toBeNull();
    expect((await ask(city, 'DELETE', `/api/unit-names/${made.json().id}`)).statusCode).toBe(404);
  });

  test('a collective name and a name of nobody wait no longer; other regions decide for themselves', async () => {
    await decide({ name: '各有关单位', decision: 'collective', organizationId: null });
    await decide({ validFrom: '2021-01-01' });
    const { waiting, decided } = await read();
    expect(waiting.map((row) => `${row.name} ${row.tasks}`)).toEqual(['市质量局 1']);
    expect(decided.filter((row) => row.undoneAt === null)).toHaveLength(2);
    expect((await unitsOf('p3'))[0]!.organization_id).toBeNull();
    expect(codeOf(await decide({ regionCode: regionOf.sibling }))).toBe('scope.outside');
    expect(codeOf(await decide({ organizationId: null }))).toBe('input.invalid');
    expect(codeOf(await decide({ name: '某某', organizationId: 'nobody' }))).toBe('not-found');
  });

  test('two decide at once: one holds', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => decide({ name: '并发局' })));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 409, 409]);
  });
});

test('nobody else does any of this', async () => {
  const { headers } = await the.signIn('officer');
  expect((await ask(headers, 'POST', '/api/organizations', organization('x 机构'))).statusCode).toBe(403);
});
