import Papa from 'papaparse';
import type { TargetRow } from '../../../packages/contract/index.ts';

export const statusWords = {
  reached: '已达成',
  'on-track': '按期',
  'at-risk': '有风险',
  'off-track': '滞后',
  missed: '未达成',
  'no-data': '无数据',
} as const;
const kindWords = { new: '新增', cumulative: '累计', level: '水平', rate: '比率' } as const;

const columns: { title: string; width: number; value: (row: TargetRow) => string | number | null }[] = [
  { title: '编号', width: 28, value: (row) => row.id },
  { title: '规划', width: 22, value: (row) => row.planTitle },
  { title: '条款', width: 18, value: (row) => row.clause },
  { title: '指标', width: 44, value: (row) => row.indicator },
  { title: '分项', width: 20, value: (row) => row.breakdown },
  { title: '地区', width: 12, value: (row) => row.region.name },
  { title: '类型', width: 8, value: (row) => kindWords[row.kind] },
  { title: '比较', width: 6, value: (row) => row.comparator },
  { title: '目标值', width: 12, value: (row) => asNumber(row.value) },
  { title: '目标值上限', width: 12, value: (row) => (row.valueHigh === null ? null : asNumber(row.valueHigh)) },
  { title: '单位', width: 10, value: (row) => row.unit },
  { title: '到期', width: 12, value: (row) => row.dueOn },
  { title: '最新值', width: 12, value: (row) => (row.latest ? asNumber(row.latest.value) : null) },
  { title: '最新期', width: 10, value: (row) => row.latest?.period ?? null },
  { title: '状态', width: 10, value: (row) => statusWords[row.status] },
  { title: '牵头', width: 18, value: (row) => row.lead },
];

/** A spreadsheet cell holds a double: a decimal that would not survive the way there and back stays text. */
const asNumber = (decimal: string): number | string =>
  String(Number(decimal)) === decimal ? Number(decimal) : decimal;

/** Text that a spreadsheet would take for a formula gets a leading apostrophe. */
const tame = (value: string | number | null) =>
  typeof value === 'string' && /^[=+\-@\t\r]/.test(value) && value.length > 2 ? `'${value}` : (value ?? '');

export function targetsToCsv(rows: readonly TargetRow[]): string {
  const data = rows.map((row) => columns.map((column) => tame(column.value(row))));
  return `\uFEFF${Papa.unparse([columns.map((column) => column.title), ...data], { newline: '\r\n' })}`;
}

export async function targetsToXlsx(rows: readonly TargetRow[], asOf: string): Promise<Uint8Array> {
  // A large library that most starts never need.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(`目标 ${asOf}`, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ title, width }) => ({ header: title, width }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows) sheet.addRow(columns.map((column) => column.value(row)));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  return new Uint8Array(await book.xlsx.writeBuffer());
}
