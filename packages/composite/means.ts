/** The quasi-arithmetic means g⁻¹(Σw·g(x)): their generators, and the slopes that explanations are made of. */
import type { Aggregation } from './schema.ts';

export type Generator = { g: (v: number) => number; back: (v: number) => number; slope: (v: number) => number };

/** The generator of a mean; undefined for methods that are none (outranking, Copeland, Kemeny). */
export function generatorOf(by: Aggregation): Generator | undefined {
  const power = (p: number): Generator =>
    p === 0
      ? { g: Math.log, back: Math.exp, slope: (v) => 1 / v }
      : { g: (v) => v ** p, back: (v) => v ** (1 / p), slope: (v) => p * v ** (p - 1) };
  switch (by.method) {
    case 'arithmetic':
      return { g: (v) => v, back: (v) => v, slope: () => 1 };
    case 'geometric':
      return power(0);
    case 'harmonic':
      return { g: (v) => 1 / v, back: (v) => 1 / v, slope: (v) => -1 / (v * v) };
    case 'power':
      return power(by.p);
    default:
      return undefined;
  }
}

/** (g(a) − g(b))/(a − b), and g′(a) where they meet. */
export function chord({ g, slope }: Generator, a: number, b: number): number {
  const width = a - b;
  return Math.abs(width) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) ? slope(a) : (g(a) - g(b)) / width;
}
