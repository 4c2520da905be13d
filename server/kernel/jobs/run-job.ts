/** One attempt at one job: from the queue's call to the state that people see. */
import { sql } from 'kysely';
import type { Message } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { today } from '../clock.ts';
import { AppError } from '../error.ts';
import { type Notice, notifyPerson } from '../notify/notify.ts';
import { findValidPosts } from '../person/posts.ts';
import { toScope } from '../person/sign-in.ts';
import { type Scope, systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import type { JobKind, JobResult } from './kinds.ts';

const system = systemScope('jobs');
/** A job whose server ended in the middle is begun again, but one that ends its server each time is not. */
const MOST_INTERRUPTIONS = 3;
const LEAST_BETWEEN = 200;

export class JobCancelled extends Error {}
/** Thrown at the queue so that it comes again. */
export class JobAgain extends Error {}

type Row = Awaited<ReturnType<typeof takeUp>>;

/** Resolves when the job has ended, whichever way; throws `JobAgain` when it should be given out again. */
export async function runJob(
  services: Services,
  kinds: ReadonlyMap<string, JobKind>,
  id: string,
  stopping: AbortSignal,
  cancel: AbortSignal,
): Promise<void> {
  const row = await services.db.within(system, (tx) => takeUp(tx, services, id));
  if (!row) return;
  const kind = kinds.get(row.kind);
  const most = kind?.attempts ?? 1;
  const signal = AbortSignal.any([stopping, cancel]);
  let lastWritten = 0;
  try {
    if (!kind) throw new AppError('not-found', { what: `job ${row.kind}` });
    if (row.attempt > most + MOST_INTERRUPTIONS) throw new AppError('job.interrupted', { count: row.attempt - 1 });
    const result = await kind.run({
      services,
      scope: await scopeOf(services, row),
      id,
      payload: row.payload as never,
      attempt: row.attempt,
      signal,
      cancelled: () => signal.aborted,
      progress: async (done, total, message) => {
        // Cancelling is looked at each time, the row is written a few times a second at most.
        if (signal.aborted) throw new JobCancelled();
        const now = performance.now();
        if (now - lastWritten < LEAST_BETWEEN && done !== total) return;
        lastWritten = now;
        if (await writeProgress(services, id, done, total, message)) throw new JobCancelled();
      },
    });
    await end(services, id, 'done', { result }, kind.quiet);
  } catch (error) {
    if (stopping.aborted && !cancel.aborted) throw await again(services, id, row.attempt - 1);
    if (error instanceof JobCancelled || cancel.aborted) return end(services, id, 'cancelled', {});
    const words = wordsOf(error);
    if (row.attempt < most && isWorthTrying(error)) throw await again(services, id, row.attempt, words);
    await end(services, id, 'failed', { error: words });
  }
}

async function takeUp(tx: Tx, { clock }: Services, id: string) {
  return tx
    .updateTable('job')
    .set((eb) => ({ state: 'running', attempt: eb('attempt', '+', 1), started_at: clock.now(), error: null }))
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .where('cancel_asked', '=', false)
    .returning(['kind', 'payload', 'attempt', 'person_id', 'region_code'])
    .executeTakeFirst();
}

async function writeProgress(
  services: Services,
  id: string,
  done: number,
  total: number | undefined,
  message: Message | undefined,
): Promise<boolean> {
  const row = await services.db.within(system, (tx) =>
    tx
      .updateTable('job')
      .set({
        done,
        ...(total === undefined ? {} : { total }),
        ...(message ? { message: JSON.stringify(message) } : {}),
      })
      .where('id', '=', id)
      .returning('cancel_asked')
      .executeTakeFirst(),
  );
  return row?.cancel_asked ?? true;
}

type Ending = { result?: JobResult; error?: { code: string; message: Message } };

async function end(
  services: Services,
  id: string,
  state: 'done' | 'failed' | 'cancelled',
  ending: Ending,
  quiet = false,
): Promise<void> {
  await services.db.within(system, async (tx) => {
    const row = await tx
      .updateTable('job')
      .set({
        state,
        ended_at: services.clock.now(),
        // What it was asked with has done its work, and may be about people.
        payload: '{}',
        result: ending.result ? JSON.stringify(ending.result) : null,
        error: ending.error ? JSON.stringify(ending.error) : null,
        ...(state === 'done' ? { done: sql<number>`coalesce(total, done)` } : {}),
      })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .returning(['person_id', 'title'])
      .executeTakeFirst();
    if (row?.person_id && state !== 'cancelled' && !quiet)
      await notifyPerson(tx, services.clock, row.person_id, endNotice(id, state, row.title as Message, ending));
  });
}

/** Whoever asked for it need not watch it. */
function endNotice(id: string, state: 'done' | 'failed', title: Message, { result, error }: Ending): Notice {
  const words = result?.message ?? error?.message ?? { zh: '', en: '' };
  const verb = state === 'done' ? { zh: '已完成', en: 'Done' } : { zh: '失败', en: 'Failed' };
  return {
    kind: 'job.done',
    title: { zh: `${verb.zh}：${title.zh}（${words.zh}）`, en: `${verb.en}: ${title.en} (${words.en})` },
    link: state === 'done' && result?.link ? result.link : '/jobs',
    object: { kind: 'job', id },
  };
}

async function again(services: Services, id: string, attempt: number, error?: Ending['error']): Promise<JobAgain> {
  await services.db.within(system, (tx) =>
    tx
      .updateTable('job')
      .set({ state: 'waiting', attempt, done: 0, error: error ? JSON.stringify(error) : null })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute(),
  );
  return new JobAgain(id);
}

/** What the input has wrong does not get better by trying again. */
const isWorthTrying = (error: unknown): boolean =>
  !(error instanceof AppError) || ['database.unavailable', 'conflict', 'internal'].includes(error.code);

function wordsOf(error: unknown): { code: string; message: Message } {
  if (error instanceof AppError) {
    const [zh = '', en = zh] = error.message.split(' / ');
    return { code: error.code, message: { zh, en } };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message: { zh: `内部错误：${reason}`, en: `Internal error: ${reason}` } };
}

/** The person as they are now: posts may have ended since the job was asked for. That of the job's region comes first. */
async function scopeOf(services: Services, row: NonNullable<Row>): Promise<Scope> {
  if (row.person_id === null) return system;
  return services.db.within(system, async (tx) => {
    const person = await tx.selectFrom('person').selectAll().where('id', '=', row.person_id!).executeTakeFirst();
    const posts = await findValidPosts(tx, row.person_id!, today(services.clock));
    const post = posts.find((one) => one.region_code === row.region_code) ?? posts[0];
    if (!person || person.disabled_at || !post) throw new AppError('auth.required');
    return toScope(person, post, null, null);
  });
}
