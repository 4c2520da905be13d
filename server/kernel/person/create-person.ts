import { randomBytes } from 'node:crypto';
import type { FirstPassword, NewPersonInput } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import { authorize, type Scope } from '../scope/scope.ts';
import { addPerson } from './add-person.ts';
import { checkPost } from './check-post.ts';

export const newPassword = (): string => randomBytes(9).toString('base64url');

/**
 * Adds a person of the administrator's regions. The password is shown once and has to be changed at the first sign-in.
 * Throws `person.exists`, and what `checkPost` throws.
 */
export async function createPerson(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  { userName, displayName, email, post }: NewPersonInput,
  first: { password: string; passwordHash?: string } = { password: newPassword() },
): Promise<FirstPassword> {
  authorize(scope, 'person.manage', post.regionCode);
  await checkPost(tx, scope, post);
  const { organizationId, regionCode, roles, validFrom, validTo } = post;
  const person = { userName, displayName, email, ...first, organizationId, regionCode, roles, validFrom, validTo };
  const id = await addPerson(tx, scope, clock, { ...person, mustChange: true });
  return { id, userName, password: first.password };
}
