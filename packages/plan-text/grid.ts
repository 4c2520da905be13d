import { cellOf, type Found, type Grid, type GridCell, wholeCell } from './grid-cells.ts';
import { loneLines, numberRow, numberRows, spacedHeader, spacedRows } from './grid-flat.ts';
import { HEAD_WORD } from './grid-words.ts';
import type { Line } from './lines.ts';

/** Cells of a line that holds a whole row. */
function rowOf(line: Line): GridCell[] {
  const tabs = line.cells ?? [];
  const cuts = [...tabs, line.text.length];
  const out: GridCell[] = [];
  if ((tabs[0] ?? 0) > 0) out.push(cellOf(line, 0, tabs[0] as number, line.start));
  else if (tabs.length > 0 && line.text.length > 0 && line.at[0] !== undefined && !pipeStart(line))
    out.push(cellOf(line, 0, 0, line.start));
  for (let i = 0; i < tabs.length; i++) out.push(cellOf(line, tabs[i] as number, cuts[i + 1] as number, line.start));
  if (pipeStart(line) && out[out.length - 1]?.text === '') out.pop();
  return out;
}

const pipeStart = (line: Line): boolean => line.pipes;
const RULE = /^[-—：:=]+$/;
const isRule = (row: GridCell[]): boolean =>
  row.length > 0 && row.every((c) => RULE.test(c.text) || c.text === '') && row.some((c) => c.text !== '');

const empty = (line: Line): boolean => line.text === '' && line.cells !== null;
/** One cell a line, marked by a tab in front of it. */
const isCellLine = (line: Line): boolean =>
  line.cells !== null && !line.pipes && (line.cells.length === 1 || empty(line)) && (line.cells[0] ?? 0) === 0;
const isRowLine = (line: Line): boolean => line.cells !== null && !isCellLine(line) && !empty(line);

const isNextCell = (l: Line | undefined): boolean => l !== undefined && isCellLine(l);

function cellLines(lines: Line[], from: number): Found {
  const rows: GridCell[][] = [];
  let row: Line[][] = [];
  let i = from;
  const flush = () => {
    if (row.length > 0) rows.push(row.map((parts) => wholeCell(parts)));
    row = [];
  };
  for (; i < lines.length; i++) {
    const l = lines[i] as Line;
    if (isCellLine(l)) {
      if (l.blankBefore && row.length > 0) flush();
      row.push([l]);
    } else if (
      row.length > (rows.length > 0 && isNextCell(lines[i + 1]) ? 0 : 1) &&
      l.cells === null &&
      !l.blankBefore &&
      l.text.length <= 30
    )
      (row[row.length - 1] as Line[]).push(l);
    else break;
  }
  flush();
  const wide = rows.filter((r) => r.length >= 3);
  if (wide.length < 2) return { skip: i };
  return { from, to: i, rows: rows.filter((r) => r.length >= 2), header: null };
}

function rowLines(lines: Line[], from: number): Found {
  const rows: GridCell[][] = [];
  let header = '';
  let i = from;
  for (; i < lines.length; i++) {
    const l = lines[i] as Line;
    if (!isRowLine(l)) {
      // Lines between the pieces of one table: page debris only.
      const next = lines[i + 1];
      if (rows.length > 0 && next && isRowLine(next) && keyOf(rowOf(next)) === header) continue;
      break;
    }
    const row = rowOf(l);
    if (isRule(row)) continue;
    if (rows.length === 0) header = keyOf(row);
    else if (keyOf(row) === header) continue;
    rows.push(row);
  }
  return rows.length >= 2 && rows.some((r) => r.length >= 2) ? { from, to: i, rows, header: null } : { skip: i };
}

const keyOf = (row: GridCell[]): string => row.map((c) => c.text).join('|');

/** Finds the tables among the lines of a file. */
export function findGrids(lines: Line[]): Grid[] {
  const out: Grid[] = [];
  let i = 0;
  while (i < lines.length) {
    const l = lines[i] as Line;
    let g: Found = { skip: i + 1 };
    if (isCellLine(l)) g = cellLines(lines, i);
    else if (isRowLine(l)) g = rowLines(lines, i);
    else if (!l.vertical && HEAD_WORD.test(l.text)) g = loneLines(lines, i);
    else if (spacedHeader(l)) g = spacedRows(lines, i, spacedHeader(l) as string[]);
    else if (!l.vertical && numberRow(l)) g = numberRows(lines, i);
    if ('skip' in g) {
      i = Math.max(i + 1, g.skip);
      continue;
    }
    g.from = Math.max(g.from, out[out.length - 1]?.to ?? 0);
    out.push(g);
    i = Math.max(i + 1, g.to);
  }
  return out;
}
