import { type Region, regions } from './data/regions.ts';

export type { Region, RegionLevel, RegionType } from './data/regions.ts';

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const validOn = (region: Region, date: string): boolean =>
  (region.validFrom === undefined || region.validFrom <= date) &&
  (region.validTo === undefined || date < region.validTo);

const byCode = new Map<string, Region[]>();
for (const region of regions) byCode.set(region.code, [...(byCode.get(region.code) ?? []), region]);

function check(date: string): void {
  if (!isoDate.test(date)) throw new RangeError(`not a date: ${date}`);
}

/**
 * The regions that exist on a date, in the order of their codes: province, cities, counties.
 * @param date 'YYYY-MM-DD'; before 2014-12-13 the answer is that of the day before that date
 * @throws RangeError for another form of date
 */
export function regionsOn(date: string): Region[] {
  check(date);
  return regions.filter((region) => validOn(region, date));
}

/** The region that bears a code on a date, or `undefined`. */
export function regionByCode(code: string, date: string): Region | undefined {
  check(date);
  return byCode.get(code)?.find((region) => validOn(region, date));
}

/** The region that bears a name on a date: 富阳区, 富阳, 杭州市, 杭州. Full names come first; names are unique in a province. */
export function regionByName(name: string, date: string): Region | undefined {
  const present = regionsOn(date);
  return present.find(({ zh }) => zh === name) ?? present.find(({ short }) => short === name);
}

/**
 * The codes that the territory of a code belongs to on a date, followed through every change. A code that is valid and
 * whole on that date yields itself; one that gave territory away yields itself and the receivers. Empty for a code that
 * never existed, or that begins later than the date.
 * @param since the day on which the code meant the territory in question; by default its first version
 */
export function successorsOf(code: string, date: string, since?: string): string[] {
  check(date);
  const rows = byCode.get(code) ?? [];
  const start = since === undefined ? rows[0] : rows.find((row) => validOn(row, since));
  if (!start || (start.validFrom !== undefined && start.validFrom > date)) return [];
  if (validOn(start, date)) return [code];
  const found = start.successors.flatMap((next) => successorsOf(next, date, start.validTo));
  return [...new Set(found)];
}

/** The code one level up (330102 → 330100 → 330000), or `undefined` for a province. */
export function parentCode(code: string): string | undefined {
  if (!/^\d{6}$/.test(code) || code.endsWith('0000')) return undefined;
  return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}

/** Whether a code is the ancestor itself or lies below it. Codes keep their parents for life, so no date is needed. */
export function isWithin(code: string, ancestor: string): boolean {
  for (let at: string | undefined = code; at !== undefined; at = parentCode(at)) if (at === ancestor) return true;
  return false;
}
