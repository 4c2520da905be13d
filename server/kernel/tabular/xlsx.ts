import { Readable } from 'node:stream';
import { Decimal } from 'decimal.js';
import ExcelJS from 'exceljs';
import { type CellIssue, columnLetter, issue, TableError } from './errors.ts';
import type { RawRow } from './grid.ts';
import type { TableLimits } from './limits.ts';
import { repack } from './repack.ts';
import { inspectSheets } from './sheets.ts';

interface Sheet {
  raw: RawRow[];
  issues: CellIssue[];
}

function mergeIssue(range: string): CellIssue {
  const [, column = 'A', row = '1'] = /^([A-Z]+)(\d+)/.exec(range) ?? [];
  return issue(Number(row), column, 'merged', { cell: range });
}

/** 0.1 + 0.2 is stored as 0.30000000000000004; spreadsheet programs show and mean 15 digits. */
const numberText = (value: number): string => new Decimal(value).toSignificantDigits(15).toFixed();

const dateText = (date: Date): string => {
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
};

const isDateFormat = (format: string): boolean => /[ymdhs]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
/** Days since 1899-12-30, as spreadsheet programs count; workbooks of the 1904 system are not provided for. */
const dateOf = (serial: number): Date => new Date(Math.round((serial - 25_569) * 86_400_000));

function plainText(value: unknown, format: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return '';
    return format.includes('%') ? `${new Decimal(numberText(value)).times(100).toFixed()}%` : numberText(value);
  }
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText.map((part: { text?: unknown }) => String(part.text ?? '')).join('');
  return 'text' in value ? plainText(value.text, format) : '';
}

function readCell(
  cell: ExcelJS.Cell,
  row: number,
  column: string,
  maxLength: number,
): { text: string; issue?: CellIssue } {
  let value: unknown = cell.value;
  let found: CellIssue | undefined;
  if (value !== null && typeof value === 'object' && ('formula' in value || 'sharedFormula' in value)) {
    // Not value.result: exceljs leaves a result of zero out there. An error comes as NaN, a date as its serial number.
    const result: unknown = cell.result;
    if (Number.isNaN(result)) return { text: '', issue: issue(row, column, 'cell-error', { value: '#?' }) };
    if (result === undefined || result === null)
      return { text: '', issue: issue(row, column, 'formula-without-value') };
    found = issue(row, column, 'formula');
    value = typeof result === 'number' && isDateFormat(cell.numFmt ?? '') ? dateOf(result) : result;
  }
  if (value !== null && typeof value === 'object' && 'error' in value)
    return { text: '', issue: issue(row, column, 'cell-error', { value: String(value.error) }) };
  const text = plainText(value, cell.numFmt ?? '');
  if (text.length > maxLength) return { text: '', issue: issue(row, column, 'cell-too-long', { limit: maxLength }) };
  return { text, issue: found };
}

/**
 * The sheet of the first tab of a workbook, or the one of this name.
 * @throws TableError bomb, damaged, wrong-type, too-many-rows, too-many-columns, empty
 */
export async function readXlsx(bytes: Uint8Array, limits: TableLimits, sheetName?: string): Promise<Sheet> {
  const { sheets, entries } = inspectSheets(bytes, limits);
  const wanted = sheetName === undefined ? sheets[0] : sheets.find(({ name }) => name === sheetName);
  if (!wanted) throw new TableError('empty');
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(
    Readable.from([Buffer.from(repack(bytes, entries, wanted.part))]),
    {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      entries: 'ignore',
    },
  );
  for await (const sheet of reader) {
    const raw: RawRow[] = [];
    const issues: CellIssue[] = wanted.merged.map(mergeIssue);
    for await (const row of sheet) {
      if (row.cellCount === 0) continue;
      if (raw.length >= limits.maxRows) throw new TableError('too-many-rows', { limit: limits.maxRows });
      if (row.cellCount > limits.maxColumns) throw new TableError('too-many-columns', { limit: limits.maxColumns });
      const cells: string[] = [];
      for (let i = 0; i < row.cellCount; i++) {
        const { text, issue: found } = readCell(row.getCell(i + 1), row.number, columnLetter(i), limits.maxCellLength);
        cells.push(text);
        if (found) issues.push(found);
      }
      raw.push({ row: row.number, cells });
    }
    if (sheets.length > 1) issues.push(issue(0, '', 'other-sheets', { value: wanted.name }));
    return { raw, issues };
  }
  throw new TableError('empty');
}
