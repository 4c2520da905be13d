import Papa from 'papaparse';
import {
  type ComparedTarget,
  type ComparedTask,
  type ComparisonView,
  type Language,
  type Message,
  pairStateWords,
} from '../../../packages/contract/index.ts';
import { valueWords } from './ledger-tables.ts';

const fieldWords: Record<string, Message> = {
  indicator: { zh: '指标', en: 'indicator' },
  comparator: { zh: '比较', en: 'comparison' },
  value: { zh: '目标值', en: 'value' },
  valueHigh: { zh: '上限', en: 'upper value' },
  unit: { zh: '单位', en: 'unit' },
  year: { zh: '年份', en: 'year' },
  period: { zh: '期限', en: 'period' },
  kind: { zh: '类型', en: 'kind' },
  title: { zh: '任务', en: 'task' },
  lead: { zh: '牵头单位', en: 'lead unit' },
  joint: { zh: '配合单位', en: 'joint units' },
};
const head: Record<Language, string[]> = {
  zh: ['类别', '结果', '甲：条款', '甲：内容', '甲：目标／单位', '乙：条款', '乙：内容', '乙：目标／单位', '不同之处'],
  en: [
    'Kind',
    'Result',
    'A: clause',
    'A: content',
    'A: target / units',
    'B: clause',
    'B: content',
    'B: target / units',
    'What differs',
  ],
};

const ofTarget = (target: ComparedTarget | null, language: Language): string[] => {
  if (!target) return ['', '', ''];
  const bracket = (text: string) => (language === 'zh' ? `（${text}）` : ` (${text})`);
  const year = (year: number) => bracket(language === 'zh' ? `${year} 年` : String(year));
  const words = valueWords(target as Parameters<typeof valueWords>[0], language);
  const name = `${target.indicator}${target.part ? bracket(target.part) : ''}`;
  return [target.clause, name, `${words}${target.unit ?? ''}${target.year ? year(target.year) : ''}`];
};
const ofTask = (task: ComparedTask | null): string[] =>
  task ? [task.clause, task.title, [task.lead, ...task.joint].filter(Boolean).join('、')] : ['', '', ''];

function rowsOf({ targets, tasks }: ComparisonView, language: Language): string[][] {
  const fields = (names: string[]) =>
    names.map((name) => fieldWords[name]?.[language] ?? name).join(language === 'zh' ? '、' : ', ');
  const kind = { target: { zh: '目标', en: 'Target' }, task: { zh: '任务', en: 'Task' } };
  return [
    ...targets.map(({ state, a, b, fields: names }) => [
      kind.target[language],
      pairStateWords[state][language],
      ...ofTarget(a, language),
      ...ofTarget(b, language),
      fields(names),
    ]),
    ...tasks.map(({ state, a, b, fields: names }) => [
      kind.task[language],
      pairStateWords[state][language],
      ...ofTask(a),
      ...ofTask(b),
      fields(names),
    ]),
  ];
}

/** Text that a spreadsheet would take for a formula gets a leading apostrophe. */
const tame = (cell: string) => (/^[=+\-@\t\r]/.test(cell) && cell.length > 2 ? `'${cell}` : cell);

export const comparisonToCsv = (view: ComparisonView, language: Language): string =>
  `\uFEFF${Papa.unparse([head[language], ...rowsOf(view, language).map((row) => row.map(tame))], { newline: '\r\n' })}`;

export async function comparisonToXlsx(view: ComparisonView, language: Language): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(language === 'zh' ? '对照' : 'Comparison', {
    views: [{ state: 'frozen', ySplit: 3 }],
  });
  const [a, b] = language === 'zh' ? ['甲：', '乙：'] : ['A: ', 'B: '];
  sheet.addRow([`${a}${view.a.title} ${view.a.number ?? ''}`]);
  sheet.addRow([`${b}${view.b.title} ${view.b.number ?? ''}`]);
  sheet.addRow(head[language]).font = { bold: true };
  for (const row of rowsOf(view, language)) sheet.addRow(row);
  for (const [at, width] of [8, 8, 12, 44, 28, 12, 44, 28, 20].entries()) sheet.getColumn(at + 1).width = width;
  return new Uint8Array(await book.xlsx.writeBuffer());
}
