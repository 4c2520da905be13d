import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  CalendarError,
  coveredYears,
  dateOf,
  dayNumber,
  isWorkingDay,
  workingDaysBetween,
} from './index.ts';

describe('isWorkingDay', () => {
  it.each([
    // Spring Festival 2024: 10 to 17 February off, 4 and 18 February (Sundays) worked (国办发明电〔2023〕7号).
    ['2024-02-04', true],
    ['2024-02-09', true],
    ['2024-02-10', false],
    ['2024-02-16', false],
    ['2024-02-18', true],
    // Spring Festival 2020 was extended to 2 February; 1 February was to be worked before (国办发明电〔2020〕1号).
    ['2020-01-19', true],
    ['2020-01-31', false],
    ['2020-02-01', false],
    ['2020-02-02', false],
    ['2020-02-03', true],
    // 70th anniversary of the victory.
    ['2015-09-03', false],
    ['2015-09-06', true],
    // Plain weekend and weekday.
    ['2017-11-25', false],
    ['2017-11-27', true],
    ['2021-10-09', true],
  ])('%s: %s', (date, working) => expect(isWorkingDay(date)).toBe(working));

  // Working days of a year, counted from the notices of the State Council.
  it.each([
    [2019, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
  ])('%d has %d working days', (year, days) =>
    expect(workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`)).toBe(days),
  );
});

describe('deadlines', () => {
  it('steps over a long holiday and its make-up Sunday', () => {
    expect(addWorkingDays('2024-02-08', 1)).toBe('2024-02-09');
    expect(addWorkingDays('2024-02-09', 1)).toBe('2024-02-18');
    expect(addWorkingDays('2024-02-09', 6)).toBe('2024-02-23');
    expect(addWorkingDays('2024-02-18', -1)).toBe('2024-02-09');
    expect(addWorkingDays('2024-02-10', 0)).toBe('2024-02-10');
    expect(workingDaysBetween('2024-02-09', '2024-02-18')).toBe(1);
  });

  const date = fc.integer({ min: dayNumber('2006-01-01'), max: dayNumber('2024-12-31') }).map(dateOf);
  it('counts what it adds, in both directions', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -300, max: 300 }), (from, n) => {
        fc.pre(n !== 0);
        const to = addWorkingDays(from, n);
        expect(isWorkingDay(to)).toBe(true);
        expect(workingDaysBetween(from, to)).toBe(n);
      }),
    );
  });
  it('adds up over any day between', () => {
    fc.assert(
      fc.property(date, date, date, (...days) => {
        const [a, b, c] = days.toSorted() as [string, string, string];
        expect(workingDaysBetween(a, b) + workingDaysBetween(b, c)).toBe(workingDaysBetween(a, c));
      }),
    );
  });
});

describe('limits', () => {
  it('knows 2004 to at least 2026', () => {
    expect(coveredYears.from).toBe(2004);
    expect(coveredYears.to).toBeGreaterThanOrEqual(2026);
  });
  it('throws outside the known years', () => {
    const after = `${coveredYears.to + 1}-01-04`;
    for (const act of [
      () => isWorkingDay('2003-12-31'),
      () => isWorkingDay(after),
      () => addWorkingDays(`${coveredYears.to}-12-31`, 1),
      () => isWorkingDay('2003-12-31', { beyond: 'weekdays' }),
    ])
      expect(act).toThrow(expect.objectContaining({ code: 'year-not-covered' }));
    expect(() => isWorkingDay(after)).toThrow(/are not known \(known: 2004 to/);
  });
  it('counts weekdays beyond the known years when asked', () => {
    expect(isWorkingDay('2090-01-02', { beyond: 'weekdays' })).toBe(true);
    expect(isWorkingDay('2090-01-01', { beyond: 'weekdays' })).toBe(false);
    expect(addWorkingDays('2089-12-30', 2, { beyond: 'weekdays' })).toBe('2090-01-03');
  });
  it.each(['2024-2-1', '2023-02-29', '2024-13-01', '', '2024-02-01T00:00'])('%s is no date', (text) =>
    expect(() => isWorkingDay(text)).toThrow(CalendarError),
  );
  it.each([1.5, Number.NaN, 1e9])('%d is no number of days', (n) =>
    expect(() => addWorkingDays('2024-01-01', n)).toThrow(RangeError),
  );
});
