/**
 * One character in, one character out: offsets in the normalized text are offsets in the text as given.
 * Full-width ASCII becomes half-width, traditional and financial numerals become the plain simplified ones.
 */
const plain: Record<string, string> = {
  壹: '一',
  弌: '一',
  貳: '二',
  贰: '二',
  叁: '三',
  參: '三',
  叄: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  陸: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  〇: '零',
  '○': '零',
  兩: '两',
  倆: '两',
  俩: '两',
  拾: '十',
  佰: '百',
  仟: '千',
  萬: '万',
  億: '亿',
  點: '点',
  負: '负',
  幾: '几',
  餘: '余',
  個: '个',
  對: '对',
  於: '于',
  過: '过',
  間: '间',
  '\u2212': '-',
  '\u3000': ' ',
  '\u00a0': ' ',
};

/** Normalize for scanning; the length never changes. Letter case is kept, because `M` and `m` differ. */
export function normalize(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    const code = text.charCodeAt(i);
    out += plain[char] ?? (code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char);
  }
  return out;
}

/** The first position at or after `at` that is not a blank of the same line. */
export function skipBlanks(norm: string, at: number): number {
  let i = at;
  while (norm[i] === ' ' || norm[i] === '\t') i++;
  return i;
}

export const isAsciiDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';
export const isAsciiLetter = (char: string | undefined): boolean => char !== undefined && /^[A-Za-z]$/.test(char);
export const isHan = (char: string | undefined): boolean => char !== undefined && /^\p{Script=Han}$/u.test(char);
