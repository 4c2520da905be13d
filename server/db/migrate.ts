/**
 * The one migration runner: numbered SQL files of the kernel and of each module, forward only, each in its own
 * transaction, under an advisory lock so that two programs starting at once do not collide.
 * A database that is newer than this program is refused.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { AppError } from '../kernel/error.ts';
import { ensureQueue } from './queue.ts';

const serverFolder = dirname(import.meta.dirname);
const LOCK = 7_310_001;

export type Migration = { number: number; name: string; sql: string };

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
    const { rows } = await client.query<{ number: number }>('select number from migration');
    const known = new Set(rows.map((row) => row.number));
    const found = Math.max(0, ...known);
    if (found > migrations.length) throw new AppError('database.newer', { found, known: migrations.length });
    const applied: number[] = [];
    for (const migration of migrations) {
      if (known.has(migration.number) || migration.number > upTo) continue;
      await client.query('begin');
      try {
        await client.query(migration.sql);
        await client.query('insert into migration (number, name) values ($1, $2)', [migration.number, migration.name]);
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
