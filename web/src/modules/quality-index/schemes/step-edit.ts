/** Steps of a scheme as raw objects: read and changed without losing what a form does not show. */
import type { SchemeContent } from '../../../app/contract.ts';
import { methodsOf, type StepId, stepIds } from './method-specs.ts';
import { isRaw, type Raw } from './tree-edit.ts';

export type Place = { step: StepId; weights?: boolean };

export const stepAt = (content: SchemeContent, step: StepId): Raw | undefined =>
  content.steps.find((own) => own.step === step);

/** The object that holds method and exceptions: the step, or its `weights`. */
export function holderAt(content: SchemeContent, { step, weights }: Place): Raw {
  const own = stepAt(content, step) ?? {};
  return weights ? (isRaw(own.weights) ? own.weights : {}) : own;
}

export function putHolder(content: SchemeContent, { step, weights }: Place, holder: Raw): Raw[] {
  const own = stepAt(content, step) ?? { step };
  const next = weights ? { ...own, weights: holder } : holder;
  return stepAt(content, step)
    ? content.steps.map((old) => (old === own ? next : old))
    : [...content.steps, next].sort((a, b) => stepIds.indexOf(a.step as StepId) - stepIds.indexOf(b.step as StepId));
}

export const switchStep = (content: SchemeContent, step: StepId, on: boolean): Raw[] =>
  on ? putHolder(content, { step }, { step }) : content.steps.filter((own) => own.step !== step);

export function exceptionsOf(holder: Raw, kind: 'nodes' | 'levels'): [string, Raw][] {
  if (!isRaw(holder[kind])) return [];
  return Object.entries(holder[kind]).map(([key, own]) => [
    key,
    typeof own === 'string' ? { method: own } : isRaw(own) ? own : {},
  ]);
}

export function putException(holder: Raw, kind: 'nodes' | 'levels', key: string, own: Raw | undefined): Raw {
  const before = isRaw(holder[kind]) ? holder[kind] : {};
  const next = Object.fromEntries(Object.entries(before).filter(([old]) => old !== key || own !== undefined));
  if (own !== undefined) next[key] = own;
  const { [kind]: _, ...rest } = holder;
  return Object.keys(next).length === 0 ? rest : { ...rest, [kind]: next };
}

/** How the weights below a parent are found: its own exception, that of its level, else the step's. */
export function weightingAt(content: SchemeContent, parent: string, level: number): Raw {
  const holder = holderAt(content, { step: 'aggregate', weights: true });
  const own = exceptionsOf(holder, 'nodes').find(([code]) => code === parent)?.[1];
  const ofLevel = exceptionsOf(holder, 'levels').find(([key]) => key === String(level))?.[1];
  return own ?? ofLevel ?? { method: holder.method ?? methodsOf.weights!.initial };
}

/** Level of each node: 1 for indicators, one more than the highest child above. */
export function levelsOf(content: SchemeContent): Map<string, number> {
  const levels = new Map<string, number>();
  const height = (code: string, seen: ReadonlySet<string>): number => {
    const known = levels.get(code);
    if (known !== undefined) return known;
    if (seen.has(code)) return 1;
    const below = content.nodes.filter(({ parent }) => parent === code);
    const level = 1 + Math.max(0, ...below.map((own) => height(own.code, new Set([...seen, code]))));
    levels.set(code, level);
    return level;
  };
  for (const { code } of content.nodes) height(code, new Set());
  return levels;
}
