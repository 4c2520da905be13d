/** A malformed date, or one outside the years whose holidays are known. */
export class CalendarError extends Error {
  readonly code: 'invalid-date' | 'year-not-covered';
  readonly details: Record<string, string | number>;

  constructor(code: 'invalid-date' | 'year-not-covered', details: Record<string, string | number>) {
    super(
      code === 'invalid-date'
        ? `not a date: ${details.date}`
        : `the statutory holidays of ${details.year} are not known (known: ${details.from} to ${details.to}); update chinese-days when the State Council has published them`,
    );
    this.name = 'CalendarError';
    this.code = code;
    this.details = details;
  }
}

const day = 86_400_000;

/**
 * Days since 1970-01-01 of a date 'YYYY-MM-DD'. Dates have no zone, so no zone can move them.
 * @throws CalendarError invalid-date
 */
export function dayNumber(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date)
    throw new CalendarError('invalid-date', { date });
  return time / day;
}

/** The date 'YYYY-MM-DD' of a day number. */
export const dateOf = (number: number): string => new Date(number * day).toISOString().slice(0, 10);
