/** What is uncertain about an index, and how a point of the unit cube becomes one variant of it. */
import { z } from 'zod';
import { prepareAggregate, type RunAggregate, type Variation } from './aggregate.ts';
import { CompositeError } from './errors.ts';
import { choiceAt, type Model, readStep, type Step, type StepName } from './read-model.ts';
import { type Prepared, type PreparedStep, prepareStep, type RunOptions } from './run-index.ts';
import type { FactorColumns } from './sensitivity.ts';
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
  const stepOf = (step: StepName): Step => {
    const found = model.steps.find((own) => own.step === step);
    if (!found) throw new CompositeError('uncertainty.no-step', { node: step });
    return found;
  };
  type Change = { steps: PreparedStep[]; aggregate: { by: number; weighting: number }; variation: Variation };
  type Apply = (change: Change, x: Float64Array) => void;
  const pick = (u: number, count: number) => Math.min(count - 1, Math.floor(u * count));

  const aggregateStep = stepOf('aggregate') as Extract<Step, { step: 'aggregate' }>;
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

  // Where every unit has weights of its own there is none to vary.
  const hasWeights = (node: TreeNode) =>
    choiceAt(aggregateStep.weights, tree, node.above).method !== 'benefit-of-doubt';
  const names = new Set<string>();
  const ways = new Set<string>();
  const parts = factors.map((factor): { name: string; columns: number; apply: Apply } => {
    const name = factor.name ?? factor.kind;
    if (names.has(name)) throw new CompositeError('tree.duplicate', { node: name });
    names.add(name);
    // Two factors that choose the way of the same step would overrule each other.
    if ('options' in factor) {
      if (ways.has(factor.kind)) throw new CompositeError('tree.duplicate', { node: factor.kind });
      ways.add(factor.kind);
    }
    switch (factor.kind) {
      case 'weights': {
        const varied = tree.nodes.flatMap((node, i) =>
          hasSiblings(tree, node) && hasWeights(node) && (factor.levels?.includes(node.level) ?? true) ? [i] : [],
        );
        if (varied.length === 0) throw new CompositeError('uncertainty.no-step', { node: name });
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
        const codes = factor.indicators ?? tree.nodes.slice(0, tree.indicators).map(({ code }) => code);
        const varied = codes.map((code) => {
          const i = tree.index.get(code);
          if (i === undefined || i >= tree.indicators) throw new CompositeError('config.unknown-node', { node: code });
          return i;
        });
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
        stepOf(factor.kind);
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

const hasSiblings = (tree: Tree, node: TreeNode) =>
  node.above >= 0 && ((tree.nodes[node.above] as TreeNode).children.length ?? 0) > 1;
