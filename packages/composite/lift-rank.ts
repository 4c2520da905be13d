/** What would lift a unit's rank: for each indicator alone, how far its raw value would have to move. */
import { CompositeError } from './errors.ts';
import { type Column, range, rankDescending } from './numbers.ts';
import type { Model } from './read-model.ts';
import { prepareIndex, type RunOptions, runOnce } from './run-index.ts';
import type { IndexData } from './state.ts';
import type { Tree, TreeNode } from './tree.ts';

export type Lift = {
  code: string;
  /** Raw value now; NaN when it is missing. */
  value: number;
  /** What the best of all units would be in its own amounts, and the score and rank that it would have with that. */
  best: number;
  scoreAtBest: number;
  rankAtBest: number;
  /** The nearest raw value with which the rank is better by at least one place; undefined when not even the best does it. */
  needed: number | undefined;
  rankNeeded: number | undefined;
  /** Way to it as a share of the indicator's range over the units. */
  effort: number | undefined;
};

/** Everything else stays as it is, and all steps run again. Sorted by the least effort, then by the gain at the best. */
export function findLifts(tree: Tree, data: IndexData, model: Model, unit: string, options: RunOptions = {}): Lift[] {
  const at = data.units.indexOf(unit);
  if (at < 0) throw new CompositeError('config.unknown-node', { node: unit });
  const prepared = prepareIndex(tree, data, model, options);
  const outcome = (code: string, value: number): { score: number; rank: number } => {
    const columns = prepared.start.columns.map((x, i) => {
      if ((tree.nodes[i] as TreeNode).code !== code) return x;
      const changed = x.slice();
      changed[at] = value;
      return changed;
    });
    const { state, aggregated } = runOnce({ ...prepared, start: { ...prepared.start, columns } });
    const row = state.units.indexOf(at);
    if (row < 0) throw new CompositeError('config.unknown-node', { node: unit });
    const scores = aggregated.columns[tree.root] as Column;
    return { score: scores[row] as number, rank: rankDescending(scores)[row] as number };
  };
  const now = runOnce(prepared);
  const row = now.state.units.indexOf(at);
  if (row < 0) throw new CompositeError('config.unknown-node', { node: unit });
  const rank = rankDescending(now.aggregated.columns[tree.root] as Column)[row] as number;
  // The best that a unit can copy is a ratio, where the model divides: what it means in the unit's own amounts differs.
  const denominate = prepared.steps.find(({ step }) => step === 'denominate')?.run ?? ((state) => state);
  const ratios = denominate(prepared.start).columns;
  const ones = prepared.start.columns.map((x) => new Float64Array(x.length).fill(1));
  const perOne = denominate({ ...prepared.start, columns: ones }).columns;
  return tree.nodes
    .slice(0, tree.indicators)
    .map((node, i): Lift => {
      const column = prepared.start.columns[i] as Column;
      const own = 1 / ((perOne[i] as Column)[at] as number);
      const [low, high] = range(ratios[i] as Column).map((v) => v * own) as [number, number];
      const best = node.direction === 1 ? high : low;
      const value = column[at] as number;
      const top = outcome(node.code, best);
      const none = { needed: undefined, rankNeeded: undefined, effort: undefined };
      const lift = { code: node.code, value, best, scoreAtBest: top.score, rankAtBest: top.rank };
      if (Number.isNaN(value) || value === best || top.rank >= rank) return { ...lift, ...none };
      let [from, to] = [value, best];
      for (let turn = 0; turn < 40 && Math.abs(to - from) > 1e-6 * (high - low); turn++) {
        const middle = (from + to) / 2;
        if (outcome(node.code, middle).rank < rank) to = middle;
        else from = middle;
      }
      return {
        ...lift,
        needed: to,
        rankNeeded: outcome(node.code, to).rank,
        effort: Math.abs(to - value) / (high - low),
      };
    })
    .sort((a, b) => (a.effort ?? Infinity) - (b.effort ?? Infinity) || b.scoreAtBest - a.scoreAtBest);
}
