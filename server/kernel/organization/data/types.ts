/**
 * `department`: of the provincial government or party committee; `government`: of a region; `office`: of a leading group or
 * inside a department; `agency`: an organ of the state in Zhejiang, a company, an institute; `group`: a phrase that stands
 * for many organizations (各市、县（市、区）政府).
 */
export type OrganizationKind = 'department' | 'government' | 'office' | 'agency' | 'group';

/** A public organization as responsible-unit lists name it. */
export interface ListedOrganization {
  /** Own slug, stable. */
  code: string;
  zh: string;
  /** Names as lists print them, the usual one first. */
  shortNames: string[];
  en: string;
  kind: OrganizationKind;
  /** Region it acts for, GB/T 2260. */
  region: string;
  /** First day; `undefined`: before 2015. */
  validFrom?: string;
  /** First day on which it is gone; `undefined`: no end is recorded. */
  validTo?: string;
  /** Codes of the organizations that took its duties over, the one with most of them first. */
  successors: string[];
}
