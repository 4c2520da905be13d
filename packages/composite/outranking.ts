/**
 * Comparison of units pair by pair (OECD/JRC Handbook 2008, 6.3: non-compensatory multi-criteria). E[i][j] is the share of
 * the weights of the criteria on which i is better than j, half of it where they are equal. Row-major, n × n.
 */
import type { Column } from './numbers.ts';

export function outrankingMatrix(columns: readonly Column[], weights: ArrayLike<number>): Float64Array {
  const n = (columns[0] as Column).length;
  const e = new Float64Array(n * n);
  let total = 0;
  for (let k = 0; k < columns.length; k++) total += weights[k] as number;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      let ij = 0;
      for (let k = 0; k < columns.length; k++) {
        const a = (columns[k] as Column)[i] as number;
        const b = (columns[k] as Column)[j] as number;
        if (a > b) ij += weights[k] as number;
        else if (a === b) ij += (weights[k] as number) / 2;
      }
      e[i * n + j] = ij / total;
      e[j * n + i] = 1 - ij / total;
    }
  return e;
}

/** Mean share of the weights by which each unit beats the others, in 0–1. */
export function outrankingScores(e: Float64Array, n: number): Column {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += i === j ? 0 : (e[i * n + j] as number);
    return sum / (n - 1);
  });
}

/** Copeland: pairs won minus pairs lost. Half the weights to within 1e-12 is a draw. */
export function copelandScores(e: Float64Array, n: number): Column {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      const margin = i === j ? 0 : (e[i * n + j] as number) - 0.5;
      if (Math.abs(margin) > 1e-12) sum += Math.sign(margin);
    }
    return sum;
  });
}

/** Borda scores of a profile: each criterion gives n − place points times its weight. */
export function bordaScores(columns: readonly Column[], weights: ArrayLike<number>): Column {
  const n = (columns[0] as Column).length;
  const e = outrankingMatrix(columns, weights);
  let total = 0;
  for (let k = 0; k < columns.length; k++) total += weights[k] as number;
  return outrankingScores(e, n).map((v) => v * (n - 1) * total);
}

/** The largest number of units for which the best order is computed; time and memory double with each more. */
export const KEMENY_LIMIT = 18;

/**
 * Condorcet–Kemeny–Young–Levenglick: the order of the units with the largest sum of E[i][j] over all pairs with i before j.
 * Exact, by dynamic programming over the sets of units already placed, O(2ⁿ·n²). Of equal orders the one that is first by
 * row numbers. Returns the rows from best to worst.
 */
export function kemenyOrder(e: Float64Array, n: number): number[] {
  const size = 1 << n;
  const best = new Float64Array(size).fill(-1);
  const last = new Int8Array(size);
  best[0] = 0;
  // best[S]: the largest sum when the units of S come last, and which of them is their first.
  for (let s = 1; s < size; s++) {
    for (let i = 0; i < n; i++) {
      if (!(s & (1 << i))) continue;
      const rest = s & ~(1 << i);
      let sum = best[rest] as number;
      for (let j = 0; j < n; j++) if (rest & (1 << j)) sum += e[i * n + j] as number;
      if (sum > (best[s] as number) + 1e-12) {
        best[s] = sum;
        last[s] = i;
      }
    }
  }
  const order: number[] = [];
  for (let s = size - 1; s; s &= ~(1 << (last[s] as number))) order.push(last[s] as number);
  return order;
}
