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

/** Adds a person. Throws `person.exists`, `not-found` for an unknown organization or region, `usage` for an unknown role. */
export async function addPerson(tx: Tx, scope: Scope, clock: Clock, person: NewPerson): Promise<string> {
  const unknown = person.roles.find((role) => !roles.includes(role as Role));
  if (unknown !== undefined) throw new AppError('usage', { problem: `${unknown} (${roles.join(', ')})` });
  await refuseUnknown(tx, person);
  const passwordHash = await hashPassword(person.userName, person.password);
  const { id } = await tx
    .insertInto('person')
    .values({
      user_name: person.userName,
      display_name: person.displayName,
      organization_id: person.organizationId,
      region_code: person.regionCode,
      roles: [...person.roles],
      password_hash: passwordHash,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordAudit(tx, scope, clock, {
    action: 'person.add',
    regionCode: person.regionCode,
    object: { kind: 'person', id: person.userName },
    summary: { zh: `新增用户 ${person.userName}`, en: `Added user ${person.userName}` },
    details: { organization: person.organizationId, roles: person.roles },
  });
  return id;
}

async function refuseUnknown(tx: Tx, person: NewPerson): Promise<void> {
  const { organizationId, regionCode, userName } = person;
  const organization = await tx
    .selectFrom('organization')
    .select('id')
    .where('id', '=', organizationId)
    .executeTakeFirst();
  if (!organization) throw new AppError('not-found', { what: organizationId });
  const region = await tx.selectFrom('region').select('code').where('code', '=', regionCode).executeTakeFirst();
  if (!region) throw new AppError('not-found', { what: regionCode });
  const same = await tx
    .selectFrom('person')
    .select('id')
    .where((eb) => eb(eb.fn('lower', ['user_name']), '=', userName.toLowerCase()))
    .executeTakeFirst();
  if (same) throw new AppError('person.exists', { userName });
}
