import { type CellIssue, columnLetter, issue, TableError } from './errors.ts';

/** A row as it stands in the file; cells by position from 0. */
export interface RawRow {
  row: number;
  cells: string[];
}

export interface Table {
  /** Column names in their order. */
  header: string[];
  headerRow: number;
  /** Rows below the header that are not blank; cells by column name, blank ones left out. */
  rows: { row: number; cells: Record<string, string> }[];
  /** By row, then column. Warnings are among them; see `severity`. */
  errors: CellIssue[];
}

export const headerSearch = 20;
const numeric = /^[-+]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?\s*[%％]?$/;
const tidy = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();
const filled = (row: RawRow): string[] => row.cells.map(tidy).filter((cell) => cell !== '');

/**
 * The row with the column names: the one that has most of the expected names, or else the first that is about as wide as
 * the table, has no numbers and no name twice. Titles and remarks above it are passed over.
 */
function findHeader(rows: RawRow[], expected: string[]): RawRow | undefined {
  const first = rows.slice(0, headerSearch);
  const matches = (row: RawRow): number => filled(row).filter((cell) => expected.includes(cell)).length;
  const best = first.reduce<RawRow | undefined>(
    (top, row) => (matches(row) > (top ? matches(top) : 0) ? row : top),
    undefined,
  );
  if (best) return best;
  const width = Math.max(0, ...first.map((row) => filled(row).length));
  return first.find((row) => {
    const names = filled(row);
    return names.length >= Math.max(1, width * 0.6) && !names.some((name) => numeric.test(name));
  });
}

/**
 * Make a table of rows.
 * @throws TableError empty, no-header
 */
export function toTable(raw: RawRow[], found: CellIssue[], expected: string[]): Table {
  const rows = raw.filter((row) => filled(row).length > 0);
  if (rows.length === 0) throw new TableError('empty');
  const head = findHeader(rows, expected);
  if (!head) throw new TableError('no-header', { rows: headerSearch });
  const errors = found.filter(({ row }) => row >= head.row || row === 0);
  const names = head.cells.map(tidy);
  for (const [i, name] of names.entries())
    if (name !== '' && names.indexOf(name) < i)
      errors.push(issue(head.row, columnLetter(i), 'duplicate-header', { value: name }));
  const body = rows.filter(({ row }) => row > head.row);
  const nameless = new Set<number>();
  const out = body.map(({ row, cells }) => {
    const named = new Map<string, string>();
    for (const [i, cell] of cells.entries()) {
      const name = names[i] ?? '';
      if (cell.trim() === '') continue;
      if (name === '') {
        if (!nameless.has(i)) errors.push(issue(row, columnLetter(i), 'header-missing'));
        nameless.add(i);
      } else if (!named.has(name)) named.set(name, cell.trim());
    }
    return { row, cells: Object.fromEntries(named) };
  });
  errors.sort((p, q) => p.row - q.row || p.column.length - q.column.length || (p.column < q.column ? -1 : 1));
  return { header: [...new Set(names.filter((name) => name !== ''))], headerRow: head.row, rows: out, errors };
}
