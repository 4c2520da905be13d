import { sql } from 'kysely';
import type {
  Message,
  NoticePreferences,
  OrganizationRobot,
  SetNoticePreferences,
  SetOrganizationRobot,
} from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { AppError } from '../error.ts';
import { authorize, type UserScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import type { NoticeSettings } from './deliver.ts';
import { canMail } from './send-mail.ts';
import { checkWebhook } from './send-webhook.ts';

/** How a person wants to be told. Nobody has chosen anything: in-app, and a digest once there is an address. */
export async function getPreferences(tx: Tx, scope: UserScope, settings: NoticeSettings): Promise<NoticePreferences> {
  authorize(scope, 'notice.own');
  const row = await tx
    .selectFrom('notice_preference')
    .selectAll()
    .where('person_id', '=', scope.personId)
    .executeTakeFirst();
  const failure = await tx
    .selectFrom('notice_delivery')
    .select(['channel', 'next_at', 'error'])
    .where('person_id', '=', scope.personId)
    .where('error', 'is not', null)
    .where('state', 'in', ['waiting', 'failed'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    language: row?.language === 'en' ? 'en' : 'zh',
    // The one address that the register knows. Nothing is sent to it before somebody has chosen how to be told.
    email: await ownEmail(tx, scope),
    webhookUrl: row?.webhook_url ?? null,
    hasSecret: Boolean(row?.webhook_secret),
    quietFrom: row?.quiet_from ?? null,
    quietTo: row?.quiet_to ?? null,
    channels: (row?.channels as NoticePreferences['channels'] | undefined) ?? {},
    can: { email: canMail(settings.mail) },
    lastFailure: failure
      ? { at: failure.next_at.toISOString(), channel: failure.channel, message: failure.error as Message }
      : null,
  };
}

async function ownEmail(tx: Tx, scope: UserScope): Promise<string | null> {
  const person = await tx.selectFrom('person').select('email').where('id', '=', scope.personId).executeTakeFirst();
  return person?.email ?? null;
}

/** Throws `webhook.refused` for an address inside the deployer's own network. */
export async function setPreferences(
  { db, clock }: Services,
  scope: UserScope,
  settings: NoticeSettings,
  wanted: SetNoticePreferences,
): Promise<NoticePreferences> {
  authorize(scope, 'notice.own');
  if (wanted.webhookUrl) await checkWebhook(wanted.webhookUrl, settings.webhook);
  if ((wanted.quietFrom === null) !== (wanted.quietTo === null))
    throw new AppError('input.invalid', {
      field: 'quietTo',
      problem: { zh: '免打扰须填起止两个时刻', en: 'quiet hours have a beginning and an end' },
    });
  return db.within(scope, async (tx) => {
    const values = {
      language: wanted.language,
      webhook_url: wanted.webhookUrl,
      quiet_from: wanted.quietFrom,
      quiet_to: wanted.quietTo,
      channels: JSON.stringify(wanted.channels),
      updated_at: clock.now(),
      // A secret belongs to its address and goes with it.
      ...(wanted.webhookUrl === null
        ? { webhook_secret: null }
        : wanted.webhookSecret === undefined
          ? {}
          : { webhook_secret: wanted.webhookSecret || null }),
    };
    await tx
      .insertInto('notice_preference')
      .values({ person_id: scope.personId, ...values })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
      .execute();
    await sql`select set_own_email(${wanted.email})`.execute(tx);
    await recordAudit(tx, scope, clock, {
      action: 'notice.preferences',
      regionCode: scope.regionCode,
      object: { kind: 'person', id: scope.personId },
      summary: { zh: '修改通知设置', en: 'Changed how to be told' },
      details: { email: wanted.email !== null, webhook: wanted.webhookUrl !== null },
    });
    return getPreferences(tx, scope, settings);
  });
}

/** Robots of the organizations below an administrator's region; secrets stay inside. */
export async function findRobots(tx: Tx, scope: UserScope): Promise<OrganizationRobot[]> {
  authorize(scope, 'notice.robot');
  const rows = await tx
    .selectFrom('notice_webhook as w')
    .innerJoin('organization as o', 'o.id', 'w.organization_id')
    .selectAll('w')
    .select('o.name')
    .orderBy('w.organization_id')
    .execute();
  return rows.map((row) => ({
    organizationId: row.organization_id,
    organization: row.name,
    url: row.url,
    hasSecret: row.secret !== null,
    language: row.language === 'en' ? 'en' : 'zh',
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
  }));
}

export async function setRobot(
  { db, clock }: Services,
  scope: UserScope,
  settings: NoticeSettings,
  wanted: SetOrganizationRobot,
): Promise<OrganizationRobot[]> {
  authorize(scope, 'notice.robot');
  await checkWebhook(wanted.url, settings.webhook);
  return db.within(scope, async (tx) => {
    const organization = await getOrganizationPlace(tx, scope, wanted.organizationId);
    const values = {
      region_code: organization.region_code,
      url: wanted.url,
      language: wanted.language,
      updated_at: clock.now(),
      updated_by: scope.displayName,
      ...(wanted.secret === undefined ? {} : { secret: wanted.secret || null }),
    };
    await tx
      .insertInto('notice_webhook')
      .values({ organization_id: wanted.organizationId, ...values })
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(values))
      .execute();
    await auditRobot(tx, scope, clock, organization, { zh: '设置群机器人', en: 'Set the robot of' });
    return findRobots(tx, scope);
  });
}

export async function removeRobot({ db, clock }: Services, scope: UserScope, organizationId: string): Promise<void> {
  authorize(scope, 'notice.robot');
  await db.within(scope, async (tx) => {
    const organization = await getOrganizationPlace(tx, scope, organizationId);
    const { numDeletedRows } = await tx
      .deleteFrom('notice_webhook')
      .where('organization_id', '=', organizationId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new AppError('not-found', { what: organizationId });
    await auditRobot(tx, scope, clock, organization, { zh: '移除群机器人', en: 'Removed the robot of' });
  });
}

type Place = { id: string; name: string; name_en: string; region_code: string };

async function getOrganizationPlace(tx: Tx, scope: UserScope, id: string): Promise<Place> {
  const row = await tx
    .selectFrom('organization')
    .select(['id', 'name', 'name_en', 'region_code'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  authorize(scope, 'notice.robot', row.region_code);
  return row;
}

async function auditRobot(
  tx: Tx,
  scope: UserScope,
  clock: Services['clock'],
  place: Place,
  verb: Message,
): Promise<void> {
  await recordAudit(tx, scope, clock, {
    action: 'notice.robot',
    regionCode: place.region_code,
    object: { kind: 'organization', id: place.id },
    summary: { zh: `${verb.zh}：${place.name}`, en: `${verb.en} ${place.name_en}` },
  });
}
