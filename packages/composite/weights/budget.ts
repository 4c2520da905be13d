import { CompositeError } from '../errors.ts';
import { scaleToOne } from './entropy.ts';

/**
 * Budget allocation (OECD/JRC Handbook 2008, 6.1): every expert gives out points over the children; each one's points are
 * scaled to one, so that nobody counts more for having given more, and averaged.
 */
export function budgetWeights(
  allocations: readonly Readonly<Record<string, number>>[],
  codes: readonly string[],
  node: string,
): Float64Array {
  const sum = new Float64Array(codes.length);
  for (const points of allocations) {
    for (const [code, given] of Object.entries(points)) {
      if (!codes.includes(code)) throw new CompositeError('config.unknown-node', { node: code });
      if (!(given >= 0)) throw new CompositeError('weights.negative', { node: code });
    }
    const own = scaleToOne(
      Float64Array.from(codes, (code) => points[code] ?? 0),
      node,
    );
    own.forEach((w, j) => {
      sum[j] = (sum[j] as number) + w / allocations.length;
    });
  }
  return sum;
}
