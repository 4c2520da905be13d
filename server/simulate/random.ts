/**
 * Chance that can be repeated: sfc32, seeded by splitmix32 from a seed and the words that name a stream. A stream for
 * each thing drawn, so that one thing more or less changes nothing of the others. Only additions, shifts and
 * multiplications: the same numbers on every machine.
 */
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
  let state = (seed ^ fold(words.join('\u0000'))) >>> 0;
  const split = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, counter] = [split(), split(), split(), split()];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 12; warm++) next();
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
