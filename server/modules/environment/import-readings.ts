/**
 * Readings from a file, all of it or nothing: rows are checked as they pass, go into a staging table by COPY, and from
 * there into the ledger. The same file again changes nothing; what differs supersedes and stays readable.
 */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { sql } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ObservationImport, RowError } from '../../../packages/contract/index.ts';
import { permissions, reaches } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { sha256Of } from '../../kernel/evidence/store-evidence.ts';
import { authorize, type Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { cellReader, readTable } from '../../kernel/tabular/import-table.ts';
import {
  type FileStation,
  type ReadingColumn,
  readingChecker,
  readingColumns,
  readLines,
  requiredColumns,
  splitLine,
} from './reading-file.ts';

export type ReadingFile = {
  name: string;
  bytes: Uint8Array;
  dryRun: boolean;
  /** Told as rows are read and written; throwing ends the import, and nothing stays. */
  progress?: (done: number, total: number) => Promise<void>;
};
/** So many faults are listed; that there are more is said. */
const LISTED = 200;
const WRITTEN_AT_ONCE = 100_000;

export async function importReadings(services: Services, scope: Scope, file: ReadingFile): Promise<ObservationImport> {
  authorize(scope, 'environment.import');
  return services.db.withinClient(scope, async (tx, client) => {
    const stations = await findFileStations(tx, scope);
    // One file at a time: they share the staging table.
    await sql`select pg_advisory_xact_lock(hashtext('env_reading'))`.execute(tx);
    await sql`select clear_env_stage()`.execute(tx);
    const staged = await stage(client, file, stations, today(services.clock));
    const answer: ObservationImport = {
      dryRun: file.dryRun,
      rows: staged.rows,
      added: 0,
      corrected: 0,
      unchanged: 0,
      errors: staged.errors,
      warnings: [],
    };
    if (staged.errors.length > 0 || staged.rows === 0) return cleared(tx, answer);
    const fresh = !(await overlaps(tx));
    if (!fresh) await findChanges(tx);
    const { added, corrected } = fresh ? { added: staged.rows, corrected: 0 } : await countChanges(tx);
    Object.assign(answer, { added, corrected, unchanged: staged.rows - added - corrected });
    if (staged.simulated && corrected > 0) await refuseReplacingTruth(tx, answer);
    if (file.dryRun || added + corrected === 0 || answer.errors.length > 0) return cleared(tx, answer);
    const batch = await addBatch(tx, services, scope, file, { ...answer, simulated: staged.simulated });
    await write(tx, batch, fresh, staged.rows, file.progress);
    await recordAudit(tx, scope, services.clock, {
      action: 'environment.import',
      regionCode: scope.kind === 'user' ? scope.regionCode : '330000',
      object: { kind: 'reading-file', id: String(batch) },
      summary: {
        zh: `导入监测数据：新增 ${added}，更正 ${corrected}`,
        en: `Imported readings: ${added} added, ${corrected} corrected`,
      },
      details: { file: file.name, rows: staged.rows, added, corrected, simulated: staged.simulated },
    });
    return cleared(tx, answer);
  });
}

async function cleared<T>(tx: Tx, answer: T): Promise<T> {
  await sql`select clear_env_stage()`.execute(tx);
  return answer;
}

async function findFileStations(tx: Tx, scope: Scope): Promise<Map<string, FileStation>> {
  const rows = await tx.selectFrom('env_station').selectAll().execute();
  const { reach } = permissions['environment.import'];
  const mine = rows.filter((row) => scope.kind !== 'user' || reaches(reach, scope.regionCode, row.region_code));
  return new Map(
    mine.map((row) => [
      row.code,
      { id: row.id, kind: row.kind as FileStation['kind'], from: row.valid_from, to: row.valid_to },
    ]),
  );
}

type Row = { row: number; cell: (column: ReadingColumn) => string };

/** Parts of the rows of a CSV or XLSX file, with how much of the file they end. */
async function* rowsOf(
  file: ReadingFile,
): AsyncGenerator<{ rows: Iterable<Row>; part: number } | { lacking: string[]; row: number }> {
  if (file.bytes.length === 0) throw new AppError('file.empty', { file: file.name });
  if (file.bytes[0] === 0x50 && file.bytes[1] === 0x4b) {
    const table = await readTable(file, readingColumns);
    yield { lacking: lackingOf(table.header), row: table.headerRow };
    yield { rows: table.rows.map(({ row, cells }) => ({ row, cell: cellReader(cells, readingColumns) })), part: 1 };
    return;
  }
  let places: Partial<Record<ReadingColumn, number>> | undefined;
  let separator = ',';
  let row = 0;
  let bytes = 0;
  for (const lines of readLines(file.bytes)) {
    bytes += lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (!places) {
      const head = (lines.shift() ?? '').replace(/^\uFEFF/, '');
      row = 1;
      separator = [',', '\t', ';'].find((sign) => head.includes(sign)) ?? ',';
      const header = splitLine(head, separator).map((name) => name.trim());
      yield { lacking: lackingOf(header), row };
      places = placesOf(header);
    }
    const from = row;
    row += lines.length;
    yield { rows: cellsOf(lines, from, separator, places), part: Math.min(1, bytes / file.bytes.length) };
  }
}

function* cellsOf(
  lines: string[],
  from: number,
  separator: string,
  places: Partial<Record<ReadingColumn, number>>,
): Generator<Row> {
  let cells: string[] = [];
  const cell = (column: ReadingColumn) => (places[column] === undefined ? '' : (cells[places[column]] ?? '').trim());
  for (let at = 0; at < lines.length; at++) {
    cells = splitLine(lines[at]!, separator);
    yield { row: from + at + 1, cell };
  }
}

const hasName = (header: readonly string[], column: ReadingColumn) =>
  header.findIndex((name) => readingColumns[column].some((known) => known.toLowerCase() === name.trim().toLowerCase()));
const lackingOf = (header: readonly string[]) =>
  requiredColumns.filter((column) => hasName(header, column) === -1).map((column) => readingColumns[column][0]);
const placesOf = (header: readonly string[]) =>
  Object.fromEntries(
    (Object.keys(readingColumns) as ReadingColumn[]).flatMap((column) => {
      const at = hasName(header, column);
      return at === -1 ? [] : [[column, at]];
    }),
  ) as Partial<Record<ReadingColumn, number>>;

async function stage(
  client: pg.PoolClient,
  file: ReadingFile,
  stations: ReadonlyMap<string, FileStation>,
  day: string,
) {
  const checker = readingChecker(stations, day);
  const errors: RowError[] = [];
  const copy = client.query(
    copyFrom('copy staging.env_stage (row_no, station_id, item, grain, at, value, flag) from stdin with (format csv)'),
  );
  // What goes wrong is told by the next wait; an error that nobody listens for would end the program.
  copy.on('error', () => undefined);
  let rows = 0;
  try {
    for await (const part of rowsOf(file)) {
      if ('lacking' in part) {
        for (const column of part.lacking)
          errors.push({
            row: part.row,
            column,
            value: null,
            message: { zh: `缺少“${column}”列`, en: `the column “${column}” is missing` },
          });
        if (part.lacking.length > 0) break;
        continue;
      }
      const text: string[] = [];
      for (const { row, cell } of part.rows) {
        const checked = checker.check(row, cell);
        if (checked === null) continue;
        if (Array.isArray(checked)) {
          errors.push(...checked);
          if (errors.length >= LISTED) break;
          continue;
        }
        rows += 1;
        text.push(
          `${row},${checked.station},${checked.item},${checked.grain},${checked.at},${checked.value},${checked.flag}\n`,
        );
      }
      if (errors.length >= LISTED) break;
      // After the first fault nothing will be kept: the rest is only looked through for others.
      if (errors.length === 0 && text.length > 0 && !copy.write(text.join(''))) await once(copy, 'drain');
      await file.progress?.(Math.round(part.part * 500), 1_000);
    }
  } catch (error) {
    // The connection must be out of COPY before the transaction can be rolled back.
    await finish(copy).catch(() => undefined);
    throw error;
  }
  await finish(copy);
  return { rows, errors: errors.slice(0, LISTED), simulated: checker.isSimulated() };
}

async function finish(copy: Writable): Promise<void> {
  copy.end();
  await once(copy, 'finish');
}

const sameLiving = sql`r.station_id = s.station_id and r.item = s.item and r.grain = s.grain and r.at = s.at
  and r.superseded_by is null`;

/** Is there anything yet for these stations in this time? For most files there is not. */
async function overlaps(tx: Tx): Promise<boolean> {
  await sql`select analyze_env_stage()`.execute(tx);
  const { rows } = await sql<{ any: boolean }>`select exists (select 1 from env_reading r
    where r.superseded_by is null and r.station_id in (select distinct station_id from staging.env_stage)
      and r.at between (select min(at) from staging.env_stage) and (select max(at) from staging.env_stage)) as any`.execute(
    tx,
  );
  return rows[0]?.any ?? false;
}

async function findChanges(tx: Tx): Promise<void> {
  await sql`insert into staging.env_change select s.*, r.station_id is not null, r.batch_id
    from staging.env_stage s left join env_reading r on ${sameLiving}
    where r.station_id is null or r.value <> s.value or coalesce(r.flag, '') <> coalesce(s.flag, '')`.execute(tx);
}

async function countChanges(tx: Tx): Promise<{ added: number; corrected: number }> {
  const { rows } = await sql<{ added: string; corrected: string }>`select count(*) filter (where not known) as added,
    count(*) filter (where known) as corrected from staging.env_change`.execute(tx);
  return { added: Number(rows[0]?.added), corrected: Number(rows[0]?.corrected) };
}

/** What was measured is not put right by what was made up. */
async function refuseReplacingTruth(tx: Tx, answer: ObservationImport): Promise<void> {
  const { rows } = await sql<{ row: number; code: string }>`select c.row_no as row, t.code from staging.env_change c
    join env_batch b on b.id = c.old_batch join env_station t on t.id = c.station_id
    where c.known and not b.simulated order by c.row_no limit ${LISTED}`.execute(tx);
  for (const { row, code } of rows)
    answer.errors.push({
      row,
      column: readingColumns.value[0],
      value: code,
      message: { zh: '模拟数据不能替换真实的监测值', en: 'a simulated value does not replace a true reading' },
    });
}

async function addBatch(
  tx: Tx,
  { clock }: Services,
  scope: Scope,
  file: ReadingFile,
  counts: { rows: number; added: number; corrected: number; simulated: boolean },
): Promise<number> {
  const { id } = await tx
    .insertInto('env_batch')
    .values({
      file_name: file.name,
      sha256: sha256Of(file.bytes),
      rows: counts.rows,
      added: counts.added,
      corrected: counts.corrected,
      simulated: counts.simulated,
      region_code: scope.kind === 'user' ? scope.regionCode : '330000',
      imported_at: clock.now(),
      imported_by: scope.kind === 'user' ? scope.displayName : 'system',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function write(
  tx: Tx,
  batch: number,
  fresh: boolean,
  rows: number,
  progress: ReadingFile['progress'],
): Promise<void> {
  if (!fresh)
    await sql`update env_reading r set superseded_by = ${batch} from staging.env_change s where ${sameLiving} and s.known`.execute(
      tx,
    );
  const source = sql.table(fresh ? 'staging.env_stage' : 'staging.env_change');
  const add = (from: number, to: number) =>
    sql`insert into env_reading (at, station_id, batch_id, item, grain, flag, value)
      select at, station_id, ${batch}, item, grain, flag, value from ${source}
      where row_no > ${from} and row_no <= ${to}`.execute(tx);
  const { rows: last } = await sql<{ most: number }>`select coalesce(max(row_no), 0) as most from ${source}`.execute(
    tx,
  );
  const most = last[0]!.most;
  // Without anybody to tell there is no reason to stop on the way.
  const step = progress ? Math.max(WRITTEN_AT_ONCE, Math.ceil(rows / 10)) : most;
  for (let from = 0; from < most; from += step) {
    await add(from, from + step);
    await progress?.(500 + Math.round((500 * Math.min(most, from + step)) / most), 1_000);
  }
}
