import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { type Role, roles } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { type Clock, today } from '../clock.ts';
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
  /** Of the password, where it was made before: it takes its time, and a transaction should not wait for it. */
  passwordHash?: string;
  email?: string | null;
  /** The password was given by somebody else, and is to be changed at the first sign-in. */
  mustChange?: boolean;
  /** First and last day of the post; from today on without them. */
  validFrom?: string;
  validTo?: string | null;
};

/** Throws `auth.weak-password` for a password that is too short or is the user name. */
export async function hashPassword(userName: string, password: string): Promise<string> {
  if (password.length < PASSWORD_MIN || password.toLowerCase() === userName.toLowerCase())
    throw new AppError('auth.weak-password', { min: PASSWORD_MIN });
  return hash(password);
}

/** Adds a person with one post. Throws `person.exists`, `not-found` for an unknown organization or region, `usage` for an unknown role. */
export async function addPerson(tx: Tx, scope: Scope, clock: Clock, person: NewPerson): Promise<string> {
  if (person.roles.length === 0) throw new AppError('usage', { problem: `roles (${roles.join(', ')})` });
  const unknown = person.roles.find((role) => !roles.includes(role as Role));
  if (unknown !== undefined) throw new AppError('usage', { problem: `${unknown} (${roles.join(', ')})` });
  await refuseUnknown(tx, person);
  const passwordHash = person.passwordHash ?? (await hashPassword(person.userName, person.password));
  // The id is made here: a person without a post is seen by nobody, so nothing could be returned.
  const id = randomUUID();
  await tx
    .insertInto('person')
    .values({
      id,
      user_name: person.userName,
      display_name: person.displayName,
      password_hash: passwordHash,
      email: person.email ?? null,
      must_change_password: person.mustChange ?? false,
    })
    .execute();
  await tx
    .insertInto('post')
    .values({
      person_id: id,
      organization_id: person.organizationId,
      region_code: person.regionCode,
      roles: [...person.roles],
      valid_from: person.validFrom ?? today(clock),
      valid_to: person.validTo ?? null,
      main: true,
    })
    .execute();
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
