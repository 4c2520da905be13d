import type { Clause } from './clauses.ts';
import { addDraft, type Draft, RATE_NAME, type Reading } from './drafts.ts';
import { deedAtHead, lendNoun, nameBefore, withoutChange } from './names.ts';
import type { Quantity } from './quantities.ts';
import { type Cursor, groupOf, type Sentence, type SentenceContext, type Spot } from './spot.ts';

const UNITLESS_NAME = /(?:指数|系数|率|度|水平|得分|分值|评分|总分|比|倍数|强度|值|人数|数)$/;
/** A level that needs its noun: 国家级, 农业领域. */
const HALF_NAME = /^(?:国家|省|市|县|区|部|世界|国际)?(?:级|优|重点)?$|^.{1,3}级$|^.{1,8}(?:领域|行业|类)$/;
const SUBJECT_END = /浓度|指数|度|量|值|能耗|规模|水平|面积|收入/;
const LIST_ITEM = /^(?:$|[、和及])/;
const unscaled = (unit: string | null): string => (unit ?? '').replace(/^[十百千万亿]+/, '');
const AIM = /力争|争取|确保|努力/;
/** Deeds that are counted themselves: 培训5000人次. */
const DEED = /(?:培训|检查|抽检|抽查|检测|清淤|造林|绿化|复垦|整治|改造|修复|帮扶|走访|接待|认证|登记|安置|搬迁)$/;
/** Words that measure a thing and name none. */
const GENERIC = /^(?:面积|规模|投资额?|收入|营业额|产值|年龄|时间|期限|距离|高度|成交金额|金额|注册资本)$/;

/** Names that need what the clause before is about. */
const BARE_NAME = /^(?:分别|总数|总量|总额)$/;
const BARE_SHARE = /^(?:覆盖率|普及率|使用率|完成率|达标率|占比|比重|总规模|规模|数量)$/;

/** Name from the clause before: 浓度持续下降，确保控制在40. */
function subjectBefore(s: Sentence, c: Cursor, spot: Spot): { name: string; from: number } | null {
  const before = s.clauses[spot.clauseAt - 1];
  if (before?.end !== '，' || before.from >= spot.from || c.lastClause === spot.clauseAt - 1) return null;
  if (spot.from !== spot.clause.from) return null;
  if (s.text[before.to] !== '，') return null;
  const name = nameBefore(s.text.slice(before.from, before.to)).name;
  const own = spot.left.length > 0 && name.length >= 2 && name.length <= 16 && !/\d/.test(name);
  if (own && BARE_SHARE.test(nameBefore(spot.left).name))
    return { name: `${name}${nameBefore(spot.left).name}`, from: before.from };
  const fits = (name.length >= 3 && RATE_NAME.test(name)) || SUBJECT_END.test(name.slice(-3));
  return fits ? { name, from: before.from } : null;
}

/** 到2024年分别新增40家、8家: values for what was named before. */
function serveEarlier(s: Sentence, c: Cursor, spot: Spot, pool: Draft[], verbs: string): boolean {
  const group = groupOf(s, spot);
  if (!/分别/.test(spot.left) || group.length < 2 || pool.length < group.length) return false;
  const source = pool.slice(pool.length - group.length);
  const last = group[group.length - 1] as Quantity;
  group.forEach((g, k) => {
    c.seen.add(g);
    const r: Reading = {
      name: source[k]?.name ?? '',
      from: spot.from,
      to: last.to,
      verbs: verbs || (spot.cue ? '' : '新增'),
      making: true,
      change: null,
    };
    addDraft(c.drafts, r, { ...g, after: g.after ?? last.after }, spot.cue, spot.scope, null);
  });
  c.consumed = last.to;
  return true;
}

/** Name of an earlier target that this value is about, or `null`. */
function earlierName(spot: Spot, pool: Draft[], change: string | null): string | null {
  const near = pool[pool.length - 1];
  if (!near) return null;
  if (change) return near.name;
  // 抽查产品100种、10000批次
  if (/^[、和及]$/.test(spot.left) && spot.q.counter && near.q.counter) return near.name;
  const same = [...pool].reverse().find((d) => d.q.unit === spot.q.unit);
  if (same) return same.name;
  return spot.cue ? withoutChange(near.name) : null;
}

/**
 * Reads a value whose name stands in front: 合格率达到95%, 培育企业300家. `null` where no name or no sign of a goal is
 * found, `'served'` where the values went to earlier names.
 */
export function nameInFront(s: Sentence, c: Cursor, spot: Spot, ctx: SentenceContext): Reading | null | 'served' {
  const { q, left, from, cue, clause } = spot;
  const named = nameBefore(left);
  const pool = c.drafts.length > 0 ? c.drafts : s.earlier;
  let name = named.name;
  let start = from + Math.max(0, Math.min(left.length - 1, left.length - left.replace(/^[、和及与]+/, '').length));
  if (q.unit === null) {
    const said = cue !== null || /(?:为|在|到)$/.test(left);
    if (!said || !UNITLESS_NAME.test(name.replace(/（[^）]*）$/, ''))) return null;
  }
  const short = BARE_SHARE.test(name) ? subjectBefore(s, c, spot) : null;
  if (short) {
    name = short.name;
    start = short.from;
  } else if (name.length < 2 || BARE_NAME.test(name)) {
    const subject = subjectBefore(s, c, spot);
    if (subject) {
      name = subject.name;
      start = subject.from;
    } else {
      if (serveEarlier(s, c, spot, pool, named.verbs)) return 'served';
      const deed = DEED.exec(named.verbs)?.[0];
      const earlier = earlierName(spot, pool, named.change) ?? deed;
      if (!earlier) return null;
      name = earlier;
      // 每年培育5家，累计培育15家: what the years add up to is new.
      if (pool.some((d) => d.name === earlier && d.scope.period === 'each'))
        named.verbs = named.verbs.replace(/累计/g, '共');
    }
  } else if (!c.inPart && pool.length > 0 && lendNoun(name, pool[pool.length - 1]?.name ?? '') !== null) {
    name = lendNoun(name, pool[pool.length - 1]?.name ?? '') ?? name;
  } else if (/^占.{2,}/.test(name) && pool.length > 0) {
    // 工业增加值超过1万亿元，占总产值比重达25%
    name = `${withoutChange(pool[pool.length - 1]?.name ?? '')}${name}`;
  } else if (/^(?:余额|存量|保有量)$/.test(name) && pool.length > 0) {
    // 贷款年均增长15%，余额突破2万亿元
    name = `${withoutChange(pool[pool.length - 1]?.name ?? '')}${name}`;
  } else if (name === '人均' && pool.length > 0) {
    name += pool[pool.length - 1]?.name ?? '';
  } else if (c.inPart && HALF_NAME.test(name) && c.drafts.length === 0 && s.clauses[spot.clauseAt - 1]) {
    // 培育企业，其中初级100家: the whole stands in the clause before and has no figure.
    const before = s.clauses[spot.clauseAt - 1] as Clause;
    const whole = nameBefore(s.text.slice(before.from, before.to));
    c.partOf = whole.name;
    name += whole.name;
    named.verbs = named.verbs || whole.verbs || '有';
  } else if (c.inPart && HALF_NAME.test(name) && pool.length > 0) {
    if (c.partOf === '') c.partOf = pool[pool.length - 1]?.name ?? '';
    name += c.partOf;
  }
  // 新增工厂10家，园区5个: a list goes on behind a comma.
  const listed =
    c.lastMaking && c.lastClause === spot.clauseAt - 1 && spot.from === clause.from && LIST_ITEM.test(spot.right);
  const last = c.drafts[c.drafts.length - 1];
  if (
    last &&
    spot.from > clause.from &&
    named.verbs === '' &&
    unscaled(last.q.unit) === unscaled(q.unit) &&
    /^、/.test(left)
  )
    name = `${deedAtHead(last.name)}${name}`;
  const making = c.making || named.verbs !== '' || (listed && q.counter && cue === null);
  const goal =
    making ||
    AIM.test(left) ||
    cue !== null ||
    q.after !== null ||
    ctx.goal ||
    named.change !== null ||
    (spot.scope?.stated ?? false) ||
    (q.unit === '%' && /(?:率|比例|占比|比重)$/.test(name));
  if (!goal || name.length < 2) return null;
  if (GENERIC.test(name)) {
    const head = c.consumed > clause.from ? c.drafts[c.drafts.length - 1] : undefined;
    if (head) name = `${head.name}${left}`;
    else if (named.verbs === '') return null;
    else name = `${named.verbs}${name}`;
  }
  const verbs = named.verbs || (c.making ? '有' : '');
  return { name, from: start, to: q.to, verbs, making, change: named.change };
}
