/** A plan's ledger as the two tables that offices print: who does what, and which figure when. Pure. */
import type { PlanDetail, TargetRow } from '../../../packages/contract/index.ts';

export type Cell = string;
export type LedgerTable = {
  id: 'tasks' | 'targets';
  title: string;
  /** Width in parts of the whole. */
  columns: { title: string; share: number; numeric?: boolean }[];
  rows: Cell[][];
};

export function tasksTable(plan: PlanDetail): LedgerTable {
  return {
    id: 'tasks',
    title: '任务分解表',
    columns: [
      { title: '序号', share: 5 },
      { title: '条款', share: 9 },
      { title: '任务', share: 34 },
      { title: '牵头单位', share: 15 },
      { title: '配合单位', share: 27 },
      { title: '时限', share: 10 },
    ],
    rows: plan.tasks.map((task, index) => [
      String(index + 1),
      task.clause,
      task.title,
      task.lead?.name ?? '',
      task.joint.map((unit) => unit.name).join('、'),
      `${plan.to} 年底`,
    ]),
  };
}

const signs: Record<TargetRow['comparator'], string> = {
  '>=': '≥',
  '<=': '≤',
  '=': '',
  '~': '约',
  '>': '＞',
  '<': '＜',
};

/** `≥96`, `5–8`, and for what is asked for in each year `每年 ≥5`. */
export function valueWords(target: Pick<TargetRow, 'comparator' | 'value' | 'valueHigh' | 'period'>): string {
  const range = target.valueHigh ? `${target.value}–${target.valueHigh}` : target.value;
  return `${target.period === 'each' ? '每年 ' : ''}${signs[target.comparator]}${range}`;
}

/** One row an indicator, place and part; its last year is the goal, the years before have columns of their own. */
export function targetsTable(rows: readonly (TargetRow & { baseline: string | null })[]): LedgerTable {
  const groups = Map.groupBy(rows, (row) =>
    [row.indicatorId, row.unit, row.region.code, row.breakdown ?? '', row.clause, row.period].join('|'),
  );
  const lists = [...groups.values()].map((list) => list.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)));
  const between = lists.flatMap((list) => list.slice(0, -1).map((row) => row.dueOn.slice(0, 4)));
  const years = [...new Set(between)].sort();
  const regions = new Set(rows.map((row) => row.region.code));
  return {
    id: 'targets',
    title: '指标分解表',
    columns: [
      { title: '序号', share: 5 },
      { title: '指标', share: 34 },
      { title: '单位', share: 8 },
      { title: '基期', share: 12, numeric: true },
      ...years.map((year) => ({ title: `${year} 年`, share: 9, numeric: true })),
      { title: '目标', share: 16, numeric: true },
      { title: '牵头／地区', share: 17 },
    ],
    rows: lists.map((list, index) => {
      const last = list.at(-1)!;
      const on = (year: string) => list.slice(0, -1).filter((row) => row.dueOn.startsWith(year));
      const place = regions.size > 1 ? last.region.name : '';
      return [
        String(index + 1),
        `${last.indicator}${last.breakdown ? `（${last.breakdown}）` : ''}`,
        last.unit,
        last.baseline ?? '',
        ...years.map((year) => on(year).map(valueWords).join('；')),
        // Two figures for one day are both shown: the ledger hides no contradiction.
        [...new Set(list.filter((row) => row.dueOn === last.dueOn).map(valueWords))].join('；') +
          `（${last.dueOn.slice(0, 4)} 年）`,
        [last.lead, place].filter(Boolean).join('／'),
      ];
    }),
  };
}
