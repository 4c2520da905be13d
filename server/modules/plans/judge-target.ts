/** Which values a target is judged by, and the verdict. Pure: the rule itself is that of packages/progress. */
import type { TargetRow } from '../../../packages/contract/index.ts';
import { type Assessment, assessTarget, runningTotals } from '../../../packages/progress/index.ts';
import type { LivingObservation } from '../indicators/index.ts';

/** What is asked for, as the ledger keeps it. */
export type JudgedTarget = {
  comparator: string;
  value: string;
  value_high: string | null;
  kind: string;
  period: string;
  period_start: string | null;
  due_on: string;
  baseline_date: string | null;
  baseline_value: string | null;
  milestones: unknown;
};

/** A rule's verdict, and the figures that it is about. */
export type Judged = { assessment: Assessment; latest: TargetRow['latest']; series: TargetRow['series'] };

/** How the ledger's target becomes the question that the rules of packages/progress answer. */
export function judgeTarget(target: JudgedTarget, series: LivingObservation[], asOf: string): Judged {
  const start = target.period_start ?? undefined;
  const counts = target.kind === 'new' && target.period !== 'each' && start !== undefined;
  // What is asked for in all is the running total since the start; what is asked for each year must hold in each year.
  const yearly = series.filter((value) => countsForLevel(target, value, series));
  const totals = counts ? runningTotals(series, start) : null;
  const assessment = assessTarget({
    target: {
      comparator: target.comparator as TargetRow['comparator'],
      value: target.value,
      valueHigh: target.value_high ?? undefined,
      kind: target.period === 'each' ? 'level' : (target.kind as TargetRow['kind']),
      direction: target.period === 'each' ? 'keep' : undefined,
      dueDate: target.due_on,
    },
    baseline:
      target.baseline_date && target.baseline_value
        ? { date: target.baseline_date, value: target.baseline_value }
        : undefined,
    milestones: target.milestones as { date: string; value: string }[],
    observations: totals ?? yearly,
    periodStart: start,
    asOf,
  });
  if (!totals) {
    const figures = yearly.map(({ period, value, simulated }) => ({ period, value, simulated }));
    return { assessment, latest: figures.at(-1) ?? null, series: figures };
  }
  // Of additions the total counts; what was added before the plan began says nothing about it.
  const total = totals.at(-1);
  // A total is simulated as soon as one of its parts is.
  const isSimulated = (end: string) =>
    series.some((part) => part.simulated && part.periodStart >= start! && part.periodEnd <= end);
  return {
    assessment,
    latest: total
      ? { value: total.value, period: periodOf(start!, total.periodEnd), simulated: isSimulated(total.periodEnd) }
      : null,
    series: totals.map(({ periodEnd, value }) => ({
      period: endOf(periodEnd),
      value,
      simulated: isSimulated(periodEnd),
    })),
  };
}

/** Does a value say something about a level or rate? Years do, months on the way do, several years together do not. */
function countsForLevel(target: JudgedTarget, value: LivingObservation, series: LivingObservation[]): boolean {
  if (value.period.includes('/')) return false;
  const isYear = value.period.length === 4;
  if (target.period === 'each') return isYear && value.periodEnd >= (target.period_start ?? '');
  if (isYear || target.kind === 'cumulative') return isYear || !hasYear(series, value.periodEnd);
  // The last month is not the year that is due, nor does it stand in for a year that is known.
  return value.periodEnd !== target.due_on && !hasYear(series, value.periodEnd);
}

const hasYear = (series: LivingObservation[], end: string) =>
  series.some((value) => value.period.length === 4 && value.periodEnd === end);

/** The year, or the month within one, that ends on a day. */
const endOf = (day: string): string => (day.endsWith('-12-31') ? day.slice(0, 4) : day.slice(0, 7));

/** The years from the first to the last day, as periods are written: `2016/2020`, or `2016` when it is one. */
function periodOf(start: string, end: string): string {
  const [from, to] = [start.slice(0, 4), end.slice(0, 4)];
  return from === to ? to : `${from}/${to}`;
}
