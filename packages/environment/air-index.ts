/** From hours to a day, and from a day's concentrations to the index of HJ 633. */
import type { Decimal } from 'decimal.js';
import { type AirMethod, isPollutant, type Pollutant, pollutants, pollutantUnits } from './air-methods.ts';
import { EnvironmentError } from './errors.ts';
import { Exact, meanOf, readAmount, roundEven } from './numbers.ts';

/** GB 3095-2012, table 4: hours that a mean of a day, of eight hours and a greatest mean of eight hours need. */
const HOURS = { day: 20, eight: 6, eights: 14 };

/** Throws `item.unknown` and `unit.wrong`. A unit that is not given is taken to be right. */
export function checkPollutant(item: string, unit?: string): Pollutant {
  if (!isPollutant(item)) throw new EnvironmentError('item.unknown', { item, known: pollutants.join(', ') });
  const expected = pollutantUnits[item].unit;
  if (unit !== undefined && unit !== '' && normal(unit) !== normal(expected))
    throw new EnvironmentError('unit.wrong', { item, unit, expected });
  return item;
}
/** `µg/m3`, `ug/m³` and `微克/立方米` are one. */
const normal = (unit: string) =>
  unit
    .normalize('NFKC')
    .replace(/微克|μg|µg|ug/i, 'μg')
    .replace(/毫克|mg/i, 'mg')
    .replace(/立方米|m\^?3/, 'm3')
    .replace(/\s+/g, '');

/**
 * The mean of a day from its 24 hourly values (null: none, or not valid); undefined with fewer than 20 of them.
 * Rounded as the item is given.
 */
export function dailyMean(item: Pollutant, hours: readonly (string | null)[]): Decimal | undefined {
  const known = hours.filter((value) => value !== null).map((value) => readAmount(value, item));
  return meanOfSum(item, known.reduce((sum, value) => sum.plus(value), new Exact(0)).toFixed(), known.length);
}

/** The same from the sum of the hours and their number, where somebody else has added them up. */
export function meanOfSum(item: Pollutant, sum: string, hours: number): Decimal | undefined {
  if (hours < HOURS.day) return undefined;
  return roundEven(readAmount(sum, item).div(hours), pollutantUnits[item].places);
}

/**
 * The greatest of the 17 means of eight hours that end at 8:00 … 24:00; `hours[0]` ends at 1:00. With fewer than 14 of
 * them the day is valid only where it is over the limit all the same (HJ 663-2013, annex A; the limit is the
 * concentration at an index of 100).
 */
export function maxEightHours(hours: readonly (string | null)[], method: AirMethod): Decimal | undefined {
  const values = hours.map((value) => (value === null ? null : readAmount(value, 'O3')));
  const means: Decimal[] = [];
  for (let end = 8; end <= 24; end++) {
    const known = values.slice(end - 8, end).filter((value) => value !== null && value !== undefined);
    if (known.length >= HOURS.eight) means.push(roundEven(meanOf(known)!, 0));
  }
  if (means.length === 0) return undefined;
  const greatest = means.reduce((a, b) => (b.gt(a) ? b : a));
  return means.length >= HOURS.eights || greatest.gt(method.breakpoints.O3[2]!) ? greatest : undefined;
}

/**
 * The sub-index of one item: between two break-points in proportion, rounded up (HJ 633-2012, 4.2). Above the last
 * break-point it is 500; ozone over 800 has none of eight hours: 300 stands for it.
 */
export function subIndex(item: Pollutant, concentration: Decimal, method: AirMethod): number {
  const marks = method.breakpoints[item];
  const value = roundEven(concentration, pollutantUnits[item].places);
  const upper = marks.findIndex((mark) => value.lte(mark));
  if (upper === -1) return method.steps[marks.length - 1]!;
  if (upper === 0) return 0;
  const [low, high] = [marks[upper - 1]!, marks[upper]!];
  const [from, to] = [method.steps[upper - 1]!, method.steps[upper]!];
  return new Exact(to - from)
    .times(value.minus(low))
    .div(high - low)
    .plus(from)
    .ceil()
    .toNumber();
}

export type DayIndex = {
  /** Undefined where the day is not valid. */
  aqi: number | undefined;
  good: boolean | undefined;
  /** Items with the greatest sub-index, where that is above 50. */
  primary: Pollutant[];
  subs: Partial<Record<Pollutant, number>>;
  missing: Pollutant[];
};

/**
 * The index of a day from its concentrations. All six are needed; a day with fewer counts only where one that is known
 * is over its limit already.
 */
export function dayIndex(values: Partial<Record<Pollutant, Decimal>>, method: AirMethod): DayIndex {
  const subs: DayIndex['subs'] = {};
  for (const item of pollutants) if (values[item]) subs[item] = subIndex(item, values[item], method);
  const missing = pollutants.filter((item) => subs[item] === undefined);
  const greatest = Math.max(-1, ...Object.values(subs));
  const valid = missing.length === 0 || greatest > 100;
  const primary = greatest > 50 ? pollutants.filter((item) => subs[item] === greatest) : [];
  return {
    aqi: valid ? greatest : undefined,
    good: valid ? greatest <= 100 : undefined,
    primary: valid ? primary : [],
    subs,
    missing,
  };
}

export type AirLevel = 1 | 2 | 3 | 4 | 5 | 6;
/** HJ 633-2012, table 2: excellent, good, lightly, moderately, heavily, severely polluted. */
export const levelOf = (aqi: number): AirLevel =>
  aqi <= 50 ? 1 : aqi <= 100 ? 2 : aqi <= 150 ? 3 : aqi <= 200 ? 4 : aqi <= 300 ? 5 : 6;
