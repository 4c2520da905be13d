/** The list of tasks as a file for Excel, with the columns that offices use. */
import Papa from 'papaparse';
import type { WorkRow } from '../../../packages/contract/index.ts';
import { taskLifecycle } from './task-lifecycle.ts';

const lightWords = { green: '绿灯', yellow: '黄灯', red: '红灯', none: '' } as const;
const columns: { header: string; width: number; of: (row: WorkRow, index: number) => string | number }[] = [
  { header: '序号', width: 6, of: (_, index) => index + 1 },
  { header: '编号', width: 12, of: (row) => row.code },
  { header: '任务', width: 48, of: (row) => row.title },
  { header: '规划条款', width: 26, of: (row) => (row.plan ? `${row.plan.title} ${row.plan.clause}` : '') },
  { header: '地区', width: 12, of: (row) => row.region.name },
  { header: '牵头单位', width: 24, of: (row) => row.lead?.name ?? '' },
  { header: '交办单位', width: 24, of: (row) => row.issuer.name },
  { header: '状态', width: 10, of: (row) => taskLifecycle.states[row.state].zh },
  { header: '期限', width: 12, of: (row) => row.dueOn ?? '' },
  { header: '亮灯', width: 8, of: (row) => lightWords[row.light] },
  { header: '进度', width: 8, of: (row) => `${row.percent}%` },
  { header: '最近填报', width: 12, of: (row) => row.lastReportOn ?? '' },
];

export async function workToXlsx(rows: WorkRow[], asOf: string): Promise<Uint8Array> {
  // A large library that most starts never need.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(`任务 ${asOf}`, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ header, width }) => ({ header, width }));
  sheet.getRow(1).font = { bold: true };
  rows.forEach((row, index) => {
    sheet.addRow(columns.map((column) => column.of(row, index)));
  });
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** With a byte order mark, so that Excel knows the encoding; cells that would start a formula are quoted. */
export function workToCsv(rows: WorkRow[]): string {
  const data = rows.map((row, index) => columns.map((column) => column.of(row, index)));
  return `\uFEFF${Papa.unparse({ fields: columns.map((column) => column.header), data }, { escapeFormulae: true, newline: '\r\n' })}`;
}
