import { polishName } from './names.ts';
import type { Cue, Quantity } from './quantities.ts';
import type { Scope } from './scope.ts';
import type { Baseline, Comparator, TargetKind } from './types.ts';

/** A target in the places of its paragraph, before it gets its source span. */
export interface Draft {
  name: string;
  from: number;
  to: number;
  q: Quantity;
  comparator: Comparator;
  kind: TargetKind;
  baseline: Baseline | null;
  scope: Scope;
}

/** What was read around a value. */
export interface Reading {
  name: string;
  /** Words the target stands on. */
  from: number;
  to: number;
  verbs: string;
  /** Some verb of the sentence makes or adds. */
  making: boolean;
  /** The value is a rise or fall (下降, 年均增长). */
  change: string | null;
}

export const RATE_NAME = /率|比例|比重|占比/;
const CUMULATIVE = /累计|总数|总量|总计|保有|拥有|存量|总规模|总面积|总额/;
const NEW = /新增|净增|新建|新认定|新创建|新培育|新打造|新引进|新植|新造|新开工|新发展|新改/;
const LEVEL = /指数|满意度|浓度|人均|每[万千百]|平均|密度|死亡/;
const PER_HEAD = /\/(?:[百千万]?人|[百千万]人口|人口|户|亩|平方公里)/;

/** Kind of a target from its name, unit and verbs; the rules are tried in order. */
export function kindOf(name: string, unit: string | null, verbs: string, reach: boolean, counter: boolean): TargetKind {
  if (/（新增）|（新）/.test(name)) return 'new';
  if (/（累计）|（总量）/.test(name)) return 'cumulative';
  if (unit === null ? RATE_NAME.test(name) : /%|‰|百分点/.test(unit)) return 'rate';
  if (/^(?:主导|参与|制定|制修订|牵头制)/.test(name) || NEW.test(verbs) || NEW.test(name)) return 'new';
  if (/^每[百千万亿]|人均/.test(name) || PER_HEAD.test(unit ?? '')) return 'level';
  if (CUMULATIVE.test(verbs) || CUMULATIVE.test(name)) return 'cumulative';
  if (unit === '分' || LEVEL.test(name)) return 'level';
  if (counter) return reach && verbs === '' ? 'cumulative' : 'new';
  return verbs !== '' ? 'new' : 'level';
}

/** Adds a target unless nothing is left of its name. */
export function addDraft(
  out: Draft[],
  r: Reading,
  q: Quantity,
  cue: Cue | null,
  scope: Scope | null,
  baseline: Baseline | null,
): void {
  const name = polishName(r.change && !r.name.includes(r.change) ? r.name + r.change : r.name);
  if (name.length < 2) return;
  const kind = kindOf(name, q.unit, r.making ? r.verbs : '', cue !== null, q.counter);
  out.push({
    name,
    from: r.from,
    to: Math.max(r.to, q.to),
    q,
    comparator: q.after ?? cue?.comparator ?? '=',
    kind: scope?.period === 'each' && q.counter && kind === 'cumulative' ? 'new' : kind,
    baseline,
    scope: scope ?? { year: null, period: 'by', stated: false, past: false },
  });
}
