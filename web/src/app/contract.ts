/**
 * The one door to the contract. Types come from the schemas; values only from files without Zod,
 * so that the browser does not load a validator it never runs.
 */

export { evidenceExtensions } from '../../../packages/contract/evidence.ts';
export type * from '../../../packages/contract/index.ts';
export { hasContent, type LogKind, logKinds } from '../../../packages/contract/log-kinds.ts';
export {
  type OrganizationKindName,
  organizationKindNames,
  organizationKinds,
} from '../../../packages/contract/organization-kinds.ts';
export type { Permission, Role } from '../../../packages/contract/permissions.ts';
export { allows, permissions, reaches, roles } from '../../../packages/contract/permissions.ts';
export * from '../../../packages/contract/words.ts';
