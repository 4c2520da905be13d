import { expect, test } from 'vitest';
import type { Observation, TargetDetail } from '../../app/contract.ts';
import { courseOf } from './course.ts';

const seen = (period: string, value: string, more: Partial<Observation> = {}): Observation => {
  const [from = '', to = from] = period.split('/');
  return {
    id: period,
    region: '330000',
    period,
    periodStart: `${from}-01-01`,
    periodEnd: `${to}-12-31`,
    value,
    source: 'reported',
    sourceNote: '',
    simulated: false,
    derivedFrom: null,
    knownOn: `${Number(to) + 1}-02-01`,
    recordedAt: '',
    recordedBy: '',
    supersededAt: null,
    ...more,
  };
};

const target = (kind: TargetDetail['kind'], observations: Observation[]): TargetDetail =>
  ({
    kind,
    period: 'by',
    region: { code: '330000', name: '', nameEn: '' },
    asOf: '2025-06-30',
    dueOn: '2025-12-31',
    rule: { path: [{ date: '2021-01-01', value: '0' }] },
    observations,
  }) as unknown as TargetDetail;

test('a level is drawn as observed, without what was corrected or not yet known', () => {
  const observations = [
    seen('2023', '91'),
    seen('2022', '90'),
    seen('2022', '80', { supersededAt: '2023-03-01' }),
    seen('2024', '99', { knownOn: '2025-12-01' }),
  ];
  expect(courseOf(target('level', observations)).seen.map((one) => one.value)).toEqual(['90', '91']);
});

test('what is new in a period is drawn as its running total, and stops at a gap', () => {
  const observations = [seen('2020', '9'), seen('2021', '1.5'), seen('2022', '2.5'), seen('2024', '4')];
  const course = courseOf(target('new', observations));
  expect(course.seen).toMatchObject([
    { period: '2021', value: '1.5' },
    { period: '2022', value: '4.0' },
  ]);
  expect(course.parts.map((one) => one.period)).toEqual(['2021', '2022', '2024']);
});

test('one figure for several years counts before the sum of single years', () => {
  const observations = [seen('2021', '1'), seen('2022', '2'), seen('2021/2022', '10')];
  expect(courseOf(target('new', observations)).seen).toMatchObject([
    { period: '2021', value: '1' },
    { period: '2022', value: '10' },
  ]);
});
