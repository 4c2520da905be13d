export { organizations } from './data/organizations.ts';
export type { ListedOrganization, OrganizationKind } from './data/types.ts';
export { heirsOf, organizationByCode, organizationsOn, resolveUnit } from './organizations.ts';
export { resolveUnits } from './resolve-units.ts';
