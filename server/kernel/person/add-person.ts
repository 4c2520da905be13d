import { hash } from '@node-rs/argon2';
import { type Role, roles } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../error.ts';
import type { Scope } from '../scope/scope.ts';
import { PASSWORD_MIN } from './sign-in.ts';

export type NewPerson = {
  userName: string;
  displayName: string;
  organizationId: string;
  regionCode: string;
  roles: readonly string[];
  password: string;
};

/** Throws `auth.weak-password` for a password that is too short or is the user name. */
export async function hashPassword(userName: string, password: string): Promise<string> {
  if (password.length < PASSWORD_MIN || password.toLowerCase() === userName.toLowerCase())
    throw new AppError('auth.weak-password', { min: PASSWORD_MIN });
  return hash(password);
}

/** Adds a person, or gives an existing one of that user name this password, office and roles. */
export async function addPerson(tx: Tx, scope: Scope, clock: Clock, person: NewPerson): Promise<string> {
  const unknown = person.roles.find((role) => !roles.includes(role as Role));
  if (unknown !== undefined) throw new AppError('input.invalid', { field: 'roles', problem: unknown });
  const values = {
    user_name: person.userName,
    display_name: person.displayName,
    organization_id: person.organizationId,
    region_code: person.regionCode,
    roles: [...person.roles],
    password_hash: await hashPassword(person.userName, person.password),
  };
  const organization = await tx
    .selectFrom('organization')
    .select('id')
    .where('id', '=', person.organizationId)
    .executeTakeFirst();
  if (!organization) throw new AppError('not-found', { what: person.organizationId });
  const existing = await tx
    .selectFrom('person')
    .select('id')
    .where((eb) => eb(eb.fn('lower', ['user_name']), '=', person.userName.toLowerCase()))
    .executeTakeFirst();
  const { id } = existing
    ? await tx.updateTable('person').set(values).where('id', '=', existing.id).returning('id').executeTakeFirstOrThrow()
    : await tx.insertInto('person').values(values).returning('id').executeTakeFirstOrThrow();
  await recordAudit(tx, scope, clock, {
    action: existing ? 'person.change' : 'person.add',
    regionCode: person.regionCode,
    object: { kind: 'person', id: person.userName },
    summary: {
      zh: existing ? `修改用户 ${person.userName}` : `新增用户 ${person.userName}`,
      en: existing ? `Changed user ${person.userName}` : `Added user ${person.userName}`,
    },
    details: { organization: person.organizationId, roles: person.roles },
  });
  return id;
}
