/** The job library's own tables: a schema that the migrator installs and the application's role may only use. */
import type pg from 'pg';

export const QUEUE_SCHEMA = 'pgboss';

/** Installs the schema, or brings it up to this library's version. */
export async function ensureQueue(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('${QUEUE_SCHEMA}.version') is not null as there`,
  );
  const { PgBoss, getConstructionPlans } = await import('pg-boss');
  if (rows[0]?.there) {
    // It migrates by itself when it differs, and otherwise only looks.
    const boss = new PgBoss({
      schema: QUEUE_SCHEMA,
      db: { executeSql: (text, values) => client.query(text, values as unknown[]) },
      supervise: false,
      schedule: false,
    });
    boss.on('error', () => undefined);
    await boss.start();
    await boss.stop({ graceful: false, close: false });
  } else await client.query(getConstructionPlans(QUEUE_SCHEMA));
  await client.query(`grant usage on schema ${QUEUE_SCHEMA} to zhimai_app;
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to zhimai_app;
    grant usage on all sequences in schema ${QUEUE_SCHEMA} to zhimai_app;
    grant execute on all functions in schema ${QUEUE_SCHEMA} to zhimai_app`);
}
