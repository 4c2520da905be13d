/** Days of air stations from the ledger, as they were known after an import. */
import { type RawBuilder, sql } from 'kysely';
import {
  airMethodOn,
  maxEightHours,
  meanOfSum,
  type Pollutant,
  type StationDay,
} from '../../../packages/environment/index.ts';
import type { Tx } from '../../db/connect.ts';
import { airCode, airCodes, itemOf } from './items.ts';

/** What a result was computed from, kept with it: what was added or corrected since is not shown as its basis. */
export type UsedRecords = { stationIds: number[]; lastBatch: number };

/** Imports go one after the other: all up to the last are there, and none in between is missing. */
export async function findLastBatch(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('env_batch')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

/**
 * Readings as they were known after a batch. Only where something was corrected since must superseded ones be looked
 * at; the living ones have an index.
 */
export async function knownBy(tx: Tx, lastBatch: number): Promise<RawBuilder<unknown>> {
  const later = await tx
    .selectFrom('env_batch')
    .select('id')
    .where('id', '>', lastBatch)
    .where('corrected', '>', 0)
    .limit(1)
    .executeTakeFirst();
  return later
    ? sql`r.batch_id <= ${lastBatch} and (r.superseded_by is null or r.superseded_by > ${lastBatch})`
    : sql`r.batch_id <= ${lastBatch} and r.superseded_by is null`;
}

export type ReadDay = StationDay & { hours: number; simulated: boolean };

/** Days of stations: as they were handed in, else from their hours. */
export async function findStationDays(
  tx: Tx,
  year: number,
  stations: readonly number[],
  { day, lastBatch }: { day?: string; lastBatch: number },
): Promise<ReadDay[]> {
  if (stations.length === 0) return [];
  const [from, to] = day ? [day, nextDay(day)] : [`${year}-01-01`, `${year + 1}-01-01`];
  const { rows } = await sql<HourlyRow>`
    select r.station_id, r.item, r.grain, r.at::date as day, sum(r.value)::text as sum, count(*)::int as hours,
      case when r.item = ${airCode('O3')} then array_agg(extract(hour from r.at)::int) end as at,
      case when r.item = ${airCode('O3')} then array_agg(r.value::text) end as list,
      array_agg(distinct r.batch_id) as batches
    from env_reading r
    where ${await knownBy(tx, lastBatch)} and r.flag is distinct from 'X' and r.grain in ('h', 'd')
      and r.station_id = any(${[...stations]}::int[]) and r.item between ${airCodes.from} and ${airCodes.to}
      and r.at >= ${from}::timestamp and r.at < ${to}::timestamp
    group by r.station_id, r.item, r.grain, r.at::date`.execute(tx);
  const madeUp = await findMadeUp(tx);
  const found = new Map<string, ReadDay>();
  // Hours first: the day that was handed in replaces them.
  for (const row of rows.toSorted((a, b) => (a.grain < b.grain ? 1 : -1))) {
    const item = itemOf(row.item) as Pollutant;
    const value = row.grain === 'd' ? row.sum : meanOfHours(item, row);
    if (value === null) continue;
    const simulated = madeUp.stations.has(row.station_id) || row.batches.some((batch) => madeUp.batches.has(batch));
    const hours = row.grain === 'd' ? 0 : row.hours;
    found.set(`${row.station_id} ${row.item} ${row.day}`, {
      station: String(row.station_id),
      day: row.day,
      item,
      value,
      hours,
      simulated,
    });
  }
  return [...found.values()];
}

type HourlyRow = {
  station_id: number;
  item: number;
  grain: string;
  day: string;
  sum: string;
  hours: number;
  at: number[] | null;
  list: string[] | null;
  batches: number[];
};

async function findMadeUp(tx: Tx): Promise<{ stations: Set<number>; batches: Set<number> }> {
  const stations = await tx.selectFrom('env_station').select('id').where('simulated', '=', true).execute();
  const batches = await tx.selectFrom('env_batch').select('id').where('simulated', '=', true).execute();
  return { stations: new Set(stations.map(({ id }) => id)), batches: new Set(batches.map(({ id }) => id)) };
}

function meanOfHours(item: Pollutant, { day, sum, hours, at, list }: HourlyRow): string | null {
  if (!at || !list) return meanOfSum(item, sum, hours)?.toFixed() ?? null;
  const slots: (string | null)[] = Array(24).fill(null);
  at.forEach((hour, index) => {
    slots[hour] = list[index]!;
  });
  return maxEightHours(slots, airMethodOn(day))?.toFixed() ?? null;
}

const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
