/**
 * The list of tasks with 20,000 of them (simulated), each with five steps: a page with its counts, as the room of tasks
 * asks for it, against a limit of 300 ms and against reading the same page without states and lights.
 * `./node_modules/.bin/node bench/work.ts [TASKS]`
 */
import { sql } from 'kysely';
import { type WorkQuery as Query, WorkQuery } from '../packages/contract/index.ts';
import { connect } from '../server/db/connect.ts';
import { withTestServer } from '../server/db/test-server.ts';
import { fixedClock } from '../server/kernel/clock.ts';
import { loadOrganizations } from '../server/kernel/organization/load-organizations.ts';
import { loadRegions } from '../server/kernel/region/load-regions.ts';
import { systemScope, type UserScope } from '../server/kernel/scope/scope.ts';
import { findWork } from '../server/modules/work/index.ts';

const tasks = Number(process.argv[2] ?? 20_000);
const LIMIT_MS = 300;
const scope: UserScope = {
  kind: 'user',
  personId: '00000000-0000-4000-8000-000000000000',
  postId: '00000000-0000-4000-8000-000000000000',
  displayName: 'bench',
  organizationId: 'zj-scjgj',
  regionCode: '330000',
  roles: ['officer'],
  sessionId: null,
  address: null,
};

await withTestServer(async (server) => {
  const { appUrl } = await server.createDatabase('bench_work');
  const db = connect(appUrl, { max: 2 });
  const services = { db, clock: fixedClock('2026-11-22T02:00:00Z') };
  await loadRegions(services);
  await loadOrganizations(services);
  await db.within(systemScope('bench'), async (tx) => {
    await sql`insert into work_item (code, region_code, issuer_id, title, report_every, created_at)
      select '2026-' || lpad(n::text, 6, '0'), '330000', 'zj-scjgj', '模拟任务 ' || n, 'none', '2026-01-05'
      from generate_series(1, ${tasks}) n`.execute(tx);
    await sql`insert into work_unit (item_id, organization_id, role, valid_from)
      select id, (array['zj-jxt', 'zj-fgw', 'zj-scjgj'])[1 + (substr(code, 6)::int % 3)], 'lead', '2026-01-05' from work_item`.execute(
      tx,
    );
    await sql`insert into lifecycle_case (kind, object_id, state, version, due_on, region_code, opened_at, entered_at, stepped_on, closed_at)
      select 'task', id::text, case n % 4 when 0 then 'done' when 1 then 'submitted' else 'underway' end, 5,
        date '2026-06-01' + n % 300, '330000', '2026-01-05', '2026-09-01', '2026-09-01', case n % 4 when 0 then timestamptz '2026-09-01' end
      from (select id, substr(code, 6)::int as n from work_item) i`.execute(tx);
    await sql`insert into lifecycle_step (kind, object_id, version, at, on_day, actor, action, to_state, due_on)
      select 'task', i.id::text, s.version, '2026-01-05', date '2026-01-05' + 40 * (s.version - 1), 'bench', s.action, s.state,
        date '2026-06-01' + substr(i.code, 6)::int % 300
      from work_item i, (values (1, 'open', 'draft'), (2, 'issue', 'issued'), (3, 'accept', 'underway'),
        (4, 'submit', 'submitted')) s (version, action, state)`.execute(tx);
    await sql`insert into lifecycle_step (kind, object_id, version, at, on_day, actor, action, to_state, due_on)
      select 'task', c.object_id, 5, '2026-09-01', '2026-09-01', 'bench',
        case c.state when 'done' then 'complete' when 'submitted' then 'remind' else 'return' end, c.state, c.due_on
      from lifecycle_case c`.execute(tx);
  });
  await sqlAnalyze(server, 'bench_work');
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 12; round++) {
      const start = performance.now();
      await work();
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[10]!;
  };
  const plain = await time(() =>
    db.within(scope, (tx) => sql`select i.*, count(*) over () from work_item i order by code limit 50`.execute(tx)),
  );
  const cases: [string, Partial<Query>][] = [
    ['first page', {}],
    ['late ones', { light: 'red' }],
    ['what waits for me', { waits: 'me' }],
    ['as of half a year ago', { asOf: '2026-05-20' }],
    ['by word', { q: '任务 1999' }],
  ];
  console.log(`${tasks} simulated tasks; the same page without states and lights ${plain.toFixed(0)} ms`);
  for (const [name, query] of cases) {
    const wanted = WorkQuery.parse(query);
    const p95 = await time(() => db.within(scope, (tx) => findWork(tx, scope, wanted, wanted.asOf ?? '2026-11-22')));
    console.log(
      `${name.padEnd(24)} ${p95.toFixed(0).padStart(6)} ms   ${(p95 / LIMIT_MS).toFixed(2)} of the limit   ${(p95 / plain).toFixed(1)} × plain`,
    );
  }
  await db.close();
});

async function sqlAnalyze(server: Parameters<Parameters<typeof withTestServer>[0]>[0], label: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server.embedded.url('superuser', `test_${label}_${process.pid}`) });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}
