/**
 * A million readings by the hour (simulated): the whole import (reading, checking, staging, writing) against a bare COPY
 * of the same rows into a table with the same index, in the same run. Then the same file again, and a year computed.
 * `./node_modules/.bin/node bench/environment.ts [ROWS]`
 */
import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { connect } from '../server/db/connect.ts';
import { withTestServer } from '../server/db/test-server.ts';
import { fixedClock } from '../server/kernel/clock.ts';
import { loadRegions } from '../server/kernel/region/load-regions.ts';
import { systemScope } from '../server/kernel/scope/scope.ts';
import { computeYear, importReadings, importStations } from '../server/modules/environment/index.ts';
import { simulateReadings, simulateStations, stationsToCsv } from '../server/simulate/index.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const plan = { seed: 1, year: 2025, grain: 'hour' as const, rows, airStations: Math.ceil(rows / 51_000), sections: 0 };
const scope = systemScope('bench');

await withTestServer(async (server) => {
  const { appUrl, migratorUrl } = await server.createDatabase('bench_environment');
  const db = connect(appUrl, { max: 2 });
  const services = { db, clock: fixedClock('2026-11-22T02:00:00Z') };
  await loadRegions(services);
  const file = (name: string, bytes: Buffer) => ({ name, bytes, dryRun: false });
  await importStations(services, scope, file('s.csv', Buffer.from(stationsToCsv(simulateStations(plan)))));
  const bytes = Buffer.from([...simulateReadings(plan)].join(''));
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1_000;
  };
  const progress = async () => undefined;
  const whole = await time(() => importReadings(services, scope, { ...file('r.csv', bytes), progress }));
  const bare = await copyBare(migratorUrl);
  const again = await time(() => importReadings(services, scope, { ...file('r.csv', bytes), progress }));
  const compute = await time(() => computeYear(services, scope, { kind: 'air', year: 2025, publish: false }));
  process.stdout.write(
    `${rows} rows, ${(bytes.length / 1e6).toFixed(0)} MB, ${plan.airStations} stations\n` +
      `import ${whole.toFixed(1)} s (${Math.round(rows / whole)} rows/s), bare COPY ${bare.toFixed(1)} s: ratio ${(whole / bare).toFixed(2)}\n` +
      `the same file again ${again.toFixed(1)} s, year computed ${compute.toFixed(1)} s\n`,
  );
  await db.close();
});

/** Seconds for the rows as they lie in the ledger, copied into a table of the same columns and index. */
async function copyBare(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: found } = await client.query<{ line: string }>({
    text: "select concat_ws(',', at, station_id, batch_id, item, grain, value) as line from env_reading",
  });
  await client.query('create table bare (like env_reading)');
  await client.query('create unique index on bare (station_id, item, grain, at) where superseded_by is null');
  const lines = found.map(({ line }) => line);
  const start = performance.now();
  const copy = client.query(
    copyFrom('copy bare (at, station_id, batch_id, item, grain, value) from stdin with (format csv)'),
  );
  for (let from = 0; from < lines.length; from += 20_000)
    if (!copy.write(`${lines.slice(from, from + 20_000).join('\n')}\n`)) await once(copy, 'drain');
  copy.end();
  await once(copy, 'finish');
  const seconds = (performance.now() - start) / 1_000;
  await client.end();
  return seconds;
}
