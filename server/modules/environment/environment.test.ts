import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  DayReadings,
  EnvironmentOverview,
  Observation,
  ObservationImport,
  ResultDetail,
} from '../../../packages/contract/index.ts';
import { openTestApp, type TestApp, upload } from '../../http/test-app.ts';
import { startJobs } from '../../kernel/jobs/index.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { simulateReadings, simulateStations, stationsToCsv } from '../../simulate/index.ts';
import { computeJob, computeYear, importReadings, importStations, readingImportJob } from './index.ts';

let the: TestApp;
let province: { headers: Record<string, string> };
const system = systemScope('test');
beforeAll(async () => {
  the = await openTestApp('environment');
  province = await the.signIn('parent');
  const stations = [
    '站点编号,名称,类型,地区代码,起,止',
    'HZ-1,西湖甲站,空气,330106,2020-01-01,',
    'HZ-2,西湖乙站,空气,330106,2020-01-01,2025-06-30',
    'NB-1,海曙站,空气,330203,2020-01-01,',
    'HZ-R,某河断面,河流,330106,2020-01-01,',
    'HZ-L,某湖断面,湖库,330106,2020-01-01,',
  ].join('\n');
  const answer = await importStations(the.services, system, {
    name: 's.csv',
    bytes: Buffer.from(stations),
    dryRun: false,
  });
  expect(answer).toMatchObject({ added: 5, errors: [] });
});
afterAll(() => the.close());

const header = '站点编号,时间,项目,数值,单位,标记';
const file = (rows: string[], name = 'r.csv') => ({
  name,
  bytes: Buffer.from([header, ...rows].join('\n')),
  dryRun: false,
});
const load = (rows: string[], scope = system as Parameters<typeof importReadings>[1]) =>
  importReadings(the.services, scope, file(rows));
const living = async (station: string) =>
  the.services.db.within(system, async (tx) => {
    const { rows } = await sql<{ at: string; value: string; superseded: boolean }>`
      select to_char(at, 'YYYY-MM-DD HH24') as at, value::text, superseded_by is not null as superseded from env_reading r
      join env_station s on s.id = r.station_id where s.code = ${station} order by at, r.batch_id`.execute(tx);
    return rows;
  });
const day = (index: number, year = 2024) => new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10);
const clean = { SO2: '6', NO2: '30', PM10: '45', 'PM2.5': '20', CO: '0.8', O3: '90' };
const airYear = (station: string, pm25: (index: number) => string, days = 366, year = 2024) =>
  Array.from({ length: days }, (_, index) =>
    Object.entries({ ...clean, 'PM2.5': pm25(index) }).map(
      ([item, value]) => `${station},${day(index, year)},${item},${value},,`,
    ),
  ).flat();

describe('a file of readings', () => {
  test('is taken; the same again changes nothing; a correction supersedes and both stay', async () => {
    const rows = [
      'HZ-1,2023-05-01 08:00,PM2.5,35,μg/m³,',
      'HZ-1,2023-05-01 09:00,PM2.5,36,ug/m3,',
      'HZ-1,2023-05-01 09:00,CO,0.7,mg/m³,',
    ];
    expect(await load(rows)).toMatchObject({ rows: 3, added: 3, corrected: 0 });
    expect(await load(rows)).toMatchObject({ rows: 3, added: 0, corrected: 0, unchanged: 3 });
    expect(await load([...rows.slice(0, 2), 'HZ-1,2023-05-01 09:00,CO,0.9,mg/m³,'])).toMatchObject({
      corrected: 1,
      unchanged: 2,
    });
    const found = await living('HZ-1');
    expect(found.filter(({ superseded }) => !superseded)).toHaveLength(3);
    expect(
      found.filter(({ at }) => at === '2023-05-01 09').map(({ value, superseded }) => [value, superseded]),
    ).toEqual(
      expect.arrayContaining([
        ['0.7', true],
        ['0.9', false],
      ]),
    );
  });

  test('with faults is refused whole, each fault by its cell', async () => {
    const before = (await living('HZ-1')).length;
    const answer = await load([
      'HZ-1,2023-06-01 00:00,PM2.5,20,,',
      'NO-1,2023-06-01 00:00,PM2.5,20,,',
      'HZ-1,2023-06-31,PM2.5,20,,',
      'HZ-1,2023-06-01 00:00,PM2.5,21,,',
      'HZ-1,2023-06-01 01:00,PM2.5,-3,,',
      'HZ-1,2023-06-01 02:00,PM2.5,viele,,',
      'HZ-1,2023-06-01 03:00,TP,0.1,,',
      'HZ-1,2023-06-01 04:00,CO,1,μg/m³,',
      'HZ-1,2023-06-01 05:00,CO,1,,Q',
      'HZ-2,2025-07-01,CO,1,,',
      'HZ-1,2030-01-01,CO,1,,',
      'HZ-R,2023-06,PM2.5,1,,',
      'HZ-1,2023-02-29,PM2.5,20,,',
    ]);
    expect(answer.errors.map(({ row, column }) => [row, column])).toEqual([
      [3, '站点编号'],
      [4, '时间'],
      [5, '时间'],
      [6, '数值'],
      [7, '数值'],
      [8, '项目'],
      [9, '单位'],
      [10, '标记'],
      [11, '时间'],
      [12, '时间'],
      [13, '项目'],
      [14, '时间'],
    ]);
    for (const { message } of answer.errors) expect(message.zh && message.en).toBeTruthy();
    expect(await living('HZ-1')).toHaveLength(before);
  });

  test('columns that are missing are named; an empty file is refused; GB18030 and quotes are read', async () => {
    const bytes = Buffer.from('站点编号,项目,数值\nHZ-1,CO,1');
    const answer = await importReadings(the.services, system, { name: 'x.csv', bytes, dryRun: false });
    expect(answer.errors.map(({ column }) => column)).toEqual(['时间']);
    await expect(
      importReadings(the.services, system, { name: 'x.csv', bytes: Buffer.alloc(0), dryRun: false }),
    ).rejects.toMatchObject({ code: 'file.empty' });
    // 站点编号,时间,项目,数值 in GB18030.
    const gb = Buffer.concat([
      Buffer.from([
        0xd5, 0xbe, 0xb5, 0xe3, 0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xca, 0xb1, 0xbc, 0xe4, 0x2c, 0xcf, 0xee, 0xc4, 0xbf,
        0x2c, 0xca, 0xfd, 0xd6, 0xb5, 0x0a,
      ]),
      Buffer.from('"HZ-1","2023-07-01",CO,"1"\r\n'),
    ]);
    expect(await importReadings(the.services, system, { name: 'gb.csv', bytes: gb, dryRun: true })).toMatchObject({
      rows: 1,
      added: 1,
      errors: [],
    });
  });

  test('an officer reaches the stations of the own region only, in the service and in the database', async () => {
    const hangzhou = the.scopeOf('officer');
    const answer = await load(['HZ-1,2023-08-01,CO,1,,', 'NB-1,2023-08-01,CO,1,,'], hangzhou);
    expect(answer.errors).toMatchObject([{ row: 3, value: 'NB-1' }]);
    await expect(load(['HZ-1,2023-08-01,CO,1,,'], the.scopeOf('viewer'))).rejects.toMatchObject({
      code: 'scope.denied',
    });
    const other = the.services.db.within(hangzhou, async (tx) => {
      await sql`insert into env_reading (at, station_id, batch_id, item, grain, value)
        select '2023-01-01', 3, id, 1, 'd', 1 from env_batch limit 1`.execute(tx);
    });
    await expect(other).rejects.toThrow(/row-level security|null/);
    const seen = await the.services.db.within({ kind: 'public', address: null }, (tx) =>
      tx.selectFrom('env_reading').select('value').execute(),
    );
    expect(seen).toEqual([]);
  });

  test('two files at once: one waits for the other, and nothing is there twice', async () => {
    const rows = ['HZ-1,2023-09-01,CO,1,,', 'HZ-1,2023-09-02,CO,1,,'];
    const answers = await Promise.all([load(rows), load(rows), load(rows)]);
    expect(answers.reduce((sum, { added }) => sum + added, 0)).toBe(2);
    expect((await living('HZ-1')).filter(({ at }) => at.startsWith('2023-09'))).toHaveLength(2);
  });

  test('a workbook is read like a text file', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('监测数据');
    sheet.addRow(header.split(','));
    sheet.addRow(['HZ-1', '2023-10-01 08:00', 'PM2.5', 33, 'μg/m³', '']);
    sheet.addRow(['HZ-1', '2023-10-01 08:00', 'PM2.5', 34, 'μg/m³', '']);
    const bytes = async () => new Uint8Array(await book.xlsx.writeBuffer());
    const wrong = await importReadings(the.services, system, { name: 'r.xlsx', bytes: await bytes(), dryRun: false });
    expect(wrong.errors).toMatchObject([{ row: 3, column: '时间', message: { en: expect.stringContaining('twice') } }]);
    sheet.spliceRows(3, 1);
    const right = await importReadings(the.services, system, { name: 'r.xlsx', bytes: await bytes(), dryRun: false });
    expect(right).toMatchObject({ rows: 1, added: 1, errors: [] });
  });

  test('made-up values do not replace true ones', async () => {
    const made = `${header},模拟数据\nHZ-1,2023-09-01,CO,7,,,是`;
    const answer = await importReadings(the.services, system, {
      name: 'm.csv',
      bytes: Buffer.from(made),
      dryRun: false,
    });
    expect(answer.errors).toMatchObject([
      { row: 2, message: { en: 'a simulated value does not replace a true reading' } },
    ]);
  });
});

describe('a year computed', () => {
  test('good days, PM2.5 and water become observations that lead back to the readings', async () => {
    // Every tenth day is bad at both stations; the second one ends in June of the next year.
    const bad = (index: number) => (index % 10 === 0 ? '90' : '20');
    await load([...airYear('HZ-1', bad), ...airYear('HZ-2', bad)]);
    const months = Array.from({ length: 12 }, (_, index) => `2024-${String(index + 1).padStart(2, '0')}`);
    await load(
      months.flatMap((month) =>
        ['HZ-R', 'HZ-L'].flatMap((section) => [
          `${section},${month},pH,7,,`,
          `${section},${month},DO,8,mg/L,`,
          `${section},${month},CODMn,3,mg/L,`,
          `${section},${month},NH3-N,0.1,mg/L,`,
          `${section},${month},TP,0.08,mg/L,`,
        ]),
      ),
    );
    const officer = the.scopeOf('officer');
    expect(await computeYear(the.services, officer, { kind: 'air', year: 2024, publish: true })).toEqual({
      results: 2,
      observations: 4,
    });
    expect(await computeYear(the.services, officer, { kind: 'water', year: 2024, publish: true })).toEqual({
      results: 2,
      observations: 2,
    });
    const rows = await the.services.db.within({ kind: 'public', address: null }, (tx) =>
      tx
        .selectFrom('observation')
        .select(['indicator_id', 'region_code', 'value', 'source', 'simulated', 'derived_from'])
        .orderBy('indicator_id')
        .where('region_code', '=', '330100')
        .execute(),
    );
    expect(rows.map((row) => [row.indicator_id, row.value, row.source, row.simulated])).toEqual([
      ['ind-0015', '89.9', 'computed', false],
      ['ind-0016', '50.0', 'computed', false],
      ['ind-0062', '27', 'computed', false],
    ]);
    // From the number to its page, from there to a day, and to the readings of the stations.
    const path = rows[0]!.derived_from!;
    const id = path.split('/').at(-1)!;
    const result = (
      await the.app.inject({ url: `/api/environment/results/${id}`, headers: province.headers })
    ).json() as ResultDetail;
    expect(result.row).toMatchObject({
      year: 2024,
      region: { code: '330100' },
      summary: { goodDays: 329, validDays: 366 },
    });
    expect(result.stations.map(({ code }) => code)).toEqual(['HZ-1', 'HZ-2']);
    const one = await the.app.inject({
      url: `/api/environment/results/${id}/day?day=2024-01-11`,
      headers: province.headers,
    });
    expect(one.json().rows.filter((row: { item: string }) => row.item === 'PM2.5')).toMatchObject([
      { code: 'HZ-1', value: '90' },
      { code: 'HZ-2', value: '90' },
    ]);
    const readings = await the.app.inject({
      url: `/api/environment/stations/${result.stations[0]!.id}/readings?from=2024-01-11&to=2024-01-11&item=PM2.5`,
      headers: province.headers,
    });
    expect(readings.json().rows).toMatchObject([{ value: '90', grain: 'd', batch: { file: 'r.csv' } }]);
  });

  test('a correction changes what is computed; the older result can still be read', async () => {
    const before = (
      await the.app.inject({ url: '/api/environment?year=2024', headers: province.headers })
    ).json() as EnvironmentOverview;
    const old = before.results.find((one) => one.kind === 'air' && one.region.code === '330100')!;
    await load([...['HZ-1', 'HZ-2'].map((station) => `${station},2024-01-11,PM2.5,20,,`)]);
    await computeYear(the.services, the.scopeOf('officer'), { kind: 'air', year: 2024, publish: true });
    const after = (
      await the.app.inject({ url: '/api/environment?year=2024', headers: province.headers })
    ).json() as EnvironmentOverview;
    expect(after.results.find((one) => one.kind === 'air' && one.region.code === '330100')).toMatchObject({
      summary: { goodDays: 330 },
    });
    const kept = await the.app.inject({ url: `/api/environment/results/${old.id}`, headers: province.headers });
    expect(kept.json().row).toMatchObject({ summary: { goodDays: 329 }, supersededAt: expect.any(String) });
    // Each leads back to the readings that it was computed from.
    const last = after.results.find((one) => one.kind === 'air' && one.region.code === '330100')!;
    for (const [id, value] of [
      [old.id, '90'],
      [last.id, '20'],
    ]) {
      const url = `/api/environment/results/${id}/day?day=2024-01-11`;
      const { rows } = (await the.app.inject({ url, headers: province.headers })).json() as DayReadings;
      expect(rows.filter((row) => row.item === 'PM2.5').map((row) => row.value)).toEqual([value, value]);
    }
  });

  test('from hours: 20 make a day; what is missing is named and makes no observation', async () => {
    const hours = (date: string, count: number, value: string) =>
      Object.entries({ ...clean, 'PM2.5': value }).flatMap(([item, amount]) =>
        Array.from(
          { length: count },
          (_, hour) => `NB-1,${date} ${String(hour).padStart(2, '0')}:00,${item},${amount},,`,
        ),
      );
    await load([...hours('2023-03-01', 24, '80'), ...hours('2023-03-02', 19, '80'), ...hours('2023-03-03', 24, '30')]);
    const ningbo = the.scopeOf('officer', '330200');
    // The mean of three days is no annual mean: only the share of good days becomes an observation.
    expect(await computeYear(the.services, ningbo, { kind: 'air', year: 2023, publish: false })).toEqual({
      results: 2,
      observations: 2,
    });
    const overview = (
      await the.app.inject({ url: '/api/environment?year=2023', headers: province.headers })
    ).json() as EnvironmentOverview;
    const result = overview.results.find((one) => one.region.code === '330200')!;
    expect(result.summary).toMatchObject({
      validDays: 2,
      goodDays: 1,
      goodShare: '50.0',
      pm25: { days: 2, valid: false },
    });
    const { air } = (
      await the.app.inject({ url: `/api/environment/results/${result.id}`, headers: province.headers })
    ).json() as ResultDetail;
    expect(air!.days.find((one) => one.day === '2023-03-02')).toMatchObject({
      aqi: null,
      missing: expect.arrayContaining(['PM2.5']),
    });
    expect(air!.shortMonths).toHaveLength(12);
  });

  test('a year that goes on, and one without readings, are refused in words', async () => {
    const officer = the.scopeOf('officer');
    await expect(computeYear(the.services, officer, { kind: 'air', year: 2026, publish: false })).rejects.toMatchObject(
      { code: 'environment.year' },
    );
    await expect(
      computeYear(the.services, officer, { kind: 'water', year: 2016, publish: false }),
    ).rejects.toMatchObject({ code: 'environment.no-readings' });
  });

  test('what is computed from made-up readings is made up: marked, and not published in a real installation', async () => {
    const plan = { seed: 4, year: 2025, grain: 'day', airStations: 11, sections: 11 } as const;
    const text = (name: string, content: string) => ({ name, bytes: Buffer.from(content), dryRun: false });
    await importStations(the.services, system, text('s.csv', stationsToCsv(simulateStations(plan))));
    const answer = await importReadings(the.services, system, text('r.csv', [...simulateReadings(plan)].join('')));
    expect(answer).toMatchObject({ errors: [], corrected: 0 });
    for (const kind of ['air', 'water'] as const) {
      await expect(computeYear(the.services, system, { kind, year: 2025, publish: true })).rejects.toMatchObject({
        code: 'observation.simulated',
      });
      expect((await computeYear(the.services, system, { kind, year: 2025, publish: false })).results).toBe(22);
    }
    const rows = await the.services.db.within(system, (tx) =>
      tx.selectFrom('observation').select(['simulated', 'published', 'source']).where('period', '=', '2025').execute(),
    );
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.every((row) => row.simulated && !row.published && row.source === 'computed')).toBe(true);
  });
});

describe('as jobs, through HTTP', () => {
  test('a dry run says what would happen, the import is a job with progress, and a bad one says where', async () => {
    const send = async (content: string, query = '') => {
      const body = upload('readings.csv', content);
      return the.app.inject({
        method: 'POST',
        url: `/api/environment/readings/import${query}`,
        payload: body.payload,
        headers: { ...province.headers, ...body.headers },
      });
    };
    const good = [header, ...airYear('HZ-1', () => '30', 365, 2022)].join('\n');
    expect((await send(good, '?dryRun=1')).json()).toMatchObject({
      dryRun: true,
      added: 2190,
      errors: [],
    } satisfies Partial<ObservationImport>);
    const jobs = await startJobs(the.services, [readingImportJob, computeJob]);
    try {
      const { jobId } = (await send(good)).json();
      const bad = (await send(`${header}\nXX,2022-01-01,CO,1,,`)).json().jobId;
      const state = async (id: string) =>
        (await the.app.inject({ url: `/api/jobs/${id}`, headers: province.headers })).json();
      await expect.poll(async () => (await state(jobId)).state, { timeout: 30_000 }).toBe('done');
      await expect.poll(async () => (await state(bad)).state, { timeout: 30_000 }).toBe('failed');
      expect((await state(bad)).error).toMatchObject({ code: 'input.rows-first' });
      const compute = await the.app.inject({
        method: 'POST',
        url: '/api/environment/compute',
        payload: { kind: 'air', year: 2022 },
        headers: province.headers,
      });
      await expect.poll(async () => (await state(compute.json().jobId)).state, { timeout: 30_000 }).toBe('done');
    } finally {
      await jobs.stop();
    }
  });

  test('cancelled on the way, nothing stays', async () => {
    const before = (await living('HZ-1')).length;
    const rows = airYear('HZ-1', () => '31', 365, 2021);
    const cancelled = importReadings(the.services, system, {
      ...file(rows),
      progress: async (done) => {
        if (done >= 500) throw new Error('cancelled');
      },
    });
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(await living('HZ-1')).toHaveLength(before);
    expect(await load(rows)).toMatchObject({ added: 2190 });
  });

  test('stations and readings as files, with the mark', async () => {
    const stations = await the.app.inject({
      url: '/api/environment/stations/export?format=csv&q=SIM',
      headers: province.headers,
    });
    expect(stations.body).toContain('模拟数据 simulated');
    const list = (
      await the.app.inject({ url: '/api/environment/stations?q=SIM-4-A001', headers: province.headers })
    ).json();
    const readings = await the.app.inject({
      url: `/api/environment/stations/${list.rows[0].id}/readings/export?format=csv`,
      headers: province.headers,
    });
    expect(readings.body.split('\n')[1]).toContain('模拟数据 simulated');
    const bad = await the.app.inject({ url: '/api/environment/stations/99999', headers: province.headers });
    expect(bad.statusCode).toBe(404);
  });

  test('an observation says on the target page where it leads back to', async () => {
    const { rows } = (
      await the.app.inject({ url: '/api/environment/stations?kind=lake', headers: province.headers })
    ).json();
    expect(rows[0].kind).toBe('lake');
    const observations: Pick<Observation, 'derivedFrom'>[] = (
      await the.services.db.within(system, (tx) =>
        tx.selectFrom('observation').select('derived_from').where('source', '=', 'computed').execute(),
      )
    ).map((row) => ({ derivedFrom: row.derived_from }));
    expect(observations.every(({ derivedFrom }) => derivedFrom?.startsWith('/environment/results/'))).toBe(true);
  });
});
