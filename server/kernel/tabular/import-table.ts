/** What every import of a table needs: the file read or refused in words, its cells by column, its faults by row. */
import type { RowError } from '../../../packages/contract/index.ts';
import { AppError } from '../error.ts';
import { readRows, type Table, TableError } from './index.ts';

/** Names of a column, the one of the template first. */
export type ColumnNames = Readonly<Record<string, readonly [string, ...string[]]>>;
export type TableFile = { name: string; bytes: Uint8Array };

/** Throws `file.empty`, `file.damaged` or `file.unsupported`, with the reason and what to do. */
export async function readTable(file: TableFile, columns: ColumnNames): Promise<Table> {
  try {
    return await readRows(file.bytes, file.name, { expected: Object.values(columns).flat() });
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const code = error.code === 'empty' ? 'file.empty' : error.code === 'damaged' ? 'file.damaged' : 'file.unsupported';
    throw new AppError(code, { file: file.name, reason: error.messages }, { cause: error });
  }
}

/** What is wrong with cells as such: unreadable ones, formulas. */
export function tableIssues(table: Table, severity: 'error' | 'warning'): RowError[] {
  return table.errors
    .filter((issue) => issue.severity === severity)
    .map(({ row, column, message }) => ({ row, column, value: null, message }));
}

export function missingColumns(table: Table, columns: ColumnNames, required: readonly string[]): RowError[] {
  const present = new Set(table.header.map((header) => header.trim().toLowerCase()));
  return required
    .filter((column) => !columns[column]!.some((name) => present.has(name.toLowerCase())))
    .map((column) => {
      const [zh] = columns[column]!;
      const message = { zh: `缺少“${zh}”列`, en: `the column “${zh}” is missing` };
      return { row: table.headerRow, column: zh, value: null, message };
    });
}

/** Reads cells of a row by the column's own name, tidied; '' where there is nothing. `verbatim` columns keep their brackets. */
export function cellReader<C extends string>(
  cells: Readonly<Record<string, string>>,
  columns: Readonly<Record<C, readonly string[]>>,
  verbatim: readonly NoInfer<C>[] = [],
): (column: C) => string {
  const byName = new Map(Object.entries(cells).map(([name, value]) => [name.trim().toLowerCase(), value]));
  return (column) => {
    for (const name of columns[column]) {
      const value = byName.get(name.toLowerCase());
      if (value !== undefined) return (verbatim.includes(column) ? value : value.normalize('NFKC')).trim();
    }
    return '';
  };
}

/** A template: the header row, examples in grey, all of it text. */
export async function makeTemplate(
  sheetName: string,
  columns: readonly { header: string; width: number; note?: string }[],
  examples: readonly (readonly string[])[],
): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(sheetName, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ header, width }) => ({ header, width, style: { numFmt: '@' } }));
  sheet.getRow(1).font = { bold: true };
  columns.forEach(({ note }, index) => {
    if (note) sheet.getRow(1).getCell(index + 1).note = note;
  });
  for (const example of examples) sheet.addRow([...example]).font = { color: { argb: 'FF808080' }, italic: true };
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Lists in one cell are separated by 、 or any comma or semicolon. */
export const splitList = (text: string): string[] =>
  text
    .split(/[、,，;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
