/** What stood in front of a character in the source. */
export const Gap = { none: 0, space: 1, line: 2, cluster: 4 } as const;

/** Punctuation and signs brought to one form; letters and digits go to half width. */
const FORMS: Record<string, string> = {
  '(': '（',
  ')': '）',
  ',': '，',
  ':': '：',
  ';': '；',
  '!': '！',
  '?': '？',
  '[': '〔',
  ']': '〕',
  '［': '〔',
  '］': '〕',
  '【': '【',
  '．': '.',
  '％': '%',
  '﹪': '%',
  '／': '/',
  '∕': '/',
  '＋': '+',
  '－': '-',
  '–': '-',
  '−': '-',
  '‐': '-',
  '─': '—',
  '━': '—',
  '―': '—',
  '~': '~',
  '～': '~',
  '∼': '~',
  '〜': '~',
  '＝': '=',
  '＞': '>',
  '＜': '<',
  '≧': '≥',
  '≦': '≤',
  '⩾': '≥',
  '⩽': '≤',
  '︰': '：',
  '∶': '：',
  '﹙': '（',
  '﹚': '）',
  '｛': '{',
  '｝': '}',
  '○': '〇',
  '＂': '"',
  '「': '“',
  '」': '”',
  '『': '“',
  '』': '”',
  '〝': '“',
  '〞': '”',
  '〈': '《',
  '〉': '》',
  '﹁': '“',
  '﹂': '”',
  µ: 'μ',
  '㎡': '㎡',
};
const SPACE = /[\s\u00a0\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u202a-\u202e\u3000\ufeff\u00ad]/;

const UNSEEN = /[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]/;

/** Characters of no width: they part nothing. */
export const isUnseen = (c: string): boolean => c >= '\u00ad' && UNSEEN.test(c);

/** Normal form of one UTF-16 unit; the empty string for white space. One unit always gives at most one. */
export function charOf(c: string): string {
  const code = c.charCodeAt(0);
  if (code >= 0x4e00 && code <= 0x9fff) return c;
  let known = KNOWN[code];
  if (known === undefined) {
    known = formOf(c, code);
    KNOWN[code] = known;
  }
  return known;
}

/** Forms found so far, by code unit. */
const KNOWN: (string | undefined)[] = new Array(0x10000);

function formOf(c: string, code: number): string {
  const form = FORMS[c];
  if (form !== undefined) return form;
  if (code >= 0xff01 && code <= 0xff5e) {
    const half = String.fromCharCode(code - 0xfee0);
    return FORMS[half] ?? half;
  }
  if (code < 0x20 || SPACE.test(c)) return '';
  return c;
}
