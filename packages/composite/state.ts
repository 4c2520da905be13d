/** What goes from step to step: one column an indicator, over the units that are still in. */
import type { Column } from './numbers.ts';
import type { Tree } from './tree.ts';

export type IndexData = {
  /** Codes of the units. */
  units: readonly string[];
  names?: readonly string[] | undefined;
  /** Indicators and denominators, one value a unit, NaN where it is missing. */
  columns: ReadonlyMap<string, Column>;
  /** Groupings of the units, such as a region's kind. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** The same units in other years, for imputation along the years. */
  panel?: readonly { year: number; columns: ReadonlyMap<string, Column> }[] | undefined;
  year?: number | undefined;
};

export type State = {
  /** For each row, which unit of the data it is. */
  units: Int32Array;
  /** In the order of the tree's indicators. A step makes new columns and leaves those it was given alone. */
  columns: Column[];
};

export type Context = { tree: Tree; data: IndexData };
export type RunStep = (state: State) => State;

/** Code of the unit in a row. */
export const unitAt = ({ data }: Context, state: State, row: number): string =>
  data.units[state.units[row] as number] as string;

/** A column of the data over the units that are still in. */
export function columnOf({ data }: Context, state: State, code: string): Column | undefined {
  const whole = data.columns.get(code);
  if (!whole) return undefined;
  return state.units.length === whole.length ? whole : Float64Array.from(state.units, (u) => whole[u] as number);
}
