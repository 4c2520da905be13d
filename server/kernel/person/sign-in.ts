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
import { dayOf } from '../clock.ts';
import { AppError } from '../error.ts';
import { systemScope, type UserScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { findValidPosts, homeRegion } from './posts.ts';

export const LOCK_AFTER = 5;
export const LOCK_MINUTES = 15;
export const SESSION_DAYS = 14;
export const IDLE_HOURS = 12;
export const PASSWORD_MIN = 10;

export type Client = { address: string | null; userAgent: string };

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Verifying against this takes as long as against a real hash, so time does not tell unknown names from known ones. */
const decoy = hash('no such user');

/**
 * Opens a session for the person's main post, or another one that is valid today. Throws `auth.wrong`, `auth.locked`,
 * or `auth.no-post` when every post has ended or none has begun. The returned token goes into the cookie.
 */
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
    if (person && attempt)
      await db.within(system, (tx) => recordRefusal(tx, services, person, attempt.locks ? 'locks' : 'wrong', client));
    throw new AppError('auth.wrong');
  }
  const token = randomBytes(32).toString('base64url');
  const scope = await db.within(system, async (tx) => {
    await tx
      .updateTable('person')
      .set({ failed_attempts: 0, locked_until: null })
      .where('id', '=', person.id)
      .execute();
    const [post] = await findValidPosts(tx, person.id, dayOf(now));
    if (!post) {
      await recordRefusal(tx, services, person, 'no-post', client);
      return null;
    }
    const session = await tx
      .insertInto('session')
      .values({
        token_hash: hashToken(token),
        person_id: person.id,
        post_id: post.id,
        created_at: now,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + SESSION_DAYS * 86_400_000),
        client: client.userAgent.slice(0, 200),
        address: client.address,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const opened = toScope(person, post, session.id, client.address);
    await recordAudit(tx, opened, clock, {
      action: 'session.open',
      regionCode: post.region_code,
      object: { kind: 'person', id: person.user_name },
      summary: { zh: '登录', en: 'Signed in' },
      details: { client: client.userAgent.slice(0, 200) },
    });
    return opened;
  });
  // Thrown out here, so that the refusal stays in the trail.
  if (!scope) throw new AppError('auth.no-post', { day: dayOf(now) });
  return { token, scope };
}

/**
 * The scope of a session cookie; undefined when it is unknown, expired, idle too long or revoked, when its person is
 * disabled, and when its post has ended.
 */
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
      .innerJoin('post', 'post.id', 'session.post_id')
      .select(scopeColumns)
      .select(['session.id as session_id', 'session.last_seen_at'])
      .where('session.token_hash', '=', hashToken(token))
      .where('session.revoked_at', 'is', null)
      .where('session.expires_at', '>', now)
      .where('session.last_seen_at', '>', new Date(now.getTime() - IDLE_HOURS * 3_600_000))
      .where('person.disabled_at', 'is', null)
      .where('post.valid_from', '<=', dayOf(now))
      .where((eb) => eb.or([eb('post.valid_to', 'is', null), eb('post.valid_to', '>=', dayOf(now))]))
      .executeTakeFirst();
    if (!row) return undefined;
    // Once a minute is often enough to know who is here, and spares a write at every request.
    if (now.getTime() - row.last_seen_at.getTime() > 60_000)
      await tx.updateTable('session').set({ last_seen_at: now }).where('id', '=', row.session_id).execute();
    return toScope(row, row, row.session_id, address);
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
      .innerJoin('post', 'post.id', 'api_key.post_id')
      .select(scopeColumns)
      .select(['api_key.id as key_id', 'api_key.last_used_at'])
      .where('api_key.key_hash', '=', hashToken(secret))
      .where('api_key.revoked_at', 'is', null)
      .where('api_key.expires_at', '>', now)
      .where('person.disabled_at', 'is', null)
      .where('post.valid_from', '<=', dayOf(now))
      .where((eb) => eb.or([eb('post.valid_to', 'is', null), eb('post.valid_to', '>=', dayOf(now))]))
      .executeTakeFirst();
    if (!row) return undefined;
    if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > 60_000)
      await tx.updateTable('api_key').set({ last_used_at: now }).where('id', '=', row.key_id).execute();
    return toScope(row, row, null, address);
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

const refusals = {
  wrong: { action: 'session.refuse', zh: '登录失败', en: 'Sign-in refused' },
  locks: { action: 'session.lock', zh: '连续输错，账户锁定', en: 'Account locked after wrong attempts' },
  'no-post': { action: 'session.refuse', zh: '登录失败：没有有效岗位', en: 'Sign-in refused: no post is valid' },
} as const;

async function recordRefusal(
  tx: Tx,
  { clock }: Services,
  person: { id: string; user_name: string },
  reason: keyof typeof refusals,
  client: Client,
): Promise<void> {
  const { action, zh, en } = refusals[reason];
  await recordAudit(tx, systemScope('sign-in'), clock, {
    action,
    regionCode: await homeRegion(tx, person.id),
    object: { kind: 'person', id: person.user_name },
    summary: { zh, en },
    details: { address: client.address },
  });
}

const findPersonByName = (tx: Tx, userName: string) =>
  tx
    .selectFrom('person')
    .selectAll()
    .where((eb) => eb(eb.fn('lower', ['user_name']), '=', userName.trim().toLowerCase()))
    .executeTakeFirst();

const scopeColumns = [
  'person.id',
  'person.display_name',
  'person.must_change_password',
  'post.id as post_id',
  'post.organization_id',
  'post.region_code',
  'post.roles',
] as const;

type PersonRow = { id: string; display_name: string; must_change_password: boolean };
type PostRow = { organization_id: string; region_code: string; roles: string[] } & (
  | { id: string }
  | { post_id: string }
);

export function toScope(person: PersonRow, post: PostRow, sessionId: string | null, address: string | null): UserScope {
  return {
    kind: 'user',
    personId: person.id,
    postId: 'post_id' in post ? post.post_id : post.id,
    displayName: person.display_name,
    organizationId: post.organization_id,
    regionCode: post.region_code,
    roles: post.roles as Role[],
    sessionId,
    address,
    ...(person.must_change_password ? { mustChangePassword: true } : {}),
  };
}
