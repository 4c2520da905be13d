/** Connections: the application's role, and transactions that carry a scope. */
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Scope } from '../kernel/scope/scope.ts';
import type { DB } from './schema.gen.ts';

// Dates stay `YYYY-MM-DD`, decimals and bigints stay text: nothing is rounded or shifted on the way.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (value) => value);
pg.types.setTypeParser(pg.types.builtins.INT8, (value) => value);

export type Tx = Transaction<DB>;

export type Database = {
  /** Runs `work` in one transaction under a scope; row-level security sees the same scope. */
  within<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same for work that also needs the connection itself, to stream rows in by COPY. */
  withinClient<T>(scope: Scope, work: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** For the health check: does the server answer? */
  ping(): Promise<void>;
  pool: pg.Pool;
  close(): Promise<void>;
};

/** Connects as the application role. `role` switches to it where the URL signs in as another. */
export function connect(url: string, options: { role?: string; max?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 12,
    application_name: 'zhimai',
    ...(options.role ? { options: `-c role=${options.role}` } : {}),
  });
  // A connection that dies idle (a server restart) must not end the program; the next query opens another.
  pool.on('error', () => undefined);
  // The same for one that dies between two statements of a transaction: its next statement reports it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return {
    pool,
    within: (scope, work) =>
      kysely.transaction().execute(async (tx) => {
        await applyScope(tx, scope);
        return work(tx);
      }),
    withinClient: async (scope, work) => {
      const client = await pool.connect();
      // A Kysely over this one connection, which goes back to the pool when the transaction has ended.
      const one = { connect: async () => client, end: async () => undefined } as unknown as pg.Pool;
      return new Kysely<DB>({ dialect: new PostgresDialect({ pool: one }) }).transaction().execute(async (tx) => {
        await applyScope(tx, scope);
        return work(tx, client);
      });
    },
    ping: async () => {
      await sql`select 1`.execute(kysely);
    },
    close: () => kysely.destroy(),
  };
}

async function applyScope(tx: Tx, scope: Scope): Promise<void> {
  const user = scope.kind === 'user' ? scope : undefined;
  await sql`select set_config('zhimai.kind', ${scope.kind}, true),
    set_config('zhimai.person', ${user?.personId ?? ''}, true),
    set_config('zhimai.organization', ${user?.organizationId ?? ''}, true),
    set_config('zhimai.region', ${user?.regionCode ?? ''}, true),
    set_config('zhimai.roles', ${user?.roles.join(',') ?? ''}, true)`.execute(tx);
}
