import { type RegionChange, regionChanges } from './changes.ts';
import { regionNames } from './names.ts';

export type RegionLevel = 'province' | 'city' | 'county';
export type RegionType = 'province' | 'prefecture-city' | 'district' | 'county-city' | 'county' | 'autonomous-county';

/** One code with one territory. A code whose territory changes gets a second row. */
export interface Region {
  /** GB/T 2260, six digits. */
  code: string;
  zh: string;
  /** Name without the generic part: 富阳, 景宁. */
  short: string;
  en: string;
  level: RegionLevel;
  type: RegionType;
  /** First day; `undefined`: before the first change that is recorded here (2014-12-13). */
  validFrom?: string;
  /** First day on which it is no longer valid; `undefined`: still valid. */
  validTo?: string;
  /** Codes that the territory belongs to after `validTo`, the one with most of it first. */
  successors: string[];
  /** The change that ended it. */
  endedBy?: RegionChange;
}

function typeOf(code: string, zh: string): RegionType {
  if (code.endsWith('0000')) return 'province';
  if (code.endsWith('00')) return 'prefecture-city';
  if (zh.endsWith('自治县')) return 'autonomous-county';
  if (zh.endsWith('县')) return 'county';
  return zh.endsWith('区') ? 'district' : 'county-city';
}

const generic: Record<RegionType, [zh: RegExp, en: string]> = {
  province: [/省$/, 'Province'],
  'prefecture-city': [/市$/, 'City'],
  district: [/区$/, 'District'],
  'county-city': [/市$/, 'City'],
  county: [/县$/, 'County'],
  'autonomous-county': [/畲族自治县$/, 'She Autonomous County'],
};

function describe(code: string, zh: string, pinyin: string): Omit<Region, 'successors'> {
  const type = typeOf(code, zh);
  const [suffix, en] = generic[type];
  const level = type === 'province' ? 'province' : type === 'prefecture-city' ? 'city' : 'county';
  return { code, zh, short: zh.replace(suffix, ''), en: `${pinyin} ${en}`, level, type };
}

/** A code begins with the change that names it as a successor before it had territory, and is cut at every later change. */
function versions(code: string, zh: string, pinyin: string): Region[] {
  const base = describe(code, zh, pinyin);
  const rows: Region[] = [];
  let from: string | undefined;
  let alive = !regionChanges.some((change) => founds(change, code));
  for (const change of regionChanges) {
    if (!alive && founds(change, code)) {
      alive = true;
      from = change.date;
    } else if (alive && (change.territory[code] || receives(change, code))) {
      const successors = change.territory[code] ?? [code];
      rows.push({ ...base, validFrom: from, validTo: change.date, successors, endedBy: change });
      from = change.date;
      alive = successors.includes(code);
    }
  }
  if (alive) rows.push({ ...base, validFrom: from, successors: [] });
  return rows;
}

const receives = (change: RegionChange, code: string): boolean =>
  Object.values(change.territory).some((codes) => codes.includes(code));
const before = (date: string, code: string): boolean =>
  regionChanges.some((change) => change.date <= date && change.territory[code] !== undefined);
const founds = (change: RegionChange, code: string): boolean =>
  receives(change, code) &&
  !before(change.date, code) &&
  !regionChanges.some((other) => other.date < change.date && receives(other, code));

/** Every region version, by code and then by date. */
export const regions: readonly Region[] = regionNames.flatMap(([code, zh, pinyin]) => versions(code, zh, pinyin));
