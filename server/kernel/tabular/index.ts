import { decodeText, defaultLimits, ExtractError } from '../../../packages/plan-text/extract/index.ts';
import { readCsv } from './csv.ts';
import { type TableCode, TableError, tableMessages } from './errors.ts';
import { type Table, toTable } from './grid.ts';
import type { TableLimits } from './limits.ts';
import { readXlsx } from './xlsx.ts';

export { type CellCode, type CellIssue, cellMessages, type TableCode, TableError, tableMessages } from './errors.ts';
export type { Table } from './grid.ts';
export type { TableLimits } from './limits.ts';

export interface TableOptions extends Partial<TableLimits> {
  /** Column names that the import knows; they decide which row is the header. */
  expected?: string[];
  /** Sheet to read; by default the first. */
  sheet?: string;
}

/**
 * Read a table that a user uploads: XLSX, or CSV in UTF-8, UTF-16 or GB18030. The bytes decide which, not the name.
 * Cells come as text: numbers as decimal strings of at most 15 digits, `98%` where the cell is formatted so, dates as
 * 'YYYY-MM-DD'. What is wrong with single cells is listed by row and column; the rest is read all the same.
 * @throws TableError when nothing can be read; nothing else is thrown
 */
export async function readRows(bytes: Uint8Array, name: string, options: TableOptions = {}): Promise<Table> {
  const limits: TableLimits = {
    maxBytes: 50 * 2 ** 20,
    maxRows: 100_000,
    maxColumns: 200,
    maxCellLength: 32_767,
    ...defaultLimits,
    ...options,
  };
  if (bytes.length > limits.maxBytes) throw new TableError('too-large', { size: bytes.length, limit: limits.maxBytes });
  try {
    const { raw, issues } = await read(bytes, limits, options.sheet);
    return toTable(raw, issues, options.expected ?? []);
  } catch (error) {
    throw refusal(error, name);
  }
}

async function read(bytes: Uint8Array, limits: TableLimits, sheet?: string) {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b) return readXlsx(bytes, limits, sheet);
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) throw new TableError('old-excel');
  if (a === 0x25 && b === 0x50 && c === 0x44 && d === 0x46) throw new TableError('wrong-type');
  if (bytes.length === 0) throw new TableError('empty');
  return readCsv(decodeText(bytes), limits);
}

function refusal(error: unknown, name: string): TableError {
  if (error instanceof TableError) return error;
  const code = error instanceof ExtractError && error.code in tableMessages ? (error.code as TableCode) : undefined;
  if (code) return new TableError(code, { name }, { cause: error });
  return new TableError(error instanceof ExtractError ? 'wrong-type' : 'damaged', { name }, { cause: error });
}
