import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { amendmentLifecycle } from '../server/modules/plans/index.ts';
import { slipLifecycle, taskLifecycle } from '../server/modules/work/index.ts';
import { drawAll, lifecyclesFile } from './draw-lifecycles.ts';

test('the drawn lifecycles are those that are declared', () => {
  expect(readFileSync(lifecyclesFile, 'utf8')).toBe(drawAll());
});

test.each([taskLifecycle, slipLifecycle, amendmentLifecycle])(
  '$kind: every state is reached, every open one is left',
  (rule) => {
    const steps = Object.values(rule.transitions) as { from: readonly string[]; to: string | null }[];
    const reached = new Set<string>([rule.initial]);
    for (let before = -1; before !== reached.size; ) {
      before = reached.size;
      for (const step of steps) if (step.to && step.from.some((from) => reached.has(from))) reached.add(step.to);
    }
    for (const [id, state] of Object.entries(rule.states) as [string, { ends?: true }][]) {
      expect(reached.has(id), id).toBe(true);
      if (!state.ends)
        expect(
          steps.some((step) => step.to && step.from.includes(id)),
          id,
        ).toBe(true);
    }
    for (const id of rule.path) expect(rule.states).toHaveProperty(id);
  },
);
