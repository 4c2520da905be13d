/**
 * Imputation of missing values (OECD/JRC Handbook 2008, step 3). What is there stays as it is; what cannot be imputed is an
 * error that names the indicator, never a silent gap.
 */
import { CompositeError } from './errors.ts';
import { imputeByEm } from './impute-em.ts';
import { imputeByRegression } from './impute-regression.ts';
import { type Column, countValues, mean, median } from './numbers.ts';
import { type Chosen, choiceBelow } from './read-model.ts';
import type { Imputation } from './schema.ts';
import { type Context, type RunStep, type State, unitAt } from './state.ts';

export function prepareImpute(chosen: Chosen<Imputation>, context: Context): RunStep {
  const { tree, data } = context;
  const each = Array.from({ length: tree.indicators }, (_, i) => choiceBelow(chosen, tree, i));
  for (const how of each)
    if ('group' in how && how.group !== undefined && !data.groups.has(how.group))
      throw new CompositeError('data.column-missing', { node: how.group });
  const groupings = each.map((how) =>
    'group' in how && how.group !== undefined
      ? numberGroups(data.groups.get(how.group) as readonly string[])
      : undefined,
  );
  return (state) => {
    let joint: Column[] | undefined;
    const impute = (x: Column, i: number): Column => {
      const how = each[i] as Imputation;
      const code = tree.nodes[i]?.code ?? '';
      const there = countValues(x);
      if (there === x.length || how.method === 'none') return x;
      if (there === 0 && how.method !== 'panel' && how.method !== 'value')
        throw new CompositeError('data.all-missing', { node: code });
      if (how.method === 'value') return x.map((v) => (Number.isNaN(v) ? how.value : v));
      if (how.method === 'regression') return imputeByRegression(state.columns, i, how.predictors, code);
      if (how.method === 'panel') return imputeByPanel(x, code, how, context, state);
      if (how.method === 'em') {
        // All indicators that ask for it share one model of the whole table.
        joint ??= imputeByEm(state.columns, how, code);
        return joint[i] as Column;
      }
      const grouping = groupings[i];
      if (grouping) return imputeByGroup(x, code, grouping, how.method, context, state);
      const fill = how.method === 'mean' ? mean(x) : median(x);
      return x.map((v) => (Number.isNaN(v) ? fill : v));
    };
    return { units: state.units, columns: state.columns.map(impute) };
  };
}

/** A grouping as numbers: for each unit of the data which group it is in, and the groups' names. */
type Grouping = { of: Int32Array; names: string[] };

function numberGroups(labels: readonly string[]): Grouping {
  const names = [...new Set(labels)];
  const at = new Map(names.map((name, g) => [name, g]));
  return { of: Int32Array.from(labels, (label) => at.get(label) as number), names };
}

function imputeByGroup(
  x: Column,
  code: string,
  { of, names }: Grouping,
  method: 'mean' | 'median',
  context: Context,
  state: State,
): Column {
  const fills = new Float64Array(names.length);
  if (method === 'mean') {
    const counts = new Int32Array(names.length);
    for (let r = 0; r < x.length; r++) {
      const v = x[r] as number;
      if (Number.isNaN(v)) continue;
      const g = of[state.units[r] as number] as number;
      fills[g] = (fills[g] as number) + v;
      counts[g] = (counts[g] as number) + 1;
    }
    for (let g = 0; g < fills.length; g++) fills[g] = (fills[g] as number) / (counts[g] as number);
  } else
    for (let g = 0; g < fills.length; g++) fills[g] = median(x.filter((_, r) => of[state.units[r] as number] === g));
  const out = x.slice();
  for (let r = 0; r < out.length; r++) {
    if (!Number.isNaN(out[r])) continue;
    const g = of[state.units[r] as number] as number;
    const fill = fills[g] as number;
    if (Number.isNaN(fill)) {
      const place = { node: code, unit: unitAt(context, state, r), group: names[g] as string };
      throw new CompositeError('impute.group-missing', place);
    }
    out[r] = fill;
  }
  return out;
}

type Panel = Extract<Imputation, { method: 'panel' }>;

/**
 * From the other years of the same unit. `latest`: the last value before this year. `linear`: on the straight line between
 * the last before and the first after; `linear-constant`: the same, and where one side is missing the other side's value.
 */
function imputeByPanel(x: Column, code: string, how: Panel, { data }: Context, state: State): Column {
  const now = data.year;
  if (!data.panel?.length || now === undefined) throw new CompositeError('impute.no-panel', { node: code });
  const near = (year: number) => how.maxYears === undefined || Math.abs(year - now) <= how.maxYears;
  const others = data.panel
    .filter(({ year }) => year !== now && near(year))
    .map(({ year, columns }) => ({ year, column: columns.get(code) }));
  return x.map((v, row) => {
    if (!Number.isNaN(v)) return v;
    const unit = state.units[row] as number;
    const known = others
      .map(({ year, column }) => ({ year, value: column?.[unit] ?? NaN }))
      .filter(({ value }) => !Number.isNaN(value))
      .sort((a, b) => a.year - b.year);
    const before = known.findLast(({ year }) => year < now);
    const after = known.find(({ year }) => year > now);
    if (how.line === 'latest') return before?.value ?? NaN;
    if (before && after)
      return before.value + ((after.value - before.value) * (now - before.year)) / (after.year - before.year);
    return how.line === 'linear-constant' ? ((before ?? after)?.value ?? NaN) : NaN;
  });
}
