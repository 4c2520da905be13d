import { BACK_SECTIONS, NOT_PLANS, PAST, RULE_WORDS } from './lexicon.ts';
import { cutHead, endsWithVerb, withoutChange, nameBefore, nameBehind, polishName, shareNames, twoRates } from './names.ts';
import type { Place } from './outline.ts';
import type { Para } from './paragraphs.ts';
import { type PlanYears, readTimes, type TimeAt } from './periods.ts';
import { cueBefore, type Quantity, readQuantities } from './quantities.ts';
import type { Baseline, Comparator, Target, TargetKind, TargetPeriod } from './types.ts';

interface Scope {
  year: number | null;
  period: TargetPeriod;
  stated: boolean;
  past: boolean;
}

/** Brackets and quotes: 0 outside, 1 inside （）〔〕, 2 inside “”《》. */
function depths(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  let round = 0;
  let quote = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '（' || c === '〔') round++;
    if (c === '“' || c === '《') quote++;
    out[i] = quote > 0 ? 2 : round > 0 ? 1 : 0;
    if (c === '）' || c === '〕') round = Math.max(0, round - 1);
    if (c === '”' || c === '》') quote = Math.max(0, quote - 1);
    if (c === '。') {
      round = 0;
      quote = 0;
    }
  }
  return out;
}

/** Longer sentences are read in pieces, so that work stays linear. */
const LONGEST = 800;
const STOP = /[，；：。！？]/;

interface Clause {
  from: number;
  to: number;
  /** Sign that ends the clause. */
  end: string;
}

function clausesOf(text: string, depth: Uint8Array): Clause[] {
  const out: Clause[] = [];
  let from = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === undefined || (depth[i] === 0 && STOP.test(c))) {
      if (i > from) out.push({ from, to: i, end: c ?? '' });
      else if (out.length > 0 && c !== undefined) (out[out.length - 1] as Clause).end = c;
      from = i + 1;
    }
  }
  return out;
}

const RATE_NAME = /率|比例|比重|占比/;
const UNITLESS_NAME = /(?:指数|系数|率|度|水平|得分|分值|评分|总分|比|倍数|强度|值)$/;
const CUMULATIVE = /累计|总数|总量|总计|保有|拥有|存量|总规模|总面积|总额/;
const NEW = /新增|净增|新建|新认定|新创建|新培育|新打造|新引进|新植|新造|新开工|新发展|新改/;
const MEASURE_THRESHOLD = /元|平方米|千瓦|蒸吨|吨|公里|亩|米|岁|小时|天|日|升|克|瓦|人$/;

function kindOf(
  name: string,
  unit: string | null,
  verbs: string,
  reach: boolean,
  counter: boolean,
  making: boolean,
): TargetKind {
  if (/（新增）|（新）/.test(name)) return 'new';
  if (/（累计）|（总量）/.test(name)) return 'cumulative';
  if (/^(?:主导|参与|制定|制修订|牵头制)/.test(name)) return 'new';
  if (unit !== null && /%|‰|百分点/.test(unit)) return 'rate';
  if (RATE_NAME.test(name) && unit === null) return 'rate';
  if (NEW.test(verbs) || NEW.test(name)) return 'new';
  if (CUMULATIVE.test(verbs) || CUMULATIVE.test(name)) return 'cumulative';
  if (unit === '分' || /指数|满意度|浓度|人均|每[万千百]|平均|密度/.test(name)) return 'level';
  if (counter) return reach && !making ? 'cumulative' : 'new';
  return making || verbs !== '' ? 'new' : 'level';
}

const HEAD_LEVEL = /^(?:国家|省|市|县|区|部|世界|国际)?(?:级|优|重点)?$|^.{1,3}级$|^.{1,8}(?:领域|行业|类)$/;
const MAKES_LATER = /建成|完成|实现|获得|通过|成为|开展|纳入|达到|接入|使用|推行|建立|实施|覆盖/;

interface Draft {
  name: string;
  from: number;
  to: number;
  q: Quantity;
  comparator: Comparator;
  kind: TargetKind;
  baseline: Baseline | null;
  scope: Scope;
}

/** State that one sentence hands to the next in a paragraph. */
interface Flow {
  scope: Scope | null;
  verbs: string;
  making: boolean;
  last: Draft[];
}

export interface TargetContext {
  plan: PlanYears;
  /** Year of signature. */
  own: number | null;
  /** The document reports and sets no targets. */
  silent: boolean;
}

function scopeAt(
  times: TimeAt[],
  depth: Uint8Array,
  text: string,
  at: number,
  flow: Flow,
  ctx: TargetContext,
  base: Scope | null,
): Scope | null {
  let scope = flow.scope ?? base;
  let semicolon = -1;
  for (const t of times) {
    if (t.to > at) break;
    if (t.compared || depth[t.from] === 2) continue;
    semicolon = text.lastIndexOf('；', at);
    if (t.period === 'each') {
      if (semicolon < t.from)
        scope = { year: scope?.stated && !scope.past ? scope.year : null, period: 'each', stated: true, past: false };
      continue;
    }
    const past =
      t.year !== null &&
      ctx.own !== null &&
      t.year < ctx.own &&
      !(t.ahead && /到|至|力争/.test(text.slice(t.from, t.to)));
    scope = { year: t.year, period: t.period ?? 'by', stated: t.year !== null, past };
  }
  return scope;
}

function baselineBefore(text: string, from: number, q: Quantity, list: Quantity[], times: TimeAt[]): Baseline | null {
  // 由2020年的35%提高到40%
  const i = list.indexOf(q);
  const prev = list[i - 1];
  if (
    prev &&
    prev.from >= from &&
    /^(?:左右)?(?:，|、)?(?:逐步|稳步|进一步)?(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|压减|缩短|发展|拓展)(?:到|至)/.test(
      text.slice(prev.to, prev.to + 12),
    ) &&
    /[从由]/.test(text.slice(Math.max(from, prev.from - 24), prev.from))
  ) {
    const t = times.filter((x) => x.to <= prev.from && x.from >= from).pop();
    return { year: t?.year ?? null, value: prev.value };
  }
  const t = times.filter((x) => x.compared && x.to <= q.from && x.from >= from).pop();
  return t ? { year: t.year, value: null } : null;
}

function readSentence(
  text: string,
  gap: Uint8Array,
  offsetIn: number,
  flow: Flow,
  ctx: TargetContext,
  place: Place,
  base: Scope | null,
): Draft[] {
  const list = readQuantities(text, gap);
  const times = readTimes(text, ctx.plan);
  const drafts: Draft[] = [];
  const depth = depths(text);
  const seen = new Set<Quantity>();
  const clauses = list.length > 0 ? clausesOf(text, depth) : [];
  let consumed = 0;
  let making = flow.making;
  let prevPost = false;
  let lastClauseWithTarget = -1;
  let inPart = false;
  let partOf = '';
  for (let i = 0; i < list.length; i++) {
    const q = list[i] as Quantity;
    if (seen.has(q) || (depth[q.from] ?? 0) > 0) continue;
    const ci = clauses.findIndex((c) => c.from <= q.from && q.from < c.to);
    const clause = clauses[ci];
    if (!clause) continue;
    const from = Math.max(clause.from, consumed);
    const left = text.slice(from, q.from);
    if (from === clause.from) {
      making = flow.making && ci === 0;
      inPart = false;
    }
    if (/其中/.test(left)) {
      inPart = true;
      partOf = '';
    }
    const whole = text.slice(clause.from, clause.to);
    // 即… only unfolds a slogan made of figures.
    if (/^即/.test(whole)) break;
    if (q.unit === '批' && q.value === '1') continue;
    const scope = scopeAt(times, depth, text, q.from, flow, ctx, base);
    if (q.unit === null && /^[：/]\d|^[+]/.test(text.slice(q.to, q.to + 2))) continue;
    if (/[：/+]$/.test(left) && /\d[：/+]$/.test(left)) continue;
    if (times.some((t) => t.from <= q.from && q.from < t.to)) continue;
    if (RULE_WORDS.test(whole)) continue;
    if (/(?:^|[^平])等$|首批$|前$|[第近上]$/.test(left)) continue;
    if (
      scope?.past ||
      (PAST.test(text.slice(0, q.to)) &&
        !/(?:[^截]|^)(?:到|至)20\d\d年|力争|争取|确保/.test(text.slice(Math.max(0, text.search(PAST)), q.from)))
    )
      continue;
    const next = list[i + 1];
    const right = text.slice(q.to, clause.to);
    // 100亿服务业项目5个: a scale that only describes.
    if (
      q.bare &&
      next &&
      next.from < clause.to &&
      !/[、和及]/.test(text.slice(q.to, next.from)) &&
      !next.bare &&
      q.after === null
    )
      continue;
    // 从35%提高到40%: the first figure is where it starts.
    if (
      /[从由][^，；]{0,20}$/.test(left) &&
      /^(?:左右)?(?:逐步|稳步|进一步)?(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|压减|缩短|发展|拓展)(?:到|至)/.test(
        right,
      )
    )
      continue;

    const cue = cueBefore(left.replace(/（[^）]*）$/, ''));
    const post =
      /^[\u4e00-\u9fff“A-Za-z（]/.test(right) &&
      !/^(?:和|及|与|以及|或|并|左右|以上|（(?:含|不含|约|其中|按|以|占|见|不|20|19|新|每|等)|等[，。；、]|[；，。）”])/.test(
        right,
      ) &&
      !(right.startsWith('（') && /^（[^）]*）(?:$|[、和及])/.test(right));
    const conditional =
      /^的(?:[，。；]|$)/.test(right) ||
      (/^的/.test(right) &&
        cue !== null &&
        !/^的(?:目标|标准|要求)/.test(right) &&
        q.unit !== null &&
        !/%/.test(q.unit) &&
        /(?:高于|低于|超过|不足|大于|小于|少于|达到|达|满)$/.test(left));
    if (conditional) continue;
    const isPost = post && !/^的?(?:目标|水平|标准|要求)(?:$|[，、])/.test(right);

    let name = '';
    let start = from;
    let end = q.to;
    let verbs = flow.verbs;
    let change: string | null = null;
    let isMake = making;
    if (isPost) {
      const bareLeft = left.replace(/(?:至少|约|不少于|不低于|超过|力争|达到|近|建成并投用|共|总计|累计)+$/, '');
      const cont = prevPost && /^[、和及与]?(?:以及|再|新)?$/.test(left);
      const stripped = cutHead(bareLeft);
      const percent = q.unit === '%' || q.unit === '％';
      const initial = stripped.name === '' && stripped.verbs === '';
      const verb = endsWithVerb(bareLeft) || (stripped.verbs !== '' && stripped.name === '');
      const listed = /^(?:[^，]{1,12})、$/.test(bareLeft) && cutHead(bareLeft).verbs !== '';
      const among =
        /(?:在|对|对全省|对全市|有|为|向|使|面向)$/.test(bareLeft) ||
        /^(?:对|在)(?:全[省市县区国]|[\u4e00-\u9fff]{2,4}市)?$/.test(bareLeft);
      const laterVerb = initial && q.counter && MAKES_LATER.test(right) && !(next && next.from < clause.to);
      const inherited = initial && drafts.length > 0 && prevPost && from === clause.from;
      if (q.unit === null) continue;
      if (q.after === '<=') continue;
      if (q.after !== null && !q.counter && !percent && !q.bare && MEASURE_THRESHOLD.test(q.unit) && !cont) continue;
      if (
        !cont &&
        !verb &&
        !listed &&
        !among &&
        !laterVerb &&
        !inherited &&
        !(percent && (initial || /(?:及|和|、)$/.test(bareLeft) || /[省市县区国]$/.test(bareLeft)))
      ) {
        if (!(cue && !/^的/.test(right))) continue;
      }
      // End of the noun behind the value.
      let stop = clause.to;
      if (next && next.from < clause.to) {
        const between = text.slice(q.to, next.from);
        const conn =
          /(?:、|和|及|以及|与|，)(?:(?:新增|新建|培育|建成|打造|建设|创建|推进|至少|再|形成|引进|约|近|超|超过|建立|开展|实现|完成|选树|评选|认定|举办|组织|实施|培养|其中|支持|争创|推出){0,2})$/.exec(
            between,
          );
        if (conn) stop = q.to + conn.index;
        else {
          const v = /[\u4e00-\u9fff”）](完成|实现|达到|获得|占|总|力争|超过|带动|新增|覆盖|参与|建成)/.exec(
            between.slice(1),
          );
          stop = v ? q.to + 1 + v.index + 1 : next.from;
          if (!v && !/[、和及]/.test(between) && !q.counter) continue;
        }
      }
      name = nameBehind(text.slice(q.to, stop));
      if (name.length < 2 || /^(?:上述|以上|工作|左右)$/.test(name)) continue;
      if (/^设区的?市(?:和|及|、).{4}/.test(name)) continue;
      if (/^(?:方面|领域|环节|部分|重点|任务|要求|原则|阶段|层次|层级|维度|步骤)/.test(name)) continue;
      end = stop;
      const c2 = cutHead(left);
      if (c2.verbs) verbs = c2.verbs;
      isMake = true;
      start = from + (left.length - left.replace(/^[、和及与]+/, '').length);
      prevPost = true;
      if (percent && !/率|比例|占比|比重/.test(name)) name = `${name}比例`;
    } else {
      prevPost = false;
      const named = nameBefore(left);
      name = named.name;
      change = named.change;
      if (named.verbs) verbs = named.verbs;
      isMake = making || named.verbs !== '';
      start = from + Math.min(left.length - 1, left.length - left.replace(/^[、和及与]+/, '').length);
      if (q.unit === null) {
        const ok = (cue !== null || /(?:为|在|到)$/.test(left)) && UNITLESS_NAME.test(name.replace(/（[^）]*）$/, ''));
        if (!ok) continue;
      }
      const carry = name === '' || name.length < 2;
      if (carry || /^(?:分别|总数|总量|总额)$/.test(name)) {
        const before = clauses[ci - 1];
        const subject =
          before && before.end === '，' && lastClauseWithTarget !== ci - 1 && from === clause.from
            ? nameBefore(text.slice(before.from, before.to)).name
            : '';
        if (
          (subject.length >= 3 && RATE_NAME.test(subject)) ||
          /浓度|指数|度|量|值|能耗|规模|水平|面积|收入/.test(subject.slice(-3))
        ) {
          name = subject;
          start = before?.from ?? start;
        } else if (drafts.length > 0 || flow.last.length > 0) {
          const pool = drafts.length > 0 ? drafts : flow.last;
          const group = groupOf(list, i, text, clause.to);
          if (/分别/.test(left) && group.length > 1 && pool.length >= group.length) {
            const source = pool.slice(pool.length - group.length);
            const after = group[group.length - 1]?.after ?? null;
            group.forEach((g, k) => {
              seen.add(g);
              push(
                drafts,
                source[k]?.name ?? '',
                from,
                (group[group.length - 1] as Quantity).to,
                { ...g, after: g.after ?? after },
                cue,
                verbs || '新增',
                scope,
                null,
                true,
                null,
              );
            });
            consumed = (group[group.length - 1] as Quantity).to;
            lastClauseWithTarget = ci;
            continue;
          }
          const near = pool[pool.length - 1] as Draft;
          const sameUnit = change
            ? near
            : ([...pool].reverse().find((d) => d.q.unit === q.unit) ?? (pool[pool.length - 1] as Draft));
          if (sameUnit.q.unit !== q.unit && !change && cue === null) continue;
          name = sameUnit.q.unit !== q.unit && !change ? withoutChange(sameUnit.name) : sameUnit.name;
        } else continue;
      } else if (inPart && HEAD_LEVEL.test(name) && (drafts.length > 0 || flow.last.length > 0)) {
        if (partOf === '') partOf = (drafts[drafts.length - 1] ?? flow.last[flow.last.length - 1])?.name ?? '';
        name += partOf;
      }
    }
    const evidence =
      isMake ||
      cue !== null ||
      q.after !== null ||
      isPost ||
      place.goal ||
      place.annex ||
      (scope?.stated ?? false) ||
      (q.unit === '%' && /(?:率|比例|占比|比重)$/.test(name)) ||
      change !== null;
    if (!evidence) continue;
    if (name.length < 2) continue;
    if (!isPost && RULE_NAME.test(name)) {
      const head = consumed > clause.from ? drafts[drafts.length - 1] : undefined;
      if (head) name = `${head.name}${left}`;
      else if (verbs === flow.verbs) continue;
      else name = `${verbs}${name}`;
    }
    const baseline = baselineBefore(text, clause.from, q, list, times);
    const group = !isPost && /分别/.test(left) ? groupOf(list, i, text, clause.to) : [];
    const names = group.length > 1 ? shareNames(name, group.length) : null;
    if (names) {
      const after = group[group.length - 1]?.after ?? null;
      const lastQ = group[group.length - 1] as Quantity;
      group.forEach((g, k) => {
        seen.add(g);
        const unit = g.unit === '个' && /个百分点/.test(lastQ.unit ?? '') ? lastQ.unit : (g.unit ?? lastQ.unit);
        push(
          drafts,
          names[k] ?? name,
          start,
          lastQ.to,
          { ...g, unit, after: g.after ?? after },
          cue,
          verbs,
          scope,
          baseline,
          isMake,
          change,
        );
      });
      consumed = lastQ.to;
    } else if (group.length > 1) {
      // One name, several years: 2023年、2024年分别达到80%、85%.
      const years = yearList(times, clause.from, q.from, text, group.length);
      const lastQ = group[group.length - 1] as Quantity;
      group.forEach((g, k) => {
        seen.add(g);
        const at: Scope | null = years ? { year: years[k] ?? null, period: 'by', stated: true, past: false } : scope;
        push(
          drafts,
          name,
          start,
          lastQ.to,
          { ...g, after: g.after ?? lastQ.after },
          cue,
          verbs,
          at,
          baseline,
          isMake,
          change,
        );
      });
      consumed = lastQ.to;
    } else {
      const shared = !isPost
        ? /(?:均|都|全部)(?:达到?|超过|在|为|不低于|保持|控制|稳定|实现|比|较)*[^，]{0,8}$/.test(left)
          ? shareNames(name, 0)
          : twoRates(name)
        : null;
      for (const n of shared ?? [name]) push(drafts, n, start, end, q, cue, verbs, scope, baseline, isMake, change);
      consumed = Math.max(end, q.to);
    }
    making = isMake;
    lastClauseWithTarget = ci;
  }
  return drafts.map((d) => ({ ...d, from: d.from + offsetIn, to: d.to + offsetIn }));
}

const RULE_NAME = /^(?:面积|规模|投资额?|收入|营业额|产值|年龄|时间|期限|距离|高度|成交金额|金额|注册资本)$/;

/** The years listed in front of as many values. */
function yearList(times: TimeAt[], from: number, to: number, text: string, want: number): number[] | null {
  const years = times.filter((t) => t.from >= from && t.to <= to && t.year !== null && !t.compared);
  if (years.length !== want) return null;
  for (let i = 1; i < years.length; i++)
    if (!/^[、，和及与]$/.test(text.slice((years[i - 1] as TimeAt).to, (years[i] as TimeAt).from))) return null;
  return years.map((t) => t.year as number);
}

/** Values that follow one another with nothing but 、 or 和 between them. */
function groupOf(list: Quantity[], i: number, text: string, to: number): Quantity[] {
  const out = [list[i] as Quantity];
  for (let k = i + 1; k < list.length; k++) {
    const prev = out[out.length - 1] as Quantity;
    const q = list[k] as Quantity;
    if (q.from >= to || !/^(?:、|和|及|以及|与|，)$/.test(text.slice(prev.to, q.from))) break;
    out.push(q);
  }
  return out;
}

function push(
  out: Draft[],
  name: string,
  from: number,
  to: number,
  q: Quantity,
  cue: { comparator: Comparator } | null,
  verbs: string,
  scope: Scope | null,
  baseline: Baseline | null,
  making: boolean,
  change: string | null,
): void {
  const clean = polishName(change && !name.includes(change) ? name + change : name);
  if (clean.length < 2) return;
  const comparator = q.after ?? cue?.comparator ?? '=';
  out.push({
    name: clean,
    from,
    to: Math.max(to, q.to),
    q,
    comparator,
    kind: kindOf(clean, q.unit, verbs, cue !== null, q.counter, making && verbs !== ''),
    baseline,
    scope: scope ?? { year: null, period: 'by', stated: false, past: false },
  });
}

/** Reads the targets of the paragraphs of one document. */
export function readTargets(paras: Para[], from: number, places: Place[], ctx: TargetContext): Target[] {
  const out: Target[] = [];
  if (ctx.silent) return out;
  let section: Scope | null = null;
  let sectionItem = -2;
  places.forEach((place, k) => {
    const p = paras[from + k] as Para;
    if (place.item !== sectionItem) {
      section = null;
      sectionItem = place.item;
    }
    if (place.back || (place.front && !/目标/.test(p.text) && p.text.length < 30)) return;
    const flow: Flow = { scope: null, verbs: '', making: false, last: [] };
    let i = place.titleTo > 0 && !quantifiedTitle(p, place) ? place.titleTo : place.skip;
    const text = p.text;
    const base: Scope | null =
      place.columnYear !== null ? { year: place.columnYear, period: 'by', stated: true, past: false } : section;
    while (i < text.length) {
      let e = i;
      let quote = 0;
      while (e < text.length && !((text[e] === '。' || text[e] === '！' || text[e] === '？') && quote === 0)) {
        if (text[e] === '“') quote++;
        else if (text[e] === '”') quote = Math.max(0, quote - 1);
        e++;
        if (quote > 0 && e - i > 400 && text[e] === '。') break;
        if (e - i > LONGEST && (STOP.test(text[e] ?? '') || e - i > 2 * LONGEST)) break;
      }
      e = Math.min(text.length, e + 1);
      const sentence = text.slice(i, e);
      if (!/^（?(?:责任|牵头)/.test(sentence)) {
        const drafts = readSentence(sentence, p.gap.subarray(i, e), i, flow, ctx, place, base);
        for (const d of drafts) out.push(toTarget(d, p, place, ctx));
        if (drafts.length > 0) flow.last = drafts;
        const times = readTimes(sentence, ctx.plan).filter(
          (t) => !t.compared && t.period !== 'each' && t.year !== null,
        );
        const t = times[times.length - 1];
        if (t) {
          const past = ctx.own !== null && (t.year as number) < ctx.own && !t.ahead;
          flow.scope = past
            ? { year: t.year, period: t.period ?? 'by', stated: true, past: true }
            : { year: t.year, period: t.period ?? 'by', stated: true, past: false };
          if (past && !/期间|时期/.test(sentence.slice(t.from, t.to))) flow.scope = null;
          if (!past && section === null && (place.goal || t.ahead)) section = flow.scope;
        }
      }
      i = e;
    }
  });
  return out;
}

function quantifiedTitle(p: Para, place: Place): boolean {
  if (place.titleTo === 0) return false;
  const title = p.text.slice(place.skip, place.titleTo);
  return (
    /(?:每年|(?:到|至)20\d\d年).*\d/.test(title) ||
    /\d.*，/.test(title) ||
    (place.annex && /\d(?:家|个|项|%)/.test(title)) ||
    (title.length > 14 && /达到?\d/.test(title))
  );
}

function toTarget(d: Draft, p: Para, place: Place, ctx: TargetContext): Target {
  const stated = d.scope.year !== null;
  const year = d.scope.year ?? ctx.plan.to;
  return {
    indicator: d.name,
    comparator: d.comparator,
    value: d.q.value,
    valueHigh: d.q.high,
    unit: d.q.unit,
    year,
    yearFrom: stated ? 'stated' : year === null ? null : 'plan',
    period: d.scope.period,
    kind: d.kind,
    breakdown: place.breakdown,
    baseline: d.baseline,
    raw: d.q.raw,
    suspect: d.q.lost,
    clause: place.clause,
    span: { start: p.at[d.from] ?? p.start, end: (p.at[Math.min(d.to, p.at.length) - 1] ?? p.end - 1) + 1 },
  };
}

export const isSilent = (title: string): boolean => NOT_PLANS.test(title) && !BACK_SECTIONS.test(title);
