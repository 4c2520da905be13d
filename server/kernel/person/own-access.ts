/** What people manage about their own access: sessions, API keys, password. */
import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { ApiKey, NewApiKey, OwnSession } from '../../../packages/contract/index.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { AppError } from '../error.ts';
import { systemScope, type UserScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { hashPassword } from './add-person.ts';
import { endAccess } from './reset-password.ts';
import { hashToken } from './sign-in.ts';

export async function findOwnSessions({ db, clock }: Services, scope: UserScope): Promise<OwnSession[]> {
  const rows = await db.within(scope, (tx) =>
    tx
      .selectFrom('session')
      .selectAll()
      .where('person_id', '=', scope.personId)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', clock.now())
      .orderBy('last_seen_at', 'desc')
      .execute(),
  );
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    client: row.client,
    current: row.id === scope.sessionId,
  }));
}

export async function revokeSession({ db, clock }: Services, scope: UserScope, id: string): Promise<void> {
  await db.within(scope, async (tx) => {
    const row = await tx
      .updateTable('session')
      .set({ revoked_at: clock.now() })
      .where('id', '=', id)
      .where('person_id', '=', scope.personId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new AppError('not-found', { what: id });
    await recordAudit(tx, scope, clock, {
      action: 'session.revoke',
      regionCode: scope.regionCode,
      object: { kind: 'session', id },
      summary: { zh: id === scope.sessionId ? '退出登录' : '结束另一处登录', en: 'Ended a session' },
    });
  });
}

export async function findOwnKeys({ db }: Services, scope: UserScope): Promise<ApiKey[]> {
  const rows = await db.within(scope, (tx) =>
    tx
      .selectFrom('api_key')
      .selectAll()
      .where('person_id', '=', scope.personId)
      .where('revoked_at', 'is', null)
      .orderBy('created_at', 'desc')
      .execute(),
  );
  return rows.map(toApiKey);
}

/** Makes a key. The secret is returned once and kept nowhere. */
export async function createKey(
  { db, clock }: Services,
  scope: UserScope,
  wanted: NewApiKey,
): Promise<{ key: ApiKey; secret: string }> {
  const secret = `zm_${randomBytes(32).toString('base64url')}`;
  const now = clock.now();
  const key = await db.within(scope, async (tx) => {
    const row = await tx
      .insertInto('api_key')
      .values({
        person_id: scope.personId,
        post_id: scope.postId,
        name: wanted.name,
        prefix: secret.slice(0, 8),
        key_hash: hashToken(secret),
        created_at: now,
        expires_at: new Date(now.getTime() + wanted.days * 86_400_000),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordAudit(tx, scope, clock, {
      action: 'api-key.create',
      regionCode: scope.regionCode,
      object: { kind: 'api-key', id: row.id },
      summary: { zh: `新建密钥 ${wanted.name}`, en: `Created API key ${wanted.name}` },
    });
    return toApiKey(row);
  });
  return { key, secret };
}

export async function revokeKey({ db, clock }: Services, scope: UserScope, id: string): Promise<void> {
  await db.within(scope, async (tx) => {
    const row = await tx
      .updateTable('api_key')
      .set({ revoked_at: clock.now() })
      .where('id', '=', id)
      .where('person_id', '=', scope.personId)
      .where('revoked_at', 'is', null)
      .returning('name')
      .executeTakeFirst();
    if (!row) throw new AppError('not-found', { what: id });
    await recordAudit(tx, scope, clock, {
      action: 'api-key.revoke',
      regionCode: scope.regionCode,
      object: { kind: 'api-key', id },
      summary: { zh: `停用密钥 ${row.name}`, en: `Revoked API key ${row.name}` },
    });
  });
}

/** Changes the password and ends all other sessions, and all keys. */
export async function changePassword(
  { db, clock }: Services,
  scope: UserScope,
  current: string,
  next: string,
): Promise<void> {
  const system = systemScope('password');
  const person = await db.within(system, (tx) =>
    tx.selectFrom('person').selectAll().where('id', '=', scope.personId).executeTakeFirstOrThrow(),
  );
  if (!(await verify(person.password_hash, current))) throw new AppError('auth.wrong');
  if (current === next) throw new AppError('auth.same-password');
  const passwordHash = await hashPassword(person.user_name, next);
  await db.within(system, async (tx) => {
    await tx
      .updateTable('person')
      .set({ password_hash: passwordHash, must_change_password: false })
      .where('id', '=', person.id)
      .execute();
    await endAccess(tx, person.id, clock.now(), scope.sessionId);
    await recordAudit(tx, scope, clock, {
      action: 'person.password',
      regionCode: scope.regionCode,
      object: { kind: 'person', id: person.user_name },
      summary: { zh: '修改密码，其他登录与密钥已结束', en: 'Changed the password; other sessions and keys ended' },
    });
  });
}

function toApiKey(row: {
  id: string;
  name: string;
  prefix: string;
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date;
}): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at.toISOString(),
  };
}
