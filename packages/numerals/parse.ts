import { Exact } from './integer.ts';
import { normalize } from './normalize.ts';
import { plainString } from './recognize.ts';
import { scanNumber } from './scan.ts';

const alone: Record<string, number> = {
  半: 0.5,
  一半: 0.5,
  百: 1e2,
  千: 1e3,
  万: 1e4,
  亿: 1e8,
  兆: 1e12,
  万万: 1e8,
  万亿: 1e12,
};

/**
 * The value of a text that is one number and nothing else, as a decimal string without exponent.
 * Reads Chinese (plain, financial, traditional), ASCII, full-width and mixed numbers, decimals, fractions, 半, 廿, 卅
 * and a sign (负 or -). 兆 is 10^12. `undefined` when the text is no single number (二三十, 三个, an empty text).
 */
export function parseChineseNumber(text: string): string | undefined {
  const norm = normalize(text).trim();
  const word = alone[norm];
  if (word !== undefined) return plainString(new Exact(word));
  const read = scanNumber(norm, 0);
  return read && !('rejected' in read) && read.end === norm.length ? plainString(read.value) : undefined;
}
