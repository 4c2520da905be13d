/** Simulated values are marked everywhere, and a real installation publishes none: services and database both refuse. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TargetDetail, TargetRow } from '../../../packages/contract/index.ts';
import { openTestApp, type TestApp, upload } from '../../http/test-app.ts';
import { getInstallationKind, settleInstallation } from '../../kernel/installation/index.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { loadPacks, readPacks } from '../plans/index.ts';
import { addObservations, type NewObservation } from './index.ts';

let real: TestApp;
let demo: TestApp;
const system = systemScope('test');
beforeAll(async () => {
  [real, demo] = await Promise.all([openTestApp('simulated-real'), openTestApp('simulated-demo')]);
  await settleInstallation(demo.services, 'demo');
  for (const the of [real, demo]) await loadPacks(the.services, readPacks());
});
afterAll(() => Promise.all([real.close(), demo.close()]));

const findAir = async (the: TestApp): Promise<TargetRow> =>
  (await the.app.inject({ url: '/api/targets?plan=zj-quality-2021-2025&q=优良天数' })).json().rows[0];
const value = (indicatorId: string, more: Partial<NewObservation> = {}): NewObservation => ({
  indicatorId,
  regionCode: '330000',
  breakdown: '',
  period: '2024',
  periodStart: '2024-01-01',
  periodEnd: '2024-12-31',
  value: '95.1',
  knownOn: '2025-02-01',
  knownOnStated: true,
  source: 'simulated',
  sourceNote: 'simulator, seed 1',
  published: false,
  simulated: true,
  ...more,
});
const add = (the: TestApp, ...values: NewObservation[]) =>
  the.services.db.within(system, (tx) => addObservations(tx, values, { at: the.services.clock.now(), by: 'test' }));
const detail = async (the: TestApp, id: string, headers: Record<string, string> = {}) =>
  (await the.app.inject({ url: `/api/targets/${id}`, headers })).json() as TargetDetail;

describe('the kind of an installation', () => {
  test('is settled once: whoever asks later is told what it is', async () => {
    expect(await settleInstallation(demo.services, 'real')).toBe('demo');
    // Nobody has settled this one: it counts as real.
    expect(await real.services.db.within(system, getInstallationKind)).toBe('real');
  });

  test('cannot be changed or removed by the program, in any scope', async () => {
    for (const statement of [sql`update installation set kind = 'real'`, sql`delete from installation`])
      await expect(demo.services.db.within(system, (tx) => statement.execute(tx))).rejects.toThrow(/permission denied/);
    await expect(
      real.services.db.within(real.scopeOf('administrator', '330000'), (tx) =>
        sql`insert into installation (kind) values ('demo')`.execute(tx),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('a real installation', () => {
  test('the service refuses to publish a simulated value, and so does the database asked past it', async () => {
    const { indicatorId } = await findAir(real);
    await expect(add(real, value(indicatorId, { published: true }))).rejects.toMatchObject({
      code: 'observation.simulated',
      details: { count: 1 },
    });
    await expect(
      real.services.db.within(system, (tx) =>
        tx
          .insertInto('observation')
          .values({
            indicator_id: indicatorId,
            region_code: '330000',
            period: '2024',
            period_start: '2024-01-01',
            period_end: '2024-12-31',
            value: '1',
            source: 'simulated',
            source_note: 'test',
            known_on: '2025-01-01',
            published: true,
            simulated: true,
            recorded_at: new Date(0),
            recorded_by: 'test',
          })
          .execute(),
      ),
    ).rejects.toThrow(/cannot be published/);
  });

  test('unpublished it is there for the office, with its mark; the public sees nothing of it', async () => {
    const air = await findAir(real);
    expect(await add(real, value(air.indicatorId))).toMatchObject({ added: 1 });
    const office = await detail(real, air.id, (await real.signIn('parent')).headers);
    expect(office.latest).toEqual({ value: '95.1', period: '2024', simulated: true });
    expect(office.observations.find((one) => one.period === '2024')).toMatchObject({
      source: 'simulated',
      simulated: true,
    });
    expect((await detail(real, air.id)).observations.some((one) => one.simulated)).toBe(false);
  });

  test('a file with simulated rows is refused publishing, dry run or not, and taken unpublished', async () => {
    const { indicatorId } = await findAir(real);
    const { headers } = await real.signIn('parent');
    const content = `指标编号,地区代码,期间,数值,单位,数据日期,依据,模拟数据\n${indicatorId},330100,2023,90,%,2024-02-01,模拟器,是`;
    const send = async (query: string, text = content) => {
      const body = upload('values.csv', text);
      return real.app.inject({
        method: 'POST',
        url: `/api/observations/import?${query}`,
        payload: body.payload,
        headers: { ...headers, ...body.headers },
      });
    };
    for (const query of ['publish=1', 'publish=1&dryRun=1']) {
      const refused = await send(query);
      expect([refused.statusCode, refused.json().error.code]).toEqual([409, 'observation.simulated']);
    }
    expect((await send('')).json()).toMatchObject({ added: 1 });
    const wrong = await send('dryRun=1', content.replace('模拟器,是', '模拟器,大概'));
    expect(wrong.json().errors[0]).toMatchObject({ row: 2, column: '模拟数据', value: '大概' });
  });

  test('what is true replaces what is simulated, and never the other way round', async () => {
    const { indicatorId, id } = await findAir(real);
    const reported = value(indicatorId, {
      period: '2022',
      periodStart: '2022-01-01',
      periodEnd: '2022-12-31',
      knownOn: '2023-02-01',
      source: 'reported',
      simulated: false,
    });
    const madeUp = { ...reported, source: 'simulated' as const, simulated: true };
    expect(await add(real, madeUp)).toMatchObject({ added: 1 });
    // The same figure, but now it is true: a new record.
    expect(await add(real, reported)).toMatchObject({ corrected: 1 });
    expect(await add(real, { ...madeUp, value: '12' })).toMatchObject({ corrected: 0, unchanged: 1 });
    const seen = await detail(real, id, (await real.signIn('parent')).headers);
    const of2022 = seen.observations.filter((one) => one.period === '2022');
    expect(of2022.map((one) => [one.simulated, one.supersededAt === null])).toEqual([
      [false, true],
      [true, false],
    ]);
  });
});

describe('a demo', () => {
  test('shows them to the public with the mark: board, record, cities and files', async () => {
    const air = await findAir(demo);
    expect(await add(demo, value(air.indicatorId, { published: true }))).toMatchObject({ added: 1 });
    expect((await findAir(demo)).latest).toEqual({ value: '95.1', period: '2024', simulated: true });
    const record = await detail(demo, air.id);
    expect(record.series.filter((point) => point.simulated).map((point) => point.period)).toEqual(['2024']);
    expect(record.history.some((event) => event.zh.includes('模拟数据') && event.en.includes('simulated'))).toBe(true);
    const file = await demo.app.inject({
      url: '/api/targets/export?format=csv&plan=zj-quality-2021-2025&q=优良天数&cols=latest',
    });
    const [header, first] = file.body.split(/\r?\n/);
    expect(header).toContain('数据性质');
    expect(first).toContain('模拟数据');
  });

  test('a value without a true source cannot pass for one', async () => {
    const { indicatorId } = await findAir(demo);
    await expect(add(demo, value(indicatorId, { period: '2023', simulated: false }))).rejects.toThrow(
      /observation_simulated_source/,
    );
  });
});
