import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, dayNumber } from '../../kernel/calendar/index.ts';
import { type LightStep, lightHistory, lightOn } from './light.ts';
import { missingPeriod } from './report-periods.ts';

const step = (onDay: string, action: string, toState: string, dueOn: string | null = '2026-03-10'): LightStep => ({
  onDay,
  action,
  toState,
  dueOn,
});
const underway = [step('2026-02-01', 'issue', 'issued'), step('2026-02-02', 'accept', 'underway')];

describe('three colours', () => {
  test('the day of the deadline is still in time, the next is late', () => {
    expect(lightOn(underway, '2026-03-10')).toBe('green');
    expect(lightOn(underway, '2026-03-11')).toBe('red');
  });
  test('the day of handing in counts, not the day of confirming', () => {
    const done = [...underway, step('2026-03-10', 'submit', 'submitted'), step('2026-04-01', 'complete', 'done')];
    expect(lightOn(done, '2026-05-01')).toBe('green');
    expect(lightHistory(done, '2026-05-01')).toEqual([{ from: '2026-02-01', light: 'green' }]);
  });
  test('what is returned is open again, and late if its day has passed', () => {
    const returned = [
      ...underway,
      step('2026-03-09', 'submit', 'submitted'),
      step('2026-03-12', 'return', 'underway'),
      step('2026-03-20', 'submit', 'submitted'),
    ];
    expect(lightHistory(returned, '2026-04-01')).toEqual([
      { from: '2026-02-01', light: 'green' },
      { from: '2026-03-12', light: 'red' },
      { from: '2026-03-20', light: 'yellow' },
    ]);
  });
  test('an extension helps from its day on and does not change what was', () => {
    const extended = [...underway, step('2026-03-20', 'extend', 'underway', '2026-04-30')];
    expect(lightHistory(extended, '2026-06-01')).toEqual([
      { from: '2026-02-01', light: 'green' },
      { from: '2026-03-11', light: 'red' },
      { from: '2026-03-20', light: 'green' },
      { from: '2026-05-01', light: 'red' },
    ]);
  });

  test('the history says on every day what the light of that day is', () => {
    const states = fc.constantFrom('draft', 'issued', 'declined', 'underway', 'submitted', 'done', 'cancelled');
    const any = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 60 }),
        toState: states,
        due: fc.option(fc.integer({ min: 0, max: 80 })),
        hands: fc.boolean(),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 90 }), (drawn, on) => {
        const base = dayNumber('2026-01-01');
        const steps = drawn
          .sort((a, b) => a.at - b.at)
          .map((one) =>
            step(
              dateOf(base + one.at),
              one.hands ? 'submit' : 'x',
              one.toState,
              one.due === null ? null : dateOf(base + one.due),
            ),
          );
        const day = dateOf(base + on);
        const told = lightHistory(steps, day).at(-1)?.light ?? 'none';
        expect(told).toBe(lightOn(steps, day));
      }),
    );
  });
});

describe('regular reports', () => {
  test.each([
    ['month', '2026-01-15', null, '2026-03-05', '2026-02'],
    ['month', '2026-01-15', '2026-02-20T00:00:00Z', '2026-03-05', null],
    ['month', '2026-01-15', '2026-03-02T00:00:00Z', '2026-03-05', null],
    ['month', '2026-03-01', null, '2026-03-05', null],
    ['quarter', '2025-11-01', null, '2026-02-01', '2025-Q4'],
    ['quarter', '2025-11-01', '2025-09-30T00:00:00Z', '2026-01-01', '2025-Q4'],
    ['none', '2020-01-01', null, '2026-01-01', null],
  ])('%s accepted %s reported %s on %s', (every, accepted, last, asOf, expected) => {
    expect(missingPeriod(every, accepted, last, asOf)).toBe(expected);
  });
});
