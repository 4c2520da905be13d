import type { Place } from './outline.ts';
import type { Para } from './paragraphs.ts';
import type { PlanYears } from './periods.ts';
import { typeColumns, WIDEST } from './tables.ts';
import type { OutlineItem, Table, TableCell } from './types.ts';

interface Open {
  title: string;
  clause: string;
  columns: string[];
  rows: { item: number; cells: { text: string; start: number; end: number; numbered: boolean }[] }[];
  start: number;
  end: number;
}

/** Puts the paragraphs of a row into its columns: numbered items stay together, what is too many joins the first. */
function spread(row: Open['rows'][number], width: number): { text: string; start: number; end: number }[] {
  const out: { text: string; start: number; end: number }[] = [];
  const spare = row.cells.length - width;
  row.cells.forEach((c, i) => {
    const last = out[out.length - 1];
    if (last && ((c.numbered && row.cells[i - 1]?.numbered) || i <= spare)) {
      last.text += `\n${c.text}`;
      last.end = c.end;
    } else out.push({ text: c.text, start: c.start, end: c.end });
  });
  while (out.length > width) {
    const [a, b, ...rest] = out;
    if (!a || !b) break;
    out.splice(0, out.length, { text: `${a.text}\n${b.text}`, start: a.start, end: b.end }, ...rest);
  }
  return out;
}

/** Tables of annexes whose rows were read as prose: rotated pages and catalogues of numbered rows. */
export function annexTables(
  paras: Para[],
  from: number,
  places: Place[],
  outline: OutlineItem[],
  plan: PlanYears,
): Table[] {
  const tables: Open[] = [];
  let open: Open | null = null;
  let annex = '';
  places.forEach((place, k) => {
    const p = paras[from + k] as Para;
    const root = place.annex ? (/^[^/]+/.exec(place.clause)?.[0] ?? '') : '';
    if (root !== annex) {
      annex = root;
      open =
        root === ''
          ? null
          : { title: place.trail[0] ?? '', clause: root, columns: [], rows: [], start: p.end, end: p.end };
      if (open) tables.push(open);
    }
    if (!open) return;
    if (place.column) {
      open.start = Math.min(open.start, p.start);
      const last = open.columns.length - 1;
      if (/^（/.test(p.text) && last >= 0) open.columns[last] += p.text;
      else open.columns.push(p.text);
    }
    if (place.row < 0) return;
    let row = open.rows[open.rows.length - 1];
    if (!row || row.item !== place.row) {
      row = { item: place.row, cells: [] };
      open.rows.push(row);
    }
    open.start = Math.min(open.start, p.start);
    open.end = Math.max(open.end, p.end);
    const label = outline[place.row]?.span;
    if (label && p.end <= label.end) return;
    row.cells.push({ text: p.text, start: p.start, end: p.end, numbered: place.item !== place.row });
  });
  return tables
    .filter((t) => t.rows.length > 1 && t.columns.length > 1 && t.columns.length <= WIDEST)
    .map((t) => {
      const named = t.rows.some((r) => outline[r.item]?.title !== '');
      const fixed = named ? 2 : 1;
      const width = Math.max(1, t.columns.length - fixed);
      const names = [
        ...t.columns.slice(0, fixed),
        ...Array.from({ length: width }, (_, i) => t.columns[fixed + i] ?? ''),
      ];
      const columns = typeColumns(names, plan, null).map((c, i) =>
        named && i === 1
          ? { ...c, type: 'label' as const }
          : i >= fixed && c.type === 'label'
            ? { ...c, type: 'text' as const }
            : c,
      );
      const cell = (text: string, start: number, end: number): TableCell => ({
        text,
        value: null,
        comparator: null,
        span: { start, end },
      });
      const rows = t.rows.map((r) => {
        const item = outline[r.item] as OutlineItem;
        const head = [cell(item.clause.replace(/^.*[/]/, ''), item.span.start, item.span.end)];
        if (named) head.push(cell(item.title, item.span.start, item.span.end));
        const body = spread(r, width).map((c) => cell(c.text, c.start, c.end));
        while (body.length < width) body.push(cell('', item.span.end, item.span.end));
        return [...head, ...body];
      });
      return { clause: t.clause, title: t.title, columns, rows, span: { start: t.start, end: t.end } };
    });
}
