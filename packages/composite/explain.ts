/** Why a score is what it is: contributions of the indicators that add up to it exactly. */
import { CompositeError } from './errors.ts';
import { chord, type Generator, generatorOf } from './means.ts';
import type { Column } from './numbers.ts';
import { choiceAt, type Model, type StepOf } from './read-model.ts';
import type { IndexResult } from './run-index.ts';
import type { Tree, TreeNode } from './tree.ts';
import type { Weights } from './weigh.ts';

/** Most children of a node for which Shapley values are computed; they need every subset. */
export const SHAPLEY_LIMIT = 16;

export type Against =
  /** Zero: the contributions are the parts of the score itself. For arithmetic means all along. */
  | { zero: true }
  /** The mean of all units in every indicator. */
  | { mean: true }
  | { unit: string };

export type DecompositionMethod = 'shares' | 'shapley';

export type Contribution = {
  code: string;
  /** Normalised value, or the score of an aggregate, of the unit and of what it is compared with. */
  value: number;
  reference: number;
  /** Part of the root's difference that comes from here. An aggregate's is the sum of those below it. */
  contribution: number;
};

export type Decomposition = {
  unit: string;
  score: number;
  /** Score of what it is compared with, over the indicators that the unit has; 0 against zero. */
  reference: number;
  /** Score − reference = Σ of the indicators' contributions, to rounding. */
  contributions: Contribution[];
  /** How: `linear` where every mean is arithmetic, else the method that was asked for. */
  method: 'linear' | DecompositionMethod;
};

/** The means and weights of a run, by which any profile of normalised values can be scored. */
export type Structure = {
  tree: Tree;
  generators: (Generator | undefined)[];
  weightsOf: (at: number, row: number) => readonly number[];
  linear: boolean;
  byUnit: (at: number) => boolean;
};

/** Errors: a node is aggregated by a method that has no decomposition. */
export function structureOf(result: IndexResult, model: Model): Structure {
  const { tree } = result;
  const step = model.steps.find((own): own is StepOf<'aggregate'> => own.step === 'aggregate');
  if (!step) throw new CompositeError('step.order', { node: 'aggregate', after: '' });
  let linear = true;
  const generators = tree.nodes.map((node, at) => {
    if (node.kind === 'indicator') return undefined;
    const by = choiceAt(step.by, tree, at);
    const generator = generatorOf(by);
    if (!generator) throw new CompositeError('explain.not-additive', { node: node.code, method: by.method });
    if (by.method !== 'arithmetic' && node.children.length > 1) linear = false;
    return generator;
  });
  const own = (at: number) => result.weights.get((tree.nodes[at] as TreeNode).code)?.weights as Weights;
  return {
    tree,
    generators,
    linear,
    byUnit: (at) => Array.isArray(own(at)),
    weightsOf: (at, row) => {
      const weights = own(at);
      return Array.isArray(weights) ? weights.map((w) => w[row] as number) : Array.from(weights);
    },
  };
}

/** The normalised values of a unit, by the tree's order of indicators. */
export function profileOf(result: IndexResult, row: number): Float64Array {
  return Float64Array.from({ length: result.tree.indicators }, (_, i) => {
    const column = result.scores.get((result.tree.nodes[i] as TreeNode).code) as Column;
    return column[row] as number;
  });
}

/** Decomposes the root's score of a unit. Errors: an unknown unit; more children than Shapley values are computed for. */
export function decomposeScore(
  result: IndexResult,
  model: Model,
  unit: string,
  against: Against,
  method: DecompositionMethod = 'shares',
): Decomposition {
  const structure = structureOf(result, model);
  const row = result.units.indexOf(unit);
  if (row < 0) throw new CompositeError('config.unknown-node', { node: unit });
  const x = profileOf(result, row);
  const zero = 'zero' in against;
  if (zero && !structure.linear)
    throw new CompositeError('explain.not-additive', {
      node: result.tree.nodes[result.tree.root]?.code ?? '',
      method: 'zero',
    });
  let y: Float64Array;
  if (zero) y = new Float64Array(x.length);
  else if ('mean' in against)
    y = x.map((_, i) => {
      const column = (result.scores.get((result.tree.nodes[i] as TreeNode).code) as Column).filter(
        (v) => !Number.isNaN(v),
      );
      return column.reduce((sum, v) => sum + v, 0) / column.length;
    });
  else {
    const other = result.units.indexOf(against.unit);
    if (other < 0) throw new CompositeError('config.unknown-node', { node: against.unit });
    y = profileOf(result, other);
  }
  const { values, references, contributions } = attribute(structure, row, x, y, method);
  return {
    unit,
    score: values[result.tree.root] as number,
    reference: references[result.tree.root] as number,
    method: structure.linear ? 'linear' : method,
    contributions: result.tree.nodes.map(({ code }, at) => ({
      code,
      value: values[at] as number,
      reference: references[at] as number,
      contribution: contributions[at] as number,
    })),
  };
}

/**
 * Attributes f(x) − f(y) to the nodes, over the indicators that both have.
 *
 * `shares`: for a mean g⁻¹(Σw·g) the difference is Σⱼ mⱼ(xⱼ − yⱼ) exactly, with mⱼ = wⱼ·chord(g; xⱼ, yⱼ)/chord(g; f(x), f(y)):
 * for the geometric mean the logarithmic mean Divisia index (Ang, Energy Policy 33, 2005), for others the same with their
 * own generator. `shapley`: mⱼ is the mean over all orders in which children go from y to x (Shapley, 1953). Either way a
 * node's multiplier is handed down the tree, so that contributions of indicators add up to the root's difference.
 */
export function attribute(
  structure: Structure,
  row: number,
  x: Float64Array,
  y: Float64Array,
  method: DecompositionMethod,
): { values: Float64Array; references: Float64Array; contributions: Float64Array } {
  const { tree, generators } = structure;
  const values = new Float64Array(tree.nodes.length).fill(NaN);
  const references = new Float64Array(tree.nodes.length).fill(NaN);
  const multipliers = new Float64Array(tree.nodes.length);
  for (let i = 0; i < tree.indicators; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    values[i] = x[i] as number;
    references[i] = y[i] as number;
  }
  const parts: { children: number[]; weights: number[] }[] = [];
  tree.nodes.forEach((node, at) => {
    const generator = generators[at];
    if (!generator) return;
    const all = structure.weightsOf(at, row);
    const children: number[] = [];
    const weights: number[] = [];
    node.children.forEach((child, j) => {
      if (Number.isNaN(values[child])) return;
      children.push(child);
      weights.push(all[j] as number);
    });
    // Weights by unit are no shares: what they give is the score itself.
    const sum = structure.byUnit(at) ? 1 : weights.reduce((a, b) => a + b, 0);
    const scaled = weights.map((w) => w / sum);
    parts[at] = { children, weights: scaled };
    if (children.length === 0) return;
    const mean = (of: Float64Array) =>
      generator.back(
        children.reduce((total, child, j) => total + (scaled[j] as number) * generator.g(of[child] as number), 0),
      );
    values[at] = mean(values);
    references[at] = mean(references);
  });
  multipliers[tree.root] = 1;
  for (let at = tree.nodes.length - 1; at >= tree.indicators; at--) {
    const { children, weights } = parts[at] as { children: number[]; weights: number[] };
    const generator = generators[at] as Generator;
    const code = (tree.nodes[at] as TreeNode).code;
    const own =
      method === 'shapley'
        ? shapley(generator, children, weights, values, references, code)
        : children.map(
            (child, j) =>
              ((weights[j] as number) * chord(generator, values[child] as number, references[child] as number)) /
              chord(generator, values[at] as number, references[at] as number),
          );
    children.forEach((child, j) => {
      multipliers[child] = (own[j] as number) * (multipliers[at] as number);
    });
  }
  const contributions = Float64Array.from(tree.nodes, (_, at) =>
    Number.isNaN(values[at]) ? 0 : (multipliers[at] as number) * ((values[at] as number) - (references[at] as number)),
  );
  return { values, references, contributions };
}

/** The children's multipliers by Shapley: contribution over difference, and the mean slope where there is none. */
function shapley(
  generator: Generator,
  children: readonly number[],
  weights: readonly number[],
  values: Float64Array,
  references: Float64Array,
  node: string,
): number[] {
  const k = children.length;
  if (k > SHAPLEY_LIMIT)
    throw new CompositeError('aggregate.too-many', { node, method: 'Shapley', limit: SHAPLEY_LIMIT, count: k });
  const from = children.map((c, j) => (weights[j] as number) * generator.g(references[c] as number));
  const step = children.map((c, j) => (weights[j] as number) * generator.g(values[c] as number) - (from[j] as number));
  const base = from.reduce((a, b) => a + b, 0);
  const inner = new Float64Array(1 << k).fill(base);
  for (let s = 1; s < 1 << k; s++) {
    const low = 31 - Math.clz32(s & -s);
    inner[s] = (inner[s & (s - 1)] as number) + (step[low] as number);
  }
  // |S|!(k − |S| − 1)!/k! by size of the subset.
  const orders = Array.from({ length: k }, (_, size) => {
    let w = 1 / k;
    for (let i = 1; i <= size; i++) w *= i / (k - i);
    return w;
  });
  return children.map((child, j) => {
    const [a, b] = [values[child] as number, references[child] as number];
    const still = Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
    let sum = 0;
    for (let s = 0; s < 1 << k; s++) {
      if (s & (1 << j)) continue;
      const size = bits(s);
      const before = generator.back(inner[s] as number);
      const slope = still
        ? ((weights[j] as number) * generator.slope(a)) / generator.slope(before)
        : (generator.back(inner[s | (1 << j)] as number) - before) / (a - b);
      sum += (orders[size] as number) * slope;
    }
    return sum;
  });
}

function bits(s: number): number {
  let n = 0;
  for (let rest = s; rest; rest &= rest - 1) n++;
  return n;
}
