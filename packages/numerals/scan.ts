import type { Decimal } from 'decimal.js';
import { digitOf, digitRun, Exact, type Rejected, type Scanned, scanComposite } from './integer.ts';
import { isAsciiDigit, isAsciiLetter, skipBlanks } from './normalize.ts';

const decimalUnit: Record<string, number> = { 百: 100, 千: 1000, 万: 1e4, 亿: 1e8, 兆: 1e12 };
/** Quotients and powers are given to 15 significant digits, as Recognizers-Text does. */
const fifteen = (value: Decimal): Decimal => value.toSignificantDigits(15);

/** 点 and digits after an integer, and units after those: 三点五亿. 五点五十 is a time. */
function withChineseDecimals(norm: string, whole: Scanned): Scanned {
  const point = skipBlanks(norm, whole.end);
  if (norm[point] !== '点' || whole.ascii) return whole;
  const from = skipBlanks(norm, point + 1);
  const run = digitRun(norm, from);
  const after = from + run.length;
  if (run === '' || run.includes('两') || run.length > 30 || norm[after] === '十') return whole;
  let value = whole.value.plus(`0.${[...run].map((digit) => digitOf[digit]).join('')}`);
  let end = after;
  for (let i = skipBlanks(norm, end); decimalUnit[norm[i] ?? ''] !== undefined; i = skipBlanks(norm, end)) {
    if (norm[i] === '千' && /^[克米瓦卡伏赫帕焦安]$/.test(norm[i + 1] ?? '')) break;
    if (end - after > 6) break;
    value = value.times(decimalUnit[norm[i]!]!);
    end = i + 1;
  }
  return { ...whole, value, end };
}

const matchAt = (pattern: RegExp, norm: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(norm);
};

/** `^` and `e` after an ASCII number. Powers of fractions are IEEE doubles: the published vectors carry their rounding. */
function withExponent(norm: string, base: Scanned): Scanned {
  const power = matchAt(/\^([+-]*)(\d{1,3})(?![\d.])/y, norm, base.end);
  if (power) {
    const odd = (power[1]!.match(/-/g)?.length ?? 0) % 2 === 1;
    if (base.value.isZero() && odd) return base;
    const exponent = odd ? -Number(power[2]) : Number(power[2]);
    const exact = base.value.isInteger() || Math.abs(exponent) > 100;
    const value = fifteen(exact ? base.value.pow(exponent) : new Exact(base.value.toNumber() ** exponent));
    return { ...base, value, end: base.end + power[0].length };
  }
  const e = matchAt(/[eE]([+-]?\d{1,2})(?![\d.A-Za-z])/y, norm, base.end);
  return e ? { ...base, value: base.value.times(new Exact(10).pow(Number(e[1]))), end: base.end + e[0].length } : base;
}

/** `k`, `K` and `M` multiply an ASCII number; `m` is a metre and `G` a network generation. */
function withSuffix(norm: string, number: Scanned): Scanned {
  const at = skipBlanks(norm, number.end);
  const factor = { k: 1e3, K: 1e3, M: 1e6 }[norm[at] ?? ''];
  if (factor === undefined || isAsciiLetter(norm[at + 1]) || isAsciiDigit(norm[at + 1])) return number;
  return { ...number, value: number.value.times(factor), end: at + 1 };
}

function scanSigned(norm: string, at: number): Scanned | undefined {
  const negative = norm[at] === '-' || norm[at] === '负';
  const read = scanComposite(norm, negative ? at + 1 : at);
  if (!read || 'rejected' in read) return undefined;
  const whole = withChineseDecimals(norm, read);
  return negative ? { ...whole, value: whole.value.neg() } : whole;
}

/** 分之 and the numerator after a denominator. */
function withNumerator(norm: string, denominator: Scanned): Scanned | undefined {
  const over = matchAt(/[ \t]*分[ \t]*之[ \t]*/y, norm, denominator.end);
  if (!over || denominator.value.isZero()) return undefined;
  const numerator = scanSigned(norm, denominator.end + over[0].length);
  if (!numerator) return undefined;
  return { ...numerator, ascii: false, certain: true, value: numerator.value.div(denominator.value) };
}

/** `3/5` and `1 3/5`; a date `2017/10/11` is neither. */
function withSlash(norm: string, first: Scanned): Scanned | undefined {
  const simple = matchAt(/\/(\d+)(?![\d/.])/y, norm, first.end);
  if (simple && first.value.isInteger() && simple[0].length < 20 && !/^\/0+$/.test(simple[0]))
    return { ...first, value: first.value.div(simple[1]!), end: first.end + simple[0].length };
  const mixed = matchAt(/[ \t]+(\d{1,15})\/(\d{1,15})(?![\d/.])/y, norm, first.end);
  if (!mixed || !first.value.isInteger() || /^0+$/.test(mixed[2]!)) return undefined;
  return {
    ...first,
    value: first.value.plus(new Exact(mixed[1]!).div(mixed[2]!)),
    end: first.end + mixed[0].length,
  };
}

function unsigned(norm: string, at: number): Scanned | Rejected | undefined {
  const read = scanComposite(norm, at);
  if (!read || 'rejected' in read) return read;
  const first = withChineseDecimals(norm, read);
  const again = skipBlanks(norm, first.end);
  if (norm[again] === '又') {
    const denominator = scanComposite(norm, skipBlanks(norm, again + 1));
    const part = denominator && !('rejected' in denominator) ? withNumerator(norm, denominator) : undefined;
    if (part) return { ...part, value: fifteen(first.value.plus(part.value)) };
  }
  // A bare 百分之, 千分之, 万分之 is a percentage: only its numerator is a number.
  const fraction = first.certain ? withNumerator(norm, first) : undefined;
  if (fraction) return { ...fraction, value: fifteen(fraction.value) };
  if (first.ascii) {
    const slashed = norm[at - 1] === '/' ? undefined : withSlash(norm, first);
    if (slashed) return { ...slashed, value: fifteen(slashed.value) };
    return withSuffix(norm, withExponent(norm, first));
  }
  const dozen = skipBlanks(norm, first.end);
  if (norm[dozen] === '打' && !/^[击造好响破开通扮扰]$/.test(norm[dozen + 1] ?? ''))
    return { ...first, value: first.value.times(12), end: dozen + 1 };
  return first;
}

/**
 * Scan one number that starts exactly at `at` of a normalized text.
 * A minus counts as a sign unless it follows a digit, a letter or another minus; 负 unless it ends a word (减负).
 */
export function scanNumber(norm: string, at: number): Scanned | Rejected | undefined {
  const char = norm[at];
  const before = norm[at - 1];
  const minus =
    char === '-' && !isAsciiDigit(before) && !isAsciiLetter(before) && before !== '-' && !/^[)%\]]$/.test(before ?? '');
  const negative = minus || (char === '负' && !/^[减担肩抱辜欠]$/.test(before ?? ''));
  if (!negative) return unsigned(norm, at);
  const read = unsigned(norm, at + 1);
  if (!read || 'rejected' in read) return read;
  return { ...read, certain: true, value: read.value.neg() };
}

/** Whether the character before `at` forbids a number to start there: it would be cut out of a code (PM2.5, A-7). */
export function insideCode(norm: string, at: number): boolean {
  const before = norm[at - 1];
  if (isAsciiDigit(norm[at]) && isAsciiLetter(before)) return true;
  return isAsciiDigit(norm[at]) && before === '-' && isAsciiLetter(norm[at - 2]) && !isAsciiDigit(norm[at - 3]);
}
