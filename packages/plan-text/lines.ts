import { charOf, Gap, isUnseen } from './chars.ts';
import { dropPageMarks, isFurniture } from './furniture.ts';

/** One line of the source after normalisation; `at[i]` is the source offset of `text[i]`. */
export interface Line {
  text: string;
  at: Int32Array;
  /** What was dropped in front of each character: see {@link Gap}. */
  gap: Uint8Array;
  /** Source range of the line. */
  start: number;
  end: number;
  /** Start offsets (in `text`) of the cells where the line held tabs or pipes, else `null`. */
  cells: number[] | null;
  /** The cells were parted by pipes. */
  pipes: boolean;
  /** A blank line, or the head of a page, comes before. */
  blankBefore: boolean;
  /** Markdown heading level, 0 for none. */
  mark: number;
  /** The source indents the line as Chinese paragraphs are. */
  indent: boolean;
  /** The line was put together from a column of single characters. */
  vertical: boolean;
}

const DEBRIS = [
  /\[bookmark:[^\]\n]{0,200}\]/y,
  /<\/?[a-zA-Z][^<>\n]{0,200}>/y,
  /!\[[^\]\n]{0,100}\]\([^)\n]{0,300}\)/y,
];
const LATEX = /\\(?:text|mathrm|mathbf|rm|,|;|quad)?/y;

function skipDebris(text: string, i: number): number {
  for (const re of DEBRIS) {
    re.lastIndex = i;
    const m = re.exec(text);
    if (m) return i + m[0].length;
  }
  return i;
}

/** A full stop typed as a point: behind words, before words or nothing; never in `一.` or `2.5`. */
function endsSentence(out: string[], text: string, next: number, end: number): boolean {
  const before = out[out.length - 1] ?? '';
  if (!/[\u4e00-\u9fff）”》%]/.test(before) || out.length < 4) return false;
  while (next < end && (text[next] === ' ' || text[next] === '\u3000')) next++;
  return next >= end || /[\u4e00-\u9fff“（《①-⑳—]/.test(text[next] as string);
}

/** Normalises `text[start, end)` (one line, no line break) keeping the offset of every character. */
export function readLine(text: string, start: number, end: number, quotes = { open: false }): Line {
  const out: string[] = [];
  const at = new Int32Array(end - start);
  const gap = new Uint8Array(end - start);
  const tabs: number[] = [];
  let i = start;
  let mark = 0;
  while (start < end && isUnseen(text[start] as string)) start++;
  const indent = text[start] === '\u3000' || /^[ \u00a0]{2}/.test(text.slice(start, start + 2));
  let pending: number = Gap.none;
  let sawTab = false;
  while (i < end && (text[i] === ' ' || text[i] === '\u3000' || text[i] === '\u00a0' || text[i] === '\f')) i++;
  while (i < end && text[i] === '#') {
    mark++;
    i++;
  }
  if (mark === 0 && text.startsWith('> ', i)) i += 2;
  const listed = mark === 0 && /^[-*+] $/.test(text.slice(i, i + 2));
  if (listed) i += 2;
  let bars = 0;
  for (let k = i; k < end; k++) if (text[k] === '|') bars++;
  const pipes = text[i] === '|' || bars > 1;
  let math = false;
  for (; i < end; i++) {
    const c = text[i] as string;
    if (c === '[' || c === '<' || c === '!') {
      const to = skipDebris(text, i);
      if (to > i && to <= end) {
        if (/^<\/?(?:br|p|td|th|li|div)/i.test(text.slice(i, i + 6))) pending = Gap.space;
        i = to - 1;
        continue;
      }
    }
    if (c === '*' && text[i + 1] === '*') {
      i++;
      continue;
    }
    if (c === '$') {
      math = !math;
      continue;
    }
    if (math) {
      if (c === '\\') {
        if (text.startsWith('\\mu', i)) {
          at[out.length] = i;
          gap[out.length] = pending;
          pending = Gap.none;
          out.push('μ');
          i += 2;
          continue;
        }
        LATEX.lastIndex = i;
        i += Math.max(1, LATEX.exec(text)?.[0].length ?? 1) - 1;
        continue;
      }
      if (c === '{' || c === '}' || c === '^' || c === '_') continue;
    }
    if (c === '\t' || (pipes && c === '|')) {
      sawTab = true;
      tabs.push(out.length);
      pending = Gap.space;
      continue;
    }
    let n = charOf(c);
    if (n === '"') {
      // Straight quotes open and close in turn.
      n = quotes.open ? '”' : '“';
      quotes.open = !quotes.open;
    }
    if (n === '.' && endsSentence(out, text, i + 1, end)) n = '。';
    if (n === '') {
      if (!isUnseen(c)) pending = Gap.space;
      continue;
    }
    at[out.length] = i;
    gap[out.length] = pending;
    pending = Gap.none;
    out.push(n);
  }
  return {
    text: out.join(''),
    at: at.subarray(0, out.length),
    gap: gap.subarray(0, out.length),
    start,
    end,
    cells: sawTab ? tabs : null,
    pipes,
    blankBefore: false,
    mark,
    indent: indent || listed,
    vertical: false,
  };
}

function concat(parts: Line[], vertical: boolean): Line {
  const first = parts[0] as Line;
  const last = parts[parts.length - 1] as Line;
  const length = parts.reduce((n, p) => n + p.text.length, 0);
  const at = new Int32Array(length);
  const gap = new Uint8Array(length);
  let n = 0;
  for (const p of parts) {
    at.set(p.at, n);
    gap.set(p.gap, n);
    if (n > 0 && p.text.length > 0) gap[n] = vertical ? Gap.cluster : Gap.line;
    n += p.text.length;
  }
  const text = parts.map((p) => p.text).join('');
  return { ...first, text, at, gap, end: last.end, vertical };
}

/** Joins neighbouring lines into one, marking where the breaks were. */
export function joinLines(parts: Line[]): Line {
  return parts.length === 1 ? (parts[0] as Line) : concat(parts, parts[0]?.vertical ?? false);
}

const CJK = /[\u3400-\u9fff]/;
/** Rotated tables arrive as one glyph (at most two half-width ones) a line. */
const GLYPH_MAX = 3;
const RUN_MIN = 16;

function foldVertical(lines: Line[]): Line[] {
  const out: Line[] = [];
  let i = 0;
  while (i < lines.length) {
    let j = i;
    let chars = 0;
    let single = 0;
    while (j < lines.length) {
      const l = lines[j] as Line;
      if (l.text.length > GLYPH_MAX || l.cells !== null || l.mark > 0) break;
      chars += l.text.length;
      if (l.text.length === 1 && CJK.test(l.text)) single++;
      j++;
    }
    const n = j - i;
    if (n >= RUN_MIN && chars / n < 1.8 && single / n > 0.5) {
      let k = i;
      while (k < j) {
        let e = k + 1;
        while (e < j && !(lines[e] as Line).blankBefore) e++;
        out.push(concat(lines.slice(k, e), true));
        k = e;
      }
    } else for (let k = i; k < Math.max(j, i + 1); k++) out.push(lines[k] as Line);
    i = Math.max(j, i + 1);
  }
  return out;
}

/** Cuts a source text into normalised lines; blank lines and page furniture leave only a mark. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let blank = true;
  const quotes = { open: false };
  const breaks = /\r\n?|[\n\u0085\u2028\u2029]/g;
  while (start <= text.length) {
    breaks.lastIndex = start;
    const found = breaks.exec(text);
    const end = found ? found.index : text.length;
    const line = readLine(text, start, end, quotes);
    if (line.text === '' || line.text.endsWith('。')) quotes.open = false;
    while (start < end && isUnseen(text[start] as string)) start++;
    const blanks = /^[ \u00a0]*/.exec(text.slice(start, start + 2))?.[0].length ?? 0;
    const first = text[start];
    const tabRow = line.cells !== null;
    if (line.text === '' && !tabRow) blank = true;
    else if (isFurniture(line.text) && !tabRow) {
      // The sentence around a page head goes on: leave no mark.
    } else {
      line.blankBefore = blank || first === '\f' || (blanks === 1 && lines.length > 0);
      lines.push(line);
      blank = false;
    }
    start = found ? end + found[0].length : text.length + 1;
  }
  return foldVertical(dropPageMarks(lines));
}
