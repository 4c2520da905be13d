import { Gap } from './chars.ts';
import { readHead } from './headings.ts';
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

function cellOf(line: Line, from: number, to: number, start: number): GridCell {
  const at = line.at.subarray(from, to);
  return {
    text: line.text.slice(from, to),
    gap: line.gap.subarray(from, to),
    at,
    start: at[0] ?? start,
    end: (at[at.length - 1] ?? start - 1) + 1,
  };
}

/** A grid, or the line up to which there is none. */
type Found = Grid | { skip: number };

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

function wholeCell(parts: Line[]): GridCell {
  const l = joinLines(
    parts.filter((p) => p.text !== '').length > 0 ? parts.filter((p) => p.text !== '') : parts.slice(0, 1),
  );
  return cellOf(l, 0, l.text.length, (parts[0] as Line).start);
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

const NUMERIC = /^(?:[≥≤><~约]?-?\d[\d.，]*(?:%|以上|以内|左右)?|[-—/]+|〔\d[\d.]*〕)$/;

/** Splits a line at the white space that was dropped; `10. 8` stays one token. */
function tokens(line: Line): GridCell[] {
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

/** Label and at least three numbers, parted by spaces. */
function numberRow(line: Line): GridCell[] | null {
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
  if (leaves.length !== width - 1) return null;
  return [first.text, ...leaves.map((l) => (l.group ? `${l.group}：${l.text}` : l.text))];
}

function numberRows(lines: Line[], from: number): Found {
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

const HEAD_WORD =
  /^(?:序号|类别|分类|指标|指标名称|主要指标|指标类别|一级指标|项目|指标内容|目标指标|具体指标|领域|工作内容及指标)$/;
const YEAR_WORD =
  /^(?:(?:19|20)\d\d年?(?:目标值?|规划|完成|实际|基[期数]值?|现状值?|预期|计划|底|实绩)*|目标值|现状值|基期值|基准值|目标|规划目标|[“"]?十[一二三四]五[”"]?.{0,8}|年均.{0,8}|累计.{0,6}|属性|指标属性|单位|计量单位|指标性质|责任单位|牵头单位)$/;
const VALUE =
  /^(?:[≥≤><~约]|不低于|不少于|达到|控制在)?-?\d[\d.，]*(?:[—~-]\d[\d.]*)?(?:万|亿)?(?:%|‰|个|家|项|件|分|张|人|元|亿元|万元|[\u4e00-\u9fff/]{0,8})?(?:以上|以下|以内|左右)?$|^[-—/－]+$|^〔\d[\d.]*〕$|^完成.{0,12}$/;
const UNIT_CELL =
  /^(?:%|‰|[十百千万亿]{0,2}(?:个|家|项|件|张|分|人|名|吨|元|亩|公里|千米|公顷|平方米|平方公里|立方米|微克\/立方米|μg\/m3|kWh|千瓦|千瓦时|台|辆|户|位|条|座|所|处|批次|次|部|册|张|床|岁|级|天|小时|年|吨标准煤|美元|倍|片|株|人次|件\/万人|人\/万人|吨\/万元)(?:\/[\u4e00-\u9fff]{1,5})?|—|-|\/)$/;

/** A table flattened to one cell a line without any mark: head words, then values in step. */
function loneLines(lines: Line[], from: number): Found {
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
    !head.some((l) => /指标|内容|项目/.test(l.text))
  )
    return { skip: i };
  const names = head.map((l) => l.text);
  const unitAt = names.findIndex((n) => /单位$/.test(n) && !/责任|牵头/.test(n));
  const after = names.filter((n) => YEAR_WORD.test(n) && !/单位$|属性|性质/.test(n)).length;
  const kept = names.filter((n) => !/^序号$/.test(n));
  const rows: GridCell[][] = [];
  let texts: Line[] = [];
  let category: GridCell | null = null;
  const hasCategory = /类别|分类|领域|一级指标/.test(names.slice(0, 2).join(''));
  while (i < lines.length) {
    const l = lines[i] as Line;
    if (l.cells !== null || l.text.length > 44 || /。$/.test(l.text) || (readHead(l) && !/^\d/.test(l.text))) break;
    if (texts.length === 0 && /^\d{1,2}$/.test(l.text)) {
      i++;
      continue;
    }
    const isUnit = unitAt >= 0 && UNIT_CELL.test(l.text);
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
      if (/属性|性质/.test(names[names.length - 1] ?? '') && /^(?:预期性|约束性|引导性)$/.test(lines[k]?.text ?? ''))
        cells.push(wholeCell([lines[k++] as Line]));
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
