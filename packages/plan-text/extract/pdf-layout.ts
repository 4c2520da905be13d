/** A run of text as PDF.js reports it: its string, matrix and width, in the space of the unrotated page. */
export interface PdfRun {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

interface Placed {
  str: string;
  x: number;
  y: number;
  width: number;
  size: number;
  quarter: number;
}

/** Runs at any of the four right angles are turned upright, so that a table printed sideways reads as it was meant. */
function place(run: PdfRun): Placed | undefined {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = run.transform;
  if (![a, b, c, d, e, f, run.width].every(Number.isFinite)) return undefined;
  const quarter = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
  const [x, y] = [
    [e, f],
    [f, -e],
    [-e, -f],
    [-f, e],
  ][quarter]!;
  const size = Math.hypot(c, d) || run.height || 1;
  return { str: run.str, x: x!, y: y!, width: run.width, size, quarter };
}

const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/;

/** Runs of one line, from left to right; a gap of two characters is a column, a small one between Latin a space. */
function join(line: Placed[]): string {
  let out = '';
  let end = Number.NEGATIVE_INFINITY;
  for (const run of line.toSorted((p, q) => p.x - q.x)) {
    const gap = run.x - end;
    if (out !== '' && !/\s$/.test(out) && !/^\s/.test(run.str)) {
      if (gap > run.size * 2) out += '\t';
      else if (gap > run.size * 0.2 && !(wide.test(out.at(-1)!) && wide.test(run.str[0] ?? ''))) out += ' ';
    }
    out += run.str;
    end = Math.max(end, run.x + run.width);
  }
  return out.replace(/\s+$/, '');
}

/**
 * The lines of a page from top to bottom: runs whose base lines differ by less than half a character height share a
 * line; text at another angle follows the text at the most frequent one.
 */
export function layOut(runs: PdfRun[]): string[] {
  const placed = runs.map(place).filter((run): run is Placed => run !== undefined && run.str.trim() !== '');
  const quarters = new Map<number, Placed[]>();
  for (const run of placed) {
    const group = quarters.get(run.quarter);
    if (group) group.push(run);
    else quarters.set(run.quarter, [run]);
  }
  const lines: string[] = [];
  for (const group of [...quarters.values()].sort((p, q) => q.length - p.length)) {
    let line: Placed[] = [];
    for (const run of group.toSorted((p, q) => q.y - p.y || p.x - q.x)) {
      const first = line[0];
      if (first && first.y - run.y > Math.max(first.size, run.size) * 0.5) {
        lines.push(join(line));
        line = [];
      }
      line.push(run);
    }
    lines.push(join(line));
  }
  return lines.filter((line) => line.trim() !== '');
}
