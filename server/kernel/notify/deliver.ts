/** Empties the outbox: claims what is due, sends it outside any transaction, writes down each attempt. */
import { sql } from 'kysely';
import type { Message } from '../../../packages/contract/index.ts';
import { minuteOf } from '../clock.ts';
import { AppError } from '../error.ts';
import { systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { type MailSettings, sendMail } from './send-mail.ts';
import { sendWebhook, type WebhookRules } from './send-webhook.ts';

export type NoticeSettings = {
  mail: MailSettings;
  webhook: WebhookRules /** Where the work face is, for links. */;
  baseUrl: string;
};

const system = systemScope('deliver');
const MOST_ATTEMPTS = 8;
const CLAIM_MINUTES = 5;
const BATCH = 20;

export type Delivered = { sent: number; failed: number; later: number };

/** Sends what is due. Several at once share the work: a delivery is claimed by one, and never sent again once it was. */
export async function deliverNotices(
  services: Services,
  settings: NoticeSettings,
  signal?: AbortSignal,
): Promise<Delivered> {
  const counts: Delivered = { sent: 0, failed: 0, later: 0 };
  for (;;) {
    const claimed = await claim(services);
    for (const delivery of claimed) {
      if (signal?.aborted) return counts;
      const until = quietUntil(delivery, services.clock.now());
      if (until) await postpone(services, delivery.id, until);
      else counts[await deliverOne(services, settings, delivery)] += 1;
      if (until) counts.later += 1;
    }
    if (claimed.length < BATCH) return counts;
  }
}

async function claim({ db, clock }: Services) {
  const now = clock.now();
  return db.within(system, async (tx) => {
    const { rows } = await sql<{ id: string }>`update notice_delivery
      set claimed_until = ${new Date(now.getTime() + CLAIM_MINUTES * 60_000)}
      where id in (select id from notice_delivery where state = 'waiting' and next_at <= ${now}
        and (claimed_until is null or claimed_until <= ${now}) order by next_at, id limit ${BATCH} for update skip locked)
      returning id`.execute(tx);
    if (rows.length === 0) return [];
    return tx
      .selectFrom('notice_delivery as d')
      .leftJoin('notice as n', 'n.id', 'd.notice_id')
      .leftJoin('notice_preference as p', 'p.person_id', 'd.person_id')
      .leftJoin('notice_webhook as w', 'w.organization_id', 'd.organization_id')
      .leftJoin('person', 'person.id', 'd.person_id')
      .select([
        'd.id',
        'd.channel',
        'd.attempts',
        'd.content',
        'n.title',
        'n.link',
        'p.language',
        'person.email',
        'p.webhook_url',
        'p.webhook_secret',
        'p.quiet_from',
        'p.quiet_to',
        'w.url as group_url',
        'w.secret as group_secret',
        'w.language as group_language',
        'person.disabled_at',
      ])
      .where(
        'd.id',
        'in',
        rows.map((row) => row.id),
      )
      .orderBy('d.id')
      .execute();
  });
}

type Claimed = Awaited<ReturnType<typeof claim>>[number];

async function deliverOne(services: Services, settings: NoticeSettings, delivery: Claimed): Promise<keyof Delivered> {
  try {
    if (delivery.disabled_at) throw new Unwanted('account disabled');
    await send(services, settings, delivery);
  } catch (error) {
    return note(services, delivery, error);
  }
  await finish(services, delivery, { state: 'sent', ok: true, detail: 'ok' });
  return 'sent';
}

/** The wish or the address is gone since: nothing is sent, and that is no failure. */
class Unwanted extends Error {}

async function send(services: Services, settings: NoticeSettings, delivery: Claimed): Promise<void> {
  const { channel } = delivery;
  const language = (channel === 'group' ? delivery.group_language : delivery.language) === 'en' ? 'en' : 'zh';
  if (channel === 'digest' || channel === 'email') {
    if (!delivery.email) throw new Unwanted('no address');
    const { subject, text } =
      channel === 'digest'
        ? (delivery.content as { subject: string; text: string })
        : letter(delivery, language, settings);
    return sendMail(settings.mail, { to: delivery.email, subject, text, id: `delivery-${delivery.id}` });
  }
  const url = channel === 'group' ? delivery.group_url : delivery.webhook_url;
  const secret = channel === 'group' ? delivery.group_secret : delivery.webhook_secret;
  if (!url) throw new Unwanted('no address');
  return sendWebhook(
    { url, secret },
    letter(delivery, language, settings).text,
    services.clock.now(),
    settings.webhook,
  );
}

function letter(
  delivery: Claimed,
  language: 'zh' | 'en',
  { baseUrl }: NoticeSettings,
): { subject: string; text: string } {
  const title = (delivery.title as Message)[language];
  const subject = language === 'zh' ? `【质脉】${title}` : `[Zhimai] ${title}`;
  return { subject, text: `${title}\n${baseUrl}${delivery.link}\n` };
}

async function note(services: Services, delivery: Claimed, error: unknown): Promise<'failed' | 'later'> {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof Unwanted) {
    await finish(services, delivery, { state: 'dropped', ok: false, detail });
    return 'failed';
  }
  const [zh = detail, en = zh] = detail.split(' / ');
  const last =
    delivery.attempts + 1 >= MOST_ATTEMPTS || (error instanceof AppError && error.code === 'webhook.refused');
  const wait = Math.min(2 ** delivery.attempts, 240) * 60_000;
  await finish(services, delivery, {
    state: last ? 'failed' : 'waiting',
    ok: false,
    detail,
    error: { zh, en },
    nextAt: new Date(services.clock.now().getTime() + wait),
  });
  return last ? 'failed' : 'later';
}

type Outcome = { state: string; ok: boolean; detail: string; error?: Message; nextAt?: Date };

async function finish({ db, clock }: Services, delivery: Claimed, outcome: Outcome): Promise<void> {
  const now = clock.now();
  await db.within(system, async (tx) => {
    await tx
      .updateTable('notice_delivery')
      .set((eb) => ({
        state: outcome.state,
        attempts: eb('attempts', '+', 1),
        claimed_until: null,
        error: outcome.error ? JSON.stringify(outcome.error) : null,
        ...(outcome.ok ? { sent_at: now } : {}),
        ...(outcome.nextAt ? { next_at: outcome.nextAt } : {}),
      }))
      .where('id', '=', delivery.id)
      .where('state', '=', 'waiting')
      .execute();
    await tx
      .insertInto('notice_attempt')
      .values({ delivery_id: delivery.id, at: now, ok: outcome.ok, detail: outcome.detail.slice(0, 500) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

async function postpone({ db }: Services, id: string, until: Date): Promise<void> {
  await db.within(system, (tx) =>
    tx.updateTable('notice_delivery').set({ next_at: until, claimed_until: null }).where('id', '=', id).execute(),
  );
}

/** The end of a person's quiet hours, when it is quiet now. They may run over midnight. */
export function quietUntil(
  { channel, quiet_from: from, quiet_to: to }: Pick<Claimed, 'channel' | 'quiet_from' | 'quiet_to'>,
  now: Date,
): Date | undefined {
  if (channel === 'group' || !from || !to || from === to) return undefined;
  const clock = minuteOf(now).slice(11, 16);
  const quiet = from < to ? clock >= from && clock < to : clock >= from || clock < to;
  if (!quiet) return undefined;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const ahead = (minutes(to) - minutes(clock) + 1440) % 1440;
  return new Date(now.getTime() + ahead * 60_000);
}
