/** What a change between two years comes from. */
import { CompositeError } from './errors.ts';
import { attribute, type DecompositionMethod, profileOf, type Structure, structureOf } from './explain.ts';
import type { Column } from './numbers.ts';
import type { Model } from './read-model.ts';
import type { IndexResult } from './run-index.ts';
import type { TreeNode } from './tree.ts';

export type YearChange = {
  unit: string;
  before: number;
  after: number;
  rankBefore: number;
  rankAfter: number;
  /** For each indicator that both years have. `own` comes from its value, `scale` from a normalisation that moved. */
  indicators: { code: string; before: number; after: number; contribution: number; own: number; scale: number }[];
  /** From other weights, another aggregation, or indicators that only one of the years has. */
  structure: number;
};

export type Run = { result: IndexResult; model: Model };

/**
 * Attributes the change of a unit's score: after − before = Σ contributions + structure, to rounding.
 *
 * With F₀, F₁ the two years' ways of aggregating and x₀, x₁ the profiles, the indicators get the mean of F₀(x₁) − F₀(x₀) and
 * F₁(x₁) − F₁(x₀), each attributed exactly; the structure the mean of F₁ − F₀ at both profiles (Shapley's value of the two).
 * A contribution is split into own value and scale where both normalisations are straight lines, in the same way.
 */
export function compareYears(
  before: Run,
  after: Run,
  unit: string,
  method: DecompositionMethod = 'shares',
): YearChange {
  const row0 = before.result.units.indexOf(unit);
  const row1 = after.result.units.indexOf(unit);
  if (row0 < 0 || row1 < 0) throw new CompositeError('config.unknown-node', { node: unit });
  const [s0, s1] = [structureOf(before.result, before.model), structureOf(after.result, after.model)];
  const [x0, x1] = [byCode(before.result, row0), byCode(after.result, row1)];
  const root = (run: Run, row: number) => {
    const { tree, scores } = run.result;
    return (scores.get((tree.nodes[tree.root] as TreeNode).code) as Column)[row] as number;
  };
  const under = (structure: Structure, row: number) => {
    const profile = (x: ReadonlyMap<string, number>) =>
      Float64Array.from(
        { length: structure.tree.indicators },
        (_, i) => x.get((structure.tree.nodes[i] as TreeNode).code) ?? NaN,
      );
    const { contributions } = attribute(structure, row, profile(x1), profile(x0), method);
    return new Map(
      structure.tree.nodes.slice(0, structure.tree.indicators).map(({ code }, i) => [code, contributions[i] as number]),
    );
  };
  const [c0, c1] = [under(s0, row0), under(s1, row1)];
  const indicators = [...x1.keys()]
    .filter((code) => x0.has(code))
    .map((code) => {
      const [from, to] = [x0.get(code) as number, x1.get(code) as number];
      const contribution = ((c0.get(code) ?? 0) + (c1.get(code) ?? 0)) / 2;
      const share = ownShare(before.result, after.result, row0, row1, code, to - from);
      return {
        code,
        before: from,
        after: to,
        contribution,
        own: contribution * share,
        scale: contribution * (1 - share),
      };
    })
    .filter(({ before, after }) => !Number.isNaN(before) && !Number.isNaN(after));
  const [scoreBefore, scoreAfter] = [root(before, row0), root(after, row1)];
  return {
    unit,
    before: scoreBefore,
    after: scoreAfter,
    rankBefore: before.result.ranks[row0] as number,
    rankAfter: after.result.ranks[row1] as number,
    indicators,
    structure: scoreAfter - scoreBefore - indicators.reduce((sum, { contribution }) => sum + contribution, 0),
  };
}

function byCode(result: IndexResult, row: number): Map<string, number> {
  const x = profileOf(result, row);
  return new Map(result.tree.nodes.slice(0, result.tree.indicators).map(({ code }, i) => [code, x[i] as number]));
}

/** Which share of the normalised change comes from the value itself; 1 where the scale stood still or is no straight line. */
function ownShare(a: IndexResult, b: IndexResult, rowA: number, rowB: number, code: string, change: number): number {
  if (change === 0) return 1;
  const [na, nb] = [lineOf(a, code), lineOf(b, code)];
  if (!na || !nb) return 1;
  const [va, vb] = [na.raw[rowA] as number, nb.raw[rowB] as number];
  const own = (na.slope * (vb - va) + nb.slope * (vb - va)) / 2;
  return Math.abs(own - change) < 1e-9 ? 1 : own / change;
}

/** The straight line by which a run normalised an indicator, if it is one. */
function lineOf(result: IndexResult, code: string): { raw: Column; slope: number } | undefined {
  const at = result.steps.findIndex(({ step }) => step === 'normalise');
  const raw = result.steps[at - 1]?.columns.get(code);
  const done = result.steps[at]?.columns.get(code);
  if (!raw || !done) return undefined;
  let [low, high] = [-1, -1];
  raw.forEach((v, r) => {
    if (Number.isNaN(v)) return;
    if (low < 0 || v < (raw[low] as number)) low = r;
    if (high < 0 || v > (raw[high] as number)) high = r;
  });
  if (low < 0 || raw[low] === raw[high]) return undefined;
  const slope = ((done[high] as number) - (done[low] as number)) / ((raw[high] as number) - (raw[low] as number));
  const straight = raw.every((v, r) => {
    const expected = (done[low] as number) + slope * (v - (raw[low] as number));
    return Number.isNaN(v) || Math.abs((done[r] as number) - expected) < 1e-9 * Math.max(1, Math.abs(expected));
  });
  return straight ? { raw, slope } : undefined;
}
