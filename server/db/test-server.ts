/**
 * A PostgreSQL for tests: one server for a run, one migrated template, one clone of it for each test file.
 * The server gives up crash safety for speed; the crash tests use their own.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { connect, type Database } from './connect.ts';
import { type EmbeddedServer, openEmbedded } from './embedded.ts';
import { listMigrations, migrate } from './migrate.ts';
import { ensureRolesAndDatabase } from './open.ts';

const root = join(import.meta.dirname, '../..');
export const testServerFolder = process.env.ZHIMAI_TEST_DATA ?? join(root, '.test', 'database');

export type TestDatabase = { name: string; appUrl: string; migratorUrl: string };
export type TestServer = {
  embedded: EmbeddedServer;
  /** A new database cloned from the migrated template; `label` must be unique among the tests that run at once. */
  createDatabase(label: string): Promise<TestDatabase>;
};

/** Starts or adopts the test server and makes sure that its template is of today's migrations. */
export async function openTestServer(): Promise<TestServer> {
  const embedded = await openEmbedded({ folder: testServerFolder, volatile: true });
  const digest = createHash('sha256');
  for (const migration of listMigrations()) digest.update(migration.sql);
  // The runner keeps a table of its own.
  digest.update(readFileSync(join(import.meta.dirname, 'migrate.ts')));
  const template = `template_${digest.digest('hex').slice(0, 12)}`;
  await locked(embedded, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [
      template,
    ]);
    if (rowCount) return;
    await client.query(`drop database if exists ${template}`);
    await ensureRolesAndDatabase(embedded, template);
    await migrate(embedded.url('migrator', template));
    await client.query(`alter database ${template} is_template true`);
  });
  return {
    embedded,
    createDatabase: async (label) => {
      const name = `test_${label.replace(/\W/g, '_').toLowerCase()}_${process.pid}`;
      await locked(embedded, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
        await client.query(`create database ${name} template ${template} owner zhimai_migrator`);
        await client.query(`grant connect on database ${name} to zhimai_app`);
      });
      return { name, appUrl: embedded.url('app', name), migratorUrl: embedded.url('migrator', name) };
    },
  };
}

/** For programs: a test server for the time of `work`. */
export async function withTestServer<T>(work: (server: TestServer) => Promise<T>): Promise<T> {
  const server = await openTestServer();
  try {
    return await work(server);
  } finally {
    if (server.embedded.started) server.embedded.stop();
  }
}

/** For test files: a cloned database and its connection, both gone when the file ends. */
export async function openTestDatabase(
  label: string,
): Promise<TestDatabase & { db: Database; close(): Promise<void> }> {
  const server = await openTestServer();
  const database = await server.createDatabase(label);
  const db = connect(database.appUrl, { max: 4 });
  return {
    ...database,
    db,
    close: async () => {
      await db.close();
      await locked(server.embedded, (client) => client.query(`drop database if exists ${database.name} with (force)`));
    },
  };
}

async function locked<T>(embedded: EmbeddedServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: embedded.url('superuser', 'postgres') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7310002)');
    return await work(client);
  } finally {
    await client.end();
  }
}
