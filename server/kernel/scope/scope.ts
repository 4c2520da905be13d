/**
 * Scope: for whom a statement runs. Every store function takes a transaction that was opened with a scope, and
 * PostgreSQL's row-level security reads the same scope from the transaction's settings, so a forgotten condition
 * in a query returns nothing that the user may not see.
 */
import { allows, type Permission, permissions, type Role, reaches } from '../../../packages/contract/index.ts';
import { AppError } from '../error.ts';

export type UserScope = {
  kind: 'user';
  personId: string;
  /** The post that the user acts for; organization, region and roles are its own. */
  postId: string;
  displayName: string;
  organizationId: string;
  regionCode: string;
  roles: readonly Role[];
  sessionId: string | null;
  address: string | null;
  /** Signed in with a password that somebody else gave: only a new one can be set. */
  mustChangePassword?: true;
};
export type PublicScope = { kind: 'public'; address: string | null };
/** The program itself: sign-in, loading packs, the command line of the operator. `purpose` stands in the audit trail. */
export type SystemScope = { kind: 'system'; purpose: string };
export type Scope = UserScope | PublicScope | SystemScope;

export const systemScope = (purpose: string): SystemScope => ({ kind: 'system', purpose });

/** Throws unless the scope holds the permission, and, where a region is named, reaches it. */
export function authorize(scope: Scope, permission: Permission, regionCode?: string): void {
  if (scope.kind === 'system') return;
  if (scope.kind === 'public') {
    if (!allows([], permission)) throw new AppError('auth.required');
    return;
  }
  const { reach, zh, en } = permissions[permission];
  if (!allows(scope.roles, permission)) throw new AppError('scope.denied', { permission: { zh, en } });
  if (regionCode !== undefined && !reaches(reach, scope.regionCode, regionCode))
    throw new AppError('scope.outside', { region: regionCode });
}
