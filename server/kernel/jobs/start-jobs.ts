/** Runs jobs and scheduled work inside the server: the library keeps the queue, retries, heartbeats and the clock. */
import { sql } from 'kysely';
import type { Job } from 'pg-boss';
import { fromKysely, PgBoss } from 'pg-boss';
import { QUEUE_SCHEMA } from '../../db/queue.ts';
import { systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { JOB_CHANNEL } from './enqueue-job.ts';
import type { JobKind, ScheduledWork } from './kinds.ts';
import { JobAgain, runJob } from './run-job.ts';

const QUEUE = 'job';
const system = systemScope('jobs');
/** A server that is killed is missed after this; what it was doing is given out again. */
const HEARTBEAT = 10;
const AT_ONCE = 2;

export type JobRunner = { stop(): Promise<void> };
export type JobOptions = {
  schedules?: readonly ScheduledWork[];
  /** Failures that belong to no job that a person sees. */
  report?: (what: string, error: unknown) => void;
  /** Seconds that work in hand is given at the end. */
  patience?: number;
};

export async function startJobs(
  services: Services,
  kinds: readonly JobKind[],
  options: JobOptions = {},
): Promise<JobRunner> {
  const report = options.report ?? ((what, error) => process.stderr.write(`${what}: ${String(error)}\n`));
  const byKind = new Map(kinds.map((kind) => [kind.kind, kind]));
  const stopping = new AbortController();
  const cancels = new Map<string, AbortController>();
  const boss = new PgBoss({
    schema: QUEUE_SCHEMA,
    db: { executeSql: (text, values) => services.db.pool.query(text, values as unknown[]) },
    // The migrator installs and changes the schema, and owns the indexes.
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: HEARTBEAT,
    monitorIntervalSeconds: HEARTBEAT,
    schedule: (options.schedules?.length ?? 0) > 0,
  });
  boss.on('error', (error) => {
    if (!stopping.signal.aborted) report('jobs', error);
  });
  await boss.start();
  await boss.createQueue(QUEUE, {
    // How often a kind is tried is decided in run-job: here it only must not run out.
    retryLimit: 50,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 300,
    heartbeatSeconds: HEARTBEAT,
    expireInSeconds: 6 * 3600,
    deleteAfterSeconds: 3600,
  });
  await boss.work(
    QUEUE,
    { localConcurrency: AT_ONCE, pollingIntervalSeconds: 0.5 },
    async ([given]: Job<{ id: string }>[]) => {
      if (!given) return;
      const cancel = new AbortController();
      cancels.set(given.data.id, cancel);
      try {
        await runJob(services, byKind, given.data.id, stopping.signal, AbortSignal.any([cancel.signal]));
      } catch (error) {
        if (!(error instanceof JobAgain)) report(`job ${given.data.id}`, error);
        throw error;
      } finally {
        cancels.delete(given.data.id);
      }
    },
  );
  for (const work of options.schedules ?? []) await schedule(boss, services, work, stopping.signal, report);

  const hand = () =>
    handOver(services, boss).catch((error: unknown) => !stopping.signal.aborted && report('jobs', error));
  const listener = await listen(services, (payload) => {
    const cancelled = /^cancel (.+)$/.exec(payload)?.[1];
    if (cancelled) cancels.get(cancelled)?.abort();
    else void hand();
  });
  // What was asked for while nobody listened: before the start, or during a lost connection.
  const timer = setInterval(hand, 5_000);
  await giveBack(services);
  await hand();
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      listener();
      await boss.stop({ graceful: true, timeout: (options.patience ?? 5) * 1000, close: false });
    },
  };
}

/** Jobs that the queue knows nothing of any more, as after a restore: a back-up holds ours, not the library's. */
async function giveBack(services: Services): Promise<void> {
  await services.db.within(system, (tx) =>
    sql`update job set queued = false, state = 'waiting' where queued and state in ('waiting', 'running')
      and not exists (select 1 from ${sql.table(`${QUEUE_SCHEMA}.job`)} q where q.name = ${QUEUE}
        and q.state::text in ('created', 'retry', 'active') and q.data ->> 'id' = job.id::text)`.execute(tx),
  );
}

/** Gives waiting jobs to the queue, each once, in one transaction with the note that it was given. */
async function handOver(services: Services, boss: PgBoss): Promise<void> {
  await services.db.within(system, async (tx) => {
    const rows = await tx
      .selectFrom('job')
      .select('id')
      .where('queued', '=', false)
      .where('state', '=', 'waiting')
      .orderBy('created_at')
      .limit(200)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return;
    await boss.insert(
      QUEUE,
      rows.map(({ id }) => ({ data: { id } })),
      { db: fromKysely(tx) },
    );
    await tx
      .updateTable('job')
      .set({ queued: true })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  });
}

async function schedule(
  boss: PgBoss,
  services: Services,
  work: ScheduledWork,
  signal: AbortSignal,
  report: (what: string, error: unknown) => void,
): Promise<void> {
  const name = `clock.${work.name}`;
  // One at a time, and one waiting: work that is late is not done twice.
  await boss.createQueue(name, {
    policy: 'stately',
    retryLimit: 2,
    retryDelay: 30,
    heartbeatSeconds: HEARTBEAT,
    deleteAfterSeconds: 3600,
  });
  await boss.schedule(name, work.cron, {}, { tz: 'Asia/Shanghai' });
  await boss.work(name, { pollingIntervalSeconds: 2 }, async () => {
    try {
      await work.run(services, signal);
    } catch (error) {
      report(name, error);
      throw error;
    }
  });
}

/** A connection of its own that waits for word of new jobs; returns how to let it go. */
async function listen(services: Services, heard: (payload: string) => void): Promise<() => void> {
  const client = await services.db.pool.connect();
  client.on('notification', (message) => heard(message.payload ?? ''));
  let open = true;
  // The timer goes on handing over where this connection is lost.
  client.on('error', () => {
    if (open) client.release(true);
    open = false;
  });
  await client.query(`listen ${JOB_CHANNEL}`);
  return () => {
    if (open) client.release(true);
    open = false;
  };
}
