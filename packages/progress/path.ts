import type { Decimal } from 'decimal.js';
import { day, decimal, Exact } from './numbers.ts';
import type { AssessmentInput, Point } from './types.ts';

interface Step {
  date: string;
  at: number;
  value: Decimal;
}

/** Start, milestones and target, in the order of their dates. */
export interface Path {
  steps: Step[];
  points: Point[];
}

const step = ({ date, value }: Point, what: string): Step => ({
  date,
  at: day(date, `${what}.date`),
  value: decimal(value, `${what}.value`),
});

/**
 * Where the way starts. `new` targets start at zero on the first day of their period, whatever an earlier period brought;
 * `cumulative` ones start at their baseline, or at zero; `level` and `rate` ones start at their baseline, or else at the
 * first milestone.
 */
export function startOf({ target, baseline, milestones = [], periodStart }: AssessmentInput): Point | undefined {
  const counting = target.kind === 'new' || target.kind === 'cumulative';
  if (baseline && target.kind !== 'new') return baseline;
  const year = /^(\d{4})(?:-\d{4})?$/.exec(target.period ?? '')?.[1];
  const date = periodStart ?? (year && `${year}-01-01`);
  if (counting) return date === undefined ? undefined : { date, value: '0' };
  return milestones.filter((m) => m.date < target.dueDate).sort((p, q) => (p.date < q.date ? -1 : 1))[0];
}

/**
 * The milestone path. Milestones outside of the time between start and due date are left out.
 * @throws RangeError when the start is not before the due date, or two milestones share a date
 */
export function pathOf(start: Point, input: AssessmentInput, goal: string): Path {
  const first = step(start, 'baseline');
  const last = step({ date: input.target.dueDate, value: goal }, 'target');
  if (first.at >= last.at) throw new RangeError(`the path starts on ${start.date}, not before ${last.date}`);
  const between = (input.milestones ?? [])
    .map((milestone) => step(milestone, 'milestone'))
    .filter(({ at }) => at > first.at && at < last.at)
    .sort((p, q) => p.at - q.at);
  const steps = [first, ...between, last];
  for (let i = 1; i < steps.length; i++)
    if (steps[i]!.at === steps[i - 1]!.at) throw new RangeError(`two milestones on ${steps[i]!.date}`);
  return { steps, points: steps.map(({ date, value }) => ({ date, value: value.toFixed() })) };
}

/** p(t) = y0 + (x − y0)(t − t0)/(T − t0) between the two points around t; constant outside of the path. */
export function valueOn({ steps }: Path, at: number): Decimal {
  const next = steps.findIndex((candidate) => candidate.at >= at);
  if (next < 0) return steps.at(-1)!.value;
  const to = steps[next]!;
  const from = steps[next - 1];
  if (!from) return to.value;
  const share = new Exact(at - from.at).div(to.at - from.at);
  return from.value.plus(to.value.minus(from.value).times(share));
}
