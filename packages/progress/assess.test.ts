import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { type AssessmentInput, assessTarget, type Observation, type Status, type Target } from './index.ts';

const seen = (periodEnd: string, value: string, knownOn = periodEnd): Observation => ({ periodEnd, value, knownOn });
const rate: Target = { comparator: '>=', value: '98', kind: 'rate', dueDate: '2019-12-31', direction: 'higher' };
const baseline = { date: '2016-12-31', value: '95' };
const ask = (more: Partial<AssessmentInput>): AssessmentInput => ({
  target: rate,
  baseline,
  observations: [],
  asOf: '2018-06-30',
  ...more,
});
const verdict = (more: Partial<AssessmentInput>): [Status, string] => {
  const { status, rule } = assessTarget(ask(more));
  return [status, rule.id];
};

describe('the milestone path', () => {
  // Three years from 95 to 98: one point a year (1095 days), the band is 0.3.
  it.each<[string, string, Status, string]>([
    ['2017-12-31', '96', 'on-track', 'path-ahead'],
    ['2017-12-31', '95.99', 'at-risk', 'path-behind-little'],
    ['2017-12-31', '95.7', 'at-risk', 'path-behind-little'],
    ['2017-12-31', '95.69', 'off-track', 'path-behind-far'],
    ['2018-12-31', '97', 'on-track', 'path-ahead'],
    ['2018-12-31', '96.5', 'off-track', 'path-behind-far'],
    ['2018-12-31', '99', 'on-track', 'path-ahead'],
  ])('%s: %s is %s', (date, value, status, id) =>
    expect(verdict({ observations: [seen(date, value)], asOf: '2019-06-30' })).toEqual([status, id]),
  );

  it('shows expectation, margin, path and sentences', () => {
    const { rule } = assessTarget(ask({ observations: [seen('2017-12-31', '95.8')] }));
    expect(rule).toMatchObject({
      expected: '96',
      margin: '-0.2',
      latest: { date: '2017-12-31', value: '95.8' },
      path: [baseline, { date: '2019-12-31', value: '98' }],
      params: { band: '0.3', target: '>=98', expected: '96' },
    });
    expect(rule.message.zh).toBe('2017-12-31的观测值为95.8，落后路径值96，差距在0.3以内。');
    expect(rule.message.en).toContain('behind the path of 96 by no more than 0.3');
  });

  it('goes through the milestones', () => {
    const milestones = [
      { date: '2018-12-31', value: '97.5' },
      { date: '2017-12-31', value: '95.5' },
    ];
    const at = (date: string) =>
      assessTarget(ask({ milestones, observations: [seen(date, '96')], asOf: '2019-06-30' }));
    expect(at('2017-12-31').rule.expected).toBe('95.5');
    expect(at('2018-12-31').rule.expected).toBe('97.5');
    expect(at('2018-07-02').rule.expected).toBe(
      new Decimal(95.5).plus(new Decimal(2).times(183).div(365)).toDP(12).toFixed(),
    );
    expect(at('2017-12-31').rule.path).toHaveLength(4);
  });

  it('falls where lower is better', () => {
    const target: Target = { ...rate, comparator: '<=', value: '40', direction: 'lower' };
    const from = { date: '2016-12-31', value: '70' };
    const at = (value: string) => verdict({ target, baseline: from, observations: [seen('2017-12-31', value)] });
    expect(at('60')).toEqual(['on-track', 'path-ahead']);
    expect(at('63')).toEqual(['at-risk', 'path-behind-little']);
    expect(at('63.1')).toEqual(['off-track', 'path-behind-far']);
    expect(at('30')).toEqual(['on-track', 'path-ahead']);
  });

  it('starts at the first milestone where there is no baseline', () => {
    const milestones = [{ date: '2017-12-31', value: '96' }];
    const at = (date: string, value: string) =>
      verdict({ baseline: undefined, milestones, observations: [seen(date, value)], asOf: '2019-06-30' });
    expect(at('2017-12-31', '96')).toEqual(['on-track', 'path-ahead']);
    expect(at('2018-12-31', '96')).toEqual(['off-track', 'path-behind-far']);
    expect(at('2016-12-31', '96')).toEqual(['no-data', 'no-observation']);
  });
});

describe('the due period decides', () => {
  const past = '2020-03-01';
  it.each<[Target['comparator'], string, string | undefined, string, Status]>([
    ['>=', '98', undefined, '98', 'reached'],
    ['>=', '98', undefined, '97.99', 'missed'],
    ['>', '98', undefined, '98', 'missed'],
    ['=', '98', undefined, '99', 'reached'],
    ['=', '98', undefined, '97', 'missed'],
    ['~', '100', undefined, '95', 'reached'],
    ['~', '100', undefined, '94.9', 'missed'],
    ['=', '97', '99', '97', 'reached'],
    ['=', '97', '99', '96', 'missed'],
    ['=', '97', '99', '100', 'reached'],
  ])('%s %s (to %s) with %s: %s', (comparator, value, valueHigh, observed, status) => {
    const target: Target = { ...rate, comparator, value, valueHigh };
    expect(verdict({ target, observations: [seen('2019-12-31', observed)], asOf: past })).toEqual([status, 'final']);
  });
  it('lower is better', () => {
    const target: Target = { ...rate, comparator: '<=', value: '40', direction: 'lower' };
    const at = (value: string) =>
      verdict({
        target,
        baseline: { ...baseline, value: '70' },
        observations: [seen('2019-12-31', value)],
        asOf: past,
      });
    expect(at('40')[0]).toBe('reached');
    expect(at('40.1')[0]).toBe('missed');
  });
  it('an earlier period does not stand in for it', () =>
    expect(verdict({ observations: [seen('2019-11-30', '99')], asOf: past })).toEqual([
      'no-data',
      'due-observation-missing',
    ]));
  it('a later one does not either', () =>
    expect(verdict({ observations: [seen('2020-12-31', '99')], asOf: '2021-03-01' })[0]).toBe('no-data'));
  it('until it is known the path counts, and on the due date itself', () => {
    const observations = [seen('2018-12-31', '97'), seen('2019-12-31', '90', '2020-02-01')];
    expect(verdict({ observations, asOf: '2019-12-31' })).toEqual(['on-track', 'path-ahead']);
    expect(verdict({ observations, asOf: '2020-01-01' })[0]).toBe('no-data');
    expect(verdict({ observations, asOf: '2020-02-01' })[0]).toBe('missed');
  });
});

describe('what was known', () => {
  it('nothing', () => expect(verdict({})).toEqual(['no-data', 'no-observation']));
  it('a correction counts from the day it was known', () => {
    const observations = [seen('2017-12-31', '95', '2018-04-01'), seen('2017-12-31', '97', '2018-02-01')];
    expect(verdict({ observations, asOf: '2018-01-31' })[0]).toBe('no-data');
    expect(verdict({ observations, asOf: '2018-02-01' })[0]).toBe('on-track');
    expect(verdict({ observations, asOf: '2018-04-01' })[0]).toBe('off-track');
  });
  it('values before and at the baseline say nothing about progress', () =>
    expect(verdict({ observations: [seen('2015-12-31', '99'), seen('2016-12-31', '99')] })[0]).toBe('no-data'));
});

describe('counting targets', () => {
  const fresh: Target = { comparator: '=', value: '120', kind: 'new', period: '2017-2019', dueDate: '2019-12-31' };
  const at = (date: string, value: string, more: Partial<AssessmentInput> = {}) =>
    verdict({ target: fresh, baseline: undefined, observations: [seen(date, value)], asOf: '2019-06-30', ...more });
  it('start at zero with their period', () => {
    // Day 547 of 1094: 60 is exactly on the way.
    expect(at('2018-07-02', '60')).toEqual(['on-track', 'path-ahead']);
    expect(at('2018-07-02', '59.99')).toEqual(['at-risk', 'path-behind-little']);
  });
  it('are reached as soon as the figure is met', () => {
    expect(at('2018-03-31', '120')).toEqual(['reached', 'met-early']);
    expect(at('2018-03-31', '120', { asOf: '2021-01-01' })).toEqual(['reached', 'met-early']);
  });
  it('ignore the count of the period before', () =>
    expect(at('2018-12-31', '80', { baseline: { date: '2016-12-31', value: '100' } })[0]).toBe('on-track'));
  it('say so when their start is not known', () => {
    const target: Target = { ...fresh, period: undefined };
    expect(at('2018-12-31', '10', { target })).toEqual(['no-data', 'no-path']);
    expect(at('2018-12-31', '10', { target, periodStart: '2017-01-01' })[0]).toBe('off-track');
  });
  it('a stock grows from its baseline', () => {
    const target: Target = { ...fresh, kind: 'cumulative', value: '150' };
    const from = { date: '2016-12-31', value: '81' };
    expect(at('2017-12-31', '104', { target, baseline: from })).toEqual(['on-track', 'path-ahead']);
    expect(at('2017-12-31', '81', { target, baseline: from })[0]).toBe('off-track');
    expect(at('2017-12-31', '160', { target, baseline: { ...from, value: '155' } })).toEqual(['reached', 'met-early']);
  });
  it('a budget is used up along the path and not reached early', () => {
    const target: Target = { ...fresh, comparator: '<=' };
    expect(at('2018-12-31', '60', { target })).toEqual(['on-track', 'path-ahead']);
    expect(at('2018-12-31', '119', { target })[0]).toBe('off-track');
  });
  it('once means once', () => {
    const target: Target = { comparator: '>=', value: '1', kind: 'level', direction: 'once', dueDate: '2019-12-31' };
    const observations = [seen('2017-06-30', '1'), seen('2019-12-31', '0')];
    expect(verdict({ target, baseline: { ...baseline, value: '0' }, observations, asOf: '2020-03-01' })[0]).toBe(
      'reached',
    );
  });
});

describe('without a baseline', () => {
  const at = (value: string, asOf = '2019-06-30', date = '2018-12-31') =>
    verdict({ baseline: undefined, observations: [seen(date, value)], asOf });
  it('only the target itself can be compared', () => {
    expect(at('98')).toEqual(['on-track', 'no-path']);
    expect(at('97')).toEqual(['no-data', 'no-path']);
    expect(at('97', '2020-03-01', '2019-12-31')).toEqual(['missed', 'final']);
    expect(at('98', '2020-03-01', '2019-12-31')).toEqual(['reached', 'final']);
  });
});

describe('targets to be kept', () => {
  const kept = { ...baseline, value: '98' };
  const years = (...values: string[]) => values.map((value, i) => seen(`${2017 + i}-12-31`, value));
  it.each<[string[], string, Status, string]>([
    [['98'], '2018-06-30', 'on-track', 'keep-holds'],
    [['97.9'], '2018-06-30', 'off-track', 'keep-broken'],
    [['97.9', '98'], '2019-06-30', 'at-risk', 'keep-was-broken'],
    [['98', '97'], '2019-06-30', 'off-track', 'keep-broken'],
    [['98', '98', '98'], '2020-06-30', 'reached', 'keep-holds'],
    [['97.9', '98', '98'], '2020-06-30', 'missed', 'keep-broken'],
    [['97.9', '98', '98'], '2019-12-31', 'missed', 'keep-broken'],
    [['97.9', '98'], '2020-06-30', 'missed', 'keep-broken'],
    [['98', '98'], '2020-06-30', 'no-data', 'due-observation-missing'],
    [[], '2018-06-30', 'no-data', 'no-observation'],
    [[], '2020-06-30', 'no-data', 'due-observation-missing'],
  ])('%j as of %s: %s', (values, asOf, status, id) =>
    expect(verdict({ baseline: kept, observations: years(...values), asOf })).toEqual([status, id]),
  );
  it('stay inside of a range', () => {
    const target: Target = { ...rate, direction: 'keep', comparator: '=', value: '97', valueHigh: '99' };
    expect(verdict({ target, observations: years('98') })[0]).toBe('on-track');
    expect(verdict({ target, observations: years('99.5') })[0]).toBe('off-track');
  });
});

describe('refuses', () => {
  it.each<[string, Partial<AssessmentInput>]>([
    ['a date that does not exist', { asOf: '2018-02-30' }],
    ['a value that is no decimal', { observations: [seen('2018-01-01', 'NaN')] }],
    ['an empty value', { target: { ...rate, value: '' } }],
    ['a path that leads backward', { baseline: { date: '2020-01-01', value: '1' } }],
    ['a range upside down', { target: { ...rate, valueHigh: '90' } }],
    [
      'two milestones on one day',
      {
        milestones: [
          { date: '2018-01-01', value: '96' },
          { date: '2018-01-01', value: '97' },
        ],
      },
    ],
  ])('%s', (_, more) => expect(() => assessTarget(ask(more))).toThrow(RangeError));
});
