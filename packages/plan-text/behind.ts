import type { Reading } from './drafts.ts';
import { cutHead, deedAtEnd, endsWithVerb, isLevel, lendNoun, nameBehind } from './names.ts';
import type { Quantity } from './quantities.ts';
import type { Cursor, Sentence, Spot } from './spot.ts';

/** What a value is followed by when it closes its phrase. */
const CLOSES =
  /^(?:和|及|与|以及|或|并|左右|以上|（(?:含|不含|约|其中|按|以|占|见|不|20|19|新|每|等)|等[，。；、]|[；，。）”]|的?(?:目标|水平|标准|要求)(?:$|[，、]))/;
const OPENS = /^[\u4e00-\u9fff“A-Za-z（]/;
/** Measures that with 以上 describe a thing: 面积1万平方米以上的建筑. */
const THRESHOLD = /元|平方米|千瓦|蒸吨|吨|公里|亩|米|岁|小时|天|日|升|克|瓦|人$/;
/** Verbs that make a leading count a result: 100家市场建成快检室. */
const DONE = /建成|完成|实现|获得|通过|成为|开展|纳入|达到|接入|使用|推行|建立|实施|覆盖|进入|入选|列入|跻身|升级|晋升/;
const SHARE_VERB = /^(?:执行|实现|达到|完成|通过|落实|覆盖|使用|安装|接入|持证|建立|开展|实施|纳入|配备|参加|接受)/;
const NEXT_ITEM =
  /(?:、|和|及|以及|与|，)(?:新增|新建|培育|建成|打造|建设|创建|推进|至少|再|形成|引进|约|近|超|超过|建立|开展|实现|完成|选树|评选|认定|举办|组织|实施|培养|其中|支持|争创|推出){0,2}$/;
const NEXT_VERB =
  /[\u4e00-\u9fff”）](完成|实现|达到|获得|占|总|力争|深入|走进|进驻|指导|帮助|惠及|服务(?=企业|群众|居民|用户)|超过|带动|新增|覆盖|参与|建成)/;
/** The part one plays in making a standard. */
const ROLE = /(?:为主|主导|参与|牵头)[\u4e00-\u9fff（）]{0,8}(?:制修订|制（修）订|制订|制定|修订|起草)$/;
/** Nouns that only count parts of a text or a place. */
const RAISED = /(?:水平|能力|素质|质量|效率|意识|素养)$/;
const EMPTY_NOUN =
  /^(?:上述|以上|工作|左右|方面|领域|环节|部分|重点(?:$|任务|工作|环节|领域|方面|行业|区域)|任务|要求|原则|阶段|层次|层级|维度|步骤)/;

function leadsToNoun(_s: Sentence, c: Cursor, spot: Spot): boolean {
  const { q, left, right, cue } = spot;
  const bare = left.replace(/(?:至少|约|不少于|不低于|超过|力争|达到|近|建成并投用|共|总计|累计)+$/, '');
  const continued = c.prevBehind && /^[、和及与]?(?:以及|再|新)?$/.test(left);
  if (continued) return true;
  const percent = q.unit === '%';
  if (q.after !== null && !q.counter && !percent && !q.bare && THRESHOLD.test(q.unit ?? '')) return false;
  const head = cutHead(bare);
  const initial = head.name === '' && head.verbs === '';
  if (endsWithVerb(bare) || (head.verbs !== '' && head.name === '')) return true;
  // 形成甲产能、700万吨乙产能
  if (/^[^，]{1,12}、$/.test(bare) && head.verbs !== '') return true;
  if (
    /(?:在|对|对全省|对全市|有|为|向|使|面向)$/.test(bare) ||
    /^(?:对|在)(?:全[省市县区国]|[\u4e00-\u9fff]{2,4}市)?$/.test(bare)
  )
    return true;
  if (initial && q.counter && DONE.test(right) && !(spot.next && spot.next.from < spot.clause.to)) return true;
  if (initial && c.drafts.length > 0 && c.prevBehind && spot.from === spot.clause.from) return true;
  if (percent && (initial || /(?:及|和|、)$/.test(bare) || /[省市县区国]$/.test(bare))) return true;
  return cue !== null && !/^的/.test(right);
}

/** End of the noun behind the value: the next item, the next verb, or the end of the clause; -1 if there is none. */
function nounEnd(s: Sentence, q: Quantity, next: Quantity | undefined, to: number): number {
  if (!next || next.from >= to) return to;
  const between = s.text.slice(q.to, next.from);
  const item = NEXT_ITEM.exec(between);
  if (item) return q.to + item.index;
  const verb = NEXT_VERB.exec(between.slice(1));
  if (verb) return q.to + 1 + verb.index + 1;
  return /[、和及]/.test(between) || q.counter ? next.from : -1;
}

/** The first noun behind the values of a list that is more than a level. */
function lastNoun(s: Sentence, from: number, to: number): string {
  for (let k = from; k < s.list.length && k < from + 6; k++) {
    const q = s.list[k] as Quantity;
    if (q.from >= to) break;
    const name = nameBehind(s.text.slice(q.to, nounEnd(s, q, s.list[k + 1], to)));
    if (!isLevel(name)) return name;
  }
  return '';
}

/**
 * Reads a value that stands before its noun: 培育300家企业, 85%的城市. `null` where the name stands in front, `'no'` where
 * the figure only describes the noun.
 */
export function nounBehind(s: Sentence, c: Cursor, spot: Spot): Reading | null | 'no' {
  const { q, left, right, clause, from } = spot;
  const bracketed = right.startsWith('（') && /^（[^）]*）(?:$|[、和及])/.test(right);
  // 40户10亿元以上企业: the size belongs to the noun.
  const sized =
    spot.next !== undefined && spot.next.from === q.to && q.counter && (spot.next.after !== null || spot.next.bare);
  if (!sized && (!OPENS.test(right) || CLOSES.test(right) || bracketed)) return null;
  const next = sized ? s.list[spot.index + 2] : spot.next;
  if (q.unit === null || q.after === '<=') return 'no';
  const percent = q.unit === '%';
  const start = from + (left.length - left.replace(/^[、和及与]+/, '').length);
  const head = cutHead(left);
  // 新建建筑100%执行标准
  if (percent && head.name.length >= 2 && SHARE_VERB.test(right)) {
    const to = nounEnd(s, q, spot.next, clause.to);
    if (to > 0)
      return {
        name: `${/^[新改扩]建$/.test(head.verbs) ? head.verbs : ''}${head.name}${s.text.slice(q.to, to)}比例`,
        from: start,
        to,
        verbs: '',
        making: false,
        change: null,
      };
  }
  if (!leadsToNoun(s, c, spot)) return 'no';
  const to = nounEnd(s, q, next, clause.to);
  if (to < 0) return 'no';
  let name = nameBehind(s.text.slice(q.to, to));
  // 10家省级、30家市级基地: the noun comes with the last.
  if (isLevel(name)) name = lendNoun(name, lastNoun(s, spot.index + 1, clause.to)) ?? name;
  if (sized) {
    if (/^\d+[十百千万亿元]*(?:以上)?$/.test(name)) return 'no';
    c.seen.add(spot.next as Quantity);
  }
  if (name.length < 2 || EMPTY_NOUN.test(name) || /^设区的?市(?:和|及|、).{4}/.test(name)) return 'no';
  if (percent && !/率|比例|占比|比重/.test(name)) name = `${name}比例`;
  // 提升10万名工人技能水平: what is raised is no thing to count.
  const raised = RAISED.test(name) ? (/(?:提升|提高|增强)$/.exec(left)?.[0] ?? '') : '';
  const deed = percent ? '' : deedAtEnd(left) || raised;
  if (deed && !name.startsWith(deed)) name = `${deed}${name}`;
  // 主导制修订5项国际标准、20项国家标准: the part played belongs to each name.
  const role = ROLE.exec(left)?.[0] ?? (from > clause.from && c.prevBehind ? c.role : '');
  c.role = role;
  if (role) name = `${role}${name}`;
  return { name, from: start, to, verbs: head.verbs || '有', making: true, change: null };
}
