import { expect, test } from 'vitest';
import { boundsOfPeriod } from '../../kernel/calendar/index.ts';
import type { LivingObservation } from '../indicators/index.ts';
import { type JudgedTarget, judgeTarget } from './judge-target.ts';

const target: JudgedTarget = {
  comparator: '>=',
  value: '90',
  value_high: null,
  kind: 'rate',
  period: 'by',
  period_start: '2021-01-01',
  due_on: '2022-12-31',
  baseline_date: '2020-12-31',
  baseline_value: '80',
  milestones: [],
};
const seen = (period: string, value: string): LivingObservation => {
  const { start, end } = boundsOfPeriod(period)!;
  return { period, periodStart: start, periodEnd: end, value, knownOn: end, simulated: false };
};
const judge = (more: Partial<JudgedTarget>, values: LivingObservation[], asOf = '2023-06-30') => {
  const { assessment, latest, series } = judgeTarget({ ...target, ...more }, values, asOf);
  return { status: assessment.status, latest: latest?.value, period: latest?.period, shown: series.length };
};

test('a year is judged by its own value, not by that of its last month', () => {
  expect(judge({}, [seen('2022-12', '10'), seen('2022', '91')])).toMatchObject({ status: 'reached', latest: '91' });
  // Without the year's value its December decides nothing.
  expect(judge({}, [seen('2022-12', '10')])).toMatchObject({ status: 'no-data' });
  expect(judge({}, [seen('2022-06', '84')], '2022-09-30')).toMatchObject({ status: 'off-track', latest: '84' });
});

test('a stock at the end of December is the stock at the end of the year', () => {
  expect(judge({ kind: 'cumulative' }, [seen('2022-12', '95')])).toMatchObject({ status: 'reached' });
});

test('a figure for several years says nothing about a rate', () => {
  expect(judge({}, [seen('2021/2022', '99')])).toMatchObject({ status: 'no-data', shown: 0 });
});

test('additions are judged by their total since the start, and what came before does not count', () => {
  const fresh = { kind: 'new', value: '30', baseline_date: null, baseline_value: null };
  expect(judge(fresh, [seen('2020', '99'), seen('2021', '14'), seen('2022', '16')])).toEqual({
    status: 'reached',
    latest: '30',
    period: '2021/2022',
    shown: 2,
  });
  expect(judge(fresh, [seen('2020', '99')])).toMatchObject({ status: 'no-data', latest: undefined, shown: 0 });
  expect(judge(fresh, [seen('2021', '14'), seen('2022', '15')])).toMatchObject({ status: 'missed' });
});

test('what is asked for each year must hold in each year', () => {
  const each = { kind: 'new', period: 'each', value: '10', baseline_date: null, baseline_value: null };
  expect(judge(each, [seen('2021', '10'), seen('2022', '11')])).toMatchObject({ status: 'reached' });
  expect(judge(each, [seen('2021', '9'), seen('2022', '30')])).toMatchObject({ status: 'missed' });
  expect(judge(each, [seen('2021', '9')], '2022-06-30')).toMatchObject({ status: 'off-track' });
});
