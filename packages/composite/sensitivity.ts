/** Variance-based sensitivity: how much of an output's variance each uncertain factor is to blame for. */
import { quantile } from './numbers.ts';
import { seeded } from './random.ts';
import { sobolPoints } from './sobol.ts';

export type SensitivityIndex = {
  factor: string;
  /** First-order index: the share of the variance that fixing the factor alone would remove. */
  first: number;
  /** Total index: the share that would be left if all the others were fixed. */
  total: number;
  /** Bootstrap intervals of both, at the level asked for. */
  firstInterval: [number, number];
  totalInterval: [number, number];
};

/** A factor and how many of the sampled columns belong to it; they are exchanged together. */
export type FactorColumns = { name: string; columns: number };

/** Rows to be evaluated: A, B, then for each factor A with the factor's columns from B. n·(2 + factors) rows of d numbers. */
export type SaltelliDesign = {
  rows: number;
  d: number;
  n: number;
  factors: FactorColumns[];
  /** One row, made when it is asked for: a design of a hundred thousand rows is never whole in memory. */
  at: (row: number) => Float64Array;
};

/** Saltelli's design on Sobol points (Saltelli et al., Computer Physics Communications 181, 2010, table 2). */
export function saltelliDesign(factors: readonly FactorColumns[], n: number, seed?: number): SaltelliDesign {
  const d = factors.reduce((sum, { columns }) => sum + columns, 0);
  const base = sobolPoints(n, 2 * d, seed);
  const from = factors.map((_, f) => factors.slice(0, f).reduce((sum, { columns }) => sum + columns, 0));
  return {
    rows: n * (2 + factors.length),
    d,
    n,
    factors: [...factors],
    at: (row) => {
      const [block, i] = [Math.floor(row / n), row % n];
      const a = base.slice(i * 2 * d, i * 2 * d + d);
      const b = base.subarray(i * 2 * d + d, (i + 1) * 2 * d);
      if (block === 0) return a;
      if (block === 1) return b.slice();
      const f = block - 2;
      const start = from[f] as number;
      a.set(b.subarray(start, start + (factors[f] as FactorColumns).columns), start);
      return a;
    },
  };
}

/**
 * First-order and total indices from the outputs of a design, in its row order. First order by the estimator of Saltelli et
 * al. (2010, eq. (b) of table 2) on centred outputs, Sᵢ = mean((y_B − m)·(y_ABi − y_A))/V; total by Jansen's,
 * Tᵢ = mean((y_A − y_ABi)²)/(2V); V and m over A and B together. Intervals by resampling the n base points with a seed.
 * An output that does not vary has indices of 0. Base points at which a row has no output (NaN) are left out.
 */
export function sensitivityIndices(
  y: Float64Array,
  { n: points, factors }: Pick<SaltelliDesign, 'n' | 'factors'>,
  options: { bootstrap?: number; level?: number; seed?: number } = {},
): SensitivityIndex[] {
  const { bootstrap = 500, level = 0.95, seed = 1 } = options;
  const blocks = Array.from({ length: factors.length + 2 }, (_, block) => block * points);
  const whole = Array.from({ length: points }, (_, i) => i).filter((i) => blocks.every((b) => !Number.isNaN(y[b + i])));
  const n = whole.length;
  const at = (block: number, i: number) => y[block * points + (whole[i] as number)] as number;
  const estimate = (pick: (i: number) => number): { first: number; total: number }[] => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += at(0, pick(i)) + at(1, pick(i));
    const m = sum / (2 * n);
    let v = 0;
    for (let i = 0; i < n; i++) v += (at(0, pick(i)) - m) ** 2 + (at(1, pick(i)) - m) ** 2;
    v /= 2 * n;
    return factors.map((_, f) => {
      let first = 0;
      let total = 0;
      for (let i = 0; i < n; i++) {
        const k = pick(i);
        const [a, b, ab] = [at(0, k), at(1, k), at(2 + f, k)];
        first += (b - m) * (ab - a);
        total += (a - ab) ** 2;
      }
      return v > 0 ? { first: first / n / v, total: total / (2 * n) / v } : { first: 0, total: 0 };
    });
  };
  const best = estimate((i) => i);
  const random = seeded(seed);
  const draws = factors.map(() => ({ first: new Float64Array(bootstrap), total: new Float64Array(bootstrap) }));
  const picked = new Int32Array(n);
  for (let b = 0; b < bootstrap; b++) {
    for (let i = 0; i < n; i++) picked[i] = Math.floor(random() * n);
    estimate((i) => picked[i] as number).forEach(({ first, total }, f) => {
      (draws[f] as (typeof draws)[number]).first[b] = first;
      (draws[f] as (typeof draws)[number]).total[b] = total;
    });
  }
  const interval = (x: Float64Array, value: number): [number, number] => {
    if (bootstrap === 0) return [value, value];
    const sorted = x.slice().sort();
    return [quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)];
  };
  return factors.map(({ name }, f) => {
    const { first, total } = best[f] as { first: number; total: number };
    const drawn = draws[f] as (typeof draws)[number];
    return {
      factor: name,
      first,
      total,
      firstInterval: interval(drawn.first, first),
      totalInterval: interval(drawn.total, total),
    };
  });
}
