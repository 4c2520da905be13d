/**
 * The target board: every target in reach with its latest value and its status on a day.
 * Two queries whatever the number of targets; the status itself is the pure rule of packages/progress.
 */
import type { Status, TargetFields, TargetQuery, TargetRow } from '../../../packages/contract/index.ts';
import { statuses } from '../../../packages/contract/index.ts';
import type { Assessment } from '../../../packages/progress/index.ts';
import type { Tx } from '../../db/connect.ts';
import { findObservations, seriesKey } from '../indicators/index.ts';
import { type Judged, judgeTarget } from './judge-target.ts';
import { onDay } from './versions.ts';

export type BoardEntry = { row: TargetRow; assessment: Assessment; target: StoredTarget };
export type BoardFilter = {
  plan?: string | undefined;
  ids?: string[];
  indicatorId?: string;
  region?: string | undefined;
  /** Targets that another one was divided into. */
  parent?: string;
  /** Also what does not exist on the day: not yet added, or repealed. */
  absent?: boolean;
};

/** All targets that the filter names, judged as of a day, in the order of their plans. */
export async function findBoard(tx: Tx, asOf: string, filter: BoardFilter = {}): Promise<BoardEntry[]> {
  const targets = await findTargets(tx, asOf, filter);
  const observations = await findObservations(
    tx,
    targets.map((target) => target.indicator_id),
    asOf,
  );
  return targets.map((target) => {
    const series = observations.get(seriesKey(target.indicator_id, target.region_code, target.breakdown)) ?? [];
    const judged = judgeTarget(target, series, asOf);
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

/** What the ledger says about a target on a day: an amendment before or after it says something else. */
async function findTargets(tx: Tx, asOf: string, filter: BoardFilter): Promise<StoredTarget[]> {
  const rows = await selectTargets(tx, asOf, filter);
  return rows
    .filter((row) => filter.absent || !isAbsent(row.version))
    .map((row) => (row.version && !isAbsent(row.version) ? { ...row, ...rowOf(row.version as Version) } : row));
}

type Version = Required<TargetFields>;
const isAbsent = (version: unknown) => (version as { absent?: true } | null)?.absent === true;
const rowOf = ({ comparator, value, valueHigh, dueOn, milestones }: Version) => ({
  comparator,
  value,
  value_high: valueHigh,
  due_on: dueOn,
  year: Number(dueOn.slice(0, 4)),
  milestones: milestones as StoredTarget['milestones'],
});

function selectTargets(tx: Tx, asOf: string, filter: BoardFilter) {
  let select = tx
    .selectFrom('target as t')
    .innerJoin('plan as p', 'p.id', 't.plan_id')
    .innerJoin('indicator as i', 'i.id', 't.indicator_id')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 't.region_code').on('r.latest', '=', true))
    .leftJoin('target_version as v', (join) => join.onRef('v.target_id', '=', 't.id').on(onDay('v', asOf)))
    .selectAll('t')
    .select([
      'v.fields as version',
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
  if (filter.parent) select = select.where('t.parent_id', '=', filter.parent);
  if (filter.ids) select = select.where('t.id', 'in', filter.ids);
  return select.execute();
}

export type StoredTarget = Awaited<ReturnType<typeof selectTargets>>[number];

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
