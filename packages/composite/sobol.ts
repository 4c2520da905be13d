/** Sobol's low-discrepancy points. */
import { CompositeError } from './errors.ts';
import { seeded } from './random.ts';
import directions from './sobol-directions.json' with { type: 'json' };

/** The first dimension needs no numbers of its own. */
export const SOBOL_DIMENSIONS = directions.length + 1;
const BITS = 32;

/**
 * The first `count` points of the Sobol sequence in [0, 1)^d, one row a point, from the origin on (Sobol', 1967; Antonov and
 * Saleev's order, 1979), with the primitive polynomials and initial numbers of Joe and Kuo (SIAM J. Sci. Comput. 30, 2008;
 * their set new-joe-kuo-6). With a `seed` every dimension is shifted by a random word, digit by digit, which leaves the net
 * a net and moves it off the origin. Errors: more dimensions than there are numbers for.
 */
export function sobolPoints(count: number, d: number, seed?: number): Float64Array {
  if (d > SOBOL_DIMENSIONS) throw new CompositeError('sobol.dimensions', { given: d, limit: SOBOL_DIMENSIONS });
  const out = new Float64Array(count * d);
  const random = seed === undefined ? undefined : seeded(seed);
  for (let k = 0; k < d; k++) {
    const v = directionNumbers(k);
    const shift = random ? Math.floor(random() * 2 ** BITS) >>> 0 : 0;
    let x = 0;
    for (let i = 0; i < count; i++) {
      // From one point to the next only one direction turns: that of the lowest zero bit before it.
      if (i > 0) x ^= v[31 - Math.clz32(i & -i)] as number;
      out[i * d + k] = ((x ^ shift) >>> 0) / 2 ** BITS;
    }
  }
  return out;
}

function directionNumbers(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let i = 0; i < BITS; i++) v[i] = 2 ** (BITS - 1 - i);
    return v;
  }
  const [polynomial, ...initial] = directions[dimension - 1] as [number, ...number[]];
  const s = initial.length;
  for (let i = 0; i < BITS; i++) {
    if (i < s) {
      v[i] = (initial[i] as number) * 2 ** (BITS - 1 - i);
      continue;
    }
    let x = (v[i - s] as number) ^ ((v[i - s] as number) >>> s);
    for (let k = 1; k < s; k++) if ((polynomial >>> (s - k)) & 1) x ^= v[i - k] as number;
    v[i] = x >>> 0;
  }
  return v;
}
