/**
 * Chance that can be repeated: a stream for each thing drawn, named by words, so that one thing more or less changes nothing of
 * the others. The same numbers on every machine.
 */
import { seeded } from '../../packages/composite/index.ts';

export type Random = {
  /** Evenly in [0, 1). */
  next(): number;
  /** Evenly among 0 … n − 1. */
  below(n: number): number;
  /** Evenly in [low, high). */
  between(low: number, high: number): number;
  /** Mean 0, variance 1: the sum of twelve even draws less six, which needs no logarithm. */
  normal(): number;
  /** A new list in another order. */
  shuffle<T>(list: readonly T[]): T[];
};

export function streamOf(seed: number, ...words: (string | number)[]): Random {
  const next = seeded(seed ^ fold(words.join('\u0000')));
  return {
    next,
    below: (n) => Math.floor(next() * n),
    between: (low, high) => low + next() * (high - low),
    normal: () => {
      let sum = -6;
      for (let draw = 0; draw < 12; draw++) sum += next();
      return sum;
    },
    shuffle: (list) => {
      const copy = [...list];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = Math.floor(next() * (last + 1));
        [copy[last], copy[other]] = [copy[other]!, copy[last]!];
      }
      return copy;
    },
  };
}

/** FNV-1a over UTF-16 units, mixed with the length. */
function fold(text: string): number {
  let hash = 0x811c9dc5 ^ text.length;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
