import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../error.ts';
import type { Scope } from '../scope/scope.ts';
import { hashPassword } from './add-person.ts';
import { homeRegion } from './posts.ts';

/**
 * Gives a person a new password, unlocks the account, and ends every session and key. With `mustChange` the person sets
 * another one at the next sign-in. Throws `not-found`.
 */
export async function resetPassword(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  userName: string,
  password: string,
  mustChange = false,
): Promise<void> {
  const person = await tx
    .updateTable('person')

    .set({
      password_hash: await hashPassword(userName, password),
      must_change_password: mustChange,
      failed_attempts: 0,
      locked_until: null,
    })
    .where((eb) => eb(eb.fn('lower', ['user_name']), '=', userName.toLowerCase()))
    .returning('id')
    .executeTakeFirst();
  if (!person) throw new AppError('not-found', { what: userName });
  await endAccess(tx, person.id, clock.now());
  await recordAudit(tx, scope, clock, {
    action: 'person.password',
    regionCode: await homeRegion(tx, person.id),
    object: { kind: 'person', id: userName },
    summary: { zh: '重设密码，所有登录与密钥已结束', en: 'Password reset; all sessions and keys ended' },
  });
}

/** Ends the sessions and keys of a person; one session may be left. */
export async function endAccess(tx: Tx, personId: string, now: Date, leave: string | null = null): Promise<void> {
  let sessions = tx.updateTable('session').set({ revoked_at: now }).where('person_id', '=', personId);
  sessions = sessions.where('revoked_at', 'is', null);
  if (leave) sessions = sessions.where('id', '<>', leave);
  await sessions.execute();
  await tx
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute();
}
