/**
 * The board as it grows: one indicator's targets copied until there are 500, 5,000 and 50,000, each with ten values.
 * Peer: PostgreSQL reading the same rows without judging them. `node bench/board.ts`
 */
import { sql } from 'kysely';
import { openTestDatabase } from '../server/db/test-server.ts';
import { fixedClock } from '../server/kernel/clock.ts';
import { loadOrganizations } from '../server/kernel/organization/load-organizations.ts';
import { loadRegions } from '../server/kernel/region/load-regions.ts';
import { systemScope } from '../server/kernel/scope/scope.ts';
import { findBoard, loadPacks, readPacks } from '../server/modules/plans/index.ts';

const database = await openTestDatabase('bench_board');
const services = { db: database.db, clock: fixedClock('2026-11-22T00:00:00Z') };
const scope = systemScope('bench');
await loadRegions(services);
await loadOrganizations(services);
await loadPacks(services, readPacks());

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
async function time(work: () => Promise<unknown>): Promise<number> {
  await work();
  const runs: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await work();
    runs.push(performance.now() - start);
  }
  return median(runs);
}

console.log('targets   board ms   rows only ms   ratio   µs a target');
for (const wanted of [500, 5_000, 50_000]) {
  await services.db.within(scope, async (tx) => {
    const have = Number((await sql<{ n: string }>`select count(*) as n from target`.execute(tx)).rows[0]!.n);
    const more = Math.max(0, wanted - have);
    await sql`insert into indicator (id, name, unit)
      select 'bench-' || n, 'bench ' || n, '%' from generate_series(${have + 1}::int, ${have + more}::int) n`.execute(
      tx,
    );
    await sql`insert into target (id, plan_id, code, clause, indicator_id, comparator, value, unit, kind, period, year,
        period_start, due_on, region_code, baseline_date, baseline_value, position)
      select 'bench.' || n, 'zj-quality-2021-2025', 'B' || n, '一', 'bench-' || n, '>=', 90, '%', 'rate', 'by', 2025,
        '2021-01-01', '2025-12-31', '330000', '2020-12-31', 80, n
      from generate_series(${have + 1}::int, ${have + more}::int) n`.execute(tx);
    await sql`insert into observation (indicator_id, region_code, period, period_start, period_end, value, source,
        source_note, known_on, published, recorded_at, recorded_by)
      select 'bench-' || n, '330000', (2015 + k)::text, make_date(2015 + k, 1, 1), make_date(2015 + k, 12, 31), 80 + k,
        'reported', 'bench', make_date(2016 + k, 2, 1), true, now(), 'bench'
      from generate_series(${have + 1}::int, ${have + more}::int) n, generate_series(0, 9) k`.execute(tx);
  });
  const board = await time(() => services.db.within(scope, (tx) => findBoard(tx, '2024-06-30')));
  const rows = await time(() =>
    services.db.within(scope, async (tx) => {
      await sql`select * from target`.execute(tx);
      await sql`select * from observation where known_on <= '2024-06-30'`.execute(tx);
    }),
  );
  console.log(
    `${String(wanted).padStart(7)}   ${board.toFixed(0).padStart(8)}   ${rows.toFixed(0).padStart(12)}   ${(board / rows).toFixed(2).padStart(5)}   ${((board * 1000) / wanted).toFixed(0).padStart(11)}`,
  );
}
await database.close();
process.exit(0);
