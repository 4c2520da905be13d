import { CompositeError } from '../errors.ts';

/** Random consistency index by order of the matrix, 1 to 15 (Saaty, The Analytic Hierarchy Process, 1980, and 2012). */
const RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

export type Judgement = {
  weights: Float64Array;
  /** λmax of the matrix. */
  eigenvalue: number;
  /** CR = (λmax − n)/(n − 1)/RI; 0 for one or two children. */
  ratio: number;
  /** The judgement furthest from what the weights imply: row, column (from 0), and what would fit. */
  worst: { row: number; column: number; fits: number };
};

/**
 * Priorities of a matrix of pairwise judgements by its principal eigenvector (Saaty 1980). a[i][j] says how many times as
 * important i is as j. Errors: not square, not positive, not reciprocal (to 1 %, so that 0.33 passes for 1/3), order above 15.
 */
export function judge(matrix: readonly (readonly number[])[], node: string): Judgement {
  const n = matrix.length;
  const bad = (problem: string) => new CompositeError('ahp.matrix', { node, size: n, problem });
  if (n < 1 || n > RANDOM_INDEX.length) throw bad(`1–${RANDOM_INDEX.length}`);
  matrix.forEach((row, i) => {
    if (row.length !== n) throw bad(`${i + 1}: ${row.length} ≠ ${n}`);
    row.forEach((v, j) => {
      const back = matrix[j]?.[i] ?? NaN;
      if (!(v > 0) || !(Math.abs(v * back - 1) <= 0.01)) throw bad(`(${i + 1}, ${j + 1}) × (${j + 1}, ${i + 1}) ≠ 1`);
    });
  });
  let w = new Float64Array(n).fill(1 / n);
  let eigenvalue = n;
  for (let turn = 0; turn < 10_000; turn++) {
    const next = Float64Array.from(matrix, (row) => row.reduce((sum, v, j) => sum + v * (w[j] as number), 0));
    eigenvalue = next.reduce((sum, v) => sum + v, 0);
    let moved = 0;
    for (let i = 0; i < n; i++) {
      next[i] = (next[i] as number) / eigenvalue;
      moved = Math.max(moved, Math.abs((next[i] as number) - (w[i] as number)));
    }
    w = next;
    if (moved < 1e-15) break;
  }
  const worst = { row: 0, column: 0, fits: 1 };
  let far = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const fits = (w[i] as number) / (w[j] as number);
      const off = Math.abs(Math.log((matrix[i]?.[j] as number) / fits));
      if (off > far + 1e-12) {
        far = off;
        Object.assign(worst, { row: i, column: j, fits });
      }
    }
  const random = RANDOM_INDEX[n - 1] as number;
  return { weights: w, eigenvalue, ratio: random === 0 ? 0 : Math.max(0, (eigenvalue - n) / (n - 1) / random), worst };
}

/** Weights by AHP. Errors: consistency ratio above `limit`. */
export function ahpWeights(matrix: readonly (readonly number[])[], limit: number, node: string): Float64Array {
  const { weights, ratio, worst } = judge(matrix, node);
  if (ratio > limit)
    throw new CompositeError('ahp.inconsistent', {
      node,
      ratio: ratio.toFixed(3),
      limit,
      row: worst.row + 1,
      column: worst.column + 1,
    });
  return weights;
}

/** One matrix from those of several experts: element by element the geometric mean (Aczél and Saaty, 1983). */
export function combineJudgements(matrices: readonly (readonly (readonly number[])[])[]): number[][] {
  const first = matrices[0] ?? [];
  return first.map((row, i) =>
    row.map((_, j) => Math.exp(matrices.reduce((sum, m) => sum + Math.log(m[i]?.[j] as number), 0) / matrices.length)),
  );
}
