import { Gap } from './chars.ts';

/** A number in the text: `[from, to)` are places in the normalised text, numbers are decimal strings. */
export interface NumberAt {
  from: number;
  to: number;
  value: string;
  high: string | null;
  raw: string;
  /** The decimal point was lost in conversion, as the layout shows. */
  lost: boolean;
}

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9';
const HAN: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const HAN_UNIT: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** Value of a Chinese numeral such as 三十五, or `null`. */
export function hanNumber(s: string): string | null {
  let total = 0;
  let section = 0;
  let digit = -1;
  for (const c of s) {
    const d = HAN[c];
    const u = HAN_UNIT[c];
    if (d !== undefined) {
      if (digit > 0 && d > 0) return null;
      digit = d;
    } else if (u !== undefined) {
      section += (digit < 0 ? 1 : digit) * u;
      digit = -1;
    } else if (c === '万' || c === '亿') {
      total = (total + section + Math.max(0, digit)) * (c === '万' ? 10_000 : 100_000_000);
      section = 0;
      digit = -1;
    } else return null;
  }
  return String(total + section + Math.max(0, digit));
}

/** Drops leading zeros and thousands separators: `007` is `7`, `0.60` stays `0.60`. */
export function decimal(s: string): string {
  const clean = s.replace(/[,，]/g, '');
  const [int = '0', frac] = clean.split('.');
  const i = int.replace(/^0+(?=\d)/, '') || '0';
  return frac === undefined || frac === '' ? i : `${i}.${frac}`;
}

/** Glyphs a line a rotated table puts into one column cell. */
const CELL = 2;

/**
 * In rotated text two half-width glyphs share a cell, packed from the left. A cell that holds one digit although more
 * digits follow held the decimal point as well.
 */
function pointFromCells(_text: string, gap: Uint8Array, from: number, to: number): number {
  let cell = from;
  while (cell > 0 && (gap[cell] ?? 0) === Gap.none && from - cell < CELL) cell--;
  for (let i = from + 1; i < to; i++) {
    if (gap[i] !== Gap.cluster) continue;
    if (i - cell < CELL && cell === Math.max(cell, from)) return i;
    cell = i;
  }
  return -1;
}

function digits(text: string, gap: Uint8Array, start: number): { to: number; plain: string; lostAt: number } {
  let i = start;
  let plain = '';
  let lostAt = -1;
  let point = false;
  while (i < text.length) {
    const c = text[i] as string;
    if (isDigit(c)) {
      if (i > start && gap[i] === Gap.space && isDigit(text[i - 1])) {
        // `0 6`, `2 8`: the point was dropped and its space stayed.
        const head = i - start;
        let e = i;
        while (isDigit(text[e]) && (e === i || gap[e] === Gap.none)) e++;
        if (point || head > 2 || e - i > 2 || isDigit(text[e])) break;
        lostAt = plain.length;
      }
      plain += c;
      i++;
    } else if (c === '.' && !point && isDigit(text[i + 1])) {
      point = true;
      plain += c;
      i++;
    } else if (
      c === '，' &&
      plain.length <= 3 + 4 * 3 &&
      !point &&
      gap[i + 1] === Gap.none &&
      /^\d{3}(?!\d)/.test(text.slice(i + 1, i + 5)) &&
      /^(?:\d{1,3})(?:,\d{3})*$/.test(plain)
    ) {
      plain += ',';
      i++;
    } else break;
  }
  return { to: i, plain, lostAt };
}

const RANGE = /^(?:[—-]{1,2}|~|至|到)$/;
/** Scale words that may follow the lower end of a range: 3万—5万. */
function rangeMark(text: string, i: number): number {
  const two = text.slice(i, i + 2);
  if (two === '——' || two === '--') return 2;
  return RANGE.test(text[i] ?? '') ? 1 : 0;
}

/** Reads the number that starts at `start`, with the upper end if it is a range. */
export function readNumber(text: string, gap: Uint8Array, start: number): NumberAt | null {
  if (!isDigit(text[start]) || isDigit(text[start - 1])) return null;
  const a = digits(text, gap, start);
  let low = a.plain;
  let lost = false;
  if (a.lostAt > 0) {
    low = `${low.slice(0, a.lostAt)}.${low.slice(a.lostAt)}`;
    lost = true;
  } else if (!low.includes('.') && a.to - start >= 2) {
    const p = pointFromCells(text, gap, start, a.to);
    if (p > start) {
      low = `${low.slice(0, p - start)}.${low.slice(p - start)}`;
      lost = true;
    }
  }
  let to = a.to;
  let high: string | null = null;
  let k = to;
  if (text[k] === '%') k++;
  const mark = rangeMark(text, k);
  if (mark > 0 && isDigit(text[k + mark])) {
    const b = digits(text, gap, k + mark);
    const h = decimal(b.plain);
    if (Number(h) > Number(decimal(low)) && !/^(?:19|20)\d\d$/.test(low)) {
      high = h;
      to = b.to;
    }
  }
  return { from: start, to, value: decimal(low), high, raw: text.slice(start, to), lost };
}
