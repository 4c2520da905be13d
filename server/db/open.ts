/** Opens the database that the settings name: the embedded server, or the one of DATABASE_URL. Creates roles, migrates. */
import { join } from 'node:path';
import pg from 'pg';
import { AppError } from '../kernel/error.ts';
import { connect, type Database } from './connect.ts';
import { type EmbeddedServer, openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

export type DatabaseSettings = {
  /** Folder of the embedded server; unused with `url`. */
  dataFolder: string;
  /** A server of the operator's: its user migrates and must be allowed to create roles the first time. */
  url?: string | undefined;
  /** Sign-in of the application role on that server; without it the migrator's connection switches roles. */
  appUrl?: string | undefined;
  /** Restore migrates to the back-up's version first; everybody else to the newest. */
  migrateTo?: number;
};

export type OpenDatabase = {
  db: Database;
  migratorUrl: string;
  applied: number[];
  embedded: EmbeddedServer | null;
  /** Closes connections; stops the embedded server unless another program still uses it. */
  close(): Promise<void>;
};

export async function openDatabase(settings: DatabaseSettings): Promise<OpenDatabase> {
  if (settings.url) return openServer(settings.url, settings.appUrl, settings.migrateTo);
  const embedded = await openEmbedded({ folder: join(settings.dataFolder, 'database') });
  await ensureRolesAndDatabase(embedded, 'zhimai');
  const migratorUrl = embedded.url('migrator');
  const applied = await migrate(migratorUrl, settings.migrateTo);
  const db = connect(embedded.url('app'));
  const presence = await holdPresence(embedded);
  return {
    db,
    migratorUrl,
    applied,
    embedded,
    close: async () => {
      await db.close();
      await presence.end().catch(() => undefined);
      if (!(await othersConnected(embedded))) embedded.stop();
    },
  };
}

async function openServer(
  url: string,
  appUrl: string | undefined,
  migrateTo: number | undefined,
): Promise<OpenDatabase> {
  const client = await reach(url);
  try {
    await createAppRole(client);
    await client.query('grant zhimai_app to current_user');
  } finally {
    await client.end();
  }
  const applied = await migrate(url, migrateTo);
  const db = appUrl ? connect(appUrl) : connect(url, { role: 'zhimai_app' });
  return { db, migratorUrl: url, applied, embedded: null, close: () => db.close() };
}

/** Connects, or says in words that and why the server cannot be reached. */
async function reach(url: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  } catch (error) {
    throw new AppError(
      'database.unavailable',
      { reason: `DATABASE_URL: ${(error as Error).message}` },
      { cause: error },
    );
  }
}

async function createAppRole(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select 1 from pg_roles where rolname = 'zhimai_app') then create role zhimai_app nologin; end if;
  end $$`);
}

/** Creates the two roles and a database owned by the migrator; safe to repeat. */
export async function ensureRolesAndDatabase(embedded: EmbeddedServer, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: embedded.url('superuser', 'postgres') });
  await client.connect();
  try {
    for (const role of ['migrator', 'app'] as const) {
      const name = `zhimai_${role}`;
      const password = client.escapeLiteral(new URL(embedded.url(role)).password);
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
      if (!rowCount) await client.query(`create role ${name} login password ${password}`);
    }
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) {
      await client.query(`create database ${client.escapeIdentifier(database)} owner zhimai_migrator`);
      await client.query(`revoke all on database ${client.escapeIdentifier(database)} from public`);
      await client.query(`grant connect on database ${client.escapeIdentifier(database)} to zhimai_app`);
    }
  } finally {
    await client.end();
  }
}

/**
 * One connection for as long as this program runs: the pool's come and go, and another program that ends (a command
 * beside a running server) must see that somebody is still here.
 */
async function holdPresence(embedded: EmbeddedServer): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: embedded.url('app'), application_name: 'zhimai-presence' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function othersConnected(embedded: EmbeddedServer): Promise<boolean> {
  const client = new pg.Client({ connectionString: embedded.url('superuser', 'postgres') });
  try {
    await client.connect();
  } catch {
    return false; // It is down already: nobody is connected.
  }
  try {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return (rows[0]?.n ?? 0) > 0;
  } finally {
    await client.end();
  }
}
