import { CompositeError } from '../errors.ts';
import type { Column } from '../numbers.ts';

/** maximise Σ objective·x over x ≥ 0 with Σ row·x ≤ limit for every row. */
export type LinearProgram = {
  objective: readonly number[];
  rows: readonly { row: readonly number[]; limit: number }[];
};
/** The best x, or undefined when there is none. */
export type SolveLinearProgram = (program: LinearProgram) => readonly number[] | undefined;

/**
 * Benefit of the doubt (Melyn and Moesen, 1991; OECD/JRC Handbook 2008, 6.1): for each unit c the weights that are best for
 * it, max Σⱼ wⱼ·y_cj under Σⱼ wⱼ·yᵢⱼ ≤ 1 for every unit i, w ≥ 0, and with each weight's share of the sum of weights (or each
 * contribution's share of the score) between `min` and `max`. One column of weights a child; the scores are Σ w·y, at most 1.
 */
export function benefitOfDoubt(
  columns: readonly Column[],
  how: { min: number; max: number; of: 'weights' | 'contributions' },
  solve: SolveLinearProgram,
  node: string,
  codes: readonly string[],
  unitOf: (row: number) => string,
): Column[] {
  const n = (columns[0] as Column).length;
  const k = columns.length;
  if (how.min * k > 1 + 1e-12 || how.max * k < 1 - 1e-12)
    throw new CompositeError('weights.no-solution', { node, problem: `${k} × [${how.min}, ${how.max}]` });
  columns.forEach((x, j) => {
    x.forEach((v, r) => {
      const place = { node, method: 'benefit-of-doubt', child: codes[j] as string, unit: unitOf(r) };
      if (Number.isNaN(v)) throw new CompositeError('aggregate.missing', place);
      if (v < 0) throw new CompositeError('weights.negative-values', place);
    });
  });
  const row = (r: number) => columns.map((x) => x[r] as number);
  const frontier = Array.from({ length: n }, (_, r) => ({ row: row(r), limit: 1 }));
  const out = columns.map((x) => new Float64Array(x.length));
  for (let c = 0; c < n; c++) {
    const y = row(c);
    const part = how.of === 'weights' ? y.map(() => 1) : y;
    const bounds = y.flatMap((_, j) => [
      ...(how.min > 0 ? [{ row: part.map((v, i) => how.min * v - (i === j ? v : 0)), limit: 0 }] : []),
      ...(how.max < 1 ? [{ row: part.map((v, i) => (i === j ? v : 0) - how.max * v), limit: 0 }] : []),
    ]);
    const best = solve({ objective: y, rows: [...frontier, ...bounds] });
    if (!best) throw new CompositeError('weights.no-solution', { node, problem: unitOf(c) });
    best.forEach((w, j) => {
      (out[j] as Column)[c] = w;
    });
  }
  return out;
}
