import { Decimal } from 'decimal.js';
import type { Observation } from './types.ts';

/** A count of what was added from the first to the last day of a period, both included. */
export interface PeriodCount {
  periodStart: string;
  periodEnd: string;
  /** Decimal string. */
  value: string;
  knownOn: string;
}

/**
 * The running totals since a day, as `assessTarget` wants them for `new` targets: T(e) = Σ of the counts of periods that
 * follow each other without a gap from `start` to e. Where several chains of periods lead to the same end, the one with
 * the fewest parts counts (a five-year figure before five yearly ones). A period after a gap has no total: what was added
 * in the gap is not known. A total is known from the day on which its last part is.
 * @param counts in any order; at most one for each period
 * @param start 'YYYY-MM-DD', first day of the target's period
 */
export function runningTotals(counts: readonly PeriodCount[], start: string): Observation[] {
  const reached = new Map<string, { total: Decimal; knownOn: string; parts: number; end: string }>();
  const ordered = [...counts].sort((a, b) =>
    a.periodStart < b.periodStart ? -1 : a.periodStart > b.periodStart ? 1 : 0,
  );
  for (const count of ordered) {
    const before =
      count.periodStart === start
        ? { total: new Decimal(0), knownOn: count.knownOn, parts: 0 }
        : reached.get(count.periodStart);
    if (!before) continue;
    const next = dayAfter(count.periodEnd);
    const parts = before.parts + 1;
    if ((reached.get(next)?.parts ?? Number.POSITIVE_INFINITY) <= parts) continue;
    reached.set(next, {
      total: before.total.plus(count.value),
      knownOn: before.knownOn > count.knownOn ? before.knownOn : count.knownOn,
      parts,
      end: count.periodEnd,
    });
  }
  return [...reached.values()]
    .map(({ total, knownOn, end }) => ({ periodEnd: end, value: total.toFixed(), knownOn }))
    .sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
