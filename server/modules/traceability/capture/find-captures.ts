import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../../../db/connect.ts';
import type { CaptureAnswer } from '../http/xml-answers.ts';
import { EpcisException, type ProblemBody } from '../problems.ts';

/** `exactAt`: microseconds, for going on after it. */
export type CaptureJob = CaptureAnswer & { exactAt: string };

const jobs = (tx: Tx) =>
  tx
    .selectFrom('epcis_capture')
    .select(['id', 'created_at', 'finished_at', 'running', 'success', 'behaviour', 'errors'])
    .select(sql<string>`created_at::text`.as('exact_at'));
type Row = Awaited<ReturnType<ReturnType<typeof jobs>['execute']>>[number];

const answerOf = (row: Row): CaptureJob => ({
  captureID: row.id,
  createdAt: row.created_at.toISOString(),
  ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
  running: row.running,
  success: row.success,
  captureErrorBehaviour: row.behaviour,
  errors: row.errors as ProblemBody[],
  exactAt: row.exact_at,
});

/** Newest first. */
export async function findCaptures(tx: Tx, limit: number, after?: { at: string; id: string }): Promise<CaptureJob[]> {
  let query = jobs(tx).orderBy('created_at', 'desc').orderBy('id').limit(limit);
  if (after)
    query = query.where(
      sql<boolean>`(created_at < ${after.at}::timestamptz or (created_at = ${after.at}::timestamptz and id > ${after.id}::uuid))`,
    );
  return (await query.execute()).map(answerOf);
}

/** @throws NoSuchResourceException */
export async function getCapture(tx: Tx, id: string): Promise<CaptureJob> {
  const row = z.uuid().safeParse(id).success ? await jobs(tx).where('id', '=', id).executeTakeFirst() : undefined;
  if (!row)
    throw new EpcisException('NoSuchResourceException', { zh: `没有入库任务 ${id}`, en: `There is no capture ${id}` });
  return answerOf(row);
}
