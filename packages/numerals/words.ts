/**
 * Words that contain a numeral but no number. Each entry is [text before, numeral, text after] as one regular
 * expression over the normalized text, tested at the position of the numeral.
 */
const after: Record<string, RegExp> = {
  零: /^零(?:售|部件|距离|排放|碳|散|星|食|直排|容忍|接触|基预算)/,
  一: /^一(?:切|看|些|样|般|直|定|起|旦|致|律|体|流|带|路|方面|线|系列|贯|道|同|向|味|再|并|概|经|时间|手|行|下子)/,
  二: /^二(?:维码|手|氧化)/,
  三: /^三(?:农|角|明市)/,
  四: /^四(?:川|处|周)/,
  五: /^五(?:金|彩|谷)/,
  六: /^六(?:安市)/,
  十: /^十(?:足|分(?!之|钟|[一二三四五六七八九]))/,
};
const before: Record<string, RegExp> = {
  一: /(?:统|唯|单|万|进|专|逐|某|之|合|不|如)$/,
};
/** In 之一, 不一 and 合一 the numeral ends a word; 三分之一 never reaches this test, because it is read whole. */
const endsClause = /^一(?:[,。、;:!?)”"\s]|$)/;

/** Financial digits that are common characters of words (大陆, 队伍, 放肆, 收拾). */
export const ambiguousFinancial = /^[伍陆陸肆拾]$/;

/** Whether the single numeral at `at` is part of a word. */
export function isWord(norm: string, at: number): boolean {
  const char = norm[at]!;
  const rest = norm.slice(at, at + 6);
  if (after[char]?.test(rest)) return true;
  if (/^[一两]美[元刀]/.test(rest)) return true;
  const lead = norm.slice(Math.max(0, at - 2), at);
  if (/^[一]步/.test(rest) && lead.endsWith('进')) return true;
  if (!before[char]?.test(lead)) return false;
  return /[统唯单专逐某]$/.test(lead) || endsClause.test(rest);
}
