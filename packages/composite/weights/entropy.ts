import { CompositeError } from '../errors.ts';
import type { Column } from '../numbers.ts';

/**
 * Entropy weights (Zeleny, Multiple Criteria Decision Making, 1982; after Shannon): with pᵢⱼ = xᵢⱼ/Σᵢxᵢⱼ and
 * Eⱼ = −Σᵢ pᵢⱼ ln pᵢⱼ / ln n, wⱼ = (1 − Eⱼ)/Σ(1 − Eⱼ). Values must not be negative; 0·ln 0 is 0.
 */
export function entropyWeights(columns: readonly Column[], node: string, codes: readonly string[]): Float64Array {
  const d = Float64Array.from(columns, (x, j) => {
    let n = 0;
    let sum = 0;
    for (const v of x) {
      if (Number.isNaN(v)) continue;
      if (v < 0)
        throw new CompositeError('weights.negative-values', { node, method: 'entropy', child: codes[j] as string });
      n++;
      sum += v;
    }
    if (n < 2 || sum === 0)
      throw new CompositeError('data.zero-variance', { node: codes[j] as string, method: 'entropy' });
    let e = 0;
    for (const v of x) if (v > 0) e -= (v / sum) * Math.log(v / sum);
    return Math.max(0, 1 - e / Math.log(n));
  });
  return scaleToOne(d, node);
}

/** Weights scaled to sum to one. Errors: they sum to zero. */
export function scaleToOne(weights: Float64Array, node: string): Float64Array {
  let sum = 0;
  for (const w of weights) sum += w;
  if (!(sum > 0)) throw new CompositeError('weights.sum-zero', { node });
  return weights.map((w) => w / sum);
}
