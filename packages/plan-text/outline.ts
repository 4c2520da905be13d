import { type HeadKind, hanOrdinal } from './headings.ts';
import { BACK_SECTIONS, GOAL_SECTIONS, NOT_TASKS } from './lexicon.ts';
import type { Para } from './paragraphs.ts';
import type { Breakdown, OutlineItem } from './types.ts';

/** Where a paragraph stands in its document. */
export interface Place {
  /** Index of the outline item, -1 before the first. */
  item: number;
  clause: string;
  /** Titles from the top down. */
  trail: string[];
  /** The part looks back or around: its figures are no targets. */
  back: boolean;
  goal: boolean;
  principle: boolean;
  annex: boolean;
  breakdown: Breakdown | null;
  /** Year of the table column that the paragraph is a cell of. */
  columnYear: number | null;
  /** Characters of numbering at the head of the paragraph. */
  skip: number;
  /** End (in the paragraph) of the title sentence of a clause, 0 for none. */
  titleTo: number;
  front: boolean;
  /** Outline item of the table row that the paragraph belongs to, -1 outside rows. */
  row: number;
  /** The paragraph is a cell of the head of a table that was read as prose. */
  column: boolean;
}

interface Open {
  rank: number;
  label: string;
  title: string;
  item: number;
  breakdown: Breakdown | null;
}

const RANK: Record<HeadKind, number> = {
  annex: 0,
  part: 1,
  chapter: 2,
  article: 5,
  han: 4,
  hanParen: 5,
  digit: 7,
  dotted: 7.5,
  digitParen: 8,
  box: 9,
  table: 10,
};
const ROW_RANK = 6;

/** Cited form of a path of labels: `二（一）3`, `附件2/4/1`, `三（一）/专栏3-1`. */
export function citeClause(labels: string[]): string {
  let out = '';
  for (const l of labels) {
    const stem = /^(\d+(?:\.\d+)*)\.\d+$/.exec(l)?.[1];
    // 2.1 under 2 is cited as 2.1.
    if (stem && out.endsWith(stem)) out = out.slice(0, -stem.length).replace(/\/$/, '');
    const tight = out === '' || l.startsWith('（') || (out.endsWith('）') && /^\d/.test(l));
    out += tight ? l : `/${l}`;
  }
  return out;
}

const COLUMN_WORDS: [RegExp, keyof Breakdown][] = [
  [/产业|行业|产品/, 'industry'],
  [/领域|项目|类别/, 'field'],
  [/市|地区|县|区域/, 'city'],
];

function titleOf(text: string, from: number): { title: string; to: number } {
  const rest = text.slice(from, from + 80);
  const stop = /[。；]/.exec(rest);
  const colon = /[：]/.exec(rest);
  if (stop && stop.index <= 48) return { title: rest.slice(0, stop.index), to: from + stop.index + 1 };
  if (colon && colon.index <= 24) return { title: rest.slice(0, colon.index), to: from + colon.index + 1 };
  if (text.length - from <= 48) return { title: text.slice(from), to: text.length };
  const comma = /，/.exec(rest);
  return { title: rest.slice(0, comma && comma.index > 3 ? comma.index : 40), to: 0 };
}

const ROW_LABEL = /^(\d{1,2})([\u4e00-\u9fff]{0,8})$/;

/** Reads the outline of the paragraphs `[from, to)` and the place of each of them. */
export function readOutline(paras: Para[], from: number, to: number): { outline: OutlineItem[]; places: Place[] } {
  const outline: OutlineItem[] = [];
  const places: Place[] = [];
  let stack: Open[] = [];
  let lastDigit = 0;
  let dimension: keyof Breakdown = 'field';
  let years: number[] = [];
  let cell = 0;
  let inRow = false;
  let lastRow = 0;
  let annexHead = false;
  for (let i = from; i < to; i++) {
    const p = paras[i] as Para;
    const head = p.head;
    let skip = 0;
    let titleTo = 0;
    let opened: Open | null = null;
    let column = false;
    const annex = stack[0]?.rank === 0;
    const row = annex && (p.vertical || head?.weak) ? ROW_LABEL.exec(p.text) : null;
    if (row && Number(row[1]) === lastRow + 1 && p.text.length <= 10) {
      lastRow = Number(row[1]);
      inRow = true;
      cell = 0;
      lastDigit = 0;
      annexHead = false;
      const name = row[2] as string;
      opened = {
        rank: ROW_RANK,
        label: row[1] as string,
        title: name,
        item: -1,
        breakdown: name ? { [dimension]: name } : null,
      };
      titleTo = p.text.length;
    } else if (
      inRow &&
      p.vertical &&
      p.text.length <= 4 &&
      /^[\u4e00-\u9fff]+$/.test(p.text) &&
      stack[stack.length - 1]?.rank === ROW_RANK
    ) {
      const top = stack[stack.length - 1] as Open;
      top.title += p.text;
      top.breakdown = { [dimension]: top.title };
      const item = outline[top.item];
      if (item) {
        item.title = top.title;
        item.span.end = p.end;
      }
      titleTo = p.text.length;
    } else if (head && head.kind !== 'table') {
      const inBox = stack[stack.length - 1]?.rank === RANK.box;
      const weakOk = !head.weak || head.n === 1 || head.n === lastDigit + 1;
      // 附件：1.… is a list of annexes, not an annex.
      const list = head.kind === 'annex' && /^附件[：:]/.test(p.text) && p.text.length > 3;
      if (weakOk && !list && !(inBox && head.kind === 'digitParen')) {
        const section = head.kind === 'chapter' && head.label.endsWith('节');
        const t = titleOf(p.text, head.length);
        opened = { rank: section ? 3 : RANK[head.kind], label: head.label, title: t.title, item: -1, breakdown: null };
        skip = head.length;
        titleTo = t.to;
        if (head.kind === 'digit') lastDigit = head.n;
        else if (head.kind === 'annex' || head.kind === 'part' || head.kind === 'chapter') lastDigit = 0;
        if (head.kind === 'annex') {
          annexHead = true;
          inRow = false;
          lastRow = 0;
          years = [];
          dimension = 'field';
          if (t.title === '') {
            const next = paras[i + 1];
            if (next && i + 1 < to && next.text.length <= 60 && next.head === null) opened.title = next.text;
          }
        }
        if (inBox && head.kind === 'digit') opened.rank = RANK.box + 1;
      }
    }
    if (opened) {
      while (stack.length > 0 && (stack[stack.length - 1] as Open).rank >= opened.rank) stack.pop();
      if (opened.rank === 0) stack = [];
      opened.item = outline.length;
      stack.push(opened);
      outline.push({
        clause: citeClause(stack.map((s) => s.label)),
        level: stack.length,
        title: opened.title,
        span: { start: p.start, end: titleTo > 0 ? (p.at[titleTo - 1] ?? p.end - 1) + 1 : p.end },
      });
    } else if (annexHead && p.text.length <= 16 && !/[。；，]/.test(p.text)) {
      for (const [re, key] of COLUMN_WORDS) if (re.test(p.text) && dimension === 'field') dimension = key;
      const y = /^(20\d\d)年/.exec(p.text);
      if (y) years.push(Number(y[1]));
      titleTo = p.text.length;
      column = p.text !== stack[0]?.title;
    }
    if (inRow && !opened && titleTo === 0) cell++;
    const trail = stack.map((s) => s.title);
    const body = stack.filter((s) => s.rank > 0 || stack.length > 0);
    places.push({
      item: stack[stack.length - 1]?.item ?? -1,
      clause: citeClause(stack.map((s) => s.label)),
      trail,
      back: body.some((s) => BACK_SECTIONS.test(s.title) && !GOAL_SECTIONS.test(s.title)),
      goal: body.some((s) => GOAL_SECTIONS.test(s.title)),
      principle: body.some((s) => NOT_TASKS.test(s.title)),
      annex: stack[0]?.rank === 0,
      breakdown: [...stack].reverse().find((s) => s.breakdown)?.breakdown ?? null,
      columnYear: inRow && years.length > 1 && cell > 0 ? (years[cell - 1] ?? null) : null,
      skip,
      titleTo,
      front: stack.length === 0,
      row: stack.find((s) => s.rank === ROW_RANK)?.item ?? -1,
      column,
    });
  }
  return { outline, places };
}

export { hanOrdinal };
