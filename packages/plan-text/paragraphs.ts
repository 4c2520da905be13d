import { type Head, isBullet, isSerial, readHead } from './headings.ts';
import { joinLines, type Line } from './lines.ts';

/** Lines of one paragraph, joined, with the numbering found at its head. */
export interface Para extends Line {
  head: Head | null;
  bullet: boolean;
  /** Number of source lines. */
  lines: number;
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
  for (let i = Math.max(0, text.length - 600); i < text.length; i++) {
    const c = text[i];
    if (c === '（' || c === '《') depth++;
    else if ((c === '）' || c === '》') && depth > 0) depth--;
  }
  return depth > 0;
}

const SPEAKS_ON = /^[，。；、）》”：！？%]/;
const NEEDS_NOUN = /^[\u4e00-\u9fff]/;

function goesOn(prev: Line, prevText: string, next: Line, wrap: number): boolean {
  const head = readHead(next);
  if (SPEAKS_ON.test(next.text) && !isBullet(next.text)) return true;
  if (openBracket(prevText) && prevText.length < 3000 && !(head && /han|annex|box/.test(head.kind))) return true;
  if (next.mark > 0 || prev.mark > 0 || next.indent) return false;
  if (isBullet(next.text) || isSerial(next.text)) return false;
  if (head && !head.weak) return false;
  if (prev.vertical !== next.vertical) return false;
  if (head?.weak && ENDS.test(prevText)) return false;
  const w = width(prev.text);
  if (prev.vertical) {
    if (LABEL_ROW.test(next.text) && readHead(next)) return false;
    if (ENDS.test(prevText)) return false;
    return SENTENCE_MARK.test(prevText) || w >= 24;
  }
  if (head?.weak && w < wrap * 0.9) return false;
  if (OPEN_END.test(prevText)) return true;
  if (Number.isFinite(wrap)) {
    if (ENDS.test(prevText)) return w >= wrap - 6 && w <= wrap + 12 && !/[：]$/.test(prevText);
    return w >= wrap * 0.86;
  }
  // Unwrapped source: only a sentence cut by the end of a page goes on.
  return !ENDS.test(prevText) && SENTENCE_MARK.test(prevText) && w >= 50 && NEEDS_NOUN.test(next.text) && !/[”）]$/.test(prevText);
}

/** Puts wrapped lines together again into paragraphs. */
export function readParagraphs(lines: Line[]): Para[] {
  const wrap = wrapWidth(lines.filter((l) => !l.vertical));
  const out: Para[] = [];
  let group: Line[] = [];
  let tail = '';
  const flush = () => {
    const first = group[0];
    if (!first) return;
    const joined = joinLines(group);
    out.push({ ...joined, head: readHead(joined), bullet: isBullet(joined.text), lines: group.length });
    group = [];
    tail = '';
  };
  for (const line of lines) {
    const prev = group[group.length - 1];
    if (prev && !goesOn(prev, tail, line, wrap)) flush();
    group.push(line);
    tail = (tail + line.text).slice(-3200);
  }
  flush();
  return out;
}
