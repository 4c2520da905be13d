import type { PlanYears, TimeAt } from './periods.ts';
import type { TargetPeriod } from './types.ts';

/** The time that holds where a value stands. */
export interface Scope {
  year: number | null;
  period: TargetPeriod;
  stated: boolean;
  /** The year lies before the document: the value has been reached already. */
  past: boolean;
}

const AHEAD = /到|至|力争/;

const isPast = (t: TimeAt, text: string, plan: PlanYears): boolean => {
  if (t.year === null || plan.own === null) return false;
  if (t.closed) return t.year <= plan.own;
  return t.year < plan.own && !(t.ahead && AHEAD.test(text.slice(t.from, t.to)));
};

/** Scope that a time phrase opens. */
export function openScope(t: TimeAt, text: string, plan: PlanYears): Scope {
  return { year: t.year, period: t.period ?? 'by', stated: t.year !== null, past: isPast(t, text, plan) };
}

/**
 * Scope at a place of a sentence: the last time phrase before it, else what the paragraph or section holds. 每年 ends
 * with its ； group.
 */
export function scopeAt(
  text: string,
  times: TimeAt[],
  depth: Uint8Array,
  at: number,
  outer: Scope | null,
  plan: PlanYears,
): Scope | null {
  let scope = outer;
  for (const t of times) {
    if (t.to > at) break;
    if (t.compared || depth[t.to - 1] === 2) continue;
    if (t.period !== 'each') scope = openScope(t, text, plan);
    // 年服务企业… holds for its own clause.
    else if (text.lastIndexOf(t.to - t.from === 1 ? '，' : '；', at) < t.from)
      scope = { year: scope?.stated && !scope.past ? scope.year : null, period: 'each', stated: true, past: false };
  }
  return scope;
}

/** The years listed in front of as many values: 2023年、2024年分别达到. */
export function yearList(text: string, times: TimeAt[], from: number, to: number, want: number): number[] | null {
  const years = times.filter((t) => t.from >= from && t.to <= to && t.year !== null && !t.compared);
  if (years.length !== want) return null;
  for (let i = 1; i < years.length; i++)
    if (!/^[、，和及与]$/.test(text.slice((years[i - 1] as TimeAt).to, (years[i] as TimeAt).from))) return null;
  return years.map((t) => t.year as number);
}
