import { sql } from 'kysely';
import type {
  Reading,
  ReadingList,
  Station,
  StationDetail,
  StationPage,
  StationQuery,
} from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { escapeLike } from '../../kernel/escape-like.ts';
import { findCode, itemOf, nameOf } from './items.ts';

type Row = {
  id: number;
  code: string;
  name: string;
  kind: string;
  region_code: string;
  valid_from: string;
  valid_to: string | null;
  simulated: boolean;
  region_name: string;
  region_name_en: string;
};

export const stationRows = (tx: Tx) =>
  tx
    .selectFrom('env_station as s')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 's.region_code').on('r.latest', '=', true))
    .select(['s.id', 's.code', 's.name', 's.kind', 's.region_code', 's.valid_from', 's.valid_to', 's.simulated'])
    .select(['r.name as region_name', 'r.name_en as region_name_en']);

export const toStation = (row: Row): Station => ({
  id: row.id,
  code: row.code,
  name: row.name,
  kind: row.kind as Station['kind'],
  region: { code: row.region_code, name: row.region_name, nameEn: row.region_name_en },
  validFrom: row.valid_from,
  validTo: row.valid_to,
  simulated: row.simulated,
});

const stem = (code: string) =>
  code.endsWith('0000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 4) : code;

export async function findStationPage(tx: Tx, query: StationQuery): Promise<StationPage> {
  let select = stationRows(tx);
  if (query.kind) select = select.where('s.kind', '=', query.kind);
  if (query.region) select = select.where('s.region_code', 'like', `${stem(query.region)}%`);
  if (query.q) {
    const like = `%${escapeLike(query.q)}%`;
    select = select.where((eb) => eb.or([eb('s.code', 'ilike', like), eb('s.name', 'ilike', like)]));
  }
  const rows = await select
    .select((eb) => eb.fn.countAll<string>().over().as('total'))
    .orderBy('s.kind')
    .orderBy('s.code')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { total: Number(rows[0]?.total ?? 0), rows: rows.map(toStation) };
}

/** A station with what it has read; the means of months are those of the item asked for, or of its first. */
export async function getStation(tx: Tx, id: number, wanted: string | undefined): Promise<StationDetail> {
  const row = await stationRows(tx).where('s.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: String(id) });
  const { rows: counts } = await sql<{ item: number; count: string; first: string; last: string }>`
    select item, count(*) as count, to_char(min(at), 'YYYY-MM-DD') as first, to_char(max(at), 'YYYY-MM-DD') as last
    from env_reading where station_id = ${id} and superseded_by is null group by item order by item`.execute(tx);
  const items = counts.map(({ item, count }) => ({
    item: itemOf(item),
    ...nameOf(itemOf(item)),
    count: Number(count),
  }));
  const item = items.some((one) => one.item === wanted)
    ? wanted!
    : (items.find((one) => one.item === 'PM2.5')?.item ?? items[0]?.item ?? null);
  const { rows: months } =
    item === null
      ? { rows: [] }
      : await sql<{ month: string; mean: string; count: string }>`
          select to_char(at, 'YYYY-MM') as month, round(avg(value), 4)::text as mean, count(*) as count from env_reading
          where station_id = ${id} and item = ${findCode(item)!} and superseded_by is null and flag is distinct from 'X'
          group by 1 order by 1`.execute(tx);
  return {
    ...toStation(row),
    items,
    first: counts.map((one) => one.first).sort()[0] ?? null,
    last:
      counts
        .map((one) => one.last)
        .sort()
        .at(-1) ?? null,
    item,
    months: months.map(({ month, mean, count }) => ({ month, mean, count: Number(count) })),
  };
}

export type ReadingFilter = {
  from?: string | undefined;
  to?: string | undefined;
  item?: string | undefined;
  all: '0' | '1';
  page: number;
  size: number;
};

/** Readings of a station, newest first; corrected ones too where they are asked for. */
export async function findReadings(tx: Tx, station: number, filter: ReadingFilter): Promise<ReadingList> {
  const code = filter.item ? findCode(filter.item) : undefined;
  const { rows } = await sql<{
    at: string;
    grain: string;
    item: number;
    value: string;
    flag: string | null;
    superseded: boolean;
    simulated: boolean;
    batch: number;
    file: string;
    imported_at: Date;
    imported_by: string;
    total: string;
  }>`
    select to_char(r.at, 'YYYY-MM-DD HH24:MI') as at, r.grain, r.item, r.value::text, r.flag, r.superseded_by is not null as superseded,
      b.simulated or s.simulated as simulated, b.id as batch, b.file_name as file, b.imported_at, b.imported_by, count(*) over () as total
    from env_reading r join env_batch b on b.id = r.batch_id join env_station s on s.id = r.station_id
    where r.station_id = ${station} and (${filter.all === '1'} or r.superseded_by is null)
      and (${code ?? null}::int is null or r.item = ${code ?? null}::int)
      and (${filter.from ?? null}::date is null or r.at >= ${filter.from ?? null}::date)
      and (${filter.to ?? null}::date is null or r.at < ${filter.to ?? null}::date + 1)
    order by r.at desc, r.item, r.batch_id desc limit ${filter.size} offset ${(filter.page - 1) * filter.size}`.execute(
    tx,
  );
  return {
    total: Number(rows[0]?.total ?? 0),
    rows: rows.map((row) => ({
      at: row.grain === 'h' ? row.at : row.grain === 'd' ? row.at.slice(0, 10) : row.at.slice(0, 7),
      grain: row.grain as Reading['grain'],
      item: itemOf(row.item),
      value: row.value,
      flag: row.flag as Reading['flag'],
      simulated: row.simulated,
      superseded: row.superseded,
      batch: { id: row.batch, file: row.file, importedAt: row.imported_at.toISOString(), importedBy: row.imported_by },
    })),
  };
}
