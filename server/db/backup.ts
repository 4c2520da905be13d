/**
 * Back-up and restore by COPY: every table as PostgreSQL's own text format in one snapshot, with a manifest of
 * hashes. Works on the embedded server (which brings no pg_dump) and on any other.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { AppError } from '../kernel/error.ts';
import { listMigrations } from './migrate.ts';

const Manifest = z.object({
  schema: z.literal('zhimai.backup/1'),
  version: z.string(),
  at: z.string(),
  migration: z.int(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), bytes: z.int(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

/** Writes a back-up into a folder that is missing or empty; the folder gets its name only when all of it is there. */
export async function writeBackup(
  url: string,
  folder: string,
  facts: { version: string; at: Date },
): Promise<Manifest> {
  const target = resolve(folder);
  if (existsSync(target) && readdirSync(target).length > 0) throw new AppError('backup.target', { folder: target });
  const making = join(dirname(target), `.${basename(target)}.making`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const manifest: Manifest = {
      schema: 'zhimai.backup/1',
      version: facts.version,
      at: facts.at.toISOString(),
      migration: (await client.query<{ n: number }>('select max(number) as n from migration')).rows[0]!.n,
      tables: [],
    };
    for (const { name, columns } of await tablesInOrder(client)) {
      const meter = new Meter();
      const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
      const source = client.query(copyTo(`copy ${client.escapeIdentifier(name)} (${list}) to stdout`));
      await pipeline(source, meter, createWriteStream(join(making, `${name}.copy`), { mode: 0o600, flush: true }));
      manifest.tables.push({ name, columns, bytes: meter.bytes, sha256: meter.digest() });
    }
    await client.query('commit');
    writeFileSync(join(making, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    rmSync(target, { recursive: true, force: true });
    renameSync(making, target);
    return manifest;
  } finally {
    await client.end();
    rmSync(making, { recursive: true, force: true });
  }
}

/** Reads a manifest and checks every file's hash. Throws `backup.damaged` with the file and the reason. */
export async function checkBackup(folder: string): Promise<Manifest> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new AppError('backup.damaged', { file, reason: 'manifest.json' });
  let manifest: Manifest;
  try {
    manifest = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new AppError('backup.damaged', { file, reason: (error as Error).message }, { cause: error });
  }
  const known = listMigrations().length;
  if (manifest.migration > known) throw new AppError('database.newer', { found: manifest.migration, known });
  for (const table of manifest.tables) {
    const path = join(folder, `${table.name}.copy`);
    if (!existsSync(path)) throw new AppError('backup.damaged', { file: path, reason: '缺失 missing' });
    const meter = new Meter();
    await pipeline(createReadStream(path), meter, async (source) => {
      for await (const _ of source);
    });
    if (meter.digest() !== table.sha256) throw new AppError('backup.damaged', { file: path, reason: 'SHA-256' });
  }
  return manifest;
}

/**
 * Fills an empty database of the manifest's migration; all tables in one transaction. Throws `backup.damaged` when the
 * manifest does not hold just the tables and columns of that migration, `backup.database` when something is there.
 */
export async function restoreBackup(url: string, folder: string, manifest: Manifest): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await refuseOtherTables(client, folder, manifest);
    for (const table of manifest.tables) {
      const name = client.escapeIdentifier(table.name);
      const { rowCount } = await client.query(`select 1 from ${name} limit 1`);
      if (rowCount) throw new AppError('backup.database', { table: table.name });
    }
    await setTriggers(client, 'disable');
    for (const table of manifest.tables) {
      const name = client.escapeIdentifier(table.name);
      const list = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
      await pipeline(
        createReadStream(join(folder, `${table.name}.copy`)),
        client.query(copyFrom(`copy ${name} (${list}) from stdin`)),
      );
    }
    await setTriggers(client, 'enable');
    await client.query(`do $$ declare r record; begin
      for r in select table_name, column_name from information_schema.columns
        where table_schema = 'public' and is_identity = 'YES' loop
        execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce((select max(%I) from %I), 0) + 1, false)',
          r.table_name, r.column_name, r.column_name, r.table_name);
      end loop; end $$`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** What our own triggers wrote is in the back-up already: they must not write it again. */
async function setTriggers(client: pg.Client, verb: 'enable' | 'disable'): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`select distinct tgrelid::regclass::text as name from pg_trigger
    join pg_class on pg_class.oid = tgrelid where not tgisinternal and relnamespace = 'public'::regnamespace`);
  for (const { name } of rows) await client.query(`alter table ${name} ${verb} trigger user`);
}

async function refuseOtherTables(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const shape = (tables: { name: string; columns: string[] }[]) =>
    tables.map(({ name, columns }) => `${name}(${columns.join(',')})`).sort();
  const [wanted, found] = [shape(await tablesInOrder(client)), shape(manifest.tables)];
  const odd = wanted.find((table) => !found.includes(table)) ?? found.find((table) => !wanted.includes(table));
  if (odd) throw new AppError('backup.damaged', { file: join(folder, 'manifest.json'), reason: odd });
}

/** All tables but the runner's own, each after those that it refers to; a view holds nothing of its own. */
async function tablesInOrder(client: pg.Client): Promise<{ name: string; columns: string[] }[]> {
  const { rows: columns } = await client.query<{ name: string; columns: string[] }>(`
    select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and t.table_type = 'BASE TABLE' and table_name <> 'migration'
    group by table_name order by table_name`);
  const { rows: links } = await client.query<{ name: string; parent: string }>(`
    select conrelid::regclass::text as name, confrelid::regclass::text as parent
    from pg_constraint where contype = 'f' and conrelid <> confrelid and connamespace = 'public'::regnamespace`);
  const placed: typeof columns = [];
  let left = columns;
  while (left.length > 0) {
    const waiting = new Set(left.map((table) => table.name));
    const free = left.filter((table) => !links.some((link) => link.name === table.name && waiting.has(link.parent)));
    if (free.length === 0) throw new Error('tables refer to each other in a circle');
    placed.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return placed;
}

/** Counts and hashes what flows through. */
class Meter extends Transform {
  bytes = 0;
  readonly #hash = createHash('sha256');

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
    done(null, chunk);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
