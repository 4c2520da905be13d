import { Gap } from './chars.ts';
import { joinLines, type Line } from './lines.ts';

/** A cell of a grid: normalised text, its gaps, and its place in the source. */
export interface GridCell {
  text: string;
  gap: Uint8Array;
  at: Int32Array;
  start: number;
  end: number;
}

/** Rows of cells found in the lines `[from, to)`. */
export interface Grid {
  from: number;
  to: number;
  rows: GridCell[][];
  /** Column names, where they could be told; row 0 holds them otherwise. */
  header: string[] | null;
}

/** A grid, or the line up to which there is none. */
export type Found = Grid | { skip: number };

/** The characters `[from, to)` of a line as a cell. */
export function cellOf(line: Line, from: number, to: number, start: number): GridCell {
  const at = line.at.subarray(from, to);
  return {
    text: line.text.slice(from, to),
    gap: line.gap.subarray(from, to),
    at,
    start: at[0] ?? start,
    end: (at[at.length - 1] ?? start - 1) + 1,
  };
}

/** One cell out of lines. */
export function wholeCell(parts: Line[]): GridCell {
  const l = joinLines(
    parts.filter((p) => p.text !== '').length > 0 ? parts.filter((p) => p.text !== '') : parts.slice(0, 1),
  );
  return cellOf(l, 0, l.text.length, (parts[0] as Line).start);
}

/** Splits a line at the white space that was dropped; `10. 8` stays one token. */
export function tokens(line: Line): GridCell[] {
  const out: GridCell[] = [];
  let start = 0;
  for (let i = 1; i <= line.text.length; i++) {
    const split = i === line.text.length || (line.gap[i] === Gap.space && line.text[i - 1] !== '.');
    if (split) {
      out.push(cellOf(line, start, i, line.start));
      start = i;
    }
  }
  return out;
}
