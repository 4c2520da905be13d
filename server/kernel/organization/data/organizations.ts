import { type Region, regions } from '../../region/index.ts';
import { departments } from './departments.ts';
import { others } from './others.ts';
import { reform2018 } from './reform-2018.ts';
import type { Row } from './row.ts';
import type { ListedOrganization } from './types.ts';

const province = '330000';

const fromRow = ([code, zh, shortNames, en, kind, validFrom, validTo, successors = []]: Row): ListedOrganization => ({
  code: `zj-${code}`,
  zh,
  shortNames: shortNames.split(' '),
  en,
  kind,
  region: province,
  validFrom,
  validTo,
  successors: successors.map((next) => `zj-${next}`),
});

/**
 * The government of a region lives as long as its code; a change of territory alone does not found a new one. 杭州市政府
 * is printed 杭州市政府, the province's own 省政府.
 */
function government(code: string, versions: Region[]): ListedOrganization {
  const first = versions[0]!;
  const last = versions.at(-1)!;
  return {
    code: `gov-${code}`,
    zh: `${first.zh}人民政府`,
    shortNames: first.level === 'province' ? ['省政府', '浙江省政府'] : [`${first.zh}政府`],
    en: `Government of ${first.en}`,
    kind: 'government',
    region: code,
    validFrom: first.validFrom,
    validTo: last.validTo,
    successors: last.successors.map((next) => `gov-${next}`),
  };
}

const codes = [...new Set(regions.map((region) => region.code))];

/** Public organizations of Zhejiang that plans name as responsible units: the tables, and a government for each region. */
export const organizations: readonly ListedOrganization[] = [
  ...[...departments, ...reform2018, ...others].map(fromRow),
  ...codes.map((code) =>
    government(
      code,
      regions.filter((region) => region.code === code),
    ),
  ),
];
