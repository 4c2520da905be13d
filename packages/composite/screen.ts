/** Screening: units with too few values, or too many zeros, are left out before anything is computed over the units. */
import { CompositeError } from './errors.ts';
import type { Screening } from './schema.ts';
import { type Context, type RunStep, unitAt } from './state.ts';

export function prepareScreen(how: Screening, context: Context): RunStep {
  const known = new Set(context.data.units);
  for (const code of [...how.keep, ...how.drop])
    if (!known.has(code)) throw new CompositeError('config.unknown-node', { node: code });
  return (state) => {
    const rows = Array.from(state.units.keys()).filter((r) => {
      const code = unitAt(context, state, r);
      if (how.keep.includes(code)) return true;
      if (how.drop.includes(code)) return false;
      let there = 0;
      let zero = 0;
      for (const x of state.columns) {
        const v = x[r] as number;
        if (!Number.isNaN(v)) there++;
        if (v === 0) zero++;
      }
      return there / state.columns.length >= how.minAvailable && (there === 0 ? 0 : 1 - zero / there) >= how.minNonZero;
    });
    if (rows.length < 2) throw new CompositeError('screen.too-few', { count: rows.length });
    if (rows.length === state.units.length) return state;
    return {
      units: Int32Array.from(rows, (r) => state.units[r] as number),
      columns: state.columns.map((x) => Float64Array.from(rows, (r) => x[r] as number)),
    };
  };
}
