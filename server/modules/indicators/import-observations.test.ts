import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObservationImport, TargetDetail } from '../../../packages/contract/index.ts';
import { openTestApp, type TestApp, upload } from '../../http/test-app.ts';
import { startJobs } from '../../kernel/jobs/index.ts';
import { findTemplateRows, loadPacks, readPacks } from '../plans/index.ts';
import { observationImportJob } from './index.ts';

let the: TestApp;
let province: { headers: Record<string, string> };
/** 浙江 2021–2025: 设区城市空气质量优良天数比率, unit %. */
let air: { id: string; indicatorId: string };
beforeAll(async () => {
  the = await openTestApp('observations');
  await loadPacks(the.services, readPacks());
  province = await the.signIn('parent');
  const board = await the.app.inject({ url: '/api/targets?plan=zj-quality-2021-2025&q=优良天数' });
  air = board.json().rows[0];
});
afterAll(() => the.close());

const header = '指标编号,地区代码,期间,数值,单位,数据日期,依据';
async function send(
  content: string | Uint8Array,
  options: { name?: string; query?: string; as?: { headers: Record<string, string> } } = {},
): Promise<{ status: number; body: ObservationImport & { error?: { code: string; message: { zh: string } } } }> {
  const body = upload(options.name ?? 'values.csv', content);
  const response = await the.app.inject({
    method: 'POST',
    url: `/api/observations/import${options.query ?? ''}`,
    payload: body.payload,
    headers: { ...(options.as ?? province).headers, ...body.headers },
  });
  return { status: response.statusCode, body: response.json() };
}
const row = (period: string, value: string, extra: Partial<Record<'region' | 'unit' | 'day' | 'note', string>> = {}) =>
  [
    air.indicatorId,
    extra.region ?? '330000',
    period,
    value,
    extra.unit ?? '%',
    extra.day ?? '2026-02-01',
    extra.note ?? '公报',
  ].join(',');
const file = (...rows: string[]) => [header, ...rows].join('\n');
const target = async (asOf = '2026-11-22', as = province) =>
  (await the.app.inject({ url: `/api/targets/${air.id}?asOf=${asOf}`, headers: as.headers })).json() as TargetDetail;

describe('a good file', () => {
  test('a dry run says what would happen and writes nothing', async () => {
    const { status, body } = await send(file(row('2021', '94.4'), row('2022', '89.3')), { query: '?dryRun=1' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: true, rows: 2, added: 2, corrected: 0, errors: [] });
    expect((await target()).observations.filter((value) => value.source === 'reported')).toEqual([]);
  });

  test('values are added, judged from the day they are known, and the same file again changes nothing', async () => {
    const content = file(row('2021', '94.4', { day: '2022-02-01' }), row('2022', '89.3', { day: '2023-02-01' }));
    expect((await send(content)).body).toMatchObject({ added: 2, corrected: 0, unchanged: 0 });
    expect((await send(content)).body).toMatchObject({ added: 0, corrected: 0, unchanged: 2 });
    // The baseline of 2020 is 93.3, the target 93: it can only be kept.
    expect(await target('2022-01-31')).toMatchObject({ status: 'no-data' });
    expect(await target('2022-02-01')).toMatchObject({ status: 'on-track', rule: { id: 'keep-holds' } });
    expect(await target('2023-02-01')).toMatchObject({ status: 'off-track', rule: { id: 'keep-broken' } });
  });

  test('a correction supersedes; both values stay and each day sees what was known', async () => {
    const answer = await send(file(row('2022', '93.5', { day: '2023-06-01', note: '更正公报' })));
    expect(answer.body).toMatchObject({ added: 0, corrected: 1 });
    const seen = await target();
    const of2022 = seen.observations.filter((value) => value.period === '2022');
    expect(of2022.map((value) => [value.value, value.supersededAt === null])).toEqual([
      ['93.5', true],
      ['89.3', false],
    ]);
    expect((await target('2023-03-01')).status).toBe('off-track');
    expect((await target('2023-06-01')).status).toBe('on-track');
  });

  test('two corrections at once: one living value, both kept', async () => {
    const before = (await target()).observations.length;
    await Promise.all([
      send(file(row('2019', '88.1'))),
      send(file(row('2019', '88.2'))),
      send(file(row('2019', '88.3'))),
    ]);
    const of2019 = (await target()).observations.filter((value) => value.period === '2019');
    expect(of2019.map((value) => value.value).sort()).toEqual(['88.1', '88.2', '88.3']);
    expect(of2019.filter((value) => value.supersededAt === null)).toHaveLength(1);
    expect((await target()).observations).toHaveLength(before + 3);
  });

  test('a correction with an earlier day counts from that day, for what was recorded last is what is held true', async () => {
    await send(file(row('2018', '80', { day: '2022-05-01' })));
    await send(file(row('2018', '81', { day: '2019-03-01', note: '更正' })));
    const held = async (asOf: string) => (await target(asOf)).series.find((value) => value.period === '2018')?.value;
    expect(await held('2019-02-28')).toBeUndefined();
    expect(await held('2019-03-01')).toBe('81');
    expect(await held('2026-11-22')).toBe('81');
  });

  test('a value kept back can be published later', async () => {
    await send(file(row('2017', '82')));
    expect((await send(file(row('2017', '82')))).body).toMatchObject({ unchanged: 1 });
    expect((await send(file(row('2017', '82')), { query: '?publish=1' })).body).toMatchObject({ corrected: 1 });
    const seen = (await the.app.inject({ url: `/api/targets/${air.id}?asOf=2026-11-22` })).json() as TargetDetail;
    expect(seen.series).toContainEqual({ period: '2017', value: '82', simulated: false });
  });

  test('the month of December is not the year', async () => {
    await send(file(row('2016-12', '10'), row('2016', '84')));
    const seen = await target('2026-11-22');
    expect(seen.observations.filter((value) => value.period.startsWith('2016'))).toHaveLength(2);
    expect(seen.rule.id).not.toBe('keep-was-broken');
  });

  test('what is not published stays on the work face', async () => {
    const publicly = await the.app.inject({ url: `/api/targets/${air.id}?asOf=2026-11-22` });
    expect(publicly.json().observations.map((value: { period: string }) => value.period)).not.toContain('2022');
    await send(file(row('2023', '93.9')), { query: '?publish=1' });
    const after = (await the.app.inject({ url: `/api/targets/${air.id}?asOf=2026-11-22` })).json() as TargetDetail;
    expect(after.latest).toEqual({ value: '93.9', period: '2023', simulated: false });
  });

  test('a workbook made from the template is read', async () => {
    const template = await the.app.inject({
      url: '/api/observations/template?plan=zj-quality-2021-2025',
      headers: province.headers,
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(template.rawPayload as unknown as ExcelJS.Buffer);
    const sheet = book.worksheets[0]!;
    let filled = 0;
    sheet.eachRow((line) => {
      if (line.getCell(1).value !== air.indicatorId) return;
      line.getCell(5).value = '2024';
      line.getCell(6).value = 94.1;
      line.getCell(8).value = '2025-02-01';
      line.getCell(9).value = '公报';
      filled += 1;
    });
    expect(filled).toBe(1);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    const { status, body } = await send(bytes, { name: 'values.xlsx' });
    expect(body.errors).toEqual([]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ added: 1 });
    expect((await target()).latest).toEqual({ value: '94.1', period: '2024', simulated: false });
  });
});

describe('a bad file', () => {
  test('every fault is named by row and column in both languages, and nothing is written', async () => {
    const before = (await target()).observations.length;
    const { status, body } = await send(
      file(
        row('2025', '95'),
        row('2025年', '95'),
        row('2025', '约95'),
        row('2099', '95'),
        row('2018', '95', { region: '999999' }),
        row('2017', '95', { unit: '家' }),
        row('2016', '95', { note: '' }),
        row('2014', '95', { day: '2030-01-01' }),
        row('2022-06', '95', { day: '2022-06-29' }),
        row('2013', '"1,2,3"'),
        'nothing,330000,2012,1,%,2024-02-01,公报',
      ),
    );
    expect(status).toBe(422);
    expect(body.errors.map((error) => [error.row, error.column])).toEqual([
      [3, '期间'],
      [4, '数值'],
      [5, '期间'],
      [6, '地区代码'],
      [7, '单位'],
      [8, '依据'],
      [9, '数据日期'],
      [10, '期间'],
      [11, '数值'],
      [12, '指标编号'],
    ]);
    for (const error of body.errors) {
      expect(error.message.zh).toMatch(/\p{Script=Han}/u);
      expect(error.message.en).toMatch(/[a-z]/);
    }
    expect(body.added).toBe(0);
    expect((await target()).observations).toHaveLength(before);
  });

  test('the same series and period twice', async () => {
    const { body } = await send(file(row('2025', '95'), row('2025', '96')));
    expect(body.errors).toMatchObject([{ row: 3, message: { en: 'repeats row 2' } }]);
  });

  test('a region out of reach', async () => {
    const hangzhou = await the.signIn('officer');
    const { body } = await send(file(row('2025', '95'), row('2025', '95', { region: '330200' })), { as: hangzhou });
    expect(body.errors.map((error) => [error.row, error.column])).toEqual([
      [2, '地区代码'],
      [3, '地区代码'],
    ]);
    const own = await send(file(row('2025', '95', { region: '330106' })), { as: hangzhou });
    expect(own.body).toMatchObject({ added: 1, errors: [] });
  });

  test('a value that no target asks for is taken with a warning', async () => {
    const content = `指标编号,地区代码,分项,期间,数值,单位,依据\n${air.indicatorId},330000,并无此项,2020,95,%,公报`;
    const { body } = await send(content, { query: '?dryRun=1' });
    expect(body.errors).toEqual([]);
    expect(body.warnings).toMatchObject([{ row: 2, column: '分项', value: '并无此项' }]);
  });

  test('a missing column', async () => {
    const { body } = await send('指标编号,地区代码,数值\nx,330000,1');
    expect(body.errors.map((error) => error.column)).toEqual(['期间', '依据']);
  });

  test.each([
    ['nothing.csv', new Uint8Array(0), 'file.empty'],
    ['picture.xlsx', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'file.unsupported'],
    ['broken.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3, 4]), 'file.damaged'],
    ['old.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'file.unsupported'],
  ])('%s is refused as %s', async (name, content, code) => {
    const { status, body } = await send(content, { name });
    expect(body.error?.code, JSON.stringify(body)).toBe(code);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.error?.message.zh).toContain(name);
  });

  test('merged cells and formulas in a workbook are named', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('x');
    sheet.addRow(header.split(','));
    sheet.addRow([air.indicatorId, '330000', '2025', { formula: '90+5', result: 95 }, '%', '2026-02-01', '公报']);
    sheet.addRow([air.indicatorId, '330000', '2024', 94, '%', '2025-02-01', '公报']);
    sheet.mergeCells('G2:G3');
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    const { body } = await send(bytes, { name: 'merged.xlsx', query: '?dryRun=1' });
    expect(body.warnings.map((warning) => warning.row)).toContain(2);
    expect(body.errors.length).toBeGreaterThan(0);
    expect(body.errors[0]!.message.zh).toContain('合并');
  });
});

test('a large file is imported as a job, with progress, and leaves nothing when it is wrong', async () => {
  const many = Array.from({ length: 2100 }, (_, n) => row(`${1900 + (n % 60)}/${1960 + Math.floor(n / 60)}`, '1'));
  const { headers } = await the.signIn('parent');
  const send = (content: string) => {
    const body = upload('large.csv', content);
    return the.app.inject({
      method: 'POST',
      url: '/api/observations/import',
      payload: body.payload,
      headers: { ...headers, ...body.headers },
    });
  };
  const good = await send(file(...many));
  expect(good.statusCode).toBe(202);
  const bad = await send(file(...many, row('2021', '九')));
  const jobs = await startJobs(the.services, [
    observationImportJob((scope, plan) => findTemplateRows(the.services, scope, plan)),
  ]);
  try {
    const job = async (id: string) => (await the.app.inject({ url: `/api/jobs/${id}`, headers })).json();
    await expect.poll(async () => (await job(bad.json().jobId)).state, { timeout: 30_000 }).toBe('failed');
    expect((await job(bad.json().jobId)).error).toMatchObject({ code: 'input.rows-first' });
    await expect
      .poll(async () => (await job(good.json().jobId)).state, { timeout: 30_000 })
      .not.toMatch(/waiting|running/);
    expect(await job(good.json().jobId)).toMatchObject({
      error: null,
      state: 'done',
      done: many.length,
      total: many.length,
    });
  } finally {
    await jobs.stop();
  }
});
