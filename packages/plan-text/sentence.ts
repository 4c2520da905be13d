import { nounBehind } from './behind.ts';
import { type Clause, clausesOf, depths } from './clauses.ts';
import { addDraft, type Draft, type Reading } from './drafts.ts';
import { nameInFront } from './front.ts';
import { countNames, shareNames, twoRates } from './names.ts';
import { readTimes } from './periods.ts';
import { cueBefore, type Quantity, readQuantities } from './quantities.ts';
import { refused } from './refused.ts';
import { type Scope, scopeAt, yearList } from './scope.ts';
import { type Cursor, groupOf, RISES, type Sentence, type SentenceContext, type Spot } from './spot.ts';
import type { Baseline } from './types.ts';

/** What a paragraph hands from one sentence to the next. */
export interface Flow {
  scope: Scope | null;
  last: Draft[];
}

function baselineOf(s: Sentence, spot: Spot): Baseline | null {
  let k = spot.index - 1;
  while (k >= 0 && s.times.some((t) => t.from <= (s.list[k] as Quantity).from && (s.list[k] as Quantity).from < t.to))
    k--;
  const prev = s.list[k];
  const floor = spot.clause.from;
  if (
    prev &&
    prev.from >= floor &&
    RISES.test(s.text.slice(prev.to, prev.to + 12)) &&
    /[从由]/.test(s.text.slice(Math.max(floor, prev.from - 24), prev.from))
  ) {
    const t = s.times.filter((x) => x.to <= prev.from && x.from >= floor).pop();
    return { year: t?.year ?? null, value: prev.value };
  }
  const t = s.times.filter((x) => x.compared && x.to <= spot.q.from && x.from >= floor).pop();
  return t ? { year: t.year, value: null } : null;
}

/** Hands the values of a group out to names, or to the years before them. */
function distribute(s: Sentence, c: Cursor, spot: Spot, r: Reading, group: Quantity[], names: string[] | null): void {
  const last = group[group.length - 1] as Quantity;
  const before = s.clauses[spot.clauseAt - 1];
  const years = names
    ? null
    : (yearList(s.text, s.times, spot.clause.from, spot.q.from, group.length) ??
      (before ? yearList(s.text, s.times, before.from, before.to, group.length) : null));
  const baseline = baselineOf(s, spot);
  group.forEach((g, k) => {
    c.seen.add(g);
    // 5个和3个百分点: the last unit holds for all.
    const unit = g.unit === '个' && /个百分点/.test(last.unit ?? '') ? last.unit : (g.unit ?? last.unit);
    const scope: Scope | null = years
      ? { year: years[k] ?? null, period: 'by', stated: true, past: false }
      : spot.scope;
    addDraft(
      c.drafts,
      { ...r, name: names?.[k] ?? r.name, to: last.to },
      { ...g, unit, after: g.after ?? last.after },
      spot.cue,
      scope,
      baseline,
    );
  });
  c.consumed = last.to;
}

const FOR_ALL = /(?:(?<![平人])均|都|全部)(?:达到?|超过|在|为|不低于|保持|控制|稳定|实现|比|较)*[^，]{0,8}$|各$/;

function emit(s: Sentence, c: Cursor, spot: Spot, r: Reading, behind: boolean): void {
  const base = r.change && r.name.endsWith(r.change) ? r.name.slice(0, -r.change.length) : r.name;
  const group = behind ? [] : groupOf(s, spot);
  if (group.length > 1 && (/分别/.test(spot.left) || countNames(base) === group.length)) {
    distribute(s, c, spot, r, group, shareNames(base, group.length));
    return;
  }
  const shared = behind ? null : FOR_ALL.test(spot.left) ? shareNames(base.replace(/各$/, ''), 0) : twoRates(r.name);
  const baseline = baselineOf(s, spot);
  for (const name of shared ?? [r.name]) addDraft(c.drafts, { ...r, name }, spot.q, spot.cue, spot.scope, baseline);
  c.consumed = Math.max(r.to, spot.q.to);
}

/** 抽查比例不低于主体总数的3%: what the share is taken of is no part of the name. */
function withoutMeasure(text: string): string {
  // 提升至2025年的80%
  // 20期、培训5000人次: a figure without a target ends its item.
  const own = text.replace(/^.*\d[\u4e00-\u9fff]{0,2}、(?!\d)/, '');
  const times = own.replace(/((?:达到?|提高到|增长到|增加到|扩大到|为|是|超过))(?:20\d\d年|上年|基期)底?的$/, '$1');
  const left = times.replace(
    /((?:提高|提升|增加|增长|上升|扩大|下降|降低|减少)(?:到|至))(?:20\d\d年(?:底)?的?)$/,
    '$1',
  );
  const m =
    /^(.*(?:率|比例|比重|占比|数量|数|总额)(?:应|均)?(?:不低于|不少于|达到|超过|不超过|控制在))[\u4e00-\u9fff]{2,14}的$/.exec(
      left,
    );
  return m ? (m[1] as string) : left;
}

const YEARS_NAME = /(?:年限|寿命)(?:达到|达|提高到|提高至|增加到|为)?$/;
const REACH = /(?:达到?|突破|超过|保持在?|稳定在?)$/;

const SUMMED = /^(?:[一二三四五六七八九十\d]{1,2}年)?(?:共计?|累计|总共|合计|总计)/;
/** 每年培育5家，合格率达到98%: a state is no yearly amount. */
function soberScope(s: Sentence, spot: Spot): Scope | null {
  if (spot.scope?.period !== 'each') return spot.scope;
  const each = s.times.filter((t) => t.period === 'each' && t.to <= spot.q.from).pop();
  if (!each || each.from >= spot.clause.from) return spot.scope;
  // 每年培育5家，累计培育15家: the sum of all years.
  if (SUMMED.test(spot.left)) return { ...spot.scope, period: 'within' };
  const state = spot.q.unit === '%' || spot.q.unit === '个百分点' || (REACH.test(spot.left) && spot.cue !== null);
  return state ? { ...spot.scope, period: 'by' } : spot.scope;
}

/** Reads the targets of one sentence; places are relative to the sentence. */
export function readSentence(text: string, gap: Uint8Array, flow: Flow, ctx: SentenceContext): Draft[] {
  const list = readQuantities(text, gap);
  if (list.length === 0) return [];
  const depth = depths(text);
  const s: Sentence = {
    text,
    list,
    times: readTimes(text, ctx.plan),
    depth,
    clauses: clausesOf(text, depth),
    earlier: flow.last,
  };
  const c: Cursor = {
    drafts: [],
    seen: new Set(),
    consumed: 0,
    making: false,
    lastMaking: false,
    prevBehind: false,
    lastClause: -1,
    role: '',
    inPart: false,
    partOf: '',
  };
  let at = 0;
  for (let index = 0; index < list.length; index++) {
    const q = list[index] as Quantity;
    if (c.seen.has(q) || (depth[q.from] ?? 0) > 0) continue;
    while (at < s.clauses.length && (s.clauses[at] as Clause).to <= q.from) at++;
    const clause = s.clauses[at];
    if (!clause || clause.from > q.from) continue;
    // 即… only unfolds a slogan made of figures.
    if (text.startsWith('即', clause.from)) break;
    const from = Math.max(clause.from, c.consumed);
    const left = text.slice(from, q.from);
    const measured = withoutMeasure(left);
    if (from === clause.from) {
      c.making = false;
      c.inPart = false;
    }
    if (/其中/.test(left)) {
      c.inPart = true;
      c.partOf = '';
    }
    const spot: Spot = {
      q,
      index,
      clause,
      clauseAt: at,
      from,
      left: measured,
      right: text.slice(q.to, clause.to),
      next: list[index + 1],
      cue: cueBefore(measured.replace(/（[^）]*）$/, '')),
      scope: scopeAt(text, s.times, depth, q.from, flow.scope ?? ctx.base, ctx.plan),
    };
    spot.scope = soberScope(s, spot);
    // 受教育年限达到11.3年: only here is 年 a measure.
    if (q.unit === null && spot.right.startsWith('年') && YEARS_NAME.test(left)) {
      spot.q = { ...q, unit: '年', to: q.to + 1 };
      spot.right = spot.right.slice(1);
    }
    if (refused(s, spot)) continue;
    const behind = nounBehind(s, c, spot);
    if (behind === 'no') continue;
    const r = behind ?? nameInFront(s, c, spot, ctx);
    if (r === 'served') {
      c.lastClause = at;
      continue;
    }
    c.prevBehind = behind !== null;
    if (r === null) continue;
    emit(s, c, spot, r, behind !== null);
    c.making = r.making;
    c.lastMaking = r.making;
    c.lastClause = at;
  }
  return c.drafts;
}
