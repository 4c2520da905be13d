import Papa from 'papaparse';
import type { ComparedTarget, ComparedTask, ComparisonView } from '../../../packages/contract/index.ts';
import { valueWords } from './ledger-tables.ts';

const stateWords = { same: '相同', changed: '有改动', added: '新增', removed: '删去' } as const;
const fieldWords: Record<string, string> = {
  indicator: '指标',
  comparator: '比较',
  value: '目标值',
  valueHigh: '上限',
  unit: '单位',
  year: '年份',
  period: '期限',
  kind: '类型',
  title: '任务',
  lead: '牵头单位',
  joint: '配合单位',
};
const head = [
  '类别',
  '结果',
  '甲：条款',
  '甲：内容',
  '甲：目标／单位',
  '乙：条款',
  '乙：内容',
  '乙：目标／单位',
  '不同之处',
];

const ofTarget = (target: ComparedTarget | null): string[] => {
  if (!target) return ['', '', ''];
  const words = valueWords(target as Parameters<typeof valueWords>[0]);
  const name = `${target.indicator}${target.part ? `（${target.part}）` : ''}`;
  return [target.clause, name, `${words}${target.unit ?? ''}${target.year ? `（${target.year} 年）` : ''}`];
};
const ofTask = (task: ComparedTask | null): string[] =>
  task ? [task.clause, task.title, [task.lead, ...task.joint].filter(Boolean).join('、')] : ['', '', ''];

function rowsOf({ targets, tasks }: ComparisonView): string[][] {
  const fields = (names: string[]) => names.map((name) => fieldWords[name] ?? name).join('、');
  return [
    ...targets.map(({ state, a, b, fields: names }) => [
      '目标',
      stateWords[state],
      ...ofTarget(a),
      ...ofTarget(b),
      fields(names),
    ]),
    ...tasks.map(({ state, a, b, fields: names }) => [
      '任务',
      stateWords[state],
      ...ofTask(a),
      ...ofTask(b),
      fields(names),
    ]),
  ];
}

/** Text that a spreadsheet would take for a formula gets a leading apostrophe. */
const tame = (cell: string) => (/^[=+\-@\t\r]/.test(cell) && cell.length > 2 ? `'${cell}` : cell);

export const comparisonToCsv = (view: ComparisonView): string =>
  `\uFEFF${Papa.unparse([head, ...rowsOf(view).map((row) => row.map(tame))], { newline: '\r\n' })}`;

export async function comparisonToXlsx(view: ComparisonView): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('对照', { views: [{ state: 'frozen', ySplit: 3 }] });
  sheet.addRow([`甲：${view.a.title} ${view.a.number ?? ''}`]);
  sheet.addRow([`乙：${view.b.title} ${view.b.number ?? ''}`]);
  sheet.addRow(head).font = { bold: true };
  for (const row of rowsOf(view)) sheet.addRow(row);
  for (const [at, width] of [8, 8, 12, 44, 28, 12, 44, 28, 20].entries()) sheet.getColumn(at + 1).width = width;
  return new Uint8Array(await book.xlsx.writeBuffer());
}
