/**
 * Treatment of outliers by the rule of skewness and kurtosis: a column that does not pass is winsorised point by point, and
 * when that is not enough, transformed. (OECD/JRC Handbook 2008, step 4; the JRC's audit practice for the order.)
 */
import { CompositeError } from './errors.ts';
import { type Column, quantile, range, shape, values } from './numbers.ts';
import { type Chosen, choiceBelow } from './read-model.ts';
import type { Treating, Treatment } from './schema.ts';
import type { Context, RunStep } from './state.ts';

/** What was done to a column, and its shape before and after. */
export type TreatmentNote = {
  code: string;
  before: { skewness: number; kurtosis: number };
  after: { skewness: number; kurtosis: number };
  method: Treatment['method'];
  /** Units of the data whose value was drawn in by winsorisation. */
  points: number[];
  passes: boolean;
};

type Pass = NonNullable<Treating['pass']>;
const passes = ({ skewness, kurtosis }: { skewness: number; kurtosis: number }, pass: Pass) =>
  Math.abs(skewness) < pass.skewness || kurtosis < pass.kurtosis || Number.isNaN(skewness) || Number.isNaN(kurtosis);

export function prepareTreat(
  chosen: Chosen<Treating>,
  { tree }: Context,
  note?: (done: TreatmentNote) => void,
): RunStep {
  const each = Array.from({ length: tree.indicators }, (_, i) => choiceBelow(chosen, tree, i));
  return (state) => {
    // Screening may have left units out: rows are not the units of the data.
    const byUnit = (done: TreatmentNote) =>
      note?.({ ...done, points: done.points.map((row) => state.units[row] as number) });
    return {
      units: state.units,
      columns: state.columns.map((x, i) => treatColumn(x, each[i] as Treating, tree.nodes[i]?.code ?? '', byUnit)),
    };
  };
}

/** The treated column; the same one when nothing is to be done. Errors: no logarithm of what is not positive. */
export function treatColumn(x: Column, how: Treating, code: string, note?: (done: TreatmentNote) => void): Column {
  const before = shape(x);
  if (how.pass && passes(before, how.pass)) return x;
  const limits = how.pass ?? { skewness: 0, kurtosis: -Infinity };
  let method = how.first.method;
  let points: number[] = [];
  let out = apply(x, how.first, limits, code, (at) => (points = at));
  let after = shape(out);
  if (how.second.method !== 'none' && how.pass && !passes(after, limits)) {
    method = how.second.method;
    if (!how.combine) points = [];
    out = apply(how.combine ? out : x, how.second, limits, code, (at) => (points = at));
    after = shape(out);
  }
  if (method !== 'none') note?.({ code, before, after, method, points, passes: passes(after, limits) });
  return out;
}

function apply(x: Column, how: Treatment, pass: Pass, code: string, drawn: (points: number[]) => void): Column {
  switch (how.method) {
    case 'none':
      return x;
    case 'winsorize': {
      const done = winsorize(x, how.maxPoints ?? Infinity, pass);
      drawn(done.points);
      return done.column;
    }
    case 'percentile': {
      const sorted = values(x).sort();
      const low = quantile(sorted, how.lower);
      const high = quantile(sorted, how.upper);
      return x.map((v) => (v < low ? low : v > high ? high : v));
    }
    case 'log': {
      const [low, high] = range(x);
      if (how.shift === 'none') {
        if (low <= 0) throw new CompositeError('treat.log-domain', { node: code });
        return x.map(Math.log);
      }
      const a = how.shift === 'one' ? 1 : 0.01 * (high - low);
      return how.reflect && shape(x).skewness < 0
        ? x.map((v) => -Math.log(high + a - v))
        : x.map((v) => Math.log(v - low + a));
    }
    case 'box-cox': {
      const [low] = range(x);
      const positive = low > 0 ? x : x.map((v) => v - low + 1);
      const lambda = how.lambda === 'max-likelihood' ? bestLambda(values(positive)) : how.lambda;
      return positive.map((v) => boxCox(v, lambda));
    }
  }
}

/**
 * Draws the value at the long end (all that share it) in to the next one, until the column passes or `maxPoints` values
 * are drawn in at the ends.
 */
export function winsorize(x: Column, maxPoints: number, pass: Pass): { column: Column; points: number[] } {
  const column = x.slice();
  let high: number[] = [];
  let low: number[] = [];
  for (let now = shape(column); !passes(now, pass) && high.length + low.length < maxPoints; now = shape(column)) {
    const up = now.skewness >= 0;
    const [min, max] = range(column);
    const end = up ? max : min;
    let next = up ? -Infinity : Infinity;
    const at: number[] = [];
    for (let r = 0; r < column.length; r++) {
      const v = column[r] as number;
      if (v === end) at.push(r);
      else if (up ? v > next : v < next) next = v;
    }
    if (!Number.isFinite(next)) break;
    for (const r of at) column[r] = next;
    if (up) high = at;
    else low = at;
  }
  return { column, points: [...high, ...low].sort((a, b) => a - b) };
}

const boxCox = (v: number, lambda: number) => (lambda === 0 ? Math.log(v) : (v ** lambda - 1) / lambda);

/** λ in [−2, 2] of the largest profile likelihood (Box and Cox, 1964, eq. 8), by golden section. */
export function bestLambda(x: Column): number {
  const logs = x.reduce((sum, v) => sum + Math.log(v), 0);
  const likelihood = (lambda: number) => {
    const y = x.map((v) => boxCox(v, lambda));
    const m = y.reduce((sum, v) => sum + v, 0) / y.length;
    const s2 = y.reduce((sum, v) => sum + (v - m) ** 2, 0) / y.length;
    return (lambda - 1) * logs - (y.length / 2) * Math.log(s2);
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [-2, 2];
  while (b - a > 1e-9) {
    const c = b - golden * (b - a);
    const d = a + golden * (b - a);
    if (likelihood(c) > likelihood(d)) b = d;
    else a = c;
  }
  return (a + b) / 2;
}
