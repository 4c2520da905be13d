/** Aggregation from the indicators up to the root (OECD/JRC Handbook 2008, 6.2 and 6.3), each node by its own method. */
import { CompositeError } from './errors.ts';
import { type Generator, generatorOf } from './means.ts';
import type { Column } from './numbers.ts';
import { copelandScores, KEMENY_LIMIT, kemenyOrder, outrankingMatrix, outrankingScores } from './outranking.ts';
import { choiceAt, type StepOf } from './read-model.ts';
import type { Aggregation } from './schema.ts';
import { type Context, type State, unitAt } from './state.ts';
import type { TreeNode } from './tree.ts';
import { prepareWeights, type Weigh, type Weights } from './weigh.ts';
import type { SolveLinearProgram } from './weights/benefit-of-doubt.ts';

/** What a replication changes: indicators that are left out, and a factor on the weight of each node. */
export type Variation = { excluded?: Uint8Array | undefined; noise?: Float64Array | undefined };

export type Aggregated = {
  /** Scores of all nodes in the tree's order; indicators as they came. */
  columns: Column[];
  /** For each aggregate the weights of its children, scaled to one; for each unit when they differ by unit. */
  weights: (Weights | undefined)[];
};
export type RunAggregate = (state: State, variation?: Variation) => Aggregated;

/** How one aggregate is made; `mean` where its method is one. */
type Plan = { node: TreeNode; by: Aggregation; mean: Generator | undefined; given: boolean; weigh: Weigh };

export function prepareAggregate(
  step: StepOf<'aggregate'>,
  context: Context,
  solve: SolveLinearProgram | undefined,
): RunAggregate {
  const { tree } = context;
  const plans = tree.nodes.map((node, at): Plan | undefined => {
    if (node.kind === 'indicator') return undefined;
    const by = choiceAt(step.by, tree, at);
    const how = choiceAt(step.weights, tree, at);
    return {
      node,
      by,
      mean: generatorOf(by),
      given: how.method === 'given',
      weigh: prepareWeights(how, tree, at, solve),
    };
  });
  return (state, variation) => {
    const columns = state.columns.slice();
    const weights: (Weights | undefined)[] = new Array(tree.nodes.length);
    const gone = variation?.excluded ? Uint8Array.from(tree.nodes, (_, i) => variation.excluded?.[i] ?? 0) : undefined;
    plans.forEach((plan, at) => {
      if (!plan) return;
      const children = gone ? plan.node.children.filter((c) => !gone[c]) : plan.node.children;
      const weightless = gone && plan.given && children.every((c) => tree.nodes[c]?.weight === 0);
      if (children.length === 0 || weightless) {
        // Everything that counts below is left out: the node itself is.
        (gone as Uint8Array)[at] = 1;
        columns[at] = new Float64Array(state.units.length).fill(NaN);
        return;
      }
      const below = children.map((c) => columns[c] as Column);
      const run = (w: Weights) => aggregateNode(plan, below, w, step.minAvailable, children, context, state);
      let w = plan.weigh(
        below,
        children,
        (candidate) => run(candidate),
        (row) => unitAt(context, state, row),
      );
      if (variation?.noise) w = vary(w, children, variation.noise);
      weights[at] = w;
      columns[at] = run(w);
    });
    if (gone?.[tree.root]) throw new CompositeError('data.all-missing', { node: tree.nodes[tree.root]?.code ?? '' });
    return { columns, weights };
  };
}

function vary(weights: Weights, children: readonly number[], noise: Float64Array): Weights {
  if (Array.isArray(weights)) return weights;
  const out = new Float64Array(weights.length);
  let sum = 0;
  for (let j = 0; j < out.length; j++) {
    out[j] = (weights[j] as number) * (noise[children[j] as number] as number);
    sum += out[j] as number;
  }
  for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) / sum;
  return out;
}

function aggregateNode(
  { by, mean, node }: Plan,
  columns: readonly Column[],
  weights: Weights,
  minAvailable: number,
  children: readonly number[],
  context: Context,
  state: State,
): Column {
  const n = state.units.length;
  const place = (j: number, r: number, value: number) => ({
    node: node.code,
    method: by.method,
    child: context.tree.nodes[children[j] as number]?.code ?? '',
    unit: unitAt(context, state, r),
    value,
  });
  if (Array.isArray(weights)) {
    // Weights by unit are already in proportion to what they are to give: no scaling to one.
    return Float64Array.from({ length: n }, (_, r) =>
      columns.reduce((sum, x, j) => sum + (x[r] as number) * (weights[j]?.[r] as number), 0),
    );
  }
  if (mean) {
    if (by.method === 'power' && by.p > 0) check(columns, 'aggregate.negative', (v) => v < 0, place);
    else if (by.method !== 'arithmetic') check(columns, 'aggregate.not-positive', (v) => v <= 0, place);
    return meanOf(columns, weights, minAvailable, mean);
  }
  check(columns, 'aggregate.missing', (v) => Number.isNaN(v), place);
  const e = outrankingMatrix(columns, weights);
  if (by.method === 'outranking') return outrankingScores(e, n);
  if (by.method === 'copeland') return copelandScores(e, n);
  if (n > KEMENY_LIMIT)
    throw new CompositeError('aggregate.too-many', {
      node: node.code,
      method: by.method,
      limit: KEMENY_LIMIT,
      count: n,
    });
  const out = new Float64Array(n);
  kemenyOrder(e, n).forEach((r, i) => {
    out[r] = n - i;
  });
  return out;
}

function check(
  columns: readonly Column[],
  code: 'aggregate.not-positive' | 'aggregate.negative' | 'aggregate.missing',
  wrong: (v: number) => boolean,
  place: (j: number, r: number, value: number) => Record<string, string | number>,
): void {
  for (let j = 0; j < columns.length; j++) {
    const x = columns[j] as Column;
    for (let r = 0; r < x.length; r++) {
      const v = x[r] as number;
      if (wrong(v)) throw new CompositeError(code, place(j, r, Math.round(v * 1e6) / 1e6));
    }
  }
}

/** Quasi-arithmetic mean g⁻¹(Σw·g(x)/Σw) over the values that are there; no score where too few of them are. */
function meanOf(
  columns: readonly Column[],
  weights: Float64Array,
  minAvailable: number,
  { g, back }: Generator,
): Column {
  const n = (columns[0] as Column).length;
  const k = columns.length;
  const sum = new Float64Array(n);
  const there = new Float64Array(n);
  const count = new Float64Array(n);
  for (let j = 0; j < k; j++) {
    const x = columns[j] as Column;
    const w = weights[j] as number;
    for (let r = 0; r < n; r++) {
      const v = x[r] as number;
      if (Number.isNaN(v)) continue;
      sum[r] = (sum[r] as number) + w * g(v);
      there[r] = (there[r] as number) + w;
      count[r] = (count[r] as number) + 1;
    }
  }
  for (let r = 0; r < n; r++)
    sum[r] =
      (there[r] as number) > 0 && (count[r] as number) / k >= minAvailable
        ? back((sum[r] as number) / (there[r] as number))
        : NaN;
  return sum;
}
