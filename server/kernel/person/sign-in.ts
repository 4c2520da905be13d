/**
 * Sign-in with user name and password. Passwords are kept as argon2id hashes; sessions are random tokens of which
 * only the SHA-256 is kept, so they can be revoked one by one and a stolen database opens no session.
 * Five wrong attempts lock an account for fifteen minutes.
 */
import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { sql } from 'kysely';
import type { Role } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { AppError } from '../error.ts';
import { systemScope, type UserScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';

export const LOCK_AFTER = 5;
export const LOCK_MINUTES = 15;
export const SESSION_DAYS = 14;
export const IDLE_HOURS = 12;
export const PASSWORD_MIN = 10;

export type Client = { address: string | null; userAgent: string };

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Verifying against this takes as long as against a real hash, so time does not tell unknown names from known ones. */
const decoy = hash('no such user');

/** Opens a session. Throws `auth.wrong` or `auth.locked`. The returned token goes into the cookie. */
export async function signIn(
  services: Services,
  userName: string,
  password: string,
  client: Client,
): Promise<{ token: string; scope: UserScope }> {
  const { db, clock } = services;
  const system = systemScope('sign-in');
  const now = clock.now();
  const person = await db.within(system, (tx) => findPersonByName(tx, userName));
  const attempt = person ? await db.within(system, (tx) => countAttempt(tx, person.id, now)) : undefined;
  const right = await verify(person?.password_hash ?? (await decoy), password);
  if (!person || !attempt || !right || person.disabled_at) {
    if (person && attempt) await db.within(system, (tx) => recordRefusal(tx, services, person, attempt, client));
    throw new AppError('auth.wrong');
  }
  const token = randomBytes(32).toString('base64url');
  const scope = await db.within(system, async (tx) => {
    await tx
      .updateTable('person')
      .set({ failed_attempts: 0, locked_until: null })
      .where('id', '=', person.id)
      .execute();
    const session = await tx
      .insertInto('session')
      .values({
        token_hash: hashToken(token),
        person_id: person.id,
        created_at: now,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + SESSION_DAYS * 86_400_000),
        client: client.userAgent.slice(0, 200),
        address: client.address,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const opened = toScope(person, session.id, client.address);
    await recordAudit(tx, opened, clock, {
      action: 'session.open',
      regionCode: person.region_code,
      object: { kind: 'person', id: person.user_name },
      summary: { zh: '登录', en: 'Signed in' },
      details: { client: client.userAgent.slice(0, 200) },
    });
    return opened;
  });
  return { token, scope };
}

/** The scope of a session cookie; undefined when it is unknown, expired, idle too long, revoked or of a disabled person. */
export async function findSessionScope(
  services: Services,
  token: string,
  address: string | null,
): Promise<UserScope | undefined> {
  const now = services.clock.now();
  return services.db.within(systemScope('session'), async (tx) => {
    const row = await tx
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.person_id')
      .selectAll('person')
      .select(['session.id as session_id', 'session.last_seen_at'])
      .where('session.token_hash', '=', hashToken(token))
      .where('session.revoked_at', 'is', null)
      .where('session.expires_at', '>', now)
      .where('session.last_seen_at', '>', new Date(now.getTime() - IDLE_HOURS * 3_600_000))
      .where('person.disabled_at', 'is', null)
      .executeTakeFirst();
    if (!row) return undefined;
    // Once a minute is often enough to know who is here, and spares a write at every request.
    if (now.getTime() - row.last_seen_at.getTime() > 60_000)
      await tx.updateTable('session').set({ last_seen_at: now }).where('id', '=', row.session_id).execute();
    return toScope(row, row.session_id, address);
  });
}

export async function findKeyScope(
  services: Services,
  secret: string,
  address: string | null,
): Promise<UserScope | undefined> {
  const now = services.clock.now();
  return services.db.within(systemScope('api-key'), async (tx) => {
    const row = await tx
      .selectFrom('api_key')
      .innerJoin('person', 'person.id', 'api_key.person_id')
      .selectAll('person')
      .select(['api_key.id as key_id', 'api_key.last_used_at'])
      .where('api_key.key_hash', '=', hashToken(secret))
      .where('api_key.revoked_at', 'is', null)
      .where('api_key.expires_at', '>', now)
      .where('person.disabled_at', 'is', null)
      .executeTakeFirst();
    if (!row) return undefined;
    if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > 60_000)
      await tx.updateTable('api_key').set({ last_used_at: now }).where('id', '=', row.key_id).execute();
    return toScope(row, null, address);
  });
}

type Attempt = { locks: boolean };

/**
 * Counts an attempt before its password is looked at, so that many at once cannot slip through together; a right one
 * clears the count. Throws `auth.locked` while the account is locked.
 */
async function countAttempt(tx: Tx, id: string, now: Date): Promise<Attempt> {
  const until = new Date(now.getTime() + LOCK_MINUTES * 60_000);
  const last = sql<boolean>`failed_attempts + 1 >= ${LOCK_AFTER}`;
  const row = await tx
    .updateTable('person')
    .set({
      failed_attempts: sql<number>`case when ${last} then 0 else failed_attempts + 1 end`,
      locked_until: sql<Date | null>`case when ${last} then ${until}::timestamptz end`,
    })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]))
    .returning('locked_until')
    .executeTakeFirst();
  if (row) return { locks: row.locked_until !== null };
  const { locked_until } = await tx
    .selectFrom('person')
    .select('locked_until')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  throw new AppError('auth.locked', { until: locked_until?.toISOString() });
}

function recordRefusal(
  tx: Tx,
  { clock }: Services,
  person: { user_name: string; region_code: string },
  { locks }: Attempt,
  client: Client,
): Promise<void> {
  return recordAudit(tx, systemScope('sign-in'), clock, {
    action: locks ? 'session.lock' : 'session.refuse',
    regionCode: person.region_code,
    object: { kind: 'person', id: person.user_name },
    summary: locks
      ? { zh: '连续输错，账户锁定', en: 'Account locked after wrong attempts' }
      : { zh: '登录失败', en: 'Sign-in refused' },
    details: { address: client.address },
  });
}

const findPersonByName = (tx: Tx, userName: string) =>
  tx
    .selectFrom('person')
    .selectAll()
    .where((eb) => eb(eb.fn('lower', ['user_name']), '=', userName.trim().toLowerCase()))
    .executeTakeFirst();

type PersonRow = {
  id: string;
  display_name: string;
  organization_id: string;
  region_code: string;
  roles: string[];
};

function toScope(person: PersonRow, sessionId: string | null, address: string | null): UserScope {
  return {
    kind: 'user',
    personId: person.id,
    displayName: person.display_name,
    organizationId: person.organization_id,
    regionCode: person.region_code,
    roles: person.roles as Role[],
    sessionId,
    address,
  };
}
