/** Who is here: sessions of people in reach, and their end. */
import { sql } from 'kysely';
import type { OnlineSession } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../error.ts';
import { authorize, type Scope } from '../scope/scope.ts';
import { getManaged } from './manage-person.ts';
import { homeRegion } from './posts.ts';
import { IDLE_HOURS } from './sign-in.ts';

const ACTIVE_MINUTES = 10;

/** Sessions that still open something, the last seen first. Row-level security: people with a post in reach. */
export async function findOnline(tx: Tx, scope: Scope, clock: Clock): Promise<OnlineSession[]> {
  authorize(scope, 'session.watch');
  const now = clock.now().getTime();
  const rows = await tx
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .innerJoin('post', 'post.id', 's.post_id')
    .innerJoin('organization as o', 'o.id', 'post.organization_id')
    .select(['s.id', 's.person_id', 's.created_at', 's.last_seen_at', 's.address', 's.client'])
    .select(['p.user_name', 'p.display_name', 'o.id as organization_id', 'o.name', 'o.name_en'])
    .select(sql<boolean>`may_manage_person(s.person_id)`.as('may_end'))
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', clock.now())
    .where('s.last_seen_at', '>', new Date(now - IDLE_HOURS * 3_600_000))
    .where('p.disabled_at', 'is', null)
    .orderBy('s.last_seen_at', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    person: { id: row.person_id, userName: row.user_name, displayName: row.display_name },
    organization: { id: row.organization_id, name: row.name, nameEn: row.name_en },
    since: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    active: now - row.last_seen_at.getTime() < ACTIVE_MINUTES * 60_000,
    address: row.address,
    client: row.client,
    mayEnd: row.may_end && (scope.kind !== 'user' || scope.personId !== row.person_id),
  }));
}

/** Ends a session of somebody whom the administrator manages. Throws `not-found`, `person.outside`, `person.self`. */
export async function endSession(tx: Tx, scope: Scope, clock: Clock, id: string): Promise<void> {
  authorize(scope, 'person.manage');
  const session = await tx
    .selectFrom('session')
    .select('person_id')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!session) throw new AppError('not-found', { what: id });
  const person = await getManaged(tx, scope, session.person_id);
  await tx.updateTable('session').set({ revoked_at: clock.now() }).where('id', '=', id).execute();
  await recordAudit(tx, scope, clock, {
    action: 'session.revoke',
    regionCode: await homeRegion(tx, person.id),
    object: { kind: 'person', id: person.user_name },
    summary: { zh: `结束 ${person.user_name} 的登录`, en: `Ended a session of ${person.user_name}` },
    details: { session: id },
  });
}
