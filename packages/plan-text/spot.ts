import type { Clause } from './clauses.ts';
import type { Draft } from './drafts.ts';
import type { PlanYears, TimeAt } from './periods.ts';
import type { Cue, Quantity } from './quantities.ts';
import type { Scope } from './scope.ts';

/** A sentence with everything found in it. */
export interface Sentence {
  text: string;
  list: Quantity[];
  times: TimeAt[];
  depth: Uint8Array;
  clauses: Clause[];
  /** Targets of the sentence before. */
  earlier: Draft[];
}

/** What changes while the values of a sentence are read from left to right. */
export interface Cursor {
  drafts: Draft[];
  /** Values that a 分别 has served already. */
  seen: Set<Quantity>;
  /** End of the words that belong to the last target. */
  consumed: number;
  making: boolean;
  /** What the last target was. */
  lastMaking: boolean;
  /** The last target stood before its noun (5个平台). */
  prevBehind: boolean;
  /** Clause of the last target. */
  lastClause: number;
  /** 主导制修订 before a list of counted things. */
  role: string;
  inPart: boolean;
  /** What 其中 is a part of. */
  partOf: string;
}

/** A value in its clause. */
export interface Spot {
  q: Quantity;
  index: number;
  clause: Clause;
  clauseAt: number;
  /** Start of the words that may name the value. */
  from: number;
  left: string;
  right: string;
  next: Quantity | undefined;
  cue: Cue | null;
  scope: Scope | null;
}

export interface SentenceContext {
  plan: PlanYears;
  /** Scope of the section or table column. */
  base: Scope | null;
  /** Bare figures are goals here. */
  goal: boolean;
}

/** Values that follow one another with nothing but 、 or 和 between them. */
export function groupOf(s: Sentence, spot: Spot): Quantity[] {
  const out = [spot.q];
  for (let k = spot.index + 1; k < s.list.length; k++) {
    const prev = out[out.length - 1] as Quantity;
    const q = s.list[k] as Quantity;
    if (q.from >= spot.clause.to || !/^(?:、|和|及|以及|与|，)$/.test(s.text.slice(prev.to, q.from))) break;
    out.push(q);
  }
  return out;
}

export const RISES =
  /^(?:左右)?[，、]?(?:逐步|稳步|进一步)?(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|压减|缩短|压缩|发展|拓展)(?:到|至)/;
