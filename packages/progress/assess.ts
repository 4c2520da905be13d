import type { Decimal } from 'decimal.js';
import { type Goal, goalOf } from './goal.ts';
import { ruleMessages } from './messages.ts';
import { day, decimal, Exact, plain } from './numbers.ts';
import { type Path, pathOf, startOf, valueOn } from './path.ts';
import type { Assessment, AssessmentInput, Point, Rule, RuleId, Status } from './types.ts';

interface Known {
  date: string;
  at: number;
  value: Decimal;
}

/** One value for each period from start to due date, corrections applied; only what was known by the day. */
function knownBy(input: AssessmentInput, asOf: number, start: number, due: number): Known[] {
  const periods = new Map<number, Known & { knownOn: number }>();
  for (const { periodEnd, value, knownOn } of input.observations) {
    const at = day(periodEnd, 'observation.periodEnd');
    const known = day(knownOn, 'observation.knownOn');
    const read = decimal(value, 'observation.value');
    const previous = periods.get(at);
    const outside = at < start || at > due || periodEnd === input.baseline?.date;
    if (known > asOf || outside || (previous && previous.knownOn > known)) continue;
    periods.set(at, { date: periodEnd, at, value: read, knownOn: known });
  }
  return [...periods.values()].sort((p, q) => p.at - q.at);
}

class Verdict {
  private readonly input: AssessmentInput;
  private readonly target: string;
  private readonly path: Point[];

  constructor(input: AssessmentInput, path: Path | undefined) {
    const { comparator, value, valueHigh } = input.target;
    this.input = input;
    this.target = `${comparator === '=' ? '' : comparator}${valueHigh === undefined ? value : `${value}–${valueHigh}`}`;
    this.path = path?.points ?? [];
  }

  give(
    status: Status,
    id: RuleId,
    latest?: Known,
    more: Partial<Rule> = {},
    extra: Record<string, string> = {},
  ): Assessment {
    const { asOf, target } = this.input;
    const params: Record<string, string> = {
      asOf,
      dueDate: target.dueDate,
      target: this.target,
      ...(latest && { date: latest.date, value: plain(latest.value) }),
      ...(more.expected !== undefined && { expected: more.expected }),
      ...extra,
    };
    const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, key: string) => readable(params[key] ?? ''));
    const { zh, en } = ruleMessages[id];
    const point = latest && { latest: { date: latest.date, value: plain(latest.value) } };
    return {
      status,
      rule: { id, ...point, ...more, path: this.path, message: { zh: fill(zh), en: fill(en) }, params },
    };
  }
}

const marginOf = (value: Decimal, expected: Decimal, { sense }: Goal): Decimal => value.minus(expected).times(sense);

/**
 * The status of a target on a day. Rules in their order (the table is in the README):
 * what was not known by `asOf` does not count; counting targets are reached as soon as their value is met; after the due
 * date the observation of the due period decides; a target that is not above its baseline must hold in every period; all
 * others are compared with the milestone path p(t) = y0 + (x − y0)(t − t0)/(T − t0) on the last day of the latest period.
 * @throws RangeError for malformed dates and decimals, and for a path that does not lead forward
 */
export function assessTarget(input: AssessmentInput): Assessment {
  const { target } = input;
  const goal = goalOf(target, decimal(input.aboutShare ?? '0.05', 'aboutShare'));
  const asOf = day(input.asOf, 'asOf');
  const due = day(target.dueDate, 'target.dueDate');
  const start = startOf(input);
  const counting = target.kind === 'new' || target.kind === 'cumulative';
  const lasting = (counting && goal.sense === 1) || target.direction === 'once';
  const fromBaseline = start !== undefined && start === input.baseline;
  const keep = target.direction === 'keep' || (fromBaseline && !lasting && isKept(goal, start));
  const path = start && !keep ? pathOf(start, input, plain(goal.value)) : undefined;
  const verdict = new Verdict(input, path);

  const known = knownBy(input, asOf, start ? day(start.date, 'baseline.date') : Number.NEGATIVE_INFINITY, due);
  const final = known.find(({ at }) => at === due);
  if (keep) return assessKept(known, goal, verdict, asOf > due, final);

  const early = lasting ? known.find(({ at, value }) => at < due && goal.meets(value)) : undefined;
  if (early)
    return verdict.give('reached', 'met-early', early, { margin: plain(marginOf(early.value, goal.value, goal)) });
  if (final) {
    const margin = plain(marginOf(final.value, goal.value, goal));
    return verdict.give(goal.meets(final.value) ? 'reached' : 'missed', 'final', final, { margin });
  }
  if (asOf > due) return verdict.give('no-data', 'due-observation-missing', known.at(-1));
  const latest = known.at(-1);
  if (!latest) return verdict.give('no-data', 'no-observation');
  if (!path) {
    const margin = plain(marginOf(latest.value, goal.value, goal));
    return verdict.give(goal.meets(latest.value) ? 'on-track' : 'no-data', 'no-path', latest, { margin });
  }
  return assessOnPath(latest, path, goal, verdict, decimal(input.atRiskShare ?? '0.1', 'atRiskShare'));
}

/** A target that asks for no more than the baseline already had: it cannot be approached, only kept. */
const isKept = (goal: Goal, start: Point): boolean =>
  marginOf(goal.value, decimal(start.value, 'baseline.value'), goal).lte(0);

function assessOnPath(latest: Known, path: Path, goal: Goal, verdict: Verdict, share: Decimal): Assessment {
  const expected = valueOn(path, latest.at);
  const margin = marginOf(latest.value, expected, goal);
  const band = goal.value.minus(path.steps[0]!.value).abs().times(share);
  const more = { expected: plain(expected), margin: plain(margin) };
  if (margin.gte(0)) return verdict.give('on-track', 'path-ahead', latest, more);
  const extra = { band: plain(band) };
  if (margin.neg().lte(band)) return verdict.give('at-risk', 'path-behind-little', latest, more, extra);
  return verdict.give('off-track', 'path-behind-far', latest, more, extra);
}

function assessKept(known: Known[], goal: Goal, verdict: Verdict, over: boolean, final: Known | undefined): Assessment {
  const latest = known.at(-1);
  if (!latest) return verdict.give('no-data', over ? 'due-observation-missing' : 'no-observation');
  const broken = known.findLast(({ value }) => !goal.meets(value));
  const margin = (point: Known) => ({ margin: plain(marginOf(point.value, goal.value, goal)) });
  if (broken && (over || final)) return verdict.give('missed', 'keep-broken', broken, margin(broken));
  if (broken === latest) return verdict.give('off-track', 'keep-broken', latest, margin(latest));
  if (broken) return verdict.give('at-risk', 'keep-was-broken', latest, margin(latest), { brokenOn: broken.date });
  if (final) return verdict.give('reached', 'keep-holds', final, margin(final));
  if (over) return verdict.give('no-data', 'due-observation-missing', latest);
  return verdict.give('on-track', 'keep-holds', latest, margin(latest));
}

/** In a sentence four significant digits after the point are enough; the rule's own figures stay exact. */
const readable = (text: string): string =>
  text.replace(/-?\d+\.\d{5,}/g, (long) => new Exact(long).toDecimalPlaces(4).toFixed());
