import type { Decimal } from 'decimal.js';
import { isHan, normalize, skipBlanks } from './normalize.ts';
import { insideCode, scanNumber } from './scan.ts';
import { ambiguousFinancial, isWord } from './words.ts';

/** A number found in a text. */
export interface RecognizedNumber {
  /** Offset of its first character. */
  start: number;
  /** Offset after its last character. */
  end: number;
  /** The slice of the text as given. */
  text: string;
  /** A decimal string without exponent; quotients and powers carry 15 significant digits. */
  value: string;
}

/** A number with what the range and percent recognizers need to know. */
export interface FoundNumber {
  start: number;
  end: number;
  value: Decimal;
  approximate: boolean;
}

/** Decimal string without exponent and without trailing zeros. */
export const plainString = (value: Decimal): string => (value.isZero() ? '0' : value.toFixed());

/** Spans of web addresses: digits inside them are no numbers. */
export function addressEnd(norm: string, at: number): number | undefined {
  if (norm[at] !== 'h' && norm[at] !== 'H') return undefined;
  const pattern = /https?:\/\/[^\s\u3000-\u9fff]+/iy;
  pattern.lastIndex = at;
  const found = pattern.exec(norm);
  return found ? at + found[0].length : undefined;
}

/** All numbers of a text, without the exclusions of running prose. */
export function findAll(text: string, norm: string = normalize(text)): FoundNumber[] {
  const found: FoundNumber[] = [];
  let i = 0;
  while (i < norm.length) {
    const address = addressEnd(norm, i);
    if (address !== undefined) {
      i = address;
      continue;
    }
    const code = insideCode(norm, i);
    const read = scanNumber(norm, i);
    if (!read) {
      i++;
      continue;
    }
    if (!('rejected' in read) && read.certain && !code) {
      const { end, value, approximate } = read;
      const single = end - i === 1;
      const financial = single && ambiguousFinancial.test(text[i]!) && (isHan(text[i - 1]) || isHan(text[end]));
      if (!financial && !(single && isWord(norm, i))) found.push({ start: i, end, value, approximate });
    }
    i = Math.max(read.end, i + 1);
  }
  return found;
}

/**
 * All numbers of a running text, Chinese, ASCII, full-width or mixed, with fractions (三分之一, 3/5), powers (2^5),
 * dozens (五十打) and units (4.78万亿). Left out: what belongs to a percentage sign or a discount (20%, 一折), digits
 * inside codes and web addresses (PM2.5), numerals inside words (四川, 统一, 队伍), estimates of two digits (二三十).
 * 余, 多 and 几 inside a number (十余万) are read as its lower bound.
 */
export function recognizeNumbers(text: string): RecognizedNumber[] {
  const norm = normalize(text);
  return findAll(text, norm)
    .filter(({ end }) => !/^[%‰]|^折(?![叠合旧算])/.test(norm.slice(skipBlanks(norm, end), skipBlanks(norm, end) + 2)))
    .map(({ start, end, value }) => ({ start, end, text: text.slice(start, end), value: plainString(value) }));
}

/** Ordinals: 第 and a number. `value` is the decimal string of the number; text, start and end include 第. */
export function recognizeOrdinals(text: string): RecognizedNumber[] {
  const norm = normalize(text);
  const found: RecognizedNumber[] = [];
  for (let at = norm.indexOf('第'); at >= 0; at = norm.indexOf('第', at + 1)) {
    const read = scanNumber(norm, skipBlanks(norm, at + 1));
    if (!read || 'rejected' in read || !read.certain || !read.value.isInteger() || read.value.isNegative()) continue;
    found.push({ start: at, end: read.end, text: text.slice(at, read.end), value: plainString(read.value) });
  }
  return found;
}
