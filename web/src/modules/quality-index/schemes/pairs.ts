/** Judgements of pairs on Saaty's scale: 0 is as important, +k the first k+1 times as important, −k the second. */
export type Pairs = Record<string, number>;
export const pairKey = (i: number, j: number): string => `${i}-${j}`;
export const pairCount = (n: number): number => (n * (n - 1)) / 2;
export const timesOf = (judgement: number): number => (judgement >= 0 ? judgement + 1 : 1 / (1 - judgement));

export function pairsOf(matrix: readonly (readonly number[])[]): Pairs {
  const pairs: Pairs = {};
  matrix.forEach((row, i) => {
    for (let j = i + 1; j < row.length; j++) {
      const times = row[j] as number;
      pairs[pairKey(i, j)] = Math.max(-8, Math.min(8, Math.round(times >= 1 ? times - 1 : 1 - 1 / times)));
    }
  });
  return pairs;
}

/** The reciprocal matrix; a pair not judged yet counts as equal. */
export function matrixOf(pairs: Pairs, n: number): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => {
      if (i === j) return 1;
      return i < j ? timesOf(pairs[pairKey(i, j)] ?? 0) : 1 / timesOf(pairs[pairKey(j, i)] ?? 0);
    }),
  );
}

export const judgedAll = (pairs: Pairs, n: number): boolean => Object.keys(pairs).length >= pairCount(n);
