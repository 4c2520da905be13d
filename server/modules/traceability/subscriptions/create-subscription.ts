import { recordAudit } from '../../../kernel/audit/record-audit.ts';
import { AppError } from '../../../kernel/error.ts';
import { checkWebhook, type WebhookRules } from '../../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../../kernel/scope/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { EpcisException } from '../problems.ts';
import { readDefinition } from '../queries/define-query.ts';
import { getQuery } from '../queries/find-queries.ts';
import { getSubscription, type SubscriptionAnswer } from './find-subscriptions.ts';
import { nextRun, readSchedule } from './schedule.ts';

const fields = ['dest', 'signatureToken', 'initialRecordTime', 'reportIfEmpty', 'stream', 'schedule'];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const LONGEST = 2000;

const wrong = (zh: string, en: string) => new EpcisException('SubscriptionControlsException', { zh, en });

/** @throws NoSuchNameException, SubscriptionControlsException */
export async function createSubscription(
  { db, clock }: Services,
  scope: UserScope,
  queryName: string,
  body: Readonly<Record<string, unknown>>,
  { epcFormat, rules }: { epcFormat: string; rules: WebhookRules },
): Promise<SubscriptionAnswer> {
  authorize(scope, 'trace.capture', scope.regionCode);
  const now = clock.now();
  await db.within(scope, (tx) => getQuery(tx, queryName));
  const settings = readSettings(body, now);
  await checkDestination(settings.dest, rules);
  return db.within(scope, async (tx) => {
    const { definition } = await getQuery(tx, queryName);
    await readDefinition(tx, definition);
    const { id } = await tx
      .insertInto('epcis_subscription')
      .values({
        ...settings,
        schedule: settings.schedule && JSON.stringify(settings.schedule),
        query_name: queryName,
        epc_format: epcFormat,
        created_at: now,
        min_record_time: settings.initial_time,
        next_at: settings.schedule ? nextRun(settings.schedule, now)! : now,
        person_id: scope.personId,
        post_id: scope.postId,
        organization_id: scope.organizationId,
        region_code: scope.regionCode,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAudit(tx, scope, clock, {
      action: 'trace.subscribe',
      regionCode: scope.regionCode,
      object: { kind: 'epcis-subscription', id },
      summary: { zh: `订阅追溯查询 ${queryName}`, en: `Subscribed to the traceability query ${queryName}` },
      details: { host: new URL(settings.dest).host, stream: settings.stream, schedule: settings.schedule },
    });
    return getSubscription(tx, queryName, id);
  });
}

function readSettings(body: Readonly<Record<string, unknown>>, now: Date) {
  const { dest, signatureToken, initialRecordTime, reportIfEmpty, stream, schedule } = body;
  const extra = Object.keys(body).find((name) => !fields.includes(name));
  if (extra !== undefined) throw wrong(`未知字段 ${extra}`, `Unknown field ${extra}`);
  if (typeof dest !== 'string' || dest === '' || dest.length > LONGEST)
    throw wrong('dest 须为回调网址', 'dest must be the address to call');
  if (
    signatureToken !== undefined &&
    (typeof signatureToken !== 'string' || signatureToken.length > LONGEST || signatureToken === '')
  )
    throw wrong('signatureToken 须为文字', 'signatureToken must be a text');
  if (reportIfEmpty !== undefined && typeof reportIfEmpty !== 'boolean')
    throw wrong('reportIfEmpty 须为 true 或 false', 'reportIfEmpty is true or false');
  if (stream !== undefined && typeof stream !== 'boolean') throw wrong('stream 须为 true', 'stream must be true');
  const given = typeof initialRecordTime === 'string' ? Date.parse(initialRecordTime) : Number.NaN;
  if (initialRecordTime !== undefined && (Number.isNaN(given) || !TIME.test(initialRecordTime as string)))
    throw wrong('initialRecordTime 须为带时区的时刻', 'initialRecordTime must be a time with its zone');
  if ((stream === true) === (schedule !== undefined))
    throw wrong('stream（true）与 schedule 须给出其中一项', 'Exactly one of stream (true) and schedule must be given');
  return {
    dest,
    secret: signatureToken ?? null,
    report_if_empty: reportIfEmpty ?? false,
    initial_time: Number.isNaN(given) ? now : new Date(given),
    stream: stream === true,
    schedule: schedule === undefined ? null : readSchedule(schedule, now),
  };
}

async function checkDestination(dest: string, rules: WebhookRules): Promise<void> {
  try {
    await checkWebhook(dest, rules);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'webhook.refused') throw error;
    // Its message speaks of robots; the reason is what matters here.
    const { zh, en } = error.details.reason as { zh: string; en: string };
    throw wrong(`dest：${zh}`, `dest: ${en}`);
  }
}
