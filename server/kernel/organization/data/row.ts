import type { OrganizationKind } from './types.ts';

/** One line of the tables: short names are separated by blanks. */
export type Row = [
  code: string,
  zh: string,
  shortNames: string,
  en: string,
  kind: OrganizationKind,
  validFrom?: string,
  validTo?: string,
  successors?: string[],
];
