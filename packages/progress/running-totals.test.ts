import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PeriodCount, runningTotals } from './running-totals.ts';

const year = (from: number, value: string, knownOn = `${from + 1}-02-01`): PeriodCount => ({
  periodStart: `${from}-01-01`,
  periodEnd: `${from}-12-31`,
  value,
  knownOn,
});

describe('runningTotals', () => {
  it('adds year to year', () => {
    expect(runningTotals([year(2018, '0.2'), year(2017, '0.1')], '2017-01-01')).toEqual([
      { periodEnd: '2017-12-31', value: '0.1', knownOn: '2018-02-01' },
      { periodEnd: '2018-12-31', value: '0.3', knownOn: '2019-02-01' },
    ]);
  });
  it('has no total after a gap, nor before the start', () => {
    expect(runningTotals([year(2016, '5'), year(2018, '7')], '2017-01-01')).toEqual([]);
    expect(runningTotals([year(2017, '1'), year(2019, '7')], '2017-01-01')).toHaveLength(1);
  });
  it('a figure for all years comes before the sum of its parts', () => {
    const whole = { periodStart: '2016-01-01', periodEnd: '2017-12-31', value: '30', knownOn: '2021-01-01' };
    const totals = runningTotals([year(2016, '10'), year(2017, '11'), whole], '2016-01-01');
    expect(totals.map((total) => total.value)).toEqual(['10', '30']);
  });
  it('joins months to years, and a total is known with its last part', () => {
    const june = { periodStart: '2018-01-01', periodEnd: '2018-01-31', value: '2', knownOn: '2018-02-05' };
    expect(runningTotals([year(2017, '1', '2018-03-01'), june], '2017-01-01')[1]).toEqual({
      periodEnd: '2018-01-31',
      value: '3',
      knownOn: '2018-03-01',
    });
  });
  it('does not depend on the order of the counts, and the last total is the sum', () => {
    const values = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(values, fc.func(fc.integer()), (numbers, key) => {
        const counts = numbers.map((value, index) => year(2010 + index, String(value)));
        const shuffled = [...counts].sort((a, b) => key(a.periodStart) - key(b.periodStart));
        const totals = runningTotals(shuffled, '2010-01-01');
        expect(totals).toEqual(runningTotals(counts, '2010-01-01'));
        expect(totals.at(-1)!.value).toBe(String(numbers.reduce((sum, value) => sum + value, 0)));
      }),
    );
  });
});
