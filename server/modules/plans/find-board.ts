/**
 * The target board: every target in reach with its latest value and its status on a day.
 * Two queries whatever the number of targets; the status itself is the pure rule of packages/progress.
 */
import type { Status, TargetQuery, TargetRow } from '../../../packages/contract/index.ts';
import { statuses } from '../../../packages/contract/index.ts';
import { type Assessment, assessTarget, runningTotals } from '../../../packages/progress/index.ts';
import type { Tx } from '../../db/connect.ts';
import { findObservations, type LivingObservation, seriesKey } from '../indicators/index.ts';

export type BoardEntry = { row: TargetRow; assessment: Assessment; target: StoredTarget };
/** A rule's verdict, and the figures that it is about. */
type Judged = { assessment: Assessment; latest: TargetRow['latest']; series: TargetRow['series'] };
export type BoardFilter = {
  plan?: string | undefined;
  ids?: string[];
  indicatorId?: string;
  region?: string | undefined;
};

/** All targets that the filter names, judged as of a day, in the order of their plans. */
export async function findBoard(tx: Tx, asOf: string, filter: BoardFilter = {}): Promise<BoardEntry[]> {
  const targets = await findTargets(tx, filter);
  const observations = await findObservations(
    tx,
    targets.map((target) => target.indicator_id),
    asOf,
  );
  return targets.map((target) => {
    const series = observations.get(seriesKey(target.indicator_id, target.region_code, target.breakdown)) ?? [];
    const judged = assess(target, series, asOf);
    return { row: toRow(target, judged), assessment: judged.assessment, target };
  });
}

/** Filters and sorts a board as the page asks. */
export function boardOf(entries: BoardEntry[], query: TargetQuery): TargetRow[] {
  const wanted = query.status ? new Set(query.status.split(',')) : undefined;
  const words = query.q?.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const rows = entries
    .map((entry) => entry.row)
    .filter((row) => !wanted || wanted.has(row.status))
    .filter((row) => !query.kind || row.kind === query.kind)
    .filter((row) => {
      const text = `${row.indicator} ${row.indicatorEn ?? ''} ${row.clause} ${row.breakdown ?? ''} ${row.region.name} ${row.lead ?? ''}`;
      const hay = text.normalize('NFKC').toLowerCase();
      return words.every((word) => hay.includes(word));
    });
  const compare = comparers[query.sort];
  const sign = query.order === 'desc' ? -1 : 1;
  // Sorting is stable: equal rows stay in the order of their plans.
  return query.sort === 'plan' && sign === 1 ? rows : rows.sort((a, b) => sign * compare(a, b));
}

export function countStatuses(rows: readonly TargetRow[]): Record<Status, number> {
  const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
  for (const row of rows) counts[row.status] += 1;
  return counts;
}

/** What needs a person comes first. */
const urgency: Record<Status, number> = {
  'off-track': 0,
  missed: 1,
  'at-risk': 2,
  'no-data': 3,
  'on-track': 4,
  reached: 5,
};
const pinyin = new Intl.Collator('zh-CN-u-co-pinyin');
const comparers: Record<TargetQuery['sort'], (a: TargetRow, b: TargetRow) => number> = {
  plan: (a, b) => pinyin.compare(a.planTitle, b.planTitle),
  indicator: (a, b) => pinyin.compare(a.indicator, b.indicator),
  value: (a, b) => Number(a.value) - Number(b.value),
  latest: (a, b) => Number(a.latest?.value ?? -Infinity) - Number(b.latest?.value ?? -Infinity),
  status: (a, b) => urgency[a.status] - urgency[b.status],
  due: (a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0),
};

function findTargets(tx: Tx, filter: BoardFilter) {
  let select = tx
    .selectFrom('target as t')
    .innerJoin('plan as p', 'p.id', 't.plan_id')
    .innerJoin('indicator as i', 'i.id', 't.indicator_id')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 't.region_code').on('r.latest', '=', true))
    .selectAll('t')
    .select([
      'p.short_title as plan_title',
      'p.short_title_en as plan_title_en',
      'p.source_sha256',
      'i.name as indicator_name',
      'i.name_en as indicator_name_en',
      'r.name as region_name',
      'r.name_en as region_name_en',
    ])
    .orderBy('p.year_from', 'desc')
    .orderBy('p.region_code')
    .orderBy('p.id')
    .orderBy('t.position');
  if (filter.plan) select = select.where('t.plan_id', '=', filter.plan);
  if (filter.indicatorId) select = select.where('t.indicator_id', '=', filter.indicatorId);
  if (filter.region) select = select.where('t.region_code', '=', filter.region);
  if (filter.ids) select = select.where('t.id', 'in', filter.ids);
  return select.execute();
}

export type StoredTarget = Awaited<ReturnType<typeof findTargets>>[number];

/** How the ledger's target becomes the question that the rules of packages/progress answer. */
function assess(target: StoredTarget, series: LivingObservation[], asOf: string): Judged {
  const start = target.period_start ?? undefined;
  const counts = target.kind === 'new' && target.period !== 'each' && start !== undefined;
  // What is asked for in all is the running total since the start; what is asked for each year must hold in each year.
  const yearly = series.filter((value) => countsForLevel(target, value, series));
  const totals = counts ? runningTotals(series, start) : null;
  const last = series.at(-1);
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
    const figures = series.map(({ period, value }) => ({ period, value }));
    return { assessment, latest: last ? { value: last.value, period: last.period } : null, series: figures };
  }
  // Of additions the total counts; what was added before the plan began says nothing about it.
  const total = totals.at(-1);
  return {
    assessment,
    latest: total ? { value: total.value, period: periodOf(start!, total.periodEnd) } : null,
    series: totals.map(({ periodEnd, value }) => ({ period: endOf(periodEnd), value })),
  };
}

/** Does a value say something about a level or rate? Years do, months on the way do, several years together do not. */
function countsForLevel(target: StoredTarget, value: LivingObservation, series: LivingObservation[]): boolean {
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

function toRow(target: StoredTarget, { assessment, latest, series }: Judged): TargetRow {
  return {
    id: target.id,
    code: target.code,
    planId: target.plan_id,
    planTitle: target.plan_title,
    planTitleEn: target.plan_title_en,
    clause: target.clause,
    indicatorId: target.indicator_id,
    indicator: target.indicator_name,
    indicatorEn: target.indicator_name_en,
    comparator: target.comparator as TargetRow['comparator'],
    value: target.value,
    valueHigh: target.value_high,
    unit: target.unit,
    kind: target.kind as TargetRow['kind'],
    period: target.period as TargetRow['period'],
    year: target.year,
    startsOn: target.period_start ?? `${target.due_on.slice(0, 4)}-01-01`,
    dueOn: target.due_on,
    region: { code: target.region_code, name: target.region_name, nameEn: target.region_name_en },
    breakdown: target.breakdown || null,
    lead: target.lead,
    suspect: target.suspect,
    latest,
    series,
    status: assessment.status,
  };
}
