import Papa from 'papaparse';
import type { Language, Message } from '../../../packages/contract/index.ts';

/** A column of an exported file. `of` is the column of the page that it belongs to; without it, it is always there. */
export type ExportColumn<R> = {
  of?: string;
  title: Message;
  width: number;
  value: (row: R, language: Language) => string | number | null;
};
export type ExportFormat = 'xlsx' | 'csv';
export type ExportOptions = {
  language?: Language;
  /** Ids of the page's columns, in the order shown; without them all. */
  shown?: readonly string[] | undefined;
  /** Name of the sheet. */
  sheet?: Message;
};
export type ExportedTable = { bytes: Buffer; mediaType: string };

/** Writes rows as CSV or XLSX with the columns that the page shows, in its order. */
export async function exportTable<R>(
  columns: readonly ExportColumn<R>[],
  rows: readonly R[],
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<ExportedTable> {
  const chosen = choose(columns, options.shown);
  const language = options.language ?? 'zh';
  const titles = chosen.map(({ title }) => title[language]);
  if (format === 'csv') {
    const data = rows.map((row) => chosen.map((column) => tame(column.value(row, language))));
    const text = `\uFEFF${Papa.unparse([titles, ...data], { newline: '\r\n' })}`;
    return { bytes: Buffer.from(text), mediaType: 'text/csv; charset=utf-8' };
  }
  // A large library that most starts never need.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet((options.sheet?.[language] ?? 'Zhimai').replace(/[*?:\\/[\]]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = chosen.map(({ width }, index) => ({ header: titles[index]!, width }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows) sheet.addRow(chosen.map((column) => column.value(row, language)));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: chosen.length } };
  return {
    bytes: Buffer.from(await book.xlsx.writeBuffer()),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
}

function choose<R>(columns: readonly ExportColumn<R>[], shown: readonly string[] | undefined): ExportColumn<R>[] {
  if (!shown) return [...columns];
  const always = columns.filter((column) => column.of === undefined);
  return [...always, ...shown.flatMap((id) => columns.filter((column) => column.of === id))];
}

/** A spreadsheet cell holds a double: a decimal that would not survive the way there and back stays text. */
export const asNumber = (decimal: string): number | string =>
  String(Number(decimal)) === decimal ? Number(decimal) : decimal;

/** Text that a spreadsheet would take for a formula gets a leading apostrophe. */
const tame = (value: string | number | null) =>
  typeof value === 'string' && /^[=+\-@\t\r]/.test(value) && value.length > 2 ? `'${value}` : (value ?? '');
