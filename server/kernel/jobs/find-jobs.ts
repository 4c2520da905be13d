import { sql } from 'kysely';
import type { JobPage, JobQuery, JobRow } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../error.ts';
import { authorize, type UserScope } from '../scope/scope.ts';
import { JOB_CHANNEL } from './enqueue-job.ts';

/** Own jobs, or, for administrators, all of the region that row-level security lets them see; newest first. */
export async function findJobs(tx: Tx, scope: UserScope, query: JobQuery): Promise<JobPage> {
  authorize(scope, 'job.own');
  let select = tx.selectFrom('job');
  if (query.of === 'me') select = select.where('person_id', '=', scope.personId);
  if (query.state) select = select.where('state', '=', query.state);
  const { n } = await select.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  const rows = await select
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { total: Number(n), rows: rows.map((row) => toRow(row, scope)) };
}

/** Throws `not-found` for a job that is unknown or out of reach. */
export async function getJob(tx: Tx, scope: UserScope, id: string): Promise<JobRow> {
  authorize(scope, 'job.own');
  const row = await tx.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  return toRow(row, scope);
}

/** A waiting job ends at once; a running one is asked to. One that has ended stays as it is (`job.ended`). */
export async function cancelJob(tx: Tx, scope: UserScope, clock: Clock, id: string): Promise<JobRow> {
  authorize(scope, 'job.own');
  const row = await tx.selectFrom('job').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  if (row.state !== 'waiting' && row.state !== 'running') throw new AppError('job.ended');
  await tx
    .updateTable('job')
    .set({
      cancel_asked: true,
      ...(row.state === 'waiting' ? { state: 'cancelled', ended_at: clock.now(), payload: '{}' } : {}),
    })
    .where('id', '=', id)
    .execute();
  await sql`select pg_notify(${JOB_CHANNEL}, ${`cancel ${id}`})`.execute(tx);
  const title = row.title as { zh: string; en: string };
  await recordAudit(tx, scope, clock, {
    action: 'job.cancel',
    regionCode: row.region_code,
    object: { kind: 'job', id },
    summary: { zh: `取消作业：${title.zh}`, en: `Cancelled: ${title.en}` },
  });
  return getJob(tx, scope, id);
}

type Stored = { [K in keyof import('../../db/schema.gen.ts').JobTable]: unknown };

function toRow(row: Stored, scope: UserScope): JobRow {
  const iso = (value: unknown) => (value instanceof Date ? value.toISOString() : null);
  return {
    id: row.id as string,
    kind: row.kind as string,
    title: row.title as JobRow['title'],
    actor: row.actor as string,
    mine: row.person_id === scope.personId,
    regionCode: row.region_code as string,
    state: row.state as JobRow['state'],
    done: row.done as number,
    total: row.total as number | null,
    message: row.message as JobRow['message'],
    result: row.result as JobRow['result'],
    error: row.error as JobRow['error'],
    attempt: row.attempt as number,
    cancelAsked: row.cancel_asked as boolean,
    createdAt: iso(row.created_at)!,
    startedAt: iso(row.started_at),
    endedAt: iso(row.ended_at),
  };
}
