import { organizations } from './data/organizations.ts';
import type { ListedOrganization } from './data/types.ts';

const inForce = (organization: ListedOrganization, date: string): boolean =>
  (organization.validFrom === undefined || organization.validFrom <= date) &&
  (organization.validTo === undefined || date < organization.validTo);

/** White space, full-width forms, kinds of brackets and quotes do not distinguish names. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[〔[【]/g, '(')
    .replace(/[〕\]】]/g, ')')
    .replace(/["“”「」]/g, '"');

const byCode = new Map(organizations.map((organization) => [organization.code, organization]));
const byName = new Map<string, ListedOrganization[]>();
for (const organization of organizations) {
  const names = new Set([organization.zh, ...organization.shortNames].map(nameKey));
  for (const name of [...names]) if (name.startsWith('省')) names.add(`浙江${name}`);
  for (const name of names) byName.set(name, [...(byName.get(name) ?? []), organization]);
}

function check(date: string): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`not a date: ${date}`);
}

const find = (name: string, date: string): ListedOrganization | undefined =>
  byName.get(name)?.find((organization) => inForce(organization, date));

/**
 * The organization that a responsible-unit list of a date means by a name: full name, short name, with or without 浙江,
 * any kind of bracket. A second name in brackets is passed over when the whole is not known: 省科技厅〔省知识产权局〕 is
 * 省科技厅. `undefined` when no organization bore the name on that date.
 * @param date 'YYYY-MM-DD', the date of the document
 * @throws RangeError for another form of date
 */
export function resolveUnit(name: string, date: string): ListedOrganization | undefined {
  check(date);
  const whole = nameKey(name);
  return find(whole, date) ?? find(whole.replace(/\([^()]*\)$/, ''), date);
}

/** The organization of a code, or `undefined`. */
export const organizationByCode = (code: string): ListedOrganization | undefined => byCode.get(code);

/** The organizations in force on a date. */
export function organizationsOn(date: string): ListedOrganization[] {
  check(date);
  return organizations.filter((organization) => inForce(organization, date));
}

/**
 * Who answers on a date for the duties of an organization: itself while it exists, else its successors, followed through
 * every reform. Empty for an unknown code and for a date before it was founded.
 */
export function heirsOf(code: string, date: string): ListedOrganization[] {
  check(date);
  const organization = byCode.get(code);
  if (!organization || (organization.validFrom !== undefined && date < organization.validFrom)) return [];
  if (inForce(organization, date)) return [organization];
  return [...new Set(organization.successors.flatMap((next) => heirsOf(next, date)))];
}
