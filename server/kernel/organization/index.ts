export { organizations } from './data/organizations.ts';
export type { ListedOrganization, OrganizationKind } from './data/types.ts';
export { heirsOf, organizationByCode, organizationsOn, resolveUnit } from './organizations.ts';
export { type ReformMover, reformOrganizations } from './reform-organizations.ts';
export { resolveUnits } from './resolve-units.ts';
export { addOrganization, changeOrganization } from './save-organization.ts';
export { decideUnitName, findUnitNames, type UnitSource, undoUnitName } from './unit-names.ts';
