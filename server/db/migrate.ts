/**
 * The one migration runner: numbered SQL files of the kernel and of each module, forward only, each in its own
 * transaction, under an advisory lock so that two programs starting at once do not collide.
 * A database that is newer than this program is refused.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { AppError } from '../kernel/error.ts';
import { ensureQueue } from './queue.ts';

const serverFolder = dirname(import.meta.dirname);
const LOCK = 7_310_001;

export type Migration = { number: number; name: string; sql: string };
const digestOf = (migration: Migration) => createHash('sha256').update(migration.sql).digest('hex');

/** All migrations in order of their numbers; a number used twice is a fault of the program. */
export function listMigrations(): Migration[] {
  const files = globSync(['kernel/migrations/*.sql', 'modules/*/migrations/*.sql'], { cwd: serverFolder });
  const migrations = files
    .map((file) => ({
      number: Number.parseInt(basename(file), 10),
      name: basename(file, '.sql'),
      sql: readFileSync(join(serverFolder, file), 'utf8'),
    }))
    .sort((a, b) => a.number - b.number);
  migrations.forEach((migration, index) => {
    if (migration.number !== index + 1) throw new Error(`migration ${migration.name} should be number ${index + 1}`);
  });
  return migrations;
}

/**
 * Brings a database up to the newest migration (or to `upTo`). `url` is the migrator's.
 * Returns the numbers that were applied. Throws `database.newer` when the database knows migrations that we do not.
 */
export async function migrate(url: string, upTo = Number.POSITIVE_INFINITY): Promise<number[]> {
  const migrations = listMigrations();
  const client = new pg.Client({ connectionString: url, application_name: 'zhimai-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create table if not exists migration (
      number int primary key, name text not null, applied_at timestamptz not null default now())`);
    await client.query('alter table migration add column if not exists digest text');
    const { rows } = await client.query<Known>('select number, name, digest from migration order by number');
    refuseOther(migrations, rows);
    const known = new Set(rows.map((row) => row.number));
    const found = Math.max(0, ...known);
    if (found > migrations.length) throw new AppError('database.newer', { found, known: migrations.length });
    const applied: number[] = [];
    for (const migration of migrations) {
      if (known.has(migration.number) || migration.number > upTo) continue;
      await client.query('begin');
      try {
        await client.query(migration.sql);
        await client.query('insert into migration (number, name, digest) values ($1, $2, $3)', [
          migration.number,
          migration.name,
          digestOf(migration),
        ]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`migration ${migration.name}: ${(error as Error).message}`, { cause: error });
      }
      applied.push(migration.number);
    }
    // A restore that stops at an older version has no jobs yet.
    if (upTo >= migrations.length) await ensureQueue(client);
    return applied;
  } finally {
    await client.end();
  }
}

type Known = { number: number; name: string; digest: string | null };

/** A database made by another version of a migration (of a program under development) is not what the program expects. */
function refuseOther(migrations: Migration[], applied: Known[]): void {
  for (const { number, name, digest } of applied) {
    const ours = migrations[number - 1];
    if (ours && digest !== null && digest !== digestOf(ours)) throw new AppError('database.other', { name });
  }
}
