import type { Decimal } from 'decimal.js';
import { normalize } from './normalize.ts';
import { type FoundNumber, findAll, plainString } from './recognize.ts';

/** A range found in a text. */
export interface RecognizedRange {
  start: number;
  end: number;
  text: string;
  /** Interval notation with decimal strings: `[20,30)`, `(100,)`, `(,100]`, `[1535,1535]`. */
  value: string;
}

interface Bound {
  at: Decimal;
  closed: boolean;
}
interface Found {
  start: number;
  end: number;
  low?: Bound;
  high?: Bound;
}
type Side = { side: 'low' | 'high' | 'both'; closed: boolean };

const b = '[ \\t]*';
const orEqual = `${b}(?:或者?)?${b}等于`;
const has = '(?:是|有|为)?';
/** Words before a number, the more specific first. */
const leads: [RegExp, Side][] = [
  [
    new RegExp(`(?:[大高多]于${orEqual}|不[小少低]于|不少于|不亚于|[至最]少${has}|≥|>${b}=)${b}$`),
    { side: 'low', closed: true },
  ],
  [
    new RegExp(`(?:[小少低]于${orEqual}|不[大多高]于|不超过?|[至最]多${has}|≤|<${b}=)${b}$`),
    { side: 'high', closed: true },
  ],
  [new RegExp(`(?:超过了|超过|超出|超|[大高多]于|>|过)${b}$`), { side: 'low', closed: false }],
  [new RegExp(`(?:[小少低]于|不足|不到|未达到?|<)${b}$`), { side: 'high', closed: false }],
  [new RegExp(`(?:等于|=)${b}$`), { side: 'both', closed: true }],
];
/** Words after a number. */
const tails: [RegExp, Side][] = [
  [new RegExp(`^${b}(?:或者?|及|和)(?:以上|更[多高大])`), { side: 'low', closed: true }],
  [new RegExp(`^${b}(?:或者?|及|和)(?:以下|更[少低小])`), { side: 'high', closed: true }],
  [new RegExp(`^${b}[个次家项人]?(?:以上|之上|[多余](?![于种样元彩]))`), { side: 'low', closed: false }],
  [new RegExp(`^${b}[个次家项人]?(?:以下|之下|以内|之内)`), { side: 'high', closed: false }],
];
const comparedTails: [RegExp, Side][] = [
  [new RegExp(`^${b}[大高多长重]`), { side: 'low', closed: false }],
  [new RegExp(`^${b}[小低少短轻]`), { side: 'high', closed: false }],
];
const civilCode = /(?:以上|以下|以内|之内)$/;
const conjunction = /^[ \t]*[,、]?[ \t]*(?:的?同时|并且|而且|且|并)?[ \t]*$/;

const bounds = (number: FoundNumber, { side, closed }: Side): Pick<Found, 'low' | 'high'> => ({
  ...(side !== 'high' && { low: { at: number.value, closed } }),
  ...(side !== 'low' && { high: { at: number.value, closed } }),
});

/** A bound made by a word before or after one number, or by 余, 多, 几 inside it. */
function oneSided(norm: string, number: FoundNumber, inclusive: boolean): Found | undefined {
  const before = norm.slice(Math.max(0, number.start - 16), number.start).replace(/百分之[ \t]*$/, '');
  const skipped = norm.slice(Math.max(0, number.start - 16), number.start).length - before.length;
  const rest = norm.slice(number.end, number.end + 12);
  if (/比[ \t]*$/.test(before))
    for (const [pattern, side] of comparedTails) {
      const tail = pattern.exec(rest);
      const start = number.start - (/比[ \t]*$/.exec(before)?.[0].length ?? 0);
      if (tail) return { start, end: number.end + tail[0].length, ...bounds(number, side) };
    }
  for (const [pattern, side] of leads) {
    const lead = pattern.exec(before);
    if (lead) return { start: number.start - skipped - lead[0].length, end: number.end, ...bounds(number, side) };
  }
  for (const [pattern, side] of tails) {
    const tail = pattern.exec(rest);
    if (!tail) continue;
    const closed = side.closed || (inclusive && civilCode.test(tail[0]));
    return { start: number.start, end: number.end + tail[0].length, ...bounds(number, { ...side, closed }) };
  }
  return number.approximate
    ? { start: number.start, end: number.end, ...bounds(number, { side: 'low', closed: false }) }
    : undefined;
}

/** 20到30, 20~100, 位于20和30之间; the upper end is open, as in Recognizers-Text. */
function twoSided(norm: string, first: FoundNumber, second: FoundNumber): Found | undefined {
  const ordinal = norm[second.start - 1] === '第' ? 1 : 0;
  const link = norm.slice(first.end, second.start - ordinal).trim();
  const close = /^[ \t]*(?:之间|间(?!隔)|之内)/.exec(norm.slice(second.end, second.end + 6));
  if (!/^(?:到|至|~|-|–|—|——)$/.test(link) && !(/^[和与]$/.test(link) && close)) return undefined;
  if (first.value.gte(second.value)) return undefined;
  // Dates and file numbers: 2017-07-21, 000014349/2017-777818.
  const chained = /[-/]/.test(norm[first.start - 1] ?? '') || /[-/]/.test(norm[second.end] ?? '');
  if (link === '-' && (chained || norm.slice(first.start, first.end).includes('/'))) return undefined;
  let start = first.start - (norm[first.start - 1] === '第' ? 1 : 0);
  const lead = close ? /(?:位于|介于|处于|在|从)[ \t]*$/.exec(norm.slice(Math.max(0, start - 5), start)) : null;
  start -= lead?.[0].length ?? 0;
  return {
    start,
    end: second.end + (close?.[0].length ?? 0),
    low: { at: first.value, closed: true },
    high: { at: second.value, closed: false },
  };
}

/** 大于20 and 小于35 side by side are one range, if they do not contradict each other. */
function joined(norm: string, left: Found, right: Found): Found | undefined {
  if (!conjunction.test(norm.slice(left.end, right.start))) return undefined;
  const low = left.low ?? right.low;
  const high = left.high ?? right.high;
  if (!low || !high || (left.low && left.high) || (right.low && right.high) || (left.low && right.low))
    return undefined;
  return low.at.lt(high.at) ? { start: left.start, end: right.end, low, high } : undefined;
}

function interval({ low, high }: Found): string {
  const from = low ? `${low.closed ? '[' : '('}${plainString(low.at)}` : '(';
  return `${from},${high ? `${plainString(high.at)}${high.closed ? ']' : ')'}` : ')'}`;
}

/**
 * All ranges of a text. By default 以上 and 以下 exclude the number, as in Recognizers-Text; with `inclusive` they
 * include it, as the Civil Code of China (article 1259) and official plans read them.
 */
export function recognizeRanges(text: string, options: { inclusive?: boolean } = {}): RecognizedRange[] {
  const norm = normalize(text);
  const numbers = findAll(text, norm);
  const found: Found[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!;
    const next = numbers[i + 1];
    const pair = next ? twoSided(norm, number, next) : undefined;
    const range = pair ?? oneSided(norm, number, options.inclusive ?? false);
    if (!range) continue;
    if (pair) i++;
    if (range.start < (found.at(-1)?.end ?? 0)) continue;
    const last = found.at(-1);
    const both = last && !pair ? joined(norm, last, range) : undefined;
    if (both) found[found.length - 1] = both;
    else found.push(range);
  }
  return found.map((range) => ({
    start: range.start,
    end: range.end,
    text: text.slice(range.start, range.end),
    value: interval(range),
  }));
}
