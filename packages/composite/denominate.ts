/** Denomination: xᵢ / (dᵢ / scale), so that large and small units can be compared. Missing where either is; d = 0 is an error. */
import { CompositeError } from './errors.ts';
import { type Chosen, choiceBelow } from './read-model.ts';
import type { Denomination } from './schema.ts';
import { type Context, columnOf, type RunStep, unitAt } from './state.ts';

export function prepareDenominate(chosen: Chosen<Denomination>, context: Context): RunStep {
  const { tree, data } = context;
  const each = Array.from({ length: tree.indicators }, (_, i) => {
    const own = choiceBelow(chosen, tree, i);
    const by = own.denominator === undefined ? tree.nodes[i]?.denominator : (own.denominator ?? undefined);
    if (by && !data.columns.has(by)) throw new CompositeError('data.column-missing', { node: by });
    return by ? { by, scale: own.scale } : undefined;
  });
  return (state) => ({
    units: state.units,
    columns: state.columns.map((x, i) => {
      const how = each[i];
      if (!how) return x;
      const d = columnOf(context, state, how.by) as Float64Array;
      const out = new Float64Array(x.length);
      for (let r = 0; r < x.length; r++) {
        const v = x[r] as number;
        const by = d[r] as number;
        if (by === 0 && !Number.isNaN(v))
          throw new CompositeError('denominate.zero', {
            node: tree.nodes[i]?.code ?? '',
            unit: unitAt(context, state, r),
            denominator: how.by,
          });
        out[r] = v / (by / how.scale);
      }
      return out;
    }),
  });
}
