import { Decimal } from 'decimal.js';
import { EnvironmentError } from './errors.ts';

export const Exact = Decimal.clone({ precision: 40, toExpNeg: -40, toExpPos: 40 });
export type Exact = Decimal;

/** A reading as a number. Throws `number.invalid` and `number.negative`, naming the item. */
export function readAmount(text: string, item: string): Decimal {
  if (!/^-?\d{1,20}(\.\d{1,12})?$/.test(text)) throw new EnvironmentError('number.invalid', { item, value: text });
  const value = new Exact(text);
  if (value.isNegative() && !value.isZero()) throw new EnvironmentError('number.negative', { item, value: text });
  return value;
}

/** GB/T 8170-2008, 3.2: a five with nothing behind it goes to the even neighbour. */
export const roundEven = (value: Decimal, places: number): Decimal =>
  value.toDecimalPlaces(places, Decimal.ROUND_HALF_EVEN);

/** The arithmetic mean; undefined of nothing. */
export function meanOf(values: readonly Decimal[]): Decimal | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum.plus(value), new Exact(0)).div(values.length);
}

/**
 * HJ 663-2013, annex A.6: the value at rank 1 + (n − 1)·p, between two neighbours in proportion.
 * Undefined of nothing; throws `percentile.invalid` outside 0–100.
 */
export function percentileOf(values: readonly Decimal[], p: number): Decimal | undefined {
  if (!(p >= 0 && p <= 100)) throw new EnvironmentError('percentile.invalid', { p });
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a.comparedTo(b));
  const rank = new Exact(values.length - 1).times(p).div(100);
  const below = rank.floor().toNumber();
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low.plus(high.minus(low).times(rank.minus(below)));
}

/** Days since 1970-01-01; throws `day.invalid`. */
export function dayNumber(day: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || dayOf(time / 86_400_000) !== day) throw new EnvironmentError('day.invalid', { day });
  return time / 86_400_000;
}
export const dayOf = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

export const daysOf = (year: number): string[] => {
  const first = dayNumber(`${year}-01-01`);
  return Array.from({ length: dayNumber(`${year + 1}-01-01`) - first }, (_, index) => dayOf(first + index));
};
