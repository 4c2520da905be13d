import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { CompositeError } from './errors.ts';
import { type Column, mean, standardDeviation } from './numbers.ts';

/**
 * Expectation–maximisation under a multivariate normal model (Dempster, Laird and Rubin, 1977; Little and Rubin, Statistical
 * Analysis with Missing Data, 11.2): the missing part of each unit is replaced by its conditional mean given what is there,
 * and the covariance gets the conditional covariance added; until the means and covariances stand still.
 *
 * Works on standardised columns; `ridge` is added to the diagonal of the covariance (0 needs more units than indicators).
 */
export function imputeByEm(
  columns: readonly Column[],
  { iterations, tolerance, ridge }: { iterations: number; tolerance: number; ridge: number },
  code: string,
): Column[] {
  const p = columns.length;
  const n = (columns[0] as Column).length;
  const centre = columns.map(mean);
  const spread = columns.map((x) => standardDeviation(x) || 1);
  const z = columns.map((x, j) => x.map((v) => (v - (centre[j] as number)) / (spread[j] as number)));
  const singular = () => new CompositeError('impute.singular', { node: code, method: 'em' });
  if (ridge === 0 && n <= p) throw singular();
  const filled = z.map((x) => x.map((v) => (!Number.isNaN(v) ? v : 0)));
  const patterns = Map.groupBy(
    Array.from({ length: n }, (_, r) => r),
    (r) => z.map((x) => (!Number.isNaN(x[r]) ? '1' : '0')).join(''),
  );
  let mu = new Float64Array(p);
  let sigma = covariance(filled, mu, new Matrix(p, p));
  for (let iteration = 0; iteration < iterations; iteration++) {
    const extra = new Matrix(p, p);
    for (const [pattern, rows] of patterns) {
      const gone = [...pattern].flatMap((c, j) => (c === '0' ? [j] : []));
      if (gone.length === 0) continue;
      const there = [...pattern].flatMap((c, j) => (c === '1' ? [j] : []));
      const whole = sigma.clone();
      for (let j = 0; j < p; j++) whole.set(j, j, whole.get(j, j) + ridge);
      const soo = new CholeskyDecomposition(whole.selection(there, there));
      if (there.length > 0 && !soo.isPositiveDefinite()) throw singular();
      const smo = sigma.selection(gone, there);
      // B = Σmo Σoo⁻¹, one row a missing indicator.
      const b = there.length > 0 ? soo.solve(smo.transpose()).transpose() : new Matrix(gone.length, 0);
      const rest = sigma.selection(gone, gone).sub(b.mmul(smo.transpose()));
      for (const [a, j] of gone.entries())
        for (const [c, k] of gone.entries()) extra.set(j, k, extra.get(j, k) + rest.get(a, c) * rows.length);
      for (const r of rows)
        gone.forEach((j, a) => {
          let v = mu[j] as number;
          there.forEach((k, c) => {
            v += b.get(a, c) * ((filled[k] as Column)[r]! - (mu[k] as number));
          });
          (filled[j] as Column)[r] = v;
        });
    }
    const nextMu = Float64Array.from(filled, mean);
    const next = covariance(filled, nextMu, extra);
    const moved = Math.max(
      Matrix.sub(next, sigma).abs().max(),
      ...nextMu.map((v, j) => Math.abs(v - (mu[j] as number))),
    );
    mu = nextMu;
    sigma = next;
    if (moved < tolerance) return restore();
  }
  throw new CompositeError('impute.not-converged', { node: code, iterations });

  function restore(): Column[] {
    return filled.map((x, j) =>
      x.map((v, r) => {
        const given = (columns[j] as Column)[r] as number;
        return !Number.isNaN(given) ? given : v * (spread[j] as number) + (centre[j] as number);
      }),
    );
  }
}

/** Maximum-likelihood covariance of the filled columns plus what is uncertain about the filled values. */
function covariance(columns: readonly Column[], mu: Float64Array, extra: Matrix): Matrix {
  const p = columns.length;
  const n = (columns[0] as Column).length;
  const out = new Matrix(p, p);
  for (let j = 0; j < p; j++)
    for (let k = j; k < p; k++) {
      const a = columns[j] as Column;
      const b = columns[k] as Column;
      let sum = extra.get(j, k);
      for (let r = 0; r < n; r++)
        sum += ((a[r] as number) - (mu[j] as number)) * ((b[r] as number) - (mu[k] as number));
      out.set(j, k, sum / n);
      out.set(k, j, sum / n);
    }
  return out;
}
