import type { ChangedPerson, PersonAction } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../error.ts';
import type { Scope } from '../scope/scope.ts';
import { getManaged, keepAdministrators } from './manage-person.ts';
import { maskEmail } from './person-views.ts';
import { homeRegion } from './posts.ts';
import { endAccess } from './reset-password.ts';

/** Name and e-mail address. Throws `conflict` when somebody else changed the person since. */
export async function changePerson(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  id: string,
  { displayName, email, version }: ChangedPerson,
): Promise<void> {
  const person = await getManaged(tx, scope, id);
  const changed = await tx
    .updateTable('person')
    .set({ display_name: displayName, ...(email === undefined ? {} : { email }), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new AppError('conflict');
  await recordAudit(tx, scope, clock, {
    action: 'person.change',
    regionCode: await homeRegion(tx, id),
    object: { kind: 'person', id: person.user_name },
    summary: { zh: `更改用户 ${person.user_name}`, en: `Changed user ${person.user_name}` },
    details: {
      before: { displayName: person.display_name, email: maskEmail(person.email) },
      after: { displayName, email: maskEmail(email === undefined ? person.email : email) },
    },
  });
}

const actions = {
  disable: { zh: '停用用户', en: 'Disabled user' },
  enable: { zh: '启用用户', en: 'Enabled user' },
  unlock: { zh: '解锁用户', en: 'Unlocked user' },
} as const;

/** A disabled person loses every session and key at once. Throws `person.last-administrator`. */
export async function setPersonState(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  id: string,
  action: PersonAction['action'],
): Promise<void> {
  const person = await getManaged(tx, scope, id);
  const set =
    action === 'unlock'
      ? { failed_attempts: 0, locked_until: null }
      : { disabled_at: action === 'disable' ? clock.now() : null };
  await keepAdministrators(tx, clock, async () => {
    await tx.updateTable('person').set(set).where('id', '=', id).execute();
    if (action === 'disable') await endAccess(tx, id, clock.now());
  });
  await recordAudit(tx, scope, clock, {
    action: `person.${action}`,
    regionCode: await homeRegion(tx, id),
    object: { kind: 'person', id: person.user_name },
    summary: {
      zh: `${actions[action].zh} ${person.user_name}`,
      en: `${actions[action].en} ${person.user_name}`,
    },
  });
}
