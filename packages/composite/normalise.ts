/**
 * Normalisation (OECD/JRC Handbook 2008, step 5). An indicator where less is better is turned round first, x ← −x, so that
 * more is better in every normalised column; bounds, targets and reference values are turned with it.
 */
import { CompositeError } from './errors.ts';
import { type Column, countValues, mean, range, rankAscending, standardDeviation } from './numbers.ts';
import { type Chosen, choiceBelow } from './read-model.ts';
import type { Normalisation } from './schema.ts';
import type { Context, RunStep, State } from './state.ts';
import type { TreeNode } from './tree.ts';

export function prepareNormalise(chosen: Chosen<Normalisation>, context: Context): RunStep {
  const { tree } = context;
  const each = Array.from({ length: tree.indicators }, (_, i) => {
    const node = tree.nodes[i] as TreeNode;
    return prepareColumn(choiceBelow(chosen, tree, i), node, context);
  });
  return (state) => ({ units: state.units, columns: state.columns.map((x, i) => each[i]!(x, state)) });
}

/** Normalises one column over the units that are in. */
export type NormaliseColumn = (x: Column, state: State) => Column;

function prepareColumn(how: Normalisation, node: TreeNode, { data }: Context): NormaliseColumn {
  const s = node.direction;
  const still = (method: string) => new CompositeError('data.zero-variance', { node: node.code, method });
  const affine = (x: Column, scale: number, offset: number): Column => {
    const out = new Float64Array(x.length);
    for (let r = 0; r < x.length; r++) out[r] = (x[r] as number) * scale + offset;
    return out;
  };
  /** Bounds of the column when more is better. */
  const turned = (x: Column, method: string): [number, number] => {
    const [low, high] = range(x);
    if (!(high > low)) {
      if (countValues(x) === 0) throw new CompositeError('data.all-missing', { node: node.code });
      throw still(method);
    }
    return s === 1 ? [low, high] : [-high, -low];
  };
  const fromTo = (x: Column, from: number, to: number, low: number, high: number): Column => {
    const out = new Float64Array(x.length);
    const width = to - from;
    for (let r = 0; r < x.length; r++) out[r] = (((x[r] as number) * s - from) / width) * (high - low) + low;
    return out;
  };
  const capped = (x: Column, cap: boolean) => (cap ? x.map((v) => (v > 1 ? 1 : v)) : x);
  switch (how.method) {
    case 'none':
      return (x) => (s === 1 ? x : affine(x, -1, 0));
    case 'min-max':
      return (x) => fromTo(x, ...turned(x, how.method), how.range[0], how.range[1]);
    case 'z-score':
      return (x) => {
        turned(x, how.method);
        const scale = how.sd / standardDeviation(x);
        return affine(x, s * scale, how.mean - s * mean(x) * scale);
      };
    case 'goalposts': {
      const lower = how.lower ?? node.goalposts?.lower;
      const upper = how.upper ?? node.goalposts?.upper;
      if (lower === undefined || upper === undefined || !(lower < upper))
        throw new CompositeError('normalise.goalposts', { node: node.code });
      const [from, to] = s === 1 ? [lower, upper] : [-upper, -lower];
      return (x) => {
        const y = fromTo(x, from, to, 0, 1);
        return y.map((v) => (how.truncate ? Math.min(1, Math.max(0, v)) : v) * (how.scale - how.floor) + how.floor);
      };
    }
    case 'distance-to-max':
      return (x) => fromTo(x, ...turned(x, how.method), 0, 1);
    case 'distance-to-reference': {
      const at = data.units.indexOf(how.unit);
      return (x, state) => {
        const row = state.units.indexOf(at);
        const reference = (row < 0 ? NaN : (x[row] as number)) * s;
        if (at < 0 || Number.isNaN(reference))
          throw new CompositeError('normalise.reference', { node: node.code, unit: how.unit });
        const [low] = turned(x, how.method);
        if (low === reference) throw still(how.method);
        return capped(fromTo(x, low, reference, 0, 1), how.cap);
      };
    }
    case 'distance-to-target': {
      const target = how.target ?? node.target;
      if (target === undefined) throw new CompositeError('normalise.target', { node: node.code });
      return (x) => {
        const [low] = turned(x, how.method);
        if (low >= target * s) throw new CompositeError('normalise.target-beyond', { node: node.code, target });
        return capped(fromTo(x, low, target * s, 0, 1), how.cap);
      };
    }
    case 'fraction-of-max':
      // x/max has no counterpart where less is better: of turned values the worst would come out best.
      if (s === -1) throw new CompositeError('normalise.direction', { node: node.code, method: how.method });
      return (x) => {
        const [, high] = turned(x, how.method);
        if (high === 0) throw still(how.method);
        return affine(x, s / high, 0);
      };
    case 'percentile-rank':
    case 'rank':
    case 'borda':
      return (x) => {
        const ranks = rankAscending(s === 1 ? x : affine(x, -1, 0));
        const n = countValues(x);
        if (n === 0) throw new CompositeError('data.all-missing', { node: node.code });
        if (how.method === 'rank') return ranks;
        if (how.method === 'percentile-rank' && n < 2) throw still(how.method);
        return affine(ranks, 1, -1).map((v) => (how.method === 'borda' ? v : v / (n - 1)));
      };
  }
}
