/** A plan's ledger as the two tables that offices print: who does what, and which figure when. Pure. */
import {
  dueWords,
  type Language,
  type Message,
  nameIn,
  type PlanDetail,
  type TargetRow,
} from '../../../packages/contract/index.ts';

export type Cell = string;
export type LedgerTable = {
  id: 'tasks' | 'targets';
  title: string;
  /** Width in parts of the whole. */
  columns: { title: string; share: number; numeric?: boolean }[];
  rows: Cell[][];
};

const words = {
  tasks: { zh: '任务分解表', en: 'Division of tasks' },
  targets: { zh: '指标分解表', en: 'Division of indicators' },
  row: { zh: '序号', en: 'No.' },
  code: { zh: '编号', en: 'Code' },
  clause: { zh: '条款', en: 'Clause' },
  task: { zh: '任务', en: 'Task' },
  lead: { zh: '牵头单位', en: 'Lead unit' },
  joint: { zh: '配合单位', en: 'Joint units' },
  limit: { zh: '时限', en: 'Time limit' },
  indicator: { zh: '指标', en: 'Indicator' },
  unit: { zh: '单位', en: 'Unit' },
  baseline: { zh: '基期', en: 'Baseline' },
  target: { zh: '目标', en: 'Target' },
  leadOrPlace: { zh: '牵头／地区', en: 'Lead / region' },
} satisfies Record<string, Message>;

/** What the clause itself says; where it is silent, the end of the plan. */
export function limitWords(
  task: Pick<PlanDetail['tasks'][number], 'limit'>,
  plan: Pick<PlanDetail, 'to'>,
  language: Language,
): string {
  if (language === 'en') return `By end of ${task.limit?.year ?? plan.to}`;
  return task.limit?.words ?? `${plan.to} 年底`;
}

export function tasksTable(plan: PlanDetail, language: Language): LedgerTable {
  const titled = (word: keyof typeof words, share: number) => ({ title: words[word][language], share });
  return {
    id: 'tasks',
    title: words.tasks[language],
    columns: [
      titled('row', 5),
      titled('code', 6),
      titled('clause', 9),
      titled('task', 31),
      titled('lead', 14),
      titled('joint', 25),
      titled('limit', 10),
    ],
    rows: plan.tasks.map((task, index) => [
      String(index + 1),
      task.code,
      task.clause,
      task.title,
      task.lead?.name ?? '',
      task.joint.map((unit) => unit.name).join('、'),
      limitWords(task, plan, language),
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
export function valueWords(
  target: Pick<TargetRow, 'comparator' | 'value' | 'valueHigh' | 'period'>,
  language: Language,
): string {
  const range = target.valueHigh ? `${target.value}–${target.valueHigh}` : target.value;
  const sign = language === 'en' && target.comparator === '~' ? 'about ' : signs[target.comparator];
  const each = language === 'en' ? 'each year ' : '每年 ';
  return `${target.period === 'each' ? each : ''}${sign}${range}`;
}

export type LedgerTarget = TargetRow & { baseline: { value: string; year: string | null } | null };

/** One row an indicator, place and part; its last year is the goal, the years before have columns of their own. */
export function targetsTable(rows: readonly LedgerTarget[], language: Language): LedgerTable {
  const groups = Map.groupBy(rows, (row) =>
    [row.indicatorId, row.unit, row.region.code, row.breakdown ?? '', row.clause, row.period].join('|'),
  );
  const lists = [...groups.values()].map((list) => list.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)));
  const between = lists.flatMap((list) => list.slice(0, -1).map((row) => row.dueOn.slice(0, 4)));
  const years = [...new Set(between)].sort();
  const regions = new Set(rows.map((row) => row.region.code));
  const titled = (word: keyof typeof words, share: number) => ({ title: words[word][language], share });
  const semicolon = language === 'zh' ? '；' : '; ';
  const inYear = (year: string) => (language === 'zh' ? `（${year} 年）` : ` (${year})`);
  const part = (text: string) => (language === 'zh' ? `（${text}）` : ` (${text})`);
  return {
    id: 'targets',
    title: words.targets[language],
    columns: [
      titled('row', 5),
      titled('code', 7),
      titled('indicator', 30),
      titled('unit', 7),
      { ...titled('baseline', 11), numeric: true },
      ...years.map((year) => ({ title: language === 'zh' ? `${year} 年` : year, share: 8, numeric: true })),
      { ...titled('target', 12), numeric: true },
      titled('limit', 11),
      titled('leadOrPlace', 15),
    ],
    rows: lists.map((list, index) => {
      const last = list.at(-1)!;
      const on = (year: string) => list.slice(0, -1).filter((row) => row.dueOn.startsWith(year));
      const place = regions.size > 1 ? nameIn(last.region, language) : '';
      const name = nameIn({ name: last.indicator, nameEn: last.indicatorEn }, language);
      const { baseline } = last;
      return [
        String(index + 1),
        list.map((row) => row.code).join('、'),
        `${name}${last.breakdown ? part(last.breakdown) : ''}`,
        last.unit,
        baseline ? `${baseline.value}${baseline.year ? inYear(baseline.year) : ''}` : '',
        ...years.map((year) =>
          on(year)
            .map((row) => valueWords(row, language))
            .join(semicolon),
        ),
        // Two figures for one day are both shown: the ledger hides no contradiction.
        [...new Set(list.filter((row) => row.dueOn === last.dueOn).map((row) => valueWords(row, language)))].join(
          semicolon,
        ),
        dueWords(last, language),
        [last.lead, place].filter(Boolean).join(language === 'zh' ? '／' : ' / '),
      ];
    }),
  };
}
