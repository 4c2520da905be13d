/** What is uncertain about an index, and how a point of the unit cube becomes one variant of it. */
import { z } from 'zod';
import { prepareAggregate, type RunAggregate, type Variation } from './aggregate.ts';
import { CompositeError } from './errors.ts';
import { checkNames, choiceAt, type Model, readStep, type Step, type StepOf } from './read-model.ts';
import { type Prepared, type PreparedStep, prepareStep, type RunOptions } from './run-index.ts';
import type { FactorColumns } from './sensitivity.ts';
import { SOBOL_DIMENSIONS } from './sobol.ts';
import type { Tree, TreeNode } from './tree.ts';

const name = z.string().optional();
const options = z.array(z.record(z.string(), z.unknown())).min(2);
export const Factor = z.discriminatedUnion('kind', [
  /** Every weight is multiplied by a factor of its own, uniform between 1 − noise and 1 + noise. */
  z.strictObject({
    name,
    kind: z.literal('weights'),
    noise: z.number().positive().max(1),
    /** Levels of the nodes whose weights vary: 1 are the indicators. All levels when left out. */
    levels: z.array(z.int().min(1)).optional(),
  }),
  /** One of several ways to do a step, all as likely. An option is the step without its name. */
  z.strictObject({
    name,
    kind: z.enum(['denominate', 'impute', 'screen', 'treat', 'normalise', 'aggregate']),
    options,
  }),
  /** One of several methods of weighting. */
  z.strictObject({ name, kind: z.literal('weighting'), options }),
  /** `one-out`: none or one of the indicators is left out, all as likely. `each`: each one is in with a probability. */
  z.strictObject({
    name,
    kind: z.literal('inclusion'),
    mode: z.enum(['one-out', 'each']).default('one-out'),
    probability: z.number().min(0).max(1).default(0.9),
    indicators: z.array(z.string()).optional(),
  }),
]);
export type Factor = z.infer<typeof Factor>;

/** Reads a list of factors. Errors name the place. */
export function readFactors(raw: unknown): Factor[] {
  const result = z.array(Factor).min(1).safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  throw new CompositeError('config.shape', { node: ['factors', ...issue.path].join('.'), problem: issue.message });
}

/** One run of the model: which way of every step, what is left out, how the weights are. */
export type Variant = { steps: readonly PreparedStep[]; aggregate: RunAggregate; variation: Variation };
export type Sampler = { factors: FactorColumns[]; at: (point: Float64Array) => Variant };

/**
 * Makes the factors ready. Refuses to vary a step that the base model lacks: such a variant would be another model, not this
 * one made uncertain.
 */
export function prepareFactors(
  base: Prepared,
  model: Model,
  factors: readonly Factor[],
  run: RunOptions = {},
): Sampler {
  const { context } = base;
  const { tree } = context;
  type Change = { steps: PreparedStep[]; aggregate: { by: number; weighting: number }; variation: Variation };
  type Apply = (change: Change, x: Float64Array) => void;
  const pick = (u: number, count: number) => Math.min(count - 1, Math.floor(u * count));

  const aggregateStep = aggregateOf(model);
  const bys = optionsOf('aggregate');
  const weightings = optionsOf('weighting');
  function optionsOf(kind: 'aggregate' | 'weighting'): (Step & { step: 'aggregate' })[] {
    const factor = factors.find((own) => own.kind === kind);
    if (!factor || !('options' in factor)) return [aggregateStep];
    return factor.options.map((option, i) => {
      const place = `factors.${kind}.options[${i}]`;
      // Weights have a factor of their own; whatever else an option leaves unsaid is as in the model.
      if (kind === 'aggregate' && 'weights' in option)
        throw new CompositeError('config.shape', { node: place, problem: 'weights → kind: weighting' });
      const said = { minAvailable: aggregateStep.minAvailable, ...option };
      return readStep(
        kind === 'aggregate' ? { step: 'aggregate', ...said } : { step: 'aggregate', weights: option },
        place,
      ) as Step & { step: 'aggregate' };
    });
  }
  const aggregates = bys.map(({ by, minAvailable }) =>
    weightings.map(({ weights }) =>
      by === aggregateStep.by && weights === aggregateStep.weights
        ? base.aggregate
        : prepareAggregate({ step: 'aggregate', by, minAvailable, weights }, context, run.solve),
    ),
  );

  checkFactors(tree, model, factors);
  const parts = factors.map((factor): { name: string; columns: number; apply: Apply } => {
    const name = nameOf(factor);
    switch (factor.kind) {
      case 'weights': {
        const varied = variedWeights(factor, tree, aggregateStep);
        const noise = new Float64Array(tree.nodes.length).fill(1);
        return {
          name,
          columns: varied.length,
          apply: ({ variation }, x) => {
            varied.forEach((node, k) => {
              noise[node] = 1 + factor.noise * (2 * (x[k] as number) - 1);
            });
            // Several such factors, of other levels, work together.
            variation.noise = variation.noise ? noise.map((v, i) => v * (variation.noise?.[i] as number)) : noise;
          },
        };
      }
      case 'inclusion': {
        const varied = variedIndicators(factor, tree);
        const one = factor.mode === 'one-out';
        return {
          name,
          columns: one ? 1 : varied.length,
          apply: ({ variation }, x) => {
            const excluded = variation.excluded?.slice() ?? new Uint8Array(tree.indicators);
            if (one) {
              const k = pick(x[0] as number, varied.length + 1);
              if (k > 0) excluded[varied[k - 1] as number] = 1;
            } else {
              varied.forEach((i, k) => {
                if ((x[k] as number) >= factor.probability) excluded[i] = 1;
              });
              if (varied.length === tree.indicators && excluded.every(Boolean)) excluded[varied[0] as number] = 0;
            }
            variation.excluded = excluded;
          },
        };
      }
      case 'weighting':
      case 'aggregate': {
        const count = factor.options.length;
        const which = factor.kind === 'aggregate' ? 'by' : 'weighting';
        return { name, columns: 1, apply: (change, x) => (change.aggregate[which] = pick(x[0] as number, count)) };
      }
      default: {
        const at = base.steps.findIndex(({ step }) => step === factor.kind);
        const prepared = factor.options.map((option, i) => {
          const step = readStep({ step: factor.kind, ...option }, `factors.${name}.options[${i}]`);
          return { step: factor.kind, run: prepareStep(step as Exclude<Step, { step: 'aggregate' }>, context) };
        }) as PreparedStep[];
        return {
          name,
          columns: 1,
          apply: (change, x) => {
            change.steps[at] = prepared[pick(x[0] as number, prepared.length)] as PreparedStep;
          },
        };
      }
    }
  });
  return {
    factors: parts.map(({ name, columns }) => ({ name, columns })),
    at: (point) => {
      const change: Change = { steps: [...base.steps], aggregate: { by: 0, weighting: 0 }, variation: {} };
      let from = 0;
      for (const { columns, apply } of parts) {
        apply(change, point.subarray(from, from + columns));
        from += columns;
      }
      const aggregate = aggregates[change.aggregate.by]?.[change.aggregate.weighting] as RunAggregate;
      return { steps: change.steps, aggregate, variation: change.variation };
    },
  };
}

type Aggregate = StepOf<'aggregate'>;
const nameOf = (factor: Factor): string => factor.name ?? factor.kind;
const aggregateOf = (model: Model) => model.steps.find(({ step }) => step === 'aggregate') as Aggregate;

/**
 * What can be wrong with factors before there are data: two of one name or for one step (they would overrule each other), a
 * step that the model lacks, nodes that are not there, more dimensions than there are Sobol points for.
 */
export function checkFactors(tree: Tree, model: Model, factors: readonly Factor[]): void {
  const names = new Set<string>();
  const ways = new Set<string>();
  let columns = 0;
  for (const factor of factors) {
    const name = nameOf(factor);
    if (names.has(name)) throw new CompositeError('tree.duplicate', { node: name });
    names.add(name);
    columns += columnsOf(factor, tree, model);
    if (!('options' in factor)) continue;
    if (ways.has(factor.kind)) throw new CompositeError('tree.duplicate', { node: factor.kind });
    ways.add(factor.kind);
    const step = factor.kind === 'weighting' ? 'aggregate' : factor.kind;
    if (!model.steps.some((own) => own.step === step)) throw new CompositeError('uncertainty.no-step', { node: step });
    factor.options.forEach((option, i) => {
      const place = `factors.${name}.options[${i}]`;
      const own = readStep(factor.kind === 'weighting' ? { step, weights: option } : { step, ...option }, place);
      checkNames({ steps: [own] }, tree);
    });
  }
  // Saltelli's design takes two points for each dimension.
  if (2 * columns > SOBOL_DIMENSIONS)
    throw new CompositeError('sobol.dimensions', { given: 2 * columns, limit: SOBOL_DIMENSIONS });
}

function columnsOf(factor: Factor, tree: Tree, model: Model): number {
  if (factor.kind === 'weights') return variedWeights(factor, tree, aggregateOf(model)).length;
  if (factor.kind !== 'inclusion') return 1;
  const varied = variedIndicators(factor, tree);
  return factor.mode === 'one-out' ? 1 : varied.length;
}

/** Nodes whose weights vary. Where every unit has weights of its own, and below a lone child's parent, there is none to vary. */
function variedWeights(factor: Factor & { kind: 'weights' }, tree: Tree, { weights }: Aggregate): number[] {
  const hasWeights = (node: TreeNode) => choiceAt(weights, tree, node.above).method !== 'benefit-of-doubt';
  const varied = tree.nodes.flatMap((node, i) =>
    hasSiblings(tree, node) && hasWeights(node) && (factor.levels?.includes(node.level) ?? true) ? [i] : [],
  );
  if (varied.length === 0) throw new CompositeError('uncertainty.no-step', { node: nameOf(factor) });
  return varied;
}

function variedIndicators({ indicators }: Factor & { kind: 'inclusion' }, tree: Tree): number[] {
  const codes = indicators ?? tree.nodes.slice(0, tree.indicators).map(({ code }) => code);
  return codes.map((code) => {
    const i = tree.index.get(code);
    if (i === undefined || i >= tree.indicators) throw new CompositeError('config.unknown-node', { node: code });
    return i;
  });
}

const hasSiblings = (tree: Tree, node: TreeNode) =>
  node.above >= 0 && ((tree.nodes[node.above] as TreeNode).children.length ?? 0) > 1;
