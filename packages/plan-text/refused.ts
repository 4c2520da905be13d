import { PAST, RULE_WORDS } from './lexicon.ts';
import { RISES, type Sentence, type Spot } from './spot.ts';

const PER_UNIT = /每(?:个|家|名|所|届|次|单位|县|市|区|村|人|类)[^，]*$/;
const STAFFED = /每(?:个|家|所)[^，]{0,8}(?:配备|配置|成员)[^，]*$/;
const MEETING = /会议|例会|联席会|调度|通报|会商|汇报/;
const PLACES = /^(?:左右|以上)?(?:设区市|地级市|试点|省份|市州|县|市|区|乡镇|街道)/;
const AIM = /(?:[^截]|^)(?:到|至)20\d\d年|力争|争取|确保/;

function reached(s: Sentence, spot: Spot): boolean {
  if (spot.scope?.past) return true;
  const at = s.text.slice(0, spot.q.to).search(PAST);
  return at >= 0 && !AIM.test(s.text.slice(0, spot.q.from));
}

/** Whether the value is a date, a ratio, a rule, a condition, an achievement or a figure that only describes. */
export function refused(s: Sentence, spot: Spot): boolean {
  const { q, left, right, clause, next, cue } = spot;
  const { text } = s;
  if (q.unit === '批' && q.value === '1') return true;
  // 1:2, 3/4, 1+N
  if (q.unit === null && /^[：/]\d|^[+]/.test(right.slice(0, 2))) return true;
  if (/\d[：/+]$/.test(left)) return true;
  if (s.times.some((t) => t.from <= q.from && q.from < t.to)) return true;
  if (RULE_WORDS.test(text.slice(clause.from, clause.to))) return true;
  // 等8个试点城市, 首批7个, 前10名, 近3年
  if (/(?:^|[^平])等$|首批$|前$|[第近]$|(?<![以之])上$/.test(left)) return true;
  // 在5个工作日内, 由3人组成
  if (/^(?:之?内|组成|以上组成)/.test(right) && cue?.comparator !== '<=') return true;
  // 每个单位评选不超过2名, 会议每年召开不少于2次: rules of work.
  if (cue?.comparator === '<=' && q.counter && PER_UNIT.test(left)) return true;
  if (STAFFED.test(left) || /(?:最多|至多)[^，]{0,6}$/.test(left)) return true;
  // 对12个行业开展调研
  if (/对$/.test(left) && /调研|督导|督查|考核|约谈/.test(right)) return true;
  if (q.unit === '次' && MEETING.test(text.slice(clause.from, q.from))) return true;
  if (/在(?:全[省市])?$/.test(left) && PLACES.test(right)) return true;
  // 15分钟生活圈
  if (/^(?:分钟|小时)$/.test(q.unit ?? '') && /^[^，、]{0,10}[圈]/.test(right)) return true;
  // 2个1000亿
  if (q.bare && s.list[spot.index - 1]?.to === q.from) return true;
  if (reached(s, spot)) return true;
  // 对金额超过10万元、…的案件
  if (
    /^(?:对|对于|凡)/.test(text.slice(clause.from, clause.from + 2)) &&
    (cue ? /的/ : /的.*(?:予以|约谈|通报|处理|问责|取消)/).test(right)
  )
    return true;
  // 100亿级工程3个: a scale that only describes.
  if (
    q.bare &&
    next &&
    next.from < clause.to &&
    !/[、和及]/.test(text.slice(q.to, next.from)) &&
    !next.bare &&
    q.after === null
  )
    return true;
  // 从35%提高到40%: the first figure is where it starts.
  if (/[从由][^，；]{0,20}$/.test(left) && RISES.test(right)) return true;
  // 超过100万元的，可按… and 超过100万元的项目 are conditions.
  if (/^的(?:[，。；]|$)/.test(right)) return true;
  return (
    /^的/.test(right) &&
    cue !== null &&
    !/^的(?:目标|标准|要求)/.test(right) &&
    q.unit !== null &&
    q.unit !== '%' &&
    /(?:高于|低于|超过|不足|大于|小于|少于|达到|达|满)$/.test(left)
  );
}
