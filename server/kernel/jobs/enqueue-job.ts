import { sql } from 'kysely';
import type { Message } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import type { Scope } from '../scope/scope.ts';

export type NewJob = { kind: string; title: Message; regionCode: string; payload?: Record<string, unknown> };

export const JOB_CHANNEL = 'zhimai_job';

/** Writes the job in the caller's transaction: it runs when, and only when, that is committed. Returns its id. */
export async function enqueueJob(tx: Tx, scope: Scope, clock: Clock, job: NewJob): Promise<string> {
  const user = scope.kind === 'user' ? scope : undefined;
  const { id } = await tx
    .insertInto('job')
    .values({
      kind: job.kind,
      title: JSON.stringify(job.title),
      person_id: user?.personId ?? null,
      actor: user?.displayName ?? 'system',
      region_code: job.regionCode,
      state: 'waiting',
      payload: JSON.stringify(job.payload ?? {}),
      created_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`select pg_notify(${JOB_CHANNEL}, ${id})`.execute(tx);
  return id;
}
