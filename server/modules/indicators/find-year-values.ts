import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';

export type YearValue = {
  id: string;
  indicatorId: string;
  regionCode: string;
  year: number;
  value: string;
  simulated: boolean;
  published: boolean;
};

/**
 * Values of whole years as they were known on a day: of several for one year the one recorded last counts, among those
 * known by then.
 */
export async function findYearValues(
  tx: Tx,
  asked: { indicatorIds: readonly string[]; regionCodes: readonly string[]; years: readonly number[]; asOf: string },
): Promise<YearValue[]> {
  const rows = await tx
    .selectFrom('observation')
    .distinctOn(['indicator_id', 'region_code', 'period'])
    .select(['id', 'indicator_id', 'region_code', 'period', 'value', 'simulated', 'published'])
    .where('indicator_id', '=', sql<string>`any(${asked.indicatorIds})`)
    .where('region_code', '=', sql<string>`any(${asked.regionCodes})`)
    .where('period', '=', sql<string>`any(${asked.years.map(String)})`)
    .where('breakdown', '=', '')
    .where('known_on', '<=', asked.asOf)
    .orderBy('indicator_id')
    .orderBy('region_code')
    .orderBy('period')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    indicatorId: row.indicator_id,
    regionCode: row.region_code,
    year: Number(row.period),
    value: row.value,
    simulated: row.simulated,
    published: row.published,
  }));
}

/** For which years there are values of these indicators and regions, and how many. */
export async function countYearValues(
  tx: Tx,
  asked: { indicatorIds: readonly string[]; regionCodes: readonly string[] },
): Promise<{ year: number; values: number; simulated: boolean }[]> {
  const { rows } = await sql<{ period: string; n: string; simulated: boolean }>`
    select period, count(*) as n, bool_or(simulated) as simulated from observation
    where indicator_id = any(${asked.indicatorIds}) and region_code = any(${asked.regionCodes})
      and breakdown = '' and superseded_at is null and period ~ '^[0-9]{4}$'
    group by period order by period desc`.execute(tx);
  return rows.map((row) => ({ year: Number(row.period), values: Number(row.n), simulated: row.simulated }));
}

/** Where single observations come from, and which of the asked indicators exist. */
export async function findOrigins(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('observation')
    .select(['id', 'source', 'source_note', 'known_on', 'derived_from'])
    .where('id', '=', sql<string>`any(${ids}::bigint[])`)
    .execute();
}

export async function findIndicators(tx: Tx): Promise<{ id: string; name: string; nameEn: string; unit: string }[]> {
  const rows = await tx.selectFrom('indicator').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, name: row.name, nameEn: row.name_en ?? '', unit: row.unit }));
}
