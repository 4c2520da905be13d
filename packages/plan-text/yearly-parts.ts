import type { Target } from './types.ts';

/** A total over several years and what each year gives to it: 共120家，其中2025年、2026年、2027年分别40家、50家、60家. */
export interface YearlyParts {
  total: Target;
  /** One for each year, years in step. */
  parts: Target[];
}

/** How far behind its total the first yearly figure may begin, in characters. */
const NEAR = 150;

const counts = (t: Target): boolean => t.period !== 'each' && (t.kind === 'new' || t.kind === 'cumulative');

/**
 * Finds totals that yearly figures are said to make up. Of the targets of one thing in one clause, in the order of the
 * text: the total comes first, then figures for years in step, the last of them the total's own.
 * @param alike targets of one indicator, unit and breakdown
 */
export function yearlyParts(alike: readonly Target[]): YearlyParts[] {
  const found: YearlyParts[] = [];
  const ordered = alike.filter(counts);
  for (let i = 0; i + 2 < ordered.length; i++) {
    const total = ordered[i] as Target;
    const parts: Target[] = [];
    for (const t of ordered.slice(i + 1)) {
      const before = parts.at(-1);
      const inStep = before === undefined || (t.year !== null && before.year !== null && t.year === before.year + 1);
      if (!inStep || t.clause !== total.clause || t.year === null) break;
      parts.push(t);
    }
    const first = parts[0];
    const near = first !== undefined && first.span.start - total.span.start <= NEAR;
    if (parts.length < 2 || !near || parts.at(-1)?.year !== total.year) continue;
    found.push({ total, parts });
    i += parts.length;
  }
  return found;
}
