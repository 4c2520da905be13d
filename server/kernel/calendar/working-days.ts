import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { CalendarError, dateOf, dayNumber } from './dates.ts';

/** What to do after the last year whose holidays the State Council has published. */
export interface CalendarOptions {
  /** `throw` (default) or count Monday to Friday for now; such deadlines must be computed again later. */
  beyond?: 'throw' | 'weekdays';
}

const holidays = new Set(Object.keys(published.holidays));
const makeUpDays = new Set(Object.keys(published.workdays));
const years = [...holidays].map((date) => Number(date.slice(0, 4)));

/** First and last year whose statutory holidays are known. */
export const coveredYears = {
  from: Math.min(...years),
  to: Math.max(...years.filter((year) => holidays.has(`${year}-10-01`))),
};

/** Whether the holidays of this date's year are known. */
export const isCovered = (date: string): boolean => {
  const year = Number(date.slice(0, 4));
  return year >= coveredYears.from && year <= coveredYears.to;
};

function works(number: number, { beyond }: CalendarOptions): boolean {
  const date = dateOf(number);
  const weekend = ((((number + 4) % 7) + 7) % 7) % 6 === 0;
  if (!isCovered(date)) {
    const year = Number(date.slice(0, 4));
    if (beyond !== 'weekdays' || year < coveredYears.from)
      throw new CalendarError('year-not-covered', { year, ...coveredYears });
    return !weekend;
  }
  return makeUpDays.has(date) || (!weekend && !holidays.has(date));
}

/**
 * Whether a date is a working day of the People's Republic of China: Monday to Friday without statutory holidays, and the
 * weekends that are worked in exchange. Source: the yearly notices of the State Council as kept by chinese-days.
 * @param date 'YYYY-MM-DD'
 * @throws CalendarError invalid-date, year-not-covered
 */
export function isWorkingDay(date: string, options: CalendarOptions = {}): boolean {
  return works(dayNumber(date), options);
}

/**
 * The n-th working day after a date (before it, when n is negative). The day itself does not count, as in article 201 of
 * the Civil Code; n = 0 gives the date back, working day or not.
 * @param n whole number of working days, |n| ≤ 5000
 * @throws CalendarError invalid-date, year-not-covered; RangeError for another n
 */
export function addWorkingDays(date: string, n: number, options: CalendarOptions = {}): string {
  if (!Number.isInteger(n) || Math.abs(n) > 5000) throw new RangeError(`not a number of working days: ${n}`);
  let at = dayNumber(date);
  const step = Math.sign(n);
  for (let left = Math.abs(n); left > 0; ) {
    at += step;
    if (works(at, options)) left--;
  }
  return dateOf(at);
}

/**
 * Working days after `from` up to and including `to`; negative when `to` is earlier, so that for a working day `to`
 * `addWorkingDays(from, workingDaysBetween(from, to))` is `to`.
 * @throws CalendarError invalid-date, year-not-covered
 */
export function workingDaysBetween(from: string, to: string, options: CalendarOptions = {}): number {
  const start = dayNumber(from);
  const end = dayNumber(to);
  let count = 0;
  if (end >= start) for (let at = start + 1; at <= end; at++) count += works(at, options) ? 1 : 0;
  else for (let at = start - 1; at >= end; at--) count -= works(at, options) ? 1 : 0;
  return count;
}
