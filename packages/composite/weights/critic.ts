import { CompositeError } from '../errors.ts';
import { type Column, correlation, range, rankAscending, standardDeviation } from '../numbers.ts';
import { scaleToOne } from './entropy.ts';

/**
 * CRITIC weights (Diakoulaki, Mavrotas and Papayannakis, Computers & Operations Research 22, 1995, eq. 4–5):
 * Cⱼ = σⱼ Σₖ(1 − rⱼₖ), wⱼ = Cⱼ/ΣC. `scale` brings every column to 0–1 first, as the paper does.
 */
export function criticWeights(
  columns: readonly Column[],
  how: { scale: boolean; correlation: 'pearson' | 'spearman' },
  node: string,
  codes: readonly string[],
): Float64Array {
  const scaled = columns.map((x, j) => {
    const [low, high] = range(x);
    if (!(high > low)) throw new CompositeError('data.zero-variance', { node: codes[j] as string, method: 'critic' });
    return how.scale ? x.map((v) => (v - low) / (high - low)) : x;
  });
  const compared = how.correlation === 'pearson' ? scaled : scaled.map((x) => rankAscending(x, 'average'));
  const c = Float64Array.from(scaled, (x, j) => {
    let conflict = 0;
    for (const other of compared) conflict += 1 - correlation(compared[j] as Column, other);
    return standardDeviation(x) * conflict;
  });
  return scaleToOne(c, node);
}
