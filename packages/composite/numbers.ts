/** Statistics of one column. A column is a Float64Array with one value a unit; a missing value is NaN and is passed over. */

export type Column = Float64Array;

/** How many values are there. */
export function countValues(x: Column): number {
  let n = 0;
  for (let i = 0; i < x.length; i++) if (!Number.isNaN(x[i])) n++;
  return n;
}

/** The values that are there. */
export const values = (x: Column): Column => x.filter((v) => !Number.isNaN(v));

/** Arithmetic mean; NaN of nothing. */
export function mean(x: Column): number {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (!Number.isNaN(v)) {
      n++;
      sum += v;
    }
  }
  return sum / n;
}

/** Sample variance, n − 1 in the denominator. */
export function variance(x: Column): number {
  const m = mean(x);
  let n = 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (!Number.isNaN(v)) {
      n++;
      sum += (v - m) ** 2;
    }
  }
  return sum / (n - 1);
}

export const standardDeviation = (x: Column): number => Math.sqrt(variance(x));

/** Smallest and largest value; [Infinity, −Infinity] of nothing. */
export function range(x: Column): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return [low, high];
}

/**
 * Sample skewness G1 and excess kurtosis G2, the bias-corrected pair of Joanes and Gill (The Statistician 47, 1998), "type 2"
 * of common statistics programs. Skewness needs 3 values, kurtosis 4; NaN below that and where all values are the same.
 */
export function shape(x: Column): { skewness: number; kurtosis: number } {
  const m = mean(x);
  let n = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (!Number.isNaN(v)) {
      const d = v - m;
      const dd = d * d;
      n++;
      s2 += dd;
      s3 += dd * d;
      s4 += dd * dd;
    }
  }
  const m2 = s2 / n;
  const g1 = s3 / n / m2 ** 1.5;
  const g2 = s4 / n / (m2 * m2) - 3;
  return {
    skewness: n < 3 ? NaN : (g1 * Math.sqrt(n * (n - 1))) / (n - 2),
    kurtosis: n < 4 ? NaN : (((n + 1) * g2 + 6) * (n - 1)) / ((n - 2) * (n - 3)),
  };
}

/** Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996). `sorted` ascends. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const a = sorted[low] as number;
  const b = sorted[Math.min(low + 1, sorted.length - 1)] as number;
  return a + (b - a) * (at - low);
}

export const median = (x: Column): number => quantile(values(x).sort(), 0.5);

/** Pearson correlation over the units that have both values; NaN where one of them does not vary. */
export function correlation(x: Column, y: Column): number {
  let n = 0;
  let mx = 0;
  let my = 0;
  for (let i = 0; i < x.length; i++) {
    const a = x[i] as number;
    const b = y[i] as number;
    if (!Number.isNaN(a) && !Number.isNaN(b)) {
      n++;
      mx += a;
      my += b;
    }
  }
  mx /= n;
  my /= n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const a = (x[i] as number) - mx;
    const b = (y[i] as number) - my;
    if (!Number.isNaN(a) && !Number.isNaN(b)) {
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
  }
  return xy / Math.sqrt(xx * yy);
}

/**
 * Ranks of the values, 1 the smallest. Ties share the lowest rank of their group (`min`) or its middle (`average`).
 * A missing value has no rank (NaN).
 */
export function rankAscending(x: Column, ties: 'min' | 'average' = 'min'): Column {
  const order = new Float64Array(values(x)).sort();
  const out = new Float64Array(x.length).fill(NaN);
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (Number.isNaN(v)) continue;
    const first = lowerBound(order, v);
    out[i] = ties === 'min' ? first + 1 : (first + 1 + upperBound(order, v)) / 2;
  }
  return out;
}

/** How far two scores may be apart by rounding alone: what is the same by arithmetic must not be ranked by its last bit. */
export const tieWidth = (v: number): number => 1e-11 * Math.max(1, Math.abs(v));

/** Places, 1 the highest score; ties share the best place. */
export function rankDescending(x: Column): Column {
  const order = new Float64Array(values(x)).sort();
  const out = new Float64Array(x.length).fill(NaN);
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (!Number.isNaN(v)) out[i] = order.length - upperBound(order, v + tieWidth(v)) + 1;
  }
  return out;
}

function lowerBound(sorted: Float64Array, v: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((sorted[mid] as number) < v) low = mid + 1;
    else high = mid;
  }
  return low;
}

function upperBound(sorted: Float64Array, v: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((sorted[mid] as number) <= v) low = mid + 1;
    else high = mid;
  }
  return low;
}
