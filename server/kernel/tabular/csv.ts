import Papa from 'papaparse';
import { type CellIssue, columnLetter, issue, TableError } from './errors.ts';
import type { RawRow } from './grid.ts';
import type { TableLimits } from './limits.ts';

/**
 * Rows of a CSV text; comma, tab or semicolon is found out. A row is a record, so a quoted line break does not count.
 * @throws TableError too-many-rows, too-many-columns
 */
export function readCsv(text: string, limits: TableLimits): { raw: RawRow[]; issues: CellIssue[] } {
  const parsed = Papa.parse<string[]>(text, {
    delimitersToGuess: [',', '\t', ';', '，'],
    preview: limits.maxRows + 2,
    skipEmptyLines: false,
  });
  const filled = parsed.data.filter((cells) => cells.some((cell) => cell !== ''));
  if (filled.length > limits.maxRows) throw new TableError('too-many-rows', { limit: limits.maxRows });
  const issues = parsed.errors
    .filter(({ type }) => type === 'Quotes')
    .map(({ row }) => issue((row ?? 0) + 1, 'A', 'quotes'));
  const raw = parsed.data.map((cells, i): RawRow => {
    if (cells.length > limits.maxColumns) throw new TableError('too-many-columns', { limit: limits.maxColumns });
    const checked = cells.map((cell, at) => {
      if (cell.length <= limits.maxCellLength) return cell;
      issues.push(issue(i + 1, columnLetter(at), 'cell-too-long', { limit: limits.maxCellLength }));
      return '';
    });
    return { row: i + 1, cells: checked };
  });
  return { raw, issues };
}
