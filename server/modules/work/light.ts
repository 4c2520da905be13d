/**
 * Three colours (亮灯): green in time or not due yet, red late, yellow handed in late. Computed from the steps, never
 * stored, so that any day can be asked for. `find-work.ts` says the same in SQL; a property test holds them together.
 */
import type { Light } from '../../../packages/contract/index.ts';
import { dateOf, dayNumber } from '../../kernel/calendar/index.ts';

export type LightStep = { onDay: string; action: string; toState: string; dueOn: string | null };

const dark = new Set(['draft', 'declined', 'cancelled']);
const handedIn = new Set(['submitted', 'done']);

/** The light on a day, from the steps in their order. The day of handing in counts, not the day of confirming. */
export function lightOn(steps: readonly LightStep[], day: string): Light {
  const taken = steps.filter((step) => step.onDay <= day);
  const last = taken.at(-1);
  if (!last?.dueOn || dark.has(last.toState)) return 'none';
  const handed = handedIn.has(last.toState) ? taken.findLast((step) => step.action === 'submit')?.onDay : undefined;
  if (handed !== undefined) return handed <= last.dueOn ? 'green' : 'yellow';
  return day > last.dueOn ? 'red' : 'green';
}

/** Every change of the light up to a day, oldest first. */
export function lightHistory(steps: readonly LightStep[], asOf: string): { from: string; light: Light }[] {
  const days = new Set<string>();
  for (const step of steps) {
    days.add(step.onDay);
    if (step.dueOn) days.add(dateOf(dayNumber(step.dueOn) + 1));
  }
  const history: { from: string; light: Light }[] = [];
  for (const from of [...days].filter((day) => day <= asOf).sort()) {
    const light = lightOn(steps, from);
    if (history.at(-1)?.light !== light) history.push({ from, light });
  }
  return history;
}
