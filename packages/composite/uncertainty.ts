/** How sure the ranking is: the model is run in many variants, all steps again in each. */

import { CompositeError } from './errors.ts';
import { type Factor, prepareFactors, type Sampler } from './factors.ts';
import type { Column } from './numbers.ts';
import { quantile, rankDescending, tieWidth } from './numbers.ts';
import type { Model } from './read-model.ts';
import { type Prepared, prepareIndex, type RunOptions, runOnce } from './run-index.ts';
import { type SaltelliDesign, type SensitivityIndex, saltelliDesign, sensitivityIndices } from './sensitivity.ts';
import type { IndexData, State } from './state.ts';
import type { Tree } from './tree.ts';

export const SAMPLE_LIMIT = 100_000;

export type UncertaintyOptions = RunOptions & {
  /** Base points n. Twice as many variants are run, and n more for each factor when sensitivity is asked for. */
  samples: number;
  seed: number;
  /** Level of the intervals, 0.9 by default: from the 5th to the 95th percentile. */
  level?: number | undefined;
  sensitivity?: boolean | undefined;
  /** Called now and then with how many variants are done; throw in it to stop. */
  progress?: ((done: number, total: number) => void) | undefined;
};

export type UnitUncertainty = {
  unit: string;
  score: number;
  rank: number;
  /** Of the ranks over all variants. */
  rankMedian: number;
  rankMean: number;
  rankInterval: [number, number];
  scoreInterval: [number, number];
  /** Best and worst place that cannot be ruled out: 1 + units surely above, n − units surely below. */
  placeBest: number;
  placeWorst: number;
  /** The groups that it belongs to, numbered from the top. */
  groups: number[];
};

export type Uncertainty = {
  units: UnitUncertainty[];
  /** Groups of units, in the order of the ranking, within which no unit is told apart from another. They may overlap. */
  groups: string[][];
  /** Share of the variants in which the row's unit scores above the column's, row-major; a tie counts half. */
  above: Float64Array;
  variants: number;
  factors: string[];
  /** Of the mean absolute shift of ranks against the base model. */
  sensitivity?: SensitivityIndex[] | undefined;
  /** Of each unit's score. */
  unitSensitivity?: ReadonlyMap<string, SensitivityIndex[]> | undefined;
};

/** The scores of a set of variants: one row a variant, one column a unit of the data; NaN where a unit was screened out. */
export type Plan = { prepared: Prepared; sampler: Sampler; design: SaltelliDesign; rows: number };

export function planVariants(
  tree: Tree,
  data: IndexData,
  model: Model,
  factors: readonly Factor[],
  { samples, seed, sensitivity = false, ...run }: UncertaintyOptions,
): Plan {
  if (factors.length === 0) throw new CompositeError('uncertainty.none');
  if (!Number.isInteger(samples) || samples < 2 || samples > SAMPLE_LIMIT)
    throw new CompositeError('uncertainty.size', { given: samples, limit: SAMPLE_LIMIT });
  const prepared = prepareIndex(tree, data, model, run);
  const sampler = prepareFactors(prepared, model, factors, run);
  const design = saltelliDesign(sampler.factors, samples, seed);
  return { prepared, sampler, design, rows: sensitivity ? design.rows : 2 * samples };
}

/** Runs rows `from` to `to` of a plan. The parts of several workers put together are the whole. */
export function runVariants(
  { prepared, sampler, design }: Plan,
  from: number,
  to: number,
  progress?: (done: number) => void,
): Float64Array {
  const n = prepared.context.data.units.length;
  const root = prepared.context.tree.root;
  const out = new Float64Array((to - from) * n).fill(NaN);
  for (let row = from; row < to; row++) {
    const variant = sampler.at(design.at(row));
    let state: State = prepared.start;
    for (const { run } of variant.steps) state = run(state);
    const scores = variant.aggregate(state, variant.variation).columns[root] as Column;
    const at = (row - from) * n;
    for (let r = 0; r < scores.length; r++) out[at + (state.units[r] as number)] = scores[r] as number;
    if (progress && (row - from) % 100 === 99) progress(row - from + 1);
  }
  return out;
}

/**
 * Intervals, groups and sensitivity of a ranking.
 *
 * Two units are told apart when one scores above the other in at least the share `level` of the variants. A group is a
 * largest run of units that follow each other in the base ranking and of which no two are told apart.
 */
export function assessUncertainty(
  tree: Tree,
  data: IndexData,
  model: Model,
  factors: readonly Factor[],
  options: UncertaintyOptions,
): Uncertainty {
  const plan = planVariants(tree, data, model, factors, options);
  const scores = runVariants(plan, 0, plan.rows, options.progress && ((done) => options.progress?.(done, plan.rows)));
  return summariseVariants(plan, scores, options);
}

/** What the scores of all variants say. */
export function summariseVariants(
  { prepared, sampler, design, rows }: Plan,
  scores: Float64Array,
  { seed, level = 0.9 }: Pick<UncertaintyOptions, 'seed' | 'level'>,
): Uncertainty {
  const { data, tree } = prepared.context;
  const n = data.units.length;
  const base = new Float64Array(n).fill(NaN);
  const first = runOnce(prepared);
  (first.aggregated.columns[tree.root] as Column).forEach((v, r) => {
    base[first.state.units[r] as number] = v;
  });
  const baseRanks = rankDescending(base);
  // Only A and B are a fair sample of the variants; the rest of the design repeats them for the sensitivity.
  const variants = 2 * design.n;
  const ranks = new Float64Array(variants * n);
  for (let v = 0; v < variants; v++) ranks.set(rankDescending(scores.subarray(v * n, (v + 1) * n)), v * n);
  const above = shareAbove(scores, variants, n);
  const column = (of: Float64Array, u: number) => {
    const x = Float64Array.from({ length: variants }, (_, v) => of[v * n + u] as number).filter(
      (v) => !Number.isNaN(v),
    );
    return x.sort();
  };
  const interval = (sorted: Float64Array): [number, number] => [
    quantile(sorted, (1 - level) / 2),
    quantile(sorted, (1 + level) / 2),
  ];
  const order = Array.from({ length: n }, (_, u) => u)
    .filter((u) => !Number.isNaN(base[u]))
    .sort((a, b) => (baseRanks[a] as number) - (baseRanks[b] as number) || a - b);
  const groups = groupsOf(order, above, n, level);
  const units = order.map((u): UnitUncertainty => {
    const own = column(ranks, u);
    const surely = (a: number, b: number) => (above[a * n + b] as number) >= level;
    return {
      unit: data.units[u] as string,
      score: base[u] as number,
      rank: baseRanks[u] as number,
      rankMedian: quantile(own, 0.5),
      rankMean: own.reduce((sum, v) => sum + v, 0) / own.length,
      rankInterval: interval(own),
      scoreInterval: interval(column(scores, u)),
      placeBest: 1 + order.filter((other) => surely(other, u)).length,
      placeWorst: order.length - order.filter((other) => surely(u, other)).length,
      groups: groups.flatMap((group, g) => (group.includes(u) ? [g + 1] : [])),
    };
  });
  const result: Uncertainty = {
    units,
    groups: groups.map((group) => group.map((u) => data.units[u] as string)),
    above,
    variants,
    factors: sampler.factors.map(({ name }) => name),
  };
  if (rows < design.rows) return result;
  const shift = Float64Array.from({ length: design.rows }, (_, v) => {
    const own = rankDescending(scores.subarray(v * n, (v + 1) * n));
    // Over the units that this variant has not screened out.
    const there = order.filter((u) => !Number.isNaN(own[u]));
    return there.reduce((sum, u) => sum + Math.abs((own[u] as number) - (baseRanks[u] as number)), 0) / there.length;
  });
  const indices = (y: Float64Array, bootstrap: number) => sensitivityIndices(y, design, { seed, level, bootstrap });
  return {
    ...result,
    sensitivity: indices(shift, 500),
    unitSensitivity: new Map(
      order.map((u) => {
        const y = Float64Array.from({ length: design.rows }, (_, v) => scores[v * n + u] as number);
        return [data.units[u] as string, indices(y, 100)];
      }),
    ),
  };
}

function shareAbove(scores: Float64Array, variants: number, n: number): Float64Array {
  const above = new Float64Array(n * n);
  for (let v = 0; v < variants; v++) {
    const row = scores.subarray(v * n, (v + 1) * n);
    for (let a = 0; a < n; a++) {
      const x = row[a] as number;
      for (let b = a + 1; b < n; b++) {
        const y = row[b] as number;
        const won = Math.abs(x - y) <= tieWidth(x) ? 0.5 : x > y ? 1 : x < y ? 0 : 0.5;
        above[a * n + b] = (above[a * n + b] as number) + won;
        above[b * n + a] = (above[b * n + a] as number) + 1 - won;
      }
    }
  }
  return above.map((v) => v / variants);
}

/** Largest runs of the order in which no pair is told apart. */
function groupsOf(order: readonly number[], above: Float64Array, n: number, level: number): number[][] {
  const apart = (a: number, b: number) => {
    const share = above[a * n + b] as number;
    return share >= level || share <= 1 - level;
  };
  const groups: number[][] = [];
  let end = 0;
  for (let from = 0; from < order.length; from++) {
    let to = Math.max(end, from + 1);
    while (to < order.length && order.slice(from, to).every((u) => !apart(u, order[to] as number))) to++;
    if (to > end) {
      groups.push(order.slice(from, to));
      end = to;
    }
  }
  return groups;
}
