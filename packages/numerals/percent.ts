import type { Decimal } from 'decimal.js';
import { digitOf, digitRun, Exact, scanAscii } from './integer.ts';
import { isAsciiDigit, normalize, skipBlanks } from './normalize.ts';
import { addressEnd, plainString, type RecognizedNumber } from './recognize.ts';
import { insideCode, scanNumber } from './scan.ts';

const numeral = /^[零一二两三四五六七八九十百千万亿兆\d.]$/;
/** 成 and 折 that begin a word and follow a number by chance. */
const notTenths = /^成[员果立为功分本交就绩长都效熟年品人型套活份片批]/;
const notDiscount = /^折[叠合旧算]/;

type Part = { end: number; value: Decimal };

function sticky(pattern: RegExp, norm: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(norm);
}

/** 百分之, 千分之, 万分之, 百万分之 … and the number after it. */
function scanPerHundred(norm: string, at: number): Part | undefined {
  const head = sticky(/([百千万亿]{1,4})[ \t]*分[ \t]*之[ \t]*/y, norm, at);
  if (!head || numeral.test(norm[skipBackwards(norm, at)] ?? '')) return undefined;
  let base = new Exact(1);
  for (const char of head[1]!) base = base.times({ 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 }[char]!);
  const from = at + head[0].length;
  if (norm[from] === '百' && !/^百[一二三四五六七八九十分]/.test(norm.slice(from, from + 2)))
    return { end: from + 1, value: new Exact(100).times(100).div(base) };
  const read = scanNumber(norm, from);
  if (!read || 'rejected' in read || !read.certain) return undefined;
  return { end: read.end, value: read.value.times(100).div(base) };
}

function skipBackwards(norm: string, at: number): number {
  let i = at - 1;
  while (norm[i] === ' ' || norm[i] === '\t') i--;
  return i;
}

/** 三成, 七成六, 三成半, 六点五折, 75折, 三八折, 半成, 打对折. */
function scanTenths(norm: string, at: number): Part | undefined {
  if (norm.startsWith('对折', at)) return norm[at - 1] === '打' ? { end: at + 2, value: new Exact(50) } : undefined;
  const parts = tenthsNumber(norm, at);
  if (!parts) return undefined;
  const sign = skipBlanks(norm, parts.end);
  const rest = norm.slice(sign, sign + 2);
  if (norm[sign] === '折' && !notDiscount.test(rest)) {
    const tenths = parts.two ? parts.value.div(10) : parts.value;
    if (tenths.gte(10) || tenths.lte(0)) return undefined;
    return { end: sign + 1, value: tenths.times(parts.half ? 100 : 10) };
  }
  if (norm[sign] !== '成' || notTenths.test(rest) || parts.value.gt(10) || parts.two) return undefined;
  const value = parts.value.times(10);
  const more = norm[sign + 1] ?? '';
  if (more === '半') return { end: sign + 2, value: value.plus(5) };
  const from = skipBlanks(norm, sign + 1);
  const unit = digitRun(norm, from);
  if (unit.length === 1 && parts.value.lt(10) && !/^[个家项年月种类点十百千万亿名人批次]$/.test(norm[from + 1] ?? ''))
    return { end: from + 1, value: value.plus(digitOf[unit]!) };
  return { end: sign + 1, value };
}

/** The figure before 成 or 折; `two`: two digits side by side, tens and units of a discount. */
function tenthsNumber(norm: string, at: number): (Part & { two?: boolean; half?: boolean }) | undefined {
  if (norm[at] === '半') return { end: at + 1, value: new Exact('0.5'), half: true };
  const ascii = sticky(/(\d)[ \t]*(\d)(?=[ \t]*折)/y, norm, at);
  if (ascii && !isAsciiDigit(norm[at - 1]) && norm[at - 1] !== '.')
    return { end: at + ascii[0].length, value: new Exact(ascii[1]! + ascii[2]!), two: true };
  const han = sticky(/([一二三四五六七八九])[ \t]*([一二三四五六七八九])(?=[ \t]*折)/y, norm, at);
  if (han) return { end: at + han[0].length, value: new Exact(digitOf[han[1]!]! * 10 + digitOf[han[2]!]!), two: true };
  const read = scanNumber(norm, at);
  return !read || 'rejected' in read || !read.certain ? undefined : read;
}

/** A number and %, ‰, 个百分点. A range (5-20%) yields its upper end. */
function scanSuffixed(norm: string, at: number): Part | undefined {
  const read = scanNumber(norm, at);
  if (!read || 'rejected' in read || !read.certain) return undefined;
  const sign = sticky(/[ \t]*(?:(%)|(‰)|个?[ \t]*百[ \t]*分[ \t]*点)/y, norm, read.end);
  if (!sign) return undefined;
  return { end: read.end + sign[0].length, value: sign[2] ? read.value.div(10) : read.value };
}

/**
 * All percentages of a text: 20%, 二％, 5‰, 百分之二十, 千分之三, 六个百分点, 三成, 七成六, 八折, 75折, 打对折.
 * `value` is the number of per cents as a decimal string: '20' for 百分之二十, '0.3' for 千分之三, '65' for 六点五折.
 */
export function recognizePercents(text: string): RecognizedNumber[] {
  const norm = normalize(text);
  const found: RecognizedNumber[] = [];
  let i = 0;
  while (i < norm.length) {
    const address = addressEnd(norm, i);
    const part = address === undefined && !insideCode(norm, i) ? scanAt(norm, i) : undefined;
    if (part) {
      found.push({ start: i, end: part.end, text: text.slice(i, part.end), value: plainString(part.value) });
      i = part.end;
      continue;
    }
    i = address ?? skipNumber(norm, i);
  }
  return found;
}

const scanAt = (norm: string, at: number): Part | undefined =>
  scanPerHundred(norm, at) ?? scanSuffixed(norm, at) ?? scanTenths(norm, at);

/** A number that is no percentage is passed over whole, so that 二三十个百分点 does not yield 十. */
function skipNumber(norm: string, at: number): number {
  const read = scanNumber(norm, at);
  if (!read) return at + 1;
  if ('rejected' in read) return read.end;
  const ascii = scanAscii(norm, at);
  return ascii ? ascii.end : /^[-负]$/.test(norm[at]!) ? at + 1 : Math.max(at + 1, read.end);
}
