import { Decimal } from 'decimal.js';

/** 40 digits: far more than any statistic carries. */
export const Exact = Decimal.clone({ precision: 40, toExpNeg: -40, toExpPos: 40 });

/**
 * A decimal string as a number.
 * @throws RangeError for anything else, also for NaN, infinities and hexadecimal forms
 */
export function decimal(text: string, what: string): Decimal {
  if (!/^-?\d{1,30}(?:\.\d{1,30})?$/.test(text)) throw new RangeError(`${what} is no decimal: ${text}`);
  return new Exact(text);
}

/** Decimal string with at most twelve places. */
export const plain = (value: Decimal): string => {
  const rounded = value.toDecimalPlaces(12);
  return rounded.isZero() ? '0' : rounded.toFixed();
};

/**
 * Days since 1970-01-01.
 * @throws RangeError for another form than 'YYYY-MM-DD' and for days that do not exist
 */
export function day(date: string, what: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date)
    throw new RangeError(`${what} is no date: ${date}`);
  return time / 86_400_000;
}
