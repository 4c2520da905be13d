import { Gap } from './chars.ts';
import type { Line } from './lines.ts';

/** Ranks of Chinese official numbering, whatever level a converter gave it. */
export type HeadKind =
  | 'part'
  | 'chapter'
  | 'han'
  | 'hanParen'
  | 'digit'
  | 'dotted'
  | 'digitParen'
  | 'article'
  | 'box'
  | 'annex'
  | 'table';

export interface Head {
  kind: HeadKind;
  /** The label as it is cited: `二`, `（一）`, `3`, `专栏3-1`, `附件2`. */
  label: string;
  /** Number, where the kind counts. */
  n: number;
  /** Length of the label in the line. */
  length: number;
  /** A bare digit without its point: only its place in a sequence makes it a head. */
  weak: boolean;
}

const HAN = '〇零一二三四五六七八九十百';
const VALUES: Record<string, number> = { 〇: 0, 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** Value of a small Chinese ordinal such as 二十一. */
export function hanOrdinal(s: string): number {
  let total = 0;
  let digit = 0;
  for (const c of s) {
    if (c === '十') {
      total += (digit || 1) * 10;
      digit = 0;
    } else if (c === '百') {
      total += (digit || 1) * 100;
      digit = 0;
    } else digit = VALUES[c] ?? 0;
  }
  return total + digit;
}

const FORMS: [HeadKind, RegExp, (m: RegExpExecArray) => string][] = [
  ['part', new RegExp(`^第([${HAN}]{1,4}|\\d{1,3})(?:部分|篇|编)`), (m) => m[0]],
  ['chapter', new RegExp(`^第([${HAN}]{1,4}|\\d{1,3})[章节]`), (m) => m[0]],
  ['article', new RegExp(`^第([${HAN}]{1,4}|\\d{1,3})条`), (m) => m[0]],
  ['han', new RegExp(`^([${HAN}]{1,4})[、.．]`), (m) => m[1] as string],
  ['hanParen', new RegExp(`^（([${HAN}]{1,4})）[、.]?`), (m) => `（${m[1]}）`],
  ['digitParen', /^（(\d{1,2})）[、.]?/, (m) => `（${m[1]}）`],
  [
    'box',
    new RegExp(`^[【〔]?专[栏题](?:[${HAN}]{1,3}|\\d{1,2}(?:[-—.]\\d{1,2})?)?[】〕]?[：:、.]?`),
    (m) => m[0].replace(/[【〔】〕：:、.]/g, ''),
  ],
  [
    'annex',
    new RegExp(`^附(?:件|表|录)(?:\\d{1,2}(?:[-—]\\d{1,2})?|[${HAN}]{1,3})?[：:.]?`),
    (m) => m[0].replace(/[：:.]/g, ''),
  ],
  [
    'table',
    /^表(?:\d{1,2}(?:[-—.]\d{1,2})?|[一二三四五六七八九十]{1,2})(?![格面明示现述达决])[：:.]?/,
    (m) => m[0].replace(/[：:.]$/, ''),
  ],
  ['digit', /^(\d{1,2})(?:[、.](?!\d)|）)/, (m) => m[1] as string],
];

const number = (s: string | undefined): number => (s === undefined ? 0 : /\d/.test(s) ? Number(s) : hanOrdinal(s));

/** Reads the numbering at the start of a line, or `null`. */
export function readHead(line: Pick<Line, 'text' | 'gap'>): Head | null {
  const text = line.text.slice(0, 24);
  for (const [kind, re, label] of FORMS) {
    const m = re.exec(text);
    if (!m) continue;
    if (
      kind === 'annex' &&
      /^附(?:件|表|录)[\u4e00-\u9fff]/.test(text) &&
      !/^附(?:件|表|录)[一二三四五六七八九十]/.test(text)
    )
      continue;
    return { kind, label: label(m), n: number(m[1]), length: m[0].length, weak: false };
  }
  const dotted = /^\d{1,2}(?:\.\d{1,2}){1,2}(?=[\u4e00-\u9fff“])/.exec(text);
  if (
    dotted &&
    line.gap[dotted[0].length] === Gap.space &&
    !/^[万亿千百个家项件倍元吨亩]/.test(text.slice(dotted[0].length))
  )
    return { kind: 'dotted', label: dotted[0], n: 0, length: dotted[0].length, weak: false };
  const weak = /^\d{1,2}(?=[\u4e00-\u9fff“《（])/.exec(text);
  if (weak && ((line.gap[weak[0].length] ?? 0) === Gap.space || (line.gap[weak[0].length] ?? 0) === Gap.cluster))
    return { kind: 'digit', label: weak[0], n: Number(weak[0]), length: weak[0].length, weak: true };
  return null;
}

const BULLET = /^(?:[—―]{2,}|[•●■◆▪○·☆★]|--)/;
const SERIAL = /^[一二三四五六七八九十]{1,2}是/;

/** A dash or dot at the head of a paragraph. */
export const isBullet = (text: string): boolean => BULLET.test(text);
/** 一是, 二是 at the head of a paragraph. */
export const isSerial = (text: string): boolean => SERIAL.test(text);
