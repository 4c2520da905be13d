import { CompositeError } from '../errors.ts';
import { type Column, correlation } from '../numbers.ts';

/**
 * Weights under which the children's correlations with their parent stand in the wanted proportions (equal when no targets
 * are given), so that weights mean importance (Becker, Saisana, Paruolo and Vandecasteele, Ecological Indicators 80, 2017).
 * Found by a damped multiplicative iteration; errors when it does not come to rest, as when a child runs against the others.
 */
export function correlationWeights(
  columns: readonly Column[],
  targets: readonly number[],
  aggregate: (weights: Float64Array) => Column,
  node: string,
): Float64Array {
  const k = columns.length;
  const whole = targets.reduce((sum, t) => sum + t, 0);
  let w = new Float64Array(k).fill(1 / k);
  for (let turn = 0; turn < 2_000; turn++) {
    const parent = aggregate(w);
    const r = columns.map((x) => correlation(x, parent));
    const sum = r.reduce((a, b) => a + b, 0);
    const worst = r.findIndex((v) => !(v > 0));
    if (worst >= 0) break;
    const off = r.map((v, j) => v / sum - (targets[j] as number) / whole);
    if (Math.max(...off.map(Math.abs)) < 1e-9) return w;
    const next = w.map((v, j) => v * Math.sqrt((targets[j] as number) / whole / ((r[j] as number) / sum)));
    const scale = next.reduce((a, b) => a + b, 0);
    w = next.map((v) => v / scale);
  }
  throw new CompositeError('weights.no-solution', {
    node,
    problem: '各下级与上级的相关性无法达到所要求的比例 / the wanted correlations cannot be reached',
  });
}
