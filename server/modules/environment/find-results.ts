import { sql } from 'kysely';
import type {
  AirDetail,
  DayReadings,
  EnvironmentOverview,
  ResultDetail,
  ResultRow,
  WaterDetail,
  WaterSummary,
} from '../../../packages/contract/index.ts';
import { airMethodOn, waterMethod } from '../../../packages/environment/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { stationRows, toStation } from './find-stations.ts';
import { findStationDays, type UsedRecords } from './read-days.ts';

const resultRows = (tx: Tx) =>
  tx
    .selectFrom('env_result as e')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 'e.region_code').on('r.latest', '=', true))
    .select(['e.id', 'e.kind', 'e.year', 'e.region_code', 'e.method', 'e.summary', 'e.simulated', 'e.published'])
    .select([
      'e.computed_at',
      'e.computed_by',
      'e.superseded_at',
      'r.name as region_name',
      'r.name_en as region_name_en',
    ]);

type StoredRow = Awaited<ReturnType<ReturnType<typeof resultRows>['execute']>>[number];
const toRow = (row: StoredRow): ResultRow =>
  ({
    id: row.id,
    kind: row.kind,
    year: row.year,
    region: { code: row.region_code, name: row.region_name, nameEn: row.region_name_en },
    method: row.method,
    simulated: row.simulated,
    published: row.published,
    summary: row.kind === 'water' ? counting(row.summary as WaterSummary) : row.summary,
    computedAt: row.computed_at.toISOString(),
    computedBy: row.computed_by,
    supersededAt: row.superseded_at?.toISOString() ?? null,
  }) as ResultRow;

// Results of before 2026-11-23 do not say which sections were measured enough; all of them were counted.
const counting = (summary: WaterSummary): WaterSummary => ({ ...summary, valid: summary.valid ?? summary.sections });
const completed = ({ sections }: WaterDetail): WaterDetail => ({
  sections: sections.map((section) => ({ ...section, valid: section.valid ?? true, short: section.short ?? [] })),
});

/** Numbers, imports and the results of a year; without a year, of the last one that has any. */
export async function getOverview(tx: Tx, wanted: number | undefined): Promise<EnvironmentOverview> {
  const kinds = await tx
    .selectFrom('env_station')
    .select(['kind', (eb) => eb.fn.countAll<string>().as('n')])
    .groupBy('kind')
    .execute();
  const count = (kind: string) => Number(kinds.find((row) => row.kind === kind)?.n ?? 0);
  const batches = await tx.selectFrom('env_batch').selectAll().orderBy('id', 'desc').limit(8).execute();
  // What was added and never taken away; counting millions of rows for a headline would be slow.
  const sum = await tx
    .selectFrom('env_batch')
    .select((eb) => eb.fn.sum<string>('added').as('n'))
    .executeTakeFirst();
  const years = await tx
    .selectFrom('env_result')
    .select('year')
    .where('superseded_at', 'is', null)
    .distinct()
    .orderBy('year', 'desc')
    .execute();
  const year = wanted ?? years[0]?.year;
  const results =
    year === undefined
      ? []
      : await resultRows(tx)
          .where('e.year', '=', year)
          .where('e.superseded_at', 'is', null)
          .orderBy('e.kind')
          .orderBy('e.region_code')
          .execute();
  return {
    stations: { air: count('air'), river: count('river'), lake: count('lake') },
    readings: Number(sum?.n ?? 0),
    batches: batches.map((row) => ({
      id: row.id,
      file: row.file_name,
      rows: row.rows,
      added: row.added,
      corrected: row.corrected,
      simulated: row.simulated,
      importedAt: row.imported_at.toISOString(),
      importedBy: row.imported_by,
    })),
    years: years.map((row) => row.year),
    results: results.map(toRow),
  };
}

/** A result with its days or sections, and the stations behind it. Also one that a later computation replaced. */
export async function getResult(tx: Tx, id: string): Promise<ResultDetail> {
  const row = await resultRows(tx).select('e.detail').where('e.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  const { stationIds } = row.detail as UsedRecords;
  const stations = await stationRows(tx).where('s.id', 'in', stationIds).orderBy('s.code').execute();
  return {
    row: toRow(row),
    standards: row.kind === 'air' ? airMethodOn(`${row.year}-12-31`).standards : [...waterMethod.standards],
    air: row.kind === 'air' ? (row.detail as AirDetail) : null,
    water: row.kind === 'water' ? completed(row.detail as WaterDetail) : null,
    stations: stations.map(toStation),
  };
}

/** What the stations of a result said on one day, as it was known when the result was computed. */
export async function getResultDay(tx: Tx, id: string, day: string): Promise<DayReadings> {
  const { row, stations } = await getResult(tx, id);
  const { detail } = await tx.selectFrom('env_result').select('detail').where('id', '=', id).executeTakeFirstOrThrow();
  const { lastBatch } = detail as UsedRecords;
  if (row.kind !== 'air' || !day.startsWith(`${row.year}-`)) throw new AppError('not-found', { what: day });
  const days = await findStationDays(
    tx,
    row.year,
    stations.map((station) => station.id),
    { day, lastBatch },
  );
  const byId = new Map(stations.map((station) => [String(station.id), station]));
  return {
    day,
    rows: days
      .map((one) => ({
        stationId: Number(one.station),
        code: byId.get(one.station)!.code,
        name: byId.get(one.station)!.name,
        item: one.item,
        value: one.value,
        hours: one.hours,
        simulated: one.simulated,
      }))
      .sort((a, b) => (a.code + a.item < b.code + b.item ? -1 : 1)),
  };
}

/** Whether there is anything at all: for the first start of a demo. */
export async function hasStations(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select 1 from env_station) as any`.execute(tx);
  return rows[0]?.any ?? false;
}
