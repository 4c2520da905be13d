import type { Grid } from './grid-cells.ts';
import { type Head, isBullet, isSerial, readHead } from './headings.ts';
import { joinLines, type Line } from './lines.ts';

/** Lines of one paragraph, joined, with the numbering found at its head. */
export interface Para extends Line {
  head: Head | null;
  bullet: boolean;
  /** Number of source lines. */
  lines: number;
  /** A table stands here; the text is empty. */
  grid: Grid | null;
}

const ENDS = /[。！？；：!?]["”’）〕]?$/;
const OPEN_END = /[，、（《“〔—\-和与及或的]$/;

function width(text: string): number {
  let w = 0;
  for (let i = 0; i < text.length; i++) w += text.charCodeAt(i) < 0x2000 ? 1 : 2;
  return w;
}

/** The width at which the source breaks its lines, or `Infinity` where lines are paragraphs. */
function wrapWidth(lines: Line[]): number {
  const counts = new Map<number, number>();
  let open = 0;
  let long = 0;
  for (const l of lines) {
    const w = width(l.text);
    if (w < 30) continue;
    long++;
    if (w > 140) continue;
    if (!ENDS.test(l.text)) open++;
    const k = Math.round(w / 4);
    counts.set(k, (counts.get(k) ?? 0) + 1);
  }
  if (long === 0 || open < 4 || open / long < 0.3) return Number.POSITIVE_INFINITY;
  const best = Math.max(...counts.values());
  let at = 0;
  for (const [k, n] of counts) if (n >= best * 0.5 && k > at) at = k;
  return at * 4;
}

const LABEL_ROW = /^\d{1,2}[\u4e00-\u9fff]{1,8}$/;
const SENTENCE_MARK = /[，。；、]/;
/** A bracket that is still open at the end of the line: its list runs on whatever the next line looks like. */
function openBracket(text: string): boolean {
  let depth = 0;
  let title = -1;
  for (let i = Math.max(0, text.length - 600); i < text.length; i++) {
    const c = text[i];
    if (c === '（') depth++;
    else if (c === '）' && depth > 0) depth--;
    else if (c === '《') title = i;
    else if (c === '》') title = -1;
  }
  return depth > 0 || (title >= 0 && text.length - title < 50);
}

/** Words after which no paragraph can end. */
const UNDONE =
  /(?:[，、（《“〔及与或]|达到|提高到|提升到|提高至|提升至|控制在|不低于|不少于|超过|稳定在|不超过|不高于)$/;
const SPEAKS_ON = /^[，。；、）》”：！？%]/;
const TITLE_START =
  /^[\u4e00-\u9fff]{2,30}(?:人民政府|办公厅|办公室|委员会|[厅局部委])关于|^关于.{2,60}(?:通知|意见|通报|决定)$|^(?:19|20)\d\d年\d{1,2}月\d{1,2}日$/;
const NEEDS_NOUN = /^[\u4e00-\u9fff]/;

/** Number of the table row that the line opens (`3甲业`), else 0. */
const rowNumber = (l: Line): number => (LABEL_ROW.test(l.text) && readHead(l) ? Number.parseInt(l.text, 10) : 0);

/** Lines of a rotated table: once rows have begun, only a full stop or the next row ends a cell. */
function cellGoesOn(prev: Line, prevText: string, next: Line, rows: number): boolean {
  if (ENDS.test(prevText) || /^序号$/.test(next.text)) return false;
  if (rowNumber(next) === rows + 1) return false;
  if (rows > 0) return !LABEL_ROW.test(prevText) && !(prevText.length <= 4 && !/\d/.test(prevText));
  return SENTENCE_MARK.test(prevText) || width(prev.text) >= 24;
}

function goesOn(prev: Line, prevText: string, next: Line, wrap: number, rows: number): boolean {
  const head = readHead(next);
  if (SPEAKS_ON.test(next.text) && !isBullet(next.text)) return true;
  if (openBracket(prevText) && prevText.length < 3000 && !(head && /han|annex|box/.test(head.kind))) return true;
  if (next.mark > 0 || prev.mark > 0) return false;
  if (next.indent) return prev.indent && !head && UNDONE.test(prevText) && width(prev.text) >= 24;
  if (TITLE_START.test(next.text) && (ENDS.test(prevText) || prevText.length < 40))
    return /关于/.test(next.text) ? false : !/[府厅室局委会部]$|[。）]$/.test(prevText);
  if (isBullet(next.text) || isSerial(next.text)) return false;
  if (head && !head.weak) return false;
  if (prev.vertical !== next.vertical) return false;
  if (head?.weak && (ENDS.test(prevText) || /）$/.test(prevText))) return false;
  const w = width(prev.text);
  if (prev.vertical) return cellGoesOn(prev, prevText, next, rows);
  if (head?.weak && w < wrap * 0.9) return false;
  if (OPEN_END.test(prevText) || UNDONE.test(prevText)) return true;
  if (Number.isFinite(wrap)) {
    if (ENDS.test(prevText)) return w >= wrap - 6 && w <= wrap + 12 && !/[：]$/.test(prevText);
    return w >= wrap * 0.86;
  }
  // Unwrapped source: only a sentence cut by the end of a page goes on.
  return (
    !ENDS.test(prevText) &&
    SENTENCE_MARK.test(prevText) &&
    w >= 50 &&
    NEEDS_NOUN.test(next.text) &&
    !/[”）]$/.test(prevText)
  );
}

/** Puts wrapped lines together again into paragraphs; the lines of a grid become one paragraph that holds it. */
export function readParagraphs(lines: Line[], grids: Grid[]): Para[] {
  const wrap = wrapWidth(lines.filter((l) => !l.vertical));
  const out: Para[] = [];
  let group: Line[] = [];
  let tail = '';
  const flush = () => {
    const first = group[0];
    if (!first) return;
    const joined = joinLines(group);
    out.push({ ...joined, head: readHead(joined), bullet: isBullet(joined.text), lines: group.length, grid: null });
    group = [];
    tail = '';
  };
  let nextGrid = 0;
  let rows = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line;
    const grid = grids[nextGrid];
    if (grid && i >= grid.from) {
      flush();
      const last = lines[grid.to - 1] as Line;
      out.push({
        ...line,
        text: '',
        at: line.at.subarray(0, 0),
        gap: line.gap.subarray(0, 0),
        end: last.end,
        head: null,
        bullet: false,
        lines: 0,
        grid,
      });
      nextGrid++;
      i = grid.to - 1;
      continue;
    }
    if (line.text === '') continue;
    const prev = group[group.length - 1];
    if (prev && !goesOn(prev, tail, line, wrap, rows)) flush();
    if (!line.vertical || readHead(line)?.kind === 'annex') rows = 0;
    else if (rowNumber(line) === rows + 1) rows++;
    group.push(line);
    tail = (tail + line.text).slice(-3200);
  }
  flush();
  return out;
}
