/** Turns the readings of a year into results by region, and the results into observations that lead back to them. */
import { sql } from 'kysely';
import type { AirDetail, AirSummary, WaterDetail, WaterSummary } from '../../../packages/contract/index.ts';
import {
  airMethodOn,
  assessAirYear,
  assessWaterYear,
  type WaterItem,
  waterMethod,
} from '../../../packages/environment/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { authorize, type Scope, systemScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import {
  addIndicators,
  addObservations,
  logPublished,
  type NewObservation,
  refuseSimulated,
} from '../indicators/index.ts';
import { itemOf, waterCodes } from './items.ts';
import { findLastBatch, findStationDays, knownBy, type ReadDay, type UsedRecords } from './read-days.ts';

export type ComputeInput = { kind: 'air' | 'water'; year: number; publish: boolean };
export const indicators = { goodDays: 'ind-0015', pm25: 'ind-0062', goodWater: 'ind-0016' };

type StationRow = {
  id: number;
  code: string;
  name: string;
  kind: string;
  region_code: string;
  valid_from: string;
  valid_to: string | null;
};
type Computed = {
  summary: AirSummary | WaterSummary;
  detail: AirDetail | WaterDetail;
  method: string;
  standards: string[];
  simulated: boolean;
  values: { indicator: string; value: string }[];
};

/**
 * Computes each city and county in reach that has stations. Throws `environment.year` for a year that goes on,
 * `environment.no-readings`, and `observation.simulated` where made-up readings would be published in a real
 * installation.
 */
export async function computeYear(
  services: Services,
  scope: Scope,
  input: ComputeInput,
  progress: (done: number, total: number) => Promise<void> = async () => undefined,
): Promise<{ results: number; observations: number }> {
  authorize(scope, 'environment.compute');
  const day = today(services.clock);
  if (`${input.year}-12-31` >= day) throw new AppError('environment.year', { year: input.year });
  await services.db.within(systemScope('environment'), ensureIndicators);
  return services.db.within(scope, async (tx) => {
    const stations = await findStations(tx, scope, input);
    const regions = regionsOf(stations, scope);
    const lastBatch = await findLastBatch(tx);
    // Read once: a county's days are its city's too.
    const ids = stations.map(({ id }) => id);
    const days = Map.groupBy(
      input.kind === 'air' ? await findStationDays(tx, input.year, ids, { lastBatch }) : [],
      (one) => one.station,
    );
    const observations: NewObservation[] = [];
    let results = 0;
    for (const [index, region] of regions.entries()) {
      const own = stations.filter((station) => station.region_code.startsWith(stemOf(region)));
      const computed =
        input.kind === 'air' ? computeAir(input.year, own, days) : await computeWater(tx, input.year, own, lastBatch);
      if (computed) {
        results += 1;
        const used = { stationIds: own.map((station) => station.id), lastBatch };
        const id = await keep(tx, services, scope, input, region, computed, used);
        observations.push(...toObservations(input, region, id, computed, day));
      }
      await progress(index + 1, regions.length);
    }
    if (results === 0) throw new AppError('environment.no-readings', { year: input.year });
    const at = services.clock.now();
    await addObservations(tx, observations, { at, by: scope.kind === 'user' ? scope.displayName : 'system' });
    await logPublished(tx, at);
    await recordAudit(tx, scope, services.clock, {
      action: 'environment.compute',
      regionCode: scope.kind === 'user' ? scope.regionCode : '330000',
      object: { kind: 'environment-year', id: `${input.kind} ${input.year}` },
      summary: {
        zh: `计算 ${input.year} 年${input.kind === 'air' ? '空气' : '地表水'}指标：${results} 个地区`,
        en: `Computed ${input.kind} of ${input.year}: ${results} regions`,
      },
      details: { ...input, results, observations: observations.length },
    });
    return { results, observations: observations.length };
  });
}

const stemOf = (code: string) => (code.endsWith('00') ? code.slice(0, 4) : code);

async function findStations(tx: Tx, scope: Scope, { kind, year }: ComputeInput): Promise<StationRow[]> {
  const rows = await tx
    .selectFrom('env_station')
    .selectAll()
    .where('kind', 'in', kind === 'air' ? ['air'] : ['river', 'lake'])
    .where('valid_from', '<=', `${year}-12-31`)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', `${year}-01-01`)]))
    .orderBy('code')
    .execute();
  if (scope.kind !== 'user') return rows;
  const home = scope.regionCode.endsWith('0000') ? scope.regionCode.slice(0, 2) : stemOf(scope.regionCode);
  return rows.filter((row) => row.region_code.startsWith(home));
}

/** The cities and counties that have stations; a county's officer computes the county only. */
function regionsOf(stations: readonly StationRow[], scope: Scope): string[] {
  const codes = new Set(stations.map((station) => station.region_code));
  const home = scope.kind === 'user' ? scope.regionCode : '330000';
  if (home.endsWith('00')) for (const code of [...codes]) codes.add(`${code.slice(0, 4)}00`);
  return [...codes].filter((code) => !code.endsWith('0000')).sort();
}

function computeAir(
  year: number,
  stations: readonly StationRow[],
  all: ReadonlyMap<string, ReadDay[]>,
): Computed | undefined {
  const days = stations.flatMap(({ id }) => all.get(String(id)) ?? []);
  if (days.length === 0) return undefined;
  const valid = (day: string) =>
    stations.filter((one) => one.valid_from <= day && (one.valid_to === null || one.valid_to >= day)).length;
  const result = assessAirYear(year, valid, days);
  const method = airMethodOn(`${year}-12-31`);
  return {
    method: result.methods.join(' + '),
    standards: method.standards,
    simulated: days.some((one) => one.simulated),
    summary: {
      validDays: result.validDays,
      goodDays: result.goodDays,
      days: result.days.length,
      goodShare: result.goodShare,
      pm25: { value: result.pm25.value, days: result.pm25.days, valid: result.pm25.valid },
      stations: stations.length,
    },
    detail: {
      methods: result.methods,
      shortMonths: result.pm25.shortMonths,
      days: result.days.map(({ day, values, index }) => ({
        day,
        aqi: index.aqi ?? null,
        primary: index.primary,
        missing: index.missing,
        values: values as Record<string, string>,
      })),
    },
    values: [
      ...(result.goodShare === null ? [] : [{ indicator: indicators.goodDays, value: result.goodShare }]),
      // A mean of too few days is shown with the result, but is no observation.
      ...(result.pm25.valid && result.pm25.value ? [{ indicator: indicators.pm25, value: result.pm25.value }] : []),
    ],
  };
}

async function computeWater(
  tx: Tx,
  year: number,
  stations: readonly StationRow[],
  lastBatch: number,
): Promise<Computed | undefined> {
  const byId = new Map(stations.map((station) => [String(station.id), station]));
  const { rows } = await sql<{
    station_id: number;
    item: number;
    month: string;
    value: string;
    flag: string | null;
    simulated: boolean;
  }>`
    select r.station_id, r.item, to_char(r.at, 'YYYY-MM') as month, r.value::text, r.flag, b.simulated or s.simulated as simulated
    from env_reading r join env_batch b on b.id = r.batch_id join env_station s on s.id = r.station_id
    where ${await knownBy(tx, lastBatch)} and r.flag is distinct from 'X'
      and r.station_id = any(${stations.map(({ id }) => id)}::int[])
      and r.item between ${waterCodes.from} and ${waterCodes.to}
      and r.at >= ${`${year}-01-01`}::timestamp and r.at < ${`${year + 1}-01-01`}::timestamp`.execute(tx);
  if (rows.length === 0) return undefined;
  const kinds = new Map(
    [...byId].map(([id, station]) => [id, station.kind === 'lake' ? ('lake' as const) : ('river' as const)]),
  );
  const result = assessWaterYear(
    year,
    kinds,
    rows.map((row) => ({
      section: String(row.station_id),
      month: row.month,
      item: itemOf(row.item) as WaterItem,
      value: row.value,
      below: row.flag === 'L',
    })),
  );
  return {
    method: result.method,
    standards: [...waterMethod.standards],
    simulated: rows.some((row) => row.simulated),
    summary: { sections: result.sections.length, valid: result.valid, good: result.good, share: result.share },
    detail: {
      sections: result.sections.map((section) => ({
        stationId: Number(section.section),
        code: byId.get(section.section)!.code,
        name: byId.get(section.section)!.name,
        class: section.class,
        over: section.over,
        months: section.months,
        missingMonths: section.missingMonths,
        valid: section.valid,
        short: section.short,
      })),
    },
    values: result.share === null ? [] : [{ indicator: indicators.goodWater, value: result.share }],
  };
}

async function keep(
  tx: Tx,
  { clock }: Services,
  scope: Scope,
  { kind, year, publish }: ComputeInput,
  region: string,
  computed: Computed,
  used: UsedRecords,
): Promise<string> {
  // Refused in words before the database refuses it.
  if (computed.simulated && publish)
    await refuseSimulated(tx, [{ simulated: true, published: true } as NewObservation]);
  await tx
    .updateTable('env_result')
    .set({ superseded_at: clock.now() })
    .where('kind', '=', kind)
    .where('year', '=', year)
    .where('region_code', '=', region)
    .where('superseded_at', 'is', null)
    .execute();
  const { id } = await tx
    .insertInto('env_result')
    .values({
      kind,
      year,
      region_code: region,
      method: computed.method,
      summary: JSON.stringify(computed.summary),
      detail: JSON.stringify({ ...computed.detail, ...used }),
      simulated: computed.simulated,
      published: publish,
      computed_at: clock.now(),
      computed_by: scope.kind === 'user' ? scope.displayName : 'system',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const toObservations = (
  { year, publish }: ComputeInput,
  region: string,
  id: string,
  { values, method, standards, simulated }: Computed,
  day: string,
): NewObservation[] =>
  values.map(({ indicator, value }) => ({
    indicatorId: indicator,
    regionCode: region,
    breakdown: '',
    period: String(year),
    periodStart: `${year}-01-01`,
    periodEnd: `${year}-12-31`,
    value,
    knownOn: day,
    knownOnStated: false,
    source: 'computed',
    sourceNote: `监测数据计算 computed · ${method} · ${standards.join('、')}`,
    published: publish,
    simulated,
    derivedFrom: `/environment/results/${id}`,
  }));

/** A database without the packs knows them not yet. */
async function ensureIndicators(tx: Tx): Promise<void> {
  const wanted = [
    {
      id: indicators.goodDays,
      name: '设区城市空气质量优良天数比率',
      nameEn: 'Share of days with good or excellent air in prefecture-level cities',
      unit: '%',
    },
    {
      id: indicators.pm25,
      name: '设区城市PM2.5平均浓度',
      nameEn: 'Mean PM2.5 concentration in prefecture-level cities',
      unit: '微克/立方米',
    },
    {
      id: indicators.goodWater,
      name: '地表水省控断面达到或优于Ⅲ类水质比例',
      nameEn: 'Share of provincially monitored surface water sections at class III or better',
      unit: '%',
    },
  ];
  const known = await tx
    .selectFrom('indicator')
    .select('id')
    .where(
      'id',
      'in',
      wanted.map(({ id }) => id),
    )
    .execute();
  const ids = new Set(known.map(({ id }) => id));
  await addIndicators(
    tx,
    wanted.filter(({ id }) => !ids.has(id)),
  );
}
