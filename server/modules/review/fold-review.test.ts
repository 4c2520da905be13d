import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadTarget, ReadTask } from '../../../packages/contract/index.ts';
import { foldReview, type ReadPart, type ReviewEvent } from './fold-review.ts';

const target = (at: number): ReadTarget => ({
  indicator: `指标${at}`,
  comparator: '>=',
  value: String(at + 1),
  valueHigh: null,
  unit: '家',
  year: 2020,
  period: 'by',
  kind: 'level',
  breakdown: null,
  baseline: null,
  raw: null,
  suspect: false,
  clause: '一',
  span: { start: at * 10, end: at * 10 + 5 },
});
const task: ReadTask = { clause: '二', title: '任务', lead: '省质监局', joint: [], span: { start: 100, end: 120 } };
const part: ReadPart = {
  targets: [target(0), target(1), target(2)],
  tasks: [task],
  findings: [
    {
      code: 'decimal-point-lost',
      severity: 'warning',
      message: { zh: '疑', en: 'doubt' },
      spans: [{ start: 12, end: 14 }],
    },
    { code: 'no-responsible-units', severity: 'info', message: { zh: '注', en: 'note' }, spans: [] },
  ],
};

let next = 0;
function event(kind: ReviewEvent['kind'], item: string, more: Partial<ReviewEvent> = {}): ReviewEvent {
  next += 1;
  return {
    id: String(next),
    item,
    kind,
    payload: {},
    undoes: null,
    at: '2026-11-22T02:00:00Z',
    personId: 'a',
    actor: '甲',
    organization: '省质量办',
    ...more,
  };
}
const undo = (of: ReviewEvent) => event('undo', of.item, { undoes: of.id });
const stateOf = (events: ReviewEvent[], key: string) => foldReview(part, events).items.find((item) => item.key === key);

describe('a review folded', () => {
  test('nothing decided: everything is open, only warnings must be answered', () => {
    const { items, counts, version, confirmations } = foldReview(part, []);
    expect(items.every((item) => item.state === 'open' && item.seen === '0')).toBe(true);
    expect(counts).toEqual({ open: 4, decided: 0, findings: 1, findingsOpen: 1 });
    expect([version, confirmations]).toEqual(['0', []]);
    expect(items.find((item) => item.key === 'finding.0')?.concerns).toEqual(['target.1']);
  });

  test('a correction changes the values and says from what to what; accepting it leaves it corrected', () => {
    const correct = event('correct', 'target.1', { payload: { target: { value: '9' }, reason: '漏字' } });
    const item = stateOf([correct, event('accept', 'target.1')], 'target.1')!;
    expect(item.state).toBe('corrected');
    expect(item.target?.value).toBe('9');
    expect(item.history.map((step) => step.kind)).toEqual(['accept', 'correct']);
    expect(item.history[1]?.changes).toEqual([{ field: 'value', from: '2', to: '9' }]);
    expect(part.targets[1]?.value).toBe('2');
  });

  test('an undo takes any earlier event back and stays in sight; an undone undo brings it back', () => {
    const first = event('correct', 'target.0', { payload: { target: { value: '5' } } });
    const second = event('correct', 'target.0', { payload: { target: { unit: '个' } } });
    const back = undo(first);
    const item = stateOf([first, second, back], 'target.0')!;
    expect([item.target?.value, item.target?.unit]).toEqual(['1', '个']);
    expect(item.seen).toBe(back.id);
    expect(item.history.find((step) => step.id === first.id)?.undone?.by).toBe('甲');
    expect(stateOf([first, second, back, undo(back)], 'target.0')?.target?.value).toBe('5');
  });

  test('an added item is there, can be changed, and goes with its undo', () => {
    const add = event('add', '', { payload: { target: { ...target(7), value: '7' } } });
    add.item = `target.+${add.id}`;
    const correct = event('correct', add.item, { payload: { target: { value: '8' } } });
    expect(stateOf([add, correct], add.item)).toMatchObject({ state: 'added', target: { value: '8' } });
    expect(stateOf([add, correct, undo(add)], add.item)).toBeUndefined();
    expect(foldReview(part, [add]).counts).toMatchObject({ open: 4, decided: 1 });
  });

  test('a finding sent to the issuer stays open, an answered one does not', () => {
    const ask = event('answer', 'finding.0', { payload: { choice: 'verify', reason: '去函' } });
    expect(stateOf([ask], 'finding.0')?.state).toBe('inquiry');
    expect(foldReview(part, [ask]).counts.findingsOpen).toBe(1);
    const answer = event('answer', 'finding.0', { payload: { choice: 'original', reason: '复函确认' } });
    expect(foldReview(part, [ask, answer]).counts.findingsOpen).toBe(0);
  });

  test('a change outdates a confirmation; taking another confirmation back does not', () => {
    const confirm = event('confirm', 'part');
    const other = event('confirm', 'part', { personId: 'b' });
    expect(foldReview(part, [confirm, other, undo(other)]).confirmations).toHaveLength(1);
    expect(foldReview(part, [confirm, event('accept', 'target.0')]).confirmations).toEqual([]);
  });
});

/** A run of decisions: undos name any earlier event, those of others too. */
const run = fc.array(
  fc.record({
    kind: fc.constantFrom('accept', 'correct', 'reject', 'add', 'answer', 'undo', 'confirm'),
    at: fc.nat(2),
    of: fc.nat(40),
    value: fc.integer({ min: 0, max: 99 }),
    who: fc.constantFrom('a', 'b'),
  }),
  { maxLength: 40 },
);
function eventsOf(
  steps: readonly { kind: string; at: number; of: number; value: number; who: string }[],
): ReviewEvent[] {
  const events: ReviewEvent[] = [];
  for (const step of steps) {
    const more = { personId: step.who };
    if (step.kind === 'undo') {
      const earlier = events[step.of % Math.max(1, events.length)];
      if (earlier) events.push(event('undo', earlier.item, { ...more, undoes: earlier.id }));
      continue;
    }
    const item = step.kind === 'answer' ? 'finding.0' : step.kind === 'confirm' ? 'part' : `target.${step.at}`;
    const made = event(step.kind as ReviewEvent['kind'], item, {
      ...more,
      payload: {
        ...(step.kind === 'correct' ? { target: { value: String(step.value) } } : {}),
        ...(step.kind === 'add' ? { target: target(step.value) } : {}),
        ...(step.kind === 'answer' ? { choice: step.value % 2 ? 'verify' : 'original' } : {}),
      },
    });
    if (step.kind === 'add') made.item = `target.+${made.id}`;
    events.push(made);
  }
  return events;
}
const bare = (events: ReviewEvent[]) =>
  foldReview(part, events).items.map(({ key, state, target: values, choice }) => ({ key, state, values, choice }));

describe('properties', () => {
  test('the reading is never changed, and the same events give the same state', () => {
    const before = JSON.stringify(part);
    fc.assert(
      fc.property(run, (steps) => {
        const events = eventsOf(steps);
        expect(foldReview(part, events)).toEqual(foldReview(part, events));
        expect(JSON.stringify(part)).toBe(before);
      }),
    );
  });

  test('counts add up, and nothing that was done is lost from the histories of what is there', () => {
    fc.assert(
      fc.property(run, (steps) => {
        const events = eventsOf(steps);
        const { items, counts } = foldReview(part, events);
        expect(counts.open + counts.decided).toBe(items.filter((item) => item.what !== 'finding').length);
        const steps2 = items.flatMap((item) => item.history.map((step) => step.id));
        expect(new Set(steps2).size).toBe(steps2.length);
        for (const { kind, item, id } of events)
          if (kind !== 'undo' && items.some((one) => one.key === item)) expect(steps2).toContain(id);
      }),
    );
  });

  test('doing something and taking it back at once leaves the state as it was', () => {
    fc.assert(
      fc.property(run, run, (steps, [one]) => {
        const events = eventsOf(steps);
        const last = eventsOf(one && one.kind !== 'undo' ? [one] : [])[0];
        if (!last) return;
        expect(bare([...events, last, undo(last)])).toEqual(bare(events));
      }),
    );
  });

  test('taking everything back, newest first, leads to the beginning', () => {
    fc.assert(
      fc.property(run, (steps) => {
        const events = eventsOf(steps.filter((step) => step.kind !== 'undo'));
        expect(bare([...events, ...events.toReversed().map(undo)])).toEqual(bare([]));
      }),
    );
  });
});
