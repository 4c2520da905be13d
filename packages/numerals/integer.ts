import { Decimal } from 'decimal.js';
import { isAsciiDigit, skipBlanks } from './normalize.ts';

/** What a scan found: a number that ends before `end`, or a run of numerals that is no single number (二三十). */
export interface Scanned {
  end: number;
  value: Decimal;
  /** Only ASCII digits, comma and point. */
  ascii: boolean;
  /** 余, 多 or 几 inside: the value is a lower bound. */
  approximate: boolean;
  /** It has a digit or begins with 十: enough to be a number inside running text (万 alone is not). */
  certain: boolean;
}
export interface Rejected {
  end: number;
  rejected: true;
}

/** Exact arithmetic for everything that Chinese units can build; 10^60 is far beyond any of them. */
export const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

export const digitOf: Record<string, number> = {
  零: 0,
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
const smallUnit: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
const bigUnit: Record<string, number> = { 万: 1e4, 亿: 1e8, 兆: 1e12 };
const tens: Record<string, number> = { 廿: 20, 卅: 30 };
const anyUnit = /^[十百千万亿兆]$/;
const partOfNumerals = /^[零一二两三四五六七八九十百千万亿兆几多余]$/;
/** 5千克 is five kilograms and not 5000 g. */
const kiloMeasure = /^[克米瓦卡伏赫帕焦安]$/;
/** Longer runs are serial numbers; they are cut off so that no input makes the arithmetic slow. */
const longestRun = 40;

/** `1,234.5`, `.5`, `12`; groups of three after a comma only; `1.2.3` is three integers. */
export function scanAscii(norm: string, at: number): { end: number; value: Decimal } | Rejected | undefined {
  const chained = norm[at - 1] === '.' && isAsciiDigit(norm[at - 2]);
  if (norm[at] === '.' && (norm[at - 1] === '.' || isAsciiDigit(norm[at - 1]))) return undefined;
  const pattern = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)?(?:\.\d+)?/y;
  pattern.lastIndex = at;
  let text = pattern.exec(norm)?.[0] ?? '';
  const end = at + text.length;
  const point = text.indexOf('.');
  if (point > 0 && (chained || (norm[end] === '.' && isAsciiDigit(norm[end + 1])))) text = text.slice(0, point);
  if (text === '') return undefined;
  if (text.length > longestRun) return { end: at + text.length, rejected: true };
  return { end: at + text.length, value: new Exact(text.replaceAll(',', '')) };
}

/** The run of plain Chinese digits at `at`. */
export function digitRun(norm: string, at: number): string {
  let end = at;
  while (norm[end] !== undefined && digitOf[norm[end]!] !== undefined) end++;
  return norm.slice(at, end);
}

function reject(norm: string, at: number): Rejected {
  let end = at;
  while (norm[end] !== undefined && partOfNumerals.test(norm[end]!)) end++;
  return { end: Math.max(end, at + 1), rejected: true };
}

/** 二〇二五 is read by position; two digits without a zero (二三, 九九) are an estimate or a name. */
const positional = (run: string): boolean => run.length <= longestRun && (run.length >= 3 || run.includes('零'));

/**
 * A Chinese integer with units, or mixed with ASCII numbers (`5万4千6百`), starting exactly at `at`.
 * A last digit right after a unit counts a tenth of that unit: 一万三 is 13000, 一万零三 is 10003.
 */
export function scanComposite(norm: string, at: number): Scanned | Rejected | undefined {
  const pieces: Decimal[] = [];
  let section = new Exact(0);
  let smallest = Number.POSITIVE_INFINITY;
  let pending: { value: Decimal; ascii: boolean } | undefined;
  let directUnit: number | undefined;
  let zero = false;
  let afterBig = false;
  let approximate = false;
  let certain = false;
  let units = 0;
  let end = at;
  let unitEnd = at;
  let i = at;
  for (;;) {
    const char = norm[i];
    if (char === undefined) break;
    if (isAsciiDigit(char) || (char === '.' && i === at && isAsciiDigit(norm[i + 1]))) {
      const read = pending ? undefined : scanAscii(norm, i);
      if (read && 'rejected' in read) return read;
      if (!read || (i > at && !anyUnit.test(norm[end - 1] ?? '') && !zero)) break;
      pending = { value: read.value, ascii: true };
      end = read.end;
      certain = true;
    } else if (digitOf[char] !== undefined) {
      if (pending) break;
      const run = digitRun(norm, i);
      const rest = i === at ? run : run.replace(/^零+/, '');
      if (rest === '') {
        const next = norm[skipBlanks(norm, i + run.length)];
        if (!(next === '十' || next === '几' || isAsciiDigit(next))) break;
        if (next === '几' && !anyUnit.test(norm[skipBlanks(norm, skipBlanks(norm, i + run.length) + 1)] ?? '')) break;
        zero = true;
        directUnit = undefined;
        i = skipBlanks(norm, i + run.length);
        continue;
      }
      if (rest.length < run.length) {
        zero = true;
        directUnit = undefined;
      }
      if (rest.length > 1 && (i > at || !positional(rest))) return reject(norm, i);
      if (rest.length > 1 && smallUnit[norm[i + run.length] ?? ''] !== undefined) return reject(norm, i);
      const value = rest.length > 1 ? new Exact([...rest].map((d) => digitOf[d]).join('')) : new Exact(digitOf[rest]!);
      if (rest === '零' && norm[i + 1] === '十') {
        zero = true;
      } else {
        pending = { value, ascii: false };
      }
      certain = true;
      end = i + run.length;
    } else if (tens[char] !== undefined) {
      if (pending || smallest <= 10) break;
      section = section.plus(tens[char]!);
      smallest = 10;
      directUnit = 10;
      certain = true;
      units++;
      end = i + 1;
      unitEnd = end;
    } else if (char === '半' && i === at && anyUnit.test(norm[i + 1] ?? '')) {
      pending = { value: new Exact('0.5'), ascii: false };
      certain = true;
      end = i + 1;
    } else if (smallUnit[char] !== undefined) {
      const unit = smallUnit[char]!;
      if (pending?.ascii && unit === 1000 && kiloMeasure.test(norm[i + 1] ?? '')) break;
      if (unit >= smallest) {
        // 三百五百 are two numbers: the digit belongs to the second.
        if (pending) end = unitEnd;
        pending = undefined;
        break;
      }
      if (!pending && !(i === at || unit === 10)) break;
      if (!pending && unit === 10) certain = true;
      section = section.plus((pending?.value ?? new Exact(1)).times(unit));
      pending = undefined;
      smallest = unit;
      directUnit = unit;
      zero = false;
      afterBig = false;
      units++;
      end = i + 1;
      unitEnd = end;
    } else if (bigUnit[char] !== undefined) {
      const unit = bigUnit[char]!;
      if (pending) section = section.plus(pending.value);
      if (section.isZero() && !afterBig) break;
      let sum = section;
      if (section.isZero()) sum = pieces.pop()!;
      else while (pieces.length > 0 && pieces.at(-1)!.lt(unit)) sum = sum.plus(pieces.pop()!);
      pieces.push(sum.times(unit));
      section = new Exact(0);
      pending = undefined;
      smallest = Number.POSITIVE_INFINITY;
      directUnit = unit;
      zero = false;
      afterBig = true;
      units++;
      end = i + 1;
      unitEnd = end;
      if (units > longestRun) break;
    } else if (/^[多余几]$/.test(char) && i > at && (units > 0 || pending?.ascii)) {
      const next = skipBlanks(norm, i + 1);
      if (!anyUnit.test(norm[next] ?? '') || (char === '几' && pending)) break;
      approximate = true;
      i = next;
      continue;
    } else break;
    i = skipBlanks(norm, end);
  }
  if (end === at) return undefined;
  let value = pieces.reduce((sum, piece) => sum.plus(piece), section);
  if (pending)
    value = value.plus(!pending.ascii && directUnit ? pending.value.times(directUnit).div(10) : pending.value);
  const ascii = units === 0 && pending?.ascii === true;
  return { end, value, ascii, approximate, certain };
}
