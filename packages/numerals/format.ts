/** Digits and units of plain and of financial writing (the latter for amounts that must not be altered). */
const styles = {
  plain: { digits: '零一二三四五六七八九', small: ['', '十', '百', '千'] },
  financial: { digits: '零壹贰叁肆伍陆柒捌玖', small: ['', '拾', '佰', '仟'] },
} as const;
const big = ['', '万', '亿', '兆'];

/**
 * Write an integer in Chinese: 10250 is 一万零二百五十, -32 is 负三十二, 15 is 十五 (财务 style: 壹拾伍).
 * @param value integer as bigint, safe number or decimal string, |value| < 10^16
 * @throws RangeError for anything else
 */
export function formatChineseInteger(value: bigint | number | string, style: 'plain' | 'financial' = 'plain'): string {
  if (typeof value === 'number' ? !Number.isSafeInteger(value) : typeof value === 'string' && !/^-?\d+$/.test(value))
    throw new RangeError(`not an integer: ${value}`);
  const number = BigInt(value);
  if (number < 0n) return `负${formatChineseInteger(-number, style)}`;
  if (number >= 10n ** 16n) throw new RangeError(`beyond 10^16: ${value}`);
  if (number === 0n) return '零';
  const { digits, small } = styles[style];
  let out = '';
  let gap = false;
  const text = number.toString();
  for (let i = 0; i < text.length; i++) {
    const place = text.length - 1 - i;
    const digit = Number(text[i]);
    if (digit === 0) gap = true;
    else {
      if (gap && out !== '') out += '零';
      gap = false;
      out += digits[digit]! + small[place % 4]!;
    }
    const section = text.slice(Math.max(0, i - 3), i + 1);
    if (place % 4 === 0 && place > 0 && /[1-9]/.test(section)) out += big[place / 4]!;
  }
  return style === 'plain' ? out.replace(/^一十/, '十') : out;
}
