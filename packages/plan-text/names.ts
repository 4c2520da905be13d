import {
  ADVERBS,
  CHANGE,
  CUES_BEFORE,
  CUT_VERBS,
  DEEDS,
  KEEP_BEFORE,
  LINKS,
  MAKE_VERBS,
  oneOf,
  TRENDS,
} from './lexicon.ts';

const TAIL = new RegExp(
  `(?:${CUES_BEFORE.map((c) => oneOf(c.words)).join('|')}|${oneOf(LINKS)}|：|“|约|将|要|应|(?<=.)年均|每年|不得|分别|力争|全部|数量(?=达)|比例为)$`,
);
const TREND = new RegExp(`(?:${oneOf(TRENDS)})$`);
const longAdverbs = ADVERBS.split(' ')
  .filter((w) => w.length > 1)
  .join(' ');
const HEAD_VERB = new RegExp(`^(?:${oneOf(CUT_VERBS)})`);
/** 高标准建设… is a manner, 高标准农田 a thing. */
const MANNER = new RegExp(`^高(?:质量|水平|标准|起点|效)(?=${oneOf(CUT_VERBS)}|推|谋)`);
const HEAD_ADVERB = new RegExp(
  `^(?:(?:${oneOf(longAdverbs)})(?![、和及性])|(?:各类|各级|一批)(?=.{4})|${MANNER.source.slice(1)})`,
);
/** Words of intent: who supports or urges sets a goal by the figure. */
const INTENT = /^(?:支持|推动|推进|引导|鼓励|组织)/;
/** What is done to things that are there already is part of what is counted. */
const DEED_INSIDE =
  /^[\u4e00-\u9fff]{2,10}?(?=(?:连接|惠及|带动|接入|覆盖|服务(?=企业|用户|群众|居民|客户|市场))(?![率面度数量])[\u4e00-\u9fff“])/;
const HEAD_TIME =
  /^(?:(?:力争|争取|确保|预计|计划|规划)?(?:到|至|在|于)?(?:(?:19|20)\d\d年?[—~-]{1,2})?(?:19|20)\d\d年(?:年?底前?|末|前|内|度|起)?|(?:到|至)?[“"]?十[一二三四五六]?五[”"]?规?划?(?:期间|时期|末期?|期末)|(?:到|至)?二[〇零][〇零一二三四五六七八九]{2}年(?:年?底|末)?|每年度?|年(?=新增|新建|培训|培育|接待|服务(?=企业|用户|群众|客户)|抽检|引进)|逐年|今年(?:底|内)?|本年度?|当年|全年|年内|年底前?|明年底?|[一二三四五六七八九十\d]{1,2}年(?:内|累计|共|间)|期间|期末)/;
const HEAD_NOISE =
  /^(?:[、和及与，。；：]|以及|或者?|[一二三四五六七八九十]{1,2}是|—+|[•●■◆▪○·①-⑳❶-❿]|（[一二三四五六七八九十\d]{1,2}）|在[^，、]{2,16}?(?:领域|方面|行业)(?=.{3})|其中[，：]?|包括|即|了|[将把](?![军来])(?=.{3}))/;
/** Verbs that also begin nouns. */
const DEED_HEAD = new RegExp(`^(?:${oneOf(DEEDS)})(?=.{2})(?![率面度数量业质站点])`);
const DEED_TAIL = new RegExp(`(?:${oneOf(DEEDS)})(?:约|近|超过?|不少于|至少|不低于)?$`);
/** The deed that the words in front of a number end with: 连接 in `连接5000万台`. */
export const deedAtEnd = (left: string): string =>
  DEED_TAIL.exec(left)?.[0].replace(/(?:约|近|超过?|不少于|至少|不低于)$/, '') ?? '';
const DEED_LENT = new RegExp(
  `^(?:国家级?|省级?|市级?|县级?|全省|全市)?(?:${oneOf(DEEDS)})(?=.{2})(?![率面度数量业质站点])`,
);
/** The deed at the head of a name, with its level: 省级抽检 in 省级抽检农产品. */
export const deedAtHead = (name: string): string => DEED_LENT.exec(name)?.[0] ?? '';
const AMBIGUOUS =
  /^(?:建设|发展|实施|服务|组织|开发|推动|推进|通过|培训|支持|培养|改造|推广|发布|公开|公布|办理|治理|处置|回收|补助|转移|消除|参加|转化|落实|完成|申报|评选|登记|引进|扩建|安置|压减|修复|整治|救助|帮扶|集聚|争取|创作|转移|关停|孵化|新建|新开工)$/;
const VERB_TAIL = new RegExp(`(?:${oneOf(MAKE_VERBS)})(?:了|至少|约|近|不少于|不低于|超过|达到|力争|完成)?$`);
const CHANGE_TAIL = new RegExp(`(?:${oneOf(CHANGE)})$`);
const ONLY_TIME = /^[、，]?[一二三四五六七八九十\d]{1,2}年(?:内|来|间)?$/;
const ONLY_VERB = new RegExp(`^(?:${oneOf(MAKE_VERBS)})+$`);
const ONLY_CHANGE = new RegExp(`^(?:${oneOf(CHANGE)}|年均|累计)+$`);
/** 由2020年的3.2件 in front of 提高到. */
const FROM_VALUE = /[，、]?[从由](?:(?:19|20)\d\d年底?的?|目前的?|现在的?|上年的?)?\d[\d.]*[^\d]{0,6}$/;
/** 分别新增, 均建成 between names and values. */
const MADE_TAIL = new RegExp(`(?:分别|(?<!平)均|各|共)(?:累计)?(?:${oneOf(MAKE_VERBS)})$`);
const COMPARED =
  /(?:均|分别|累计|各)?(?:比|较|与|相比于?|以)(?:(?:19|20)\d\d年?|上年|去年|[“"]?十[一二三四五六]?五[”"]?末?|基期|上一年|前[一二三]年)(?:底|末|度|相比|同期|为基[期数])?(?:均|分别|累计|再|各)?/g;

/** Whether the words in front of a number end with a verb that makes or counts things. */
export const endsWithVerb = (left: string): boolean => VERB_TAIL.test(left);

export interface Named {
  name: string;
  /** Verbs cut from the head, joined. */
  verbs: string;
  /** The figure is a rise or fall rather than a state. */
  change: string | null;
  /** Characters cut from the head. */
  cut: number;
}

/** Turns the words in front of a value into the name of an indicator. */
export function nameBefore(left: string): Named {
  let s = left.replace(COMPARED, '');
  let verbs = '';
  let change: string | null = null;
  for (let k = 0; k < 8; k++) {
    const m = TAIL.exec(s) ?? TREND.exec(s);
    if (!m || m[0].length === 0 || /[平人]均$/.test(s)) break;
    s = s.slice(0, -m[0].length).replace(/[，、：]$/, '');
  }
  const span = FROM_VALUE.exec(s);
  if (span) s = s.slice(0, span.index);
  const made = MADE_TAIL.exec(s);
  if (made) {
    verbs += made[0];
    s = s.slice(0, made.index);
  }
  const added = /(?:新增|新建|净增|再增)$/.exec(s);
  if (added && s.length > added[0].length) {
    verbs += added[0];
    s = s.slice(0, added.index);
  }
  // 三年共制定: only the time is left.
  if (ONLY_TIME.test(s)) s = '';
  const c = CHANGE_TAIL.exec(s);
  if (c) {
    change = c[0];
    // 甲、乙使用量分别减少: the amount, then the change.
    s = s.slice(0, -change.length).replace(/(?:分别|(?<![平人])均|各)$/, '') + change;
  }
  const head = cutHead(s);
  s = ONLY_VERB.test(head.name) || ONLY_CHANGE.test(head.name) ? '' : head.name;
  verbs += head.verbs || (s === '' ? head.name : '') || (DEED_HEAD.exec(s)?.[0] ?? '');
  return { name: s, verbs, change, cut: head.cut };
}

/** 产值年均增长 is about 产值. */
export const withoutChange = (name: string): string => name.replace(CHANGE_TAIL, '');

/** Cuts time, adverbs and verbs from the head of a name. */
export function cutHead(text: string): { name: string; verbs: string; cut: number } {
  let s = text;
  let verbs = '';
  for (let k = 0; k < 12; k++) {
    const m = HEAD_NOISE.exec(s) ?? HEAD_TIME.exec(s) ?? HEAD_ADVERB.exec(s);
    if (m && m[0].length > 0 && !(m[0].length >= s.length - 1 && HEAD_ADVERB.test(m[0]) && s.length > m[0].length)) {
      s = s.slice(m[0].length);
      verbs += /累计|新/.test(m[0]) || INTENT.test(m[0]) ? m[0] : '';
      if (/^(?:支持|推动|引导|鼓励)/.test(m[0])) s = s.replace(DEED_INSIDE, '');
      continue;
    }
    const v = HEAD_VERB.exec(s);
    if (v && s.length - v[0].length >= 2 && !(AMBIGUOUS.test(v[0]) && KEEP_BEFORE.test(s.slice(v[0].length)))) {
      verbs += v[0];
      s = s.slice(v[0].length);
      continue;
    }
    if (v && s.length === v[0].length) {
      verbs += v[0];
      s = '';
    }
    break;
  }
  return { name: s, verbs, cut: text.length - s.length };
}

const TAIL_CUT = /(?:的?(?:建设|创建|培育|工作|任务|目标|等))$/;
const TAIL_KEEP = /(?:能力|体系|水平|标准化|规范化|工程|项目|基本|基础设施)建设$/;

/** Cleans a name that stands behind its value: `5个以上的国家级平台建设`. */
export function nameBehind(right: string): string {
  let s = right.replace(/^(?:的|（套）|以上|以内)/, '');
  if (!TAIL_KEEP.test(s) && s.length > 6) s = s.replace(TAIL_CUT, '');
  return s.replace(/[、，和及与]$/, '');
}

const SHARED_TAIL =
  /(?:使用量|用水量|产量|销量|满意度|知晓度|浓度|密度|[\u4e00-\u9fff]{2}率|排放总?量|总量|比例|比重|占比|面积|数量|人数|产值|收入|指数|增加值|保有量|拥有量|覆盖面)$/;
const LEVEL_HEAD = /^(?:(?:国家|省|市|县|区|部|世界|国际)级?(?:以上)?|[一二三四五六七八九十百千万亿]{1,4}级)/;
const ONLY_LEVEL = /^(?:国家|省|市|县|区|部|世界|国际|省部|市厅|[一二三四五六七八九十百千万亿]{1,4})级(?:及?以上)?$/;
const RATE_TAIL = /(?:率|度|比例|比重|占比|指数|浓度)$/;

/** 和, 及 and 与 within a word: 普及率, 参与度, 饱和. */
const WITHIN_WORD = /[普涉触遍顾]及|[参赋给授赠]与|[共饱调温中总]和|.和[谐平解睦]/;

function splitNames(name: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= name.length; i++) {
    const c = name[i];
    if (c === '（' || c === '“' || c === '《') depth++;
    else if (c === '）' || c === '”' || c === '》') depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    const two = name.slice(i, i + 2);
    const step =
      c === undefined || c === '、' || c === '，'
        ? 1
        : two === '以及'
          ? 2
          : (c === '和' || c === '及' || c === '与') && i - start >= 2 && !WITHIN_WORD.test(name.slice(i - 1, i + 2))
            ? 1
            : 0;
    if (step > 0) {
      if (i > start) out.push(name.slice(start, i));
      start = i + step;
      i += step - 1;
    }
  }
  return out;
}

/** 省级 after 国家级平台 is 省级平台; `null` where nothing can be lent. */
export function lendNoun(level: string, earlier: string): string | null {
  const bare = earlier.replace(LEVEL_HEAD, '');
  return ONLY_LEVEL.test(level) && bare !== earlier && bare.length >= 2 ? level + bare : null;
}

/** Nothing but a level: 省级, 市级以上. */
export const isLevel = (name: string): boolean => ONLY_LEVEL.test(name);

/** How many names a list holds. */
export const countNames = (name: string): number => splitNames(name).length;

/**
 * Names before one value that holds for all of them, or before several values.
 * `want` is the number of values, 0 for one value with 均.
 */
export function shareNames(name: string, want: number): string[] | null {
  let parts = splitNames(name);
  if (parts.length < 2) return null;
  if (want > 0 && parts.length !== want) {
    if (parts.length < want) return null;
    // The first names belong together: keep the last `want - 1` apart.
    parts = [
      name.slice(0, name.indexOf(parts[parts.length - want + 1] as string) - 1),
      ...parts.slice(parts.length - want + 1),
    ];
  }
  const last = parts[parts.length - 1] as string;
  const tail = SHARED_TAIL.exec(last)?.[0];
  const first = parts[0] as string;
  const de = first.lastIndexOf('的');
  const bare = last.replace(LEVEL_HEAD, '');
  return parts.map((p, i) => {
    if (i < parts.length - 1 && bare !== last && bare.length >= 2 && ONLY_LEVEL.test(p)) return p + bare;
    if (
      i > 0 &&
      first.length >= p.length + 3 &&
      first.slice(-2) === p.slice(-2) &&
      /制|修|订|主导|参与/.test(first.slice(0, first.length - p.length))
    )
      return first.slice(0, first.length - p.length) + p;
    // 水利工程、交通工程抽检合格率: what follows the word they share.
    const shared = i < parts.length - 1 && p.length >= 3 ? last.indexOf(p.slice(-2)) : -1;
    if (tail && shared > 0 && !RATE_TAIL.test(p) && shared + 2 < last.length) return p + last.slice(shared + 2);
    if (tail && i < parts.length - 1 && !RATE_TAIL.test(p) && !SHARED_TAIL.test(p) && !p.endsWith(tail.slice(-1)))
      return p + tail;
    if (i > 0 && p.length <= 4 && RATE_TAIL.test(p) && de > 0) return first.slice(0, de) + p;
    if (i > 0 && p.length <= 4 && RATE_TAIL.test(p) && RATE_TAIL.test(first) && first.length > p.length + 1)
      return first.slice(0, Math.max(0, first.length - p.length)) + p;
    return p;
  });
}

/** A率和B率达到100%: two shares with one value, without 均. */
export function twoRates(name: string): string[] | null {
  const parts = splitNames(name);
  if (parts.length < 2 || parts.length > 4 || !parts.every((p) => /(?:率|占比|比例|比重)$/.test(p))) return null;
  return shareNames(name, 0);
}

/** Repairs names that conversions break. */
export function polishName(name: string): string {
  return name
    .replace(/^(?:\d{1,3}个)(?=设区|县|市|城市|区)/, '')
    .replace(/PM2?5(?!\d)/g, (m) => (m === 'PM25' ? 'PM2.5' : m))
    .replace(/的?(?:数量|总数)$/, (m) => m.replace(/^的/, ''))
    .replace(/^[、，。：；）”》的]+|[、，。：；（“《]+$/g, '')
    .slice(0, 80);
}
