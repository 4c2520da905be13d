import { cellOf, type Found, type GridCell, tokens, wholeCell } from './grid-cells.ts';
import { HEAD_WORD, isUnitCell, NATURE, NUMERIC, VALUE, YEAR_WORD } from './grid-words.ts';
import { readHead } from './headings.ts';
import type { Line } from './lines.ts';

/** Label and at least three numbers, parted by spaces. */
export function numberRow(line: Line): GridCell[] | null {
  if (line.cells !== null || line.text.length > 160 || !/\d/.test(line.text)) return null;
  const t = tokens(line);
  if (t.length < 4) return null;
  let k = 0;
  while (k < t.length && !NUMERIC.test((t[k] as GridCell).text)) k++;
  if (k === 0 || t.length - k < 3 || !t.slice(k).every((c) => NUMERIC.test(c.text))) return null;
  const label = cellOf(
    line,
    0,
    t.slice(0, k).reduce((n, c) => n + c.text.length, 0),
    line.start,
  );
  return [label, ...t.slice(k)];
}

const OWN_WORD = /^(?:小计|合计|总计|总数|其中|数量|面积|金额)$/;

/** Column names of a table whose head was flattened into short lines; `width` columns are wanted. */
function flatHeader(head: Line[], width: number): string[] | null {
  const first = head[0];
  if (!first) return null;
  const groups: { text: string; lines: number; widest: number; mates: boolean }[] = [];
  for (const l of head.slice(1)) {
    const t = tokens(l);
    if (t.length > 1 && t.every((c) => /^[\u4e00-\u9fff]{2,}$/.test(c.text))) {
      for (const c of t) groups.push({ text: c.text, lines: 1, widest: c.text.length, mates: true });
      continue;
    }
    const last = groups[groups.length - 1];
    const n = l.text.length;
    const joins =
      last &&
      !last.mates &&
      !OWN_WORD.test(last.text) &&
      !OWN_WORD.test(l.text) &&
      n <= last.widest &&
      (last.widest <= 2 ? false : last.text.length % last.widest === 0 || last.widest > 7) &&
      !(last.widest <= 7 && n <= 2 && last.widest > 2 && last.text.length % last.widest !== 0);
    const wrapsLong = last && !last.mates && last.widest > 7 && n > 4;
    if (joins || wrapsLong) {
      last.text += l.text;
      last.lines++;
    } else groups.push({ text: l.text, lines: 1, widest: n, mates: false });
  }
  const leaves: { text: string; group: string; short: boolean }[] = [];
  let group = '';
  for (const g of groups) {
    if (g.widest > 7 && !g.mates) {
      group = g.text;
      continue;
    }
    if (g.lines >= 3) group = '';
    leaves.push({ text: g.text, group, short: g.widest <= 2 && !OWN_WORD.test(g.text) });
  }
  let spare = leaves.length - (width - 1);
  if (spare > 0) {
    const shorts = leaves.filter((l) => l.short).length;
    const want = shorts - spare;
    if (want <= 0 || shorts % want !== 0) return null;
    const size = shorts / want;
    for (let i = 0; i < leaves.length && spare > 0; i++) {
      if (!(leaves[i] as { short: boolean }).short) continue;
      const run = leaves.splice(i + 1, size - 1);
      (leaves[i] as { text: string }).text += run.map((r) => r.text).join('');
      spare -= run.length;
    }
  }
  if (leaves.length !== width - 1) {
    // As many lines as columns: each names one.
    const plain = head.slice(1).map((l) => l.text);
    return plain.length === width - 1 ? [first.text, ...plain] : null;
  }
  return [first.text, ...leaves.map((l) => (l.group ? `${l.group}：${l.text}` : l.text))];
}

export function numberRows(lines: Line[], from: number): Found {
  const rows: GridCell[][] = [];
  let i = from;
  for (; i < lines.length; i++) {
    const row = numberRow(lines[i] as Line);
    if (!row || (rows[0] && Math.abs(rows[0].length - row.length) > 1)) break;
    rows.push(row);
  }
  if (rows.length < 3) return { skip: i };
  const width = rows.reduce((n, r) => Math.max(n, r.length), 0);
  let k = from;
  while (k > 0 && from - k < 60) {
    const l = lines[k - 1] as Line;
    if (
      l.text.length > 24 ||
      /[。；：]$|^（|单位：/.test(l.text) ||
      readHead(l)?.kind === 'annex' ||
      l.vertical ||
      l.cells
    )
      break;
    k--;
  }
  // The title of the table may stand right above its head.
  while (k < from && /表$/.test((lines[k] as Line).text)) k++;
  const header = flatHeader(lines.slice(k, from), width);
  return { from: header ? k : from, to: i, rows, header: header ?? Array.from({ length: width }, () => '') };
}

/** A table flattened to one cell a line without any mark: head words, then values in step. */
export function loneLines(lines: Line[], from: number): Found {
  const head: Line[] = [];
  let i = from;
  while (i < lines.length && head.length < 9) {
    const l = lines[i] as Line;
    if (l.cells !== null || l.vertical) return { skip: i };
    if (!HEAD_WORD.test(l.text) && !YEAR_WORD.test(l.text)) break;
    head.push(l);
    i++;
  }
  if (
    head.length < 2 ||
    !head.some((l) => /\d{4}年|目标|规划/.test(l.text)) ||
    !head.some((l) => /指标|内容|项目|任务|目标$/.test(l.text))
  )
    return { skip: i };
  const names = head.map((l) => l.text);
  const unitAt = names.findIndex((n) => /单位$/.test(n) && !/责任|牵头/.test(n));
  const after = names.filter((n) => YEAR_WORD.test(n) && !/单位$|属性|性质/.test(n)).length;
  const lastValue = names.reduce((n, x, k) => (YEAR_WORD.test(x) && !/单位$|属性|性质/.test(x) ? k : n), -1);
  const kept = names.filter((n) => !/^序号$/.test(n));
  const rows: GridCell[][] = [];
  const hasIndex = names.includes('序号');
  let nextIndex = 1;
  let texts: Line[] = [];
  let category: GridCell | null = null;
  const hasCategory = /类别|分类|领域|一级指标/.test(names.slice(0, 2).join(''));
  while (i < lines.length) {
    const l = lines[i] as Line;
    if (l.cells !== null || l.text.length > 44 || /。$/.test(l.text) || (readHead(l) && !/^\d/.test(l.text))) break;
    if (hasIndex ? l.text === String(nextIndex) : texts.length === 0 && /^\d{1,2}$/.test(l.text)) {
      nextIndex++;
      if (texts.length > 0 && hasCategory) category = wholeCell(texts);
      texts = [];
      i++;
      continue;
    }
    const isUnit = unitAt >= 0 && isUnitCell(l.text);
    const isValue = VALUE.test(l.text) && !/^完成/.test(l.text);
    if (texts.length > 0 && (isUnit || (unitAt < 0 && isValue))) {
      const label = texts[texts.length - 1] as Line;
      if (hasCategory && texts.length > 1) category = wholeCell(texts.slice(0, -1));
      const cells: GridCell[] = hasCategory ? [category ?? cellOf(label, 0, 0, label.start)] : [];
      cells.push(hasCategory ? wholeCell([label]) : wholeCell(texts));
      const need = (unitAt >= 0 ? 1 : 0) + after;
      let k = i;
      while (
        k < lines.length &&
        k - i < need &&
        (lines[k] as Line).cells === null &&
        (lines[k] as Line).text.length <= 24
      ) {
        cells.push(wholeCell([lines[k] as Line]));
        k++;
      }
      if (k - i < need) break;
      for (const name of names.slice(lastValue + 1)) {
        const l2 = lines[k];
        if (!l2 || l2.cells !== null || l2.text.length > 40) break;
        if (
          /属性|性质/.test(name)
            ? NATURE.test(l2.text)
            : /单位$|部门$/.test(name) && /^[\u4e00-\u9fff（）、，；\s]{3,}$/.test(l2.text)
        )
          cells.push(wholeCell([lines[k++] as Line]));
      }
      rows.push(cells);
      texts = [];
      i = k;
      continue;
    }
    texts.push(l);
    if (texts.length > 3) break;
    i++;
  }
  if (rows.length < 2) return { skip: i };
  const end = i - texts.length;
  return { from, to: end, rows, header: kept };
}

/** Names of the columns where one line holds them all, parted by blanks. */
export function spacedHeader(line: Line): string[] | null {
  if (line.cells !== null || line.vertical || line.text.length > 60 || !/指标|内容|项目/.test(line.text)) return null;
  const t = tokens(line).map((c) => c.text);
  if (t.length < 3 || !t.every((x) => HEAD_WORD.test(x) || YEAR_WORD.test(x))) return null;
  return t.some((x) => /\d{4}年|目标/.test(x)) ? t : null;
}

const isValueCell = (text: string): boolean => NUMERIC.test(text) || VALUE.test(text);

/** A table of one row a line, its cells parted by blanks; the columns are told from the right. */
export function spacedRows(lines: Line[], from: number, names: string[]): Found {
  const labelAt = names.findIndex((n) => /指标|内容|项目/.test(n) && !YEAR_WORD.test(n));
  const tail = names.slice(labelAt + 1);
  const hasCategory = names.slice(0, labelAt).some((n) => /类别|分类|领域/.test(n));
  const rows: GridCell[][] = [];
  let category: GridCell | null = null;
  let open: GridCell[] = [];
  let i = from + 1;
  let end = i;
  for (; i < lines.length && i - end < 4; i++) {
    const l = lines[i] as Line;
    if (l.cells !== null || l.vertical || l.text.length > 90 || /[。；]$/.test(l.text)) break;
    const t = tokens(l);
    if (/^\d{1,2}$/.test(t[0]?.text ?? '') && t.length > 1) t.shift();
    const fits =
      t.length >= tail.length &&
      tail.every((n, k) => {
        const c = t[t.length - tail.length + k]?.text ?? '';
        return /属性|性质/.test(n) ? NATURE.test(c) : /单位$/.test(n) ? isUnitCell(c) : isValueCell(c);
      });
    if (!fits) {
      if (readHead(l) && !/^\d/.test(l.text)) break;
      open.push(...t);
      continue;
    }
    const front = [...open, ...t.slice(0, t.length - tail.length)];
    open = [];
    if (hasCategory && front.length > 1) category = front.shift() as GridCell;
    const first = front[0];
    if (!first) break;
    const label: GridCell = {
      ...first,
      text: front.map((c) => c.text).join(''),
      end: (front[front.length - 1] as GridCell).end,
      gap: new Uint8Array(front.reduce((n, c) => n + c.text.length, 0)),
    };
    rows.push([
      ...(hasCategory ? [category ?? { ...label, text: '' }] : []),
      label,
      ...t.slice(t.length - tail.length),
    ]);
    end = i + 1;
  }
  if (rows.length < 2) return { skip: from + 1 };
  return { from, to: end, rows, header: [...(hasCategory ? ['类别'] : []), names[labelAt] as string, ...tail] };
}
