import { Gap } from './chars.ts';
import type { Para } from './paragraphs.ts';
import type { Target } from './types.ts';

const SCORED = /满意度|指数|得分|评分|总分/;
const GROWTH = /增长|提高|增速|增幅|提升|下降|达标倍|完成率|覆盖倍/;

/** Whether this text shows that its conversion dropped decimal points: `１ 提升…` for `１．提升…`, or a proven figure. */
function dropsPoints(paras: Para[], targets: Target[]): boolean {
  if (targets.some((t) => t.suspect)) return true;
  let bare = 0;
  let dotted = 0;
  for (const p of paras) {
    if (/^\d{1,2}[\u4e00-\u9fff]/.test(p.text)) {
      const n = /^\d+/.exec(p.text)?.[0].length ?? 0;
      if ((p.gap[n] ?? 0) === Gap.space && p.text.length > 12) bare++;
    } else if (/^\d{1,2}\./.test(p.text)) dotted++;
  }
  return bare >= 3 && bare > dotted * 2;
}

/** Puts the point before the last digit. */
const tenth = (v: string): string => `${v.slice(0, -1)}.${v.slice(-1)}`;

/**
 * In a text that lost decimal points, a score, index or share above 100 is read as its tenth. The printed digits stay
 * in `raw` and the target is marked.
 */
export function repairPoints(targets: Target[], paras: Para[]): Target[] {
  if (!dropsPoints(paras, targets)) return targets;
  return targets.map((t) => {
    if (t.suspect || t.valueHigh !== null || !/^\d{3}$/.test(t.value) || Number(t.value) <= 100) return t;
    const score = (t.unit === '分' || t.unit === null) && SCORED.test(t.indicator);
    const share = t.unit === '%' && !GROWTH.test(t.indicator);
    return score || share ? { ...t, value: tenth(t.value), suspect: true } : t;
  });
}
