import { sentenceEnd } from './clauses.ts';
import type { Draft } from './drafts.ts';
import { BACK_SECTIONS, NOT_PLANS } from './lexicon.ts';
import type { Place } from './outline.ts';
import type { Para } from './paragraphs.ts';
import { type PlanYears, readTimes } from './periods.ts';
import { openScope, type Scope } from './scope.ts';
import { type Flow, readSentence } from './sentence.ts';
import type { SentenceContext } from './spot.ts';
import type { Target } from './types.ts';

/** Text with the places of its characters. */
type Words = Pick<Para, 'text' | 'gap' | 'at' | 'start' | 'end'>;

/** A title that sets targets itself: annex rows and numbered items of one sentence. */
function setsTargets(p: Para, place: Place): boolean {
  if (place.titleTo === 0) return false;
  const title = p.text.slice(place.skip, place.titleTo);
  return (
    /(?:每年|(?:到|至)20\d\d年).*\d/.test(title) ||
    /\d.*，/.test(title) ||
    // A list item of one sentence.
    (/^(?:（.*）)?。?$/.test(p.text.slice(place.titleTo)) && /[。；]/.test(p.text) && /\d/.test(title)) ||
    (place.annex && /\d(?:家|个|项|%)/.test(title)) ||
    (title.length > 14 && /达到?\d/.test(title))
  );
}

const UNIT_LIST = /^（?(?:责任|牵头)/;

/** The time a sentence leaves for the next ones: its last stated year, unless that is a look back. */
function scopeAfter(sentence: string, before: Scope | null, plan: PlanYears): { scope: Scope | null; ahead: boolean } {
  const t = readTimes(sentence, plan)
    .filter((x) => !x.compared && x.period !== 'each' && x.year !== null)
    .pop();
  if (!t) return { scope: before, ahead: false };
  const scope = openScope(t, sentence, plan);
  if (!scope.past) return { scope, ahead: t.ahead };
  return { scope: /期间|时期/.test(sentence.slice(t.from, t.to)) ? scope : null, ahead: false };
}

/** Reads the sentences of a paragraph or cell from `from` on into `out`. */
export function readRun(
  p: Words,
  from: number,
  ctx: SentenceContext,
  flow: Flow,
  place: Pick<Place, 'clause' | 'breakdown'>,
  out: Target[],
  heard?: (after: { scope: Scope | null; ahead: boolean }) => void,
): void {
  let i = from;
  while (i < p.text.length) {
    const e = sentenceEnd(p.text, i);
    const sentence = p.text.slice(i, e);
    if (!UNIT_LIST.test(sentence)) {
      const drafts = readSentence(sentence, p.gap.subarray(i, e), flow, ctx);
      for (const d of drafts) out.push(toTarget(d, i, p, place, ctx.plan));
      if (drafts.length > 0) flow.last = drafts;
      const after = scopeAfter(sentence, flow.scope, ctx.plan);
      flow.scope = after.scope;
      heard?.(after);
    }
    i = e;
  }
}

/** Reads the targets that the prose of one document sets. */
export function readTargets(paras: Para[], from: number, places: Place[], plan: PlanYears): Target[] {
  const out: Target[] = [];
  let section: Scope | null = null;
  let item = -2;
  places.forEach((place, k) => {
    const p = paras[from + k] as Para;
    if (place.item !== item) {
      section = null;
      item = place.item;
    }
    if (place.back || (place.front && p.text.length < 30 && !/目标/.test(p.text))) return;
    const flow: Flow = { scope: null, last: [] };
    const base: Scope | null =
      place.columnYear === null ? section : { year: place.columnYear, period: 'by', stated: true, past: false };
    const i = place.titleTo > 0 && !setsTargets(p, place) ? place.titleTo : place.skip;
    readRun(p, i, { plan, base, goal: place.goal || place.annex }, flow, place, out, (after) => {
      const aim = after.scope && !after.scope.past && (place.goal || after.ahead) ? after.scope : null;
      // The first year that a section names holds for its dashes, unless the plan's own last year follows.
      if (aim && (section === null || (aim.year === plan.to && section.year !== plan.to))) section = aim;
    });
  });
  return out;
}

function toTarget(d: Draft, at: number, p: Words, place: Pick<Place, 'clause' | 'breakdown'>, plan: PlanYears): Target {
  const year = d.scope.year ?? plan.to;
  const end = Math.min(at + d.to, p.at.length) - 1;
  return {
    indicator: d.name,
    comparator: d.comparator,
    value: d.q.value,
    valueHigh: d.q.high,
    unit: d.q.unit,
    year,
    yearFrom: d.scope.year !== null ? 'stated' : year === null ? null : 'plan',
    period: d.scope.period,
    kind: d.kind,
    breakdown: place.breakdown,
    baseline: d.baseline,
    raw: d.q.raw,
    suspect: d.q.lost,
    clause: place.clause,
    span: { start: p.at[at + d.from] ?? p.start, end: (p.at[end] ?? p.end - 1) + 1 },
  };
}

/** Whether a document of this title reports or honours and sets no targets. */
export const isSilent = (title: string): boolean => NOT_PLANS.test(title) && !BACK_SECTIONS.test(title);
