/** Tells one subscriber what is new to them, in batches; the mark moves only after each was answered with a 2xx. */
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../../db/connect.ts';
import { today } from '../../../kernel/clock.ts';
import { AppError } from '../../../kernel/error.ts';
import { checkWebhook, postTo, type WebhookRules } from '../../../kernel/notify/index.ts';
import { findPostScope } from '../../../kernel/person/find-post-scope.ts';
import { authorize, systemScope, type UserScope } from '../../../kernel/scope/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { queryDocument } from '../http/answer-events.ts';
import { asException, EpcisException } from '../problems.ts';
import { readDefinition } from '../queries/define-query.ts';
import { getQuery } from '../queries/find-queries.ts';
import { findPrefixes } from '../query/find-events.ts';
import { findHorizon, findNew, type Mark, type NewEvents } from './find-new.ts';
import { nextRun, type Schedule } from './schedule.ts';

export const BATCH_MOST = 500;
/** How long a server has a subscription for itself; renewed with every batch. */
const LEASE = 120_000;
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 3_600_000;
/** About a day of trying. After that it waits for somebody to subscribe again. */
export const MOST_FAILURES = 30;

export const SUBSCRIPTIONS = systemScope('epcis.subscriptions');
type Problem = { zh: string; en: string };
type Row = NonNullable<Awaited<ReturnType<typeof claim>>>;
type Part = NewEvents & { prefixes: { prefix: string; namespace: string }[]; horizon: string };

export async function deliverSubscription(
  services: Services,
  id: string,
  rules: WebhookRules,
  stopping: AbortSignal,
): Promise<void> {
  const row = await services.db.within(SUBSCRIPTIONS, (tx) => claim(tx, services, id));
  if (!row) return;
  try {
    await deliverAll(services, row, rules, stopping);
    await move(services, id, { failures: 0, problem: null, next_at: nextTime(row, services.clock.now()) });
  } catch (error) {
    await giveWay(services, row, reasonOf(error));
  }
}

/** Takes it when it is due and nobody else has it. */
async function claim(tx: Tx, { clock }: Services, id: string) {
  const now = clock.now();
  const row = await tx
    .selectFrom('epcis_subscription')
    .selectAll()
    .where('id', '=', id)
    .where('next_at', '<=', now)
    .where('failures', '<', MOST_FAILURES)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row)
    await tx
      .updateTable('epcis_subscription')
      .set({ next_at: new Date(now.getTime() + LEASE) })
      .where('id', '=', id)
      .execute();
  return row;
}

async function deliverAll(services: Services, row: Row, rules: WebhookRules, stopping: AbortSignal): Promise<void> {
  const scope = await findReader(services, row);
  let after: Mark = { position: row.mark, seq: row.mark_seq };
  let before: string | undefined;
  let limit = BATCH_MOST;
  let told = 0;
  while (!stopping.aborted) {
    const part = await readPart(services, scope, row, after, before, limit).catch(async (error: unknown) => {
      const fault = asException(error);
      // The subscriber is told what is wrong with the query, in the form of any other answer.
      if (fault instanceof EpcisException)
        await send(row, JSON.stringify(fault.body()), rules, 'application/problem+json');
      throw error;
    });
    before ??= part.horizon;
    const { events, more } = part;
    if (events.length > 0 || (told === 0 && row.report_if_empty && !row.stream)) {
      const status = await send(row, await bodyOf(services, row, part), rules);
      if (status === 413 && limit > 1 && events.length > 1) {
        limit = Math.floor(Math.min(limit, events.length) / 2);
        continue;
      }
      if (status < 200 || status >= 300) throw new Refused(status);
      told += events.length;
    }
    const last = events.at(-1);
    const now = services.clock.now();
    after = more && last ? last.mark : { position: before, seq: '0' };
    await move(services, row.id, {
      mark: after.position,
      mark_seq: after.seq,
      min_record_time: now,
      next_at: new Date(now.getTime() + LEASE),
      ...((last || (row.report_if_empty && !row.stream)) && { last_notified_at: now }),
    });
    if (!more) return;
  }
}

class Refused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** As the post that subscribed, with the rights that it has today. */
async function findReader({ db, clock }: Services, row: Row): Promise<UserScope> {
  const scope = await db.within(SUBSCRIPTIONS, (tx) => findPostScope(tx, row.person_id, row.post_id, today(clock)));
  if (!scope) throw new AppError('auth.required');
  authorize(scope, 'trace.read');
  return scope;
}

function readPart(
  { db }: Services,
  scope: UserScope,
  row: Row,
  after: Mark,
  before: string | undefined,
  limit: number,
): Promise<Part> {
  return db.within(scope, async (tx) => {
    const { definition } = await getQuery(tx, row.query_name);
    const query = await readDefinition(tx, definition);
    const horizon = before ?? (await findHorizon(tx));
    const found = await findNew(tx, query, { after, before: horizon, since: row.initial_time, limit });
    return { ...found, horizon, prefixes: await findPrefixes(tx) };
  });
}

const bodyOf = ({ clock }: Services, row: Row, { events, prefixes }: Part): Promise<string> =>
  queryDocument(
    { events, prefixes, queryName: row.query_name, subscriptionID: row.id, now: clock.now() },
    { media: 'json', translate: row.epc_format !== 'Never_Translates', words: 'web' },
  );

async function send(row: Row, body: string, rules: WebhookRules, type = 'application/json'): Promise<number> {
  const checked = await checkWebhook(row.dest, rules);
  const { status } = await postTo(checked, body, rules, {
    'content-type': `${type}; charset=utf-8`,
    'gs1-epcis-version': '2.0.0',
    'gs1-cbv-version': '2.0.0',
    ...(row.secret !== null && { 'gs1-signature': signatureOf(body, row.secret) }),
  });
  return status;
}

/** `sha256=` and HMAC-SHA256 of the bytes of the body with the token, in hexadecimal. */
export const signatureOf = (body: string, token: string): string =>
  `sha256=${createHmac('sha256', token).update(body).digest('hex')}`;

const nextTime = (row: Row, now: Date): Date =>
  row.stream ? now : (nextRun(row.schedule as Schedule, now) ?? new Date(now.getTime() + LONGEST_PAUSE));

async function giveWay(services: Services, row: Row, problem: Problem): Promise<void> {
  const now = services.clock.now().getTime();
  const failures = row.failures + 1;
  const pause = Math.min(FIRST_PAUSE * 2 ** Math.min(row.failures, 20), LONGEST_PAUSE);
  const over = failures >= MOST_FAILURES;
  await move(services, row.id, {
    failures,
    problem: JSON.stringify({
      zh: over ? `${problem.zh}；连续失败 ${failures} 次，已停止，请重新订阅` : problem.zh,
      en: over ? `${problem.en}; stopped after ${failures} failures: subscribe again` : problem.en,
    }),
    next_at: new Date(now + pause),
  });
}

function reasonOf(error: unknown): Problem {
  if (error instanceof Refused)
    return { zh: `对方答复 HTTP ${error.status}`, en: `It was answered with HTTP ${error.status}` };
  if (error instanceof AppError && error.code === 'auth.required')
    return { zh: '订阅者的任职已经结束', en: 'The post of the subscriber has ended' };
  if (error instanceof AppError && error.code === 'webhook.refused') return error.details.reason as Problem;
  const fault = asException(error);
  if (fault instanceof EpcisException && fault.detail) return fault.detail;
  const [zh = '', en = zh] = (error instanceof Error ? error.message : String(error)).split(' / ');
  return { zh, en };
}

type Change = Partial<{
  mark: string;
  mark_seq: string;
  min_record_time: Date;
  next_at: Date;
  last_notified_at: Date;
  failures: number;
  problem: string | null;
}>;

async function move({ db }: Services, id: string, change: Change): Promise<void> {
  await db.within(SUBSCRIPTIONS, (tx) =>
    tx.updateTable('epcis_subscription').set(change).where('id', '=', id).execute(),
  );
}

/** Those that are due: by the clock, or because something new stands before the horizon. */
export async function findDue({ db, clock }: Services): Promise<string[]> {
  const { rows } = await db.within(SUBSCRIPTIONS, (tx) =>
    sql<{ id: string }>`select s.id from epcis_subscription s
      where s.next_at <= ${clock.now()} and s.failures < ${MOST_FAILURES} and (not s.stream or s.failures > 0
        or exists (select 1 from epcis_event e where (e.written, e.seq) > (s.mark, s.mark_seq)
          and e.written < (select epcis_horizon())))
      order by s.next_at limit 100`.execute(tx),
  );
  return rows.map(({ id }) => id);
}
