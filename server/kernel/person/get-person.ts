import type { PersonDetail } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { findAuditOf } from '../audit/find-audit.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { type Clock, today } from '../clock.ts';
import { AppError } from '../error.ts';
import { authorize, type Scope } from '../scope/scope.ts';
import { lastSeen } from './find-people.ts';
import { mayManage } from './manage-person.ts';
import { findPosts, maskEmail, stateOf } from './person-views.ts';
import { homeRegion } from './posts.ts';

/** One person with posts and history. Throws `not-found` out of reach. */
export async function getPerson(tx: Tx, scope: Scope, clock: Clock, id: string): Promise<PersonDetail> {
  authorize(scope, 'person.manage');
  const row = await tx
    .selectFrom('person as p')
    .selectAll('p')
    .select(lastSeen)
    .where('p.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  const posts = (await findPosts(tx, [id], today(clock))).get(id) ?? [];
  const self = scope.kind === 'user' && scope.personId === id;
  return {
    id,
    userName: row.user_name,
    displayName: row.display_name,
    email: maskEmail(row.email),
    state: stateOf(row, posts, clock.now()),
    lastSeenAt: row.last_seen?.toISOString() ?? null,
    posts,
    createdAt: row.created_at.toISOString(),
    lockedUntil: row.locked_until && row.locked_until > clock.now() ? row.locked_until.toISOString() : null,
    disabledAt: row.disabled_at?.toISOString() ?? null,
    mustChangePassword: row.must_change_password,
    version: row.version,
    self,
    manageable: !self && (scope.kind === 'system' || (await mayManage(tx, id))),
    handOver: await findWaiting(tx, id),
    history: await findAuditOf(tx, { kind: 'person', id: row.user_name }, 20),
  };
}

/** The name of who takes over is shown where the person may be seen; it is of the same unit. */
async function findWaiting(tx: Tx, id: string): Promise<PersonDetail['handOver']> {
  const row = await tx
    .selectFrom('hand_over as h')
    .leftJoin('person as p', 'p.id', 'h.to_person')
    .select(['h.day', 'p.display_name'])
    .where('h.person_id', '=', id)
    .where('h.settled_at', 'is', null)
    .executeTakeFirst();
  return row ? { day: row.day, to: row.display_name } : null;
}

/** The whole e-mail address. Who looked stands in the audit trail. */
export async function readEmail(tx: Tx, scope: Scope, clock: Clock, id: string): Promise<string | null> {
  authorize(scope, 'person.manage');
  const row = await tx.selectFrom('person').select(['user_name', 'email']).where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  await recordAudit(tx, scope, clock, {
    action: 'person.read',
    regionCode: await homeRegion(tx, id),
    object: { kind: 'person', id: row.user_name },
    summary: { zh: `查看 ${row.user_name} 的邮箱`, en: `Looked at the e-mail address of ${row.user_name}` },
  });
  return row.email;
}
