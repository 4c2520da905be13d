import { z } from 'zod';
import type { Tx } from '../../../db/connect.ts';
import { EpcisException } from '../problems.ts';
import type { Schedule } from './schedule.ts';

/** The token is never among it. */
export type SubscriptionAnswer = {
  subscriptionID: string;
  queryName: string;
  dest: string;
  createdAt: string;
  initialRecordTime: string;
  minRecordTime: string;
  lastNotifiedAt?: string;
  epcFormat: string;
  reportIfEmpty: boolean;
  stream?: true;
  schedule?: Schedule;
  /** Not in the standard: whether it works, and why not. */
  signed: boolean;
  failures: number;
  problem?: string;
  nextAttemptAt?: string;
};

const rows = (tx: Tx, queryName: string) =>
  tx
    .selectFrom('epcis_subscription')
    .select([
      'id', 'query_name', 'dest', 'stream', 'schedule', 'report_if_empty', 'epc_format', 'initial_time', 'created_at',
      'min_record_time', 'next_at', 'last_notified_at', 'failures', 'problem',
    ]) // biome-ignore format: a list of words
    .select((eb) => eb('secret', 'is not', null).as('signed'))
    .where('query_name', '=', queryName);
type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

export async function findSubscriptions(
  tx: Tx,
  queryName: string,
  limit: number,
  after?: string,
): Promise<SubscriptionAnswer[]> {
  let query = rows(tx, queryName).orderBy('id').limit(limit);
  if (after !== undefined) query = query.where('id', '>', after);
  return (await query.execute()).map(answerOf);
}

/** @throws NoSuchSubscriptionException */
export async function getSubscription(tx: Tx, queryName: string, id: string): Promise<SubscriptionAnswer> {
  const known = z.uuid().safeParse(id).success;
  const row = known ? await rows(tx, queryName).where('id', '=', id).executeTakeFirst() : undefined;
  if (!row)
    throw new EpcisException('NoSuchSubscriptionException', {
      zh: `没有订阅 ${id}`,
      en: `There is no subscription ${id}`,
    });
  return answerOf(row);
}

function answerOf(row: Row): SubscriptionAnswer {
  const problem = row.problem as { zh: string; en: string } | null;
  return {
    subscriptionID: row.id,
    queryName: row.query_name,
    dest: row.dest,
    createdAt: row.created_at.toISOString(),
    initialRecordTime: row.initial_time.toISOString(),
    minRecordTime: row.min_record_time.toISOString(),
    ...(row.last_notified_at && { lastNotifiedAt: row.last_notified_at.toISOString() }),
    epcFormat: row.epc_format,
    reportIfEmpty: row.report_if_empty,
    ...(row.stream ? { stream: true as const } : { schedule: row.schedule as Schedule }),
    signed: row.signed as boolean,
    failures: row.failures,
    ...(problem && { problem: `${problem.zh} / ${problem.en}`, nextAttemptAt: row.next_at.toISOString() }),
  };
}
