/**
 * A model: the steps in their order, each with its method, and with other methods for single nodes.
 *
 * `nodes` of a step names indicators or aggregates; of an aggregate it holds for all indicators below, and the nearest one
 * wins. `levels` (of `aggregate` and its `weights`) names the level of the parent: 2 is the one above the indicators.
 */
import { z } from 'zod';
import { CompositeError } from './errors.ts';
import { Aggregation, Denomination, Imputation, Normalisation, Screening, Treating, Weighting } from './schema.ts';
import { lineage, type Tree } from './tree.ts';

/** A method, and the nodes and levels that have another. */
export type Chosen<S> = { base: S; levels: Record<string, S>; nodes: Record<string, S> };

export type Step =
  | { step: 'denominate'; by: Chosen<Denomination> }
  | { step: 'impute'; by: Chosen<Imputation> }
  | { step: 'screen'; by: Screening }
  | { step: 'treat'; by: Chosen<Treating> }
  | { step: 'normalise'; by: Chosen<Normalisation> }
  | { step: 'aggregate'; by: Chosen<Aggregation>; weights: Chosen<Weighting>; minAvailable: number };
export type StepName = Step['step'];
export type Model = { steps: Step[] };
export type StepOf<N extends StepName> = Extract<Step, { step: N }>;

export const stepNames: readonly StepName[] = ['denominate', 'impute', 'screen', 'treat', 'normalise', 'aggregate'];

/** Reads the list of steps. Throws with the place of the first fault. */
export function readModel(raw: unknown): Model {
  if (!Array.isArray(raw)) throw fault('steps', '须为步骤的列表 / must be a list of steps');
  const steps = raw.map((step, i) => readStep(step, `steps[${i}]`));
  const seen = new Set<StepName>();
  for (const { step } of steps) {
    if (seen.has(step)) throw new CompositeError('step.order', { node: step, after: step });
    const late = seen.has('aggregate') ? 'aggregate' : seen.has('normalise') && step !== 'aggregate' ? 'normalise' : '';
    if (late) throw new CompositeError('step.order', { node: step, after: late });
    seen.add(step);
  }
  if (!seen.has('aggregate')) steps.push(readStep({ step: 'aggregate' }, 'steps'));
  return { steps };
}

/** Reads one step. `place` is said in messages. */
export function readStep(raw: unknown, place: string): Step {
  if (typeof raw !== 'object' || raw === null) throw fault(place, '须为对象 / must be an object');
  const { step, nodes, levels, weights, minAvailable, ...rest } = raw as Record<string, unknown>;
  const where = `${place}（${String(step)}）`;
  const only = (name: string, given: unknown, steps: readonly unknown[]) => {
    if (given !== undefined && !steps.includes(step) && stepNames.includes(step as StepName))
      throw fault(`${where}.${name}`, `只用于 ${steps.join('、')} / only of ${steps.join(', ')}`);
  };
  only('levels', levels, ['aggregate']);
  only('weights', weights, ['aggregate']);
  only('minAvailable', minAvailable, ['screen', 'aggregate']);
  only(
    'nodes',
    nodes,
    stepNames.filter((name) => name !== 'screen'),
  );
  const chosen = <S>(schema: z.ZodType<S>, fallback: string | undefined, merge = false): Chosen<S> =>
    readChosen(schema, { ...rest, nodes, levels }, where, fallback, merge);
  switch (step) {
    case 'denominate':
      return { step, by: chosen(Denomination, undefined, true) };
    case 'impute':
      return { step, by: chosen(Imputation, 'mean') };
    case 'screen':
      return { step, by: parse(Screening, minAvailable === undefined ? rest : { ...rest, minAvailable }, where) };
    case 'treat':
      return { step, by: chosen(Treating, undefined, true) };
    case 'normalise':
      return { step, by: chosen(Normalisation, 'min-max') };
    case 'aggregate':
      return {
        step,
        by: chosen(Aggregation, 'arithmetic'),
        weights: readChosen(Weighting, spelledOut(weights), `${where}.weights`, 'given', false),
        minAvailable: parse(z.number().min(0).max(1).default(0), minAvailable, `${where}.minAvailable`),
      };
    default:
      throw new CompositeError('step.unknown', { node: `${place}: ${String(step)}`, known: stepNames.join('、') });
  }
}

/** The nodes and levels that a step names must be in the tree; only aggregates are aggregated and have weights below. */
export function checkNames(model: Model, tree: Tree): void {
  const top = tree.nodes[tree.root]!.level;
  const check = (by: Chosen<unknown>, aggregates: boolean) => {
    for (const code of Object.keys(by.nodes)) {
      const at = tree.index.get(code);
      if (at === undefined) throw new CompositeError('config.unknown-node', { node: code });
      if (aggregates && at < tree.indicators) throw new CompositeError('config.not-aggregate', { node: code });
    }
    for (const level of Object.keys(by.levels))
      if (!/^[1-9]\d*$/.test(level) || Number(level) < 2 || Number(level) > top)
        throw new CompositeError('config.no-level', { node: `levels.${level}`, top });
  };
  for (const step of model.steps) {
    if (step.step === 'screen') continue;
    check(step.by, step.step === 'aggregate');
    if (step.step === 'aggregate') check(step.weights, true);
  }
}

/** What holds for an indicator: its own, that of the nearest aggregate above, else the step's. */
export function choiceBelow<S>(chosen: Chosen<S>, tree: Tree, indicator: number): S {
  for (const code of lineage(tree, indicator)) {
    if (Object.hasOwn(chosen.nodes, code)) return chosen.nodes[code] as S;
  }
  return chosen.base;
}

/** What holds for an aggregate: its own, that of its level, else the step's. */
export function choiceAt<S>(chosen: Chosen<S>, tree: Tree, at: number): S {
  const node = tree.nodes[at] as Tree['nodes'][number];
  if (Object.hasOwn(chosen.nodes, node.code)) return chosen.nodes[node.code] as S;
  return chosen.levels[String(node.level)] ?? chosen.base;
}

/** A string is short for the method. */
const spelledOut = (spec: unknown): Record<string, unknown> =>
  typeof spec === 'string' ? { method: spec } : ((spec ?? {}) as Record<string, unknown>);

function readChosen<S>(
  schema: z.ZodType<S>,
  { nodes, levels, ...rest }: Record<string, unknown>,
  place: string,
  fallback: string | undefined,
  merge: boolean,
): Chosen<S> {
  const read = (spec: unknown, where: string): S => {
    let asObject = spelledOut(spec);
    // Of a treatment “none” is the one method; whatever else it does has a first and a second.
    if (merge && asObject.method === 'none') asObject = { first: 'none', second: 'none' };
    const whole = merge ? { ...rest, ...asObject } : asObject;
    return parse(schema, fallback && whole.method === undefined ? { method: fallback, ...whole } : whole, where);
  };
  const each = (specs: unknown, name: string): Record<string, S> =>
    Object.fromEntries(
      Object.entries((specs ?? {}) as Record<string, unknown>).map(([key, spec]) => [
        key,
        read(spec, `${place}.${name}.${key}`),
      ]),
    );
  return { base: read(rest, place), nodes: each(nodes, 'nodes'), levels: each(levels, 'levels') };
}

function parse<S>(schema: z.ZodType<S>, raw: unknown, place: string): S {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  const at = [place, ...issue.path].join('.');
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'method') {
    const below = (value: unknown, key: PropertyKey) => (value as Record<PropertyKey, unknown> | undefined)?.[key];
    const spec = issue.path.slice(0, -1).reduce<unknown>(below, raw);
    const given = typeof spec === 'string' ? spec : below(spec, 'method');
    const known = methodsAt(schema, issue.path.slice(0, -1)).join('、');
    throw new CompositeError('method.unknown', { node: place, method: String(given ?? ''), known });
  }
  throw fault(at, issue.message);
}

/** The methods that a schema offers, also below a field of it. */
function methodsAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  type Inside = {
    def?: { options?: Inside[]; innerType?: Inside; out?: Inside };
    shape?: Record<PropertyKey, Inside>;
    value?: string;
  };
  let at = schema as Inside | undefined;
  for (const key of path) {
    at = at?.shape?.[key];
    while (at?.def?.innerType ?? at?.def?.out) at = at?.def?.innerType ?? at?.def?.out;
  }
  return (at?.def?.options ?? []).map((option) => String(option.shape?.method?.value));
}

const fault = (node: string, problem: string) => new CompositeError('config.shape', { node, problem });
