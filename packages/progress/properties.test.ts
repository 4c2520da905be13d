import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssessmentInput, assessTarget, ruleMessages, type Status, type Target } from './index.ts';

describe('properties', () => {
  const rank: Record<Status, number> = {
    // Between: a kept target that is no longer known to be missed has no data yet.
    'no-data': 1.5,
    missed: 1,
    'off-track': 1,
    'at-risk': 2,
    'on-track': 3,
    reached: 4,
  };
  const cents = fc.integer({ min: 0, max: 20_000 }).map((n) => new Decimal(n).div(100).toFixed());
  const date = fc.integer({ min: 17_000, max: 18_300 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
  const input: fc.Arbitrary<AssessmentInput> = fc.record({
    target: fc.record({
      comparator: fc.constantFrom<Target['comparator'][]>('>=', '>', '<=', '<', '=', '~'),
      value: cents,
      kind: fc.constantFrom<Target['kind'][]>('level', 'rate', 'new', 'cumulative'),
      period: fc.constant('2017-2019'),
      dueDate: fc.constant('2019-12-31'),
      direction: fc.constantFrom<Target['direction'][]>('higher', 'lower', 'keep', 'reach', 'once', undefined),
    }),
    baseline: fc.option(fc.record({ date: fc.constant('2016-12-31'), value: cents }), { nil: undefined }),
    milestones: fc.option(
      fc.uniqueArray(fc.record({ date, value: cents }), { selector: (m) => m.date, maxLength: 3 }),
      {
        nil: undefined,
      },
    ),
    observations: fc.uniqueArray(fc.record({ periodEnd: date, value: cents, knownOn: date }), {
      selector: (o) => o.periodEnd,
      maxLength: 5,
    }),
    asOf: date,
  });
  const lowerIsBetter = ({ comparator, direction }: Target): boolean =>
    comparator.startsWith('<') || ((comparator === '=' || comparator === '~') && direction === 'lower');

  it('a better observation never worsens the status', () => {
    fc.assert(
      fc.property(input, fc.nat(4), cents, (asked, which, gain) => {
        const observed = asked.observations[which];
        fc.pre(observed !== undefined);
        const delta = lowerIsBetter(asked.target) ? `-${gain}` : gain;
        const better = { ...observed, value: new Decimal(observed.value).plus(delta).toFixed() };
        const observations = asked.observations.with(which, better);
        expect(rank[assessTarget({ ...asked, observations }).status]).toBeGreaterThanOrEqual(
          rank[assessTarget(asked).status],
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('the unit does not matter', () => {
    fc.assert(
      fc.property(input, fc.constantFrom('0.001', '0.5', '3', '10000'), (asked, factor) => {
        const scale = <T extends { value: string }>(point: T): T => ({
          ...point,
          value: new Decimal(point.value).times(factor).toFixed(),
        });
        const scaled: AssessmentInput = {
          ...asked,
          target: scale(asked.target),
          baseline: asked.baseline && scale(asked.baseline),
          milestones: asked.milestones?.map(scale),
          observations: asked.observations.map(scale),
        };
        const [plain, other] = [assessTarget(asked), assessTarget(scaled)];
        expect([other.status, other.rule.id]).toEqual([plain.status, plain.rule.id]);
      }),
      { numRuns: 2000 },
    );
  });

  it('before anything is known there is no data, and what comes later changes nothing', () => {
    fc.assert(
      fc.property(input, (asked) => {
        const later = asked.observations.filter(({ knownOn }) => knownOn > asked.asOf);
        const earlier = asked.observations.filter(({ knownOn }) => knownOn <= asked.asOf);
        expect(assessTarget({ ...asked, observations: later }).status).toBe('no-data');
        expect(assessTarget({ ...asked, observations: earlier })).toEqual(assessTarget(asked));
      }),
    );
  });

  it('fills every message', () => {
    fc.assert(
      fc.property(input, (asked) => {
        const { message, id } = assessTarget(asked).rule;
        expect(Object.keys(ruleMessages)).toContain(id);
        expect(message.zh + message.en).not.toMatch(/[{}]|undefined|为，|为。|\(\)| ,/);
      }),
    );
  });
});
