/** A scheme's nodes and frozen values as tree and data. The server runs on it, and so does whoever tries weights. */
import type { IndexData } from './state.ts';
import { buildTree, type IndexNode, type Tree } from './tree.ts';

/** A node as a scheme writes it: one with an `indicator` is at the bottom. */
export type SchemeTreeNode = {
  code: string;
  name: string;
  parent: string | null;
  weight: number;
  indicator?: string | undefined;
  direction?: 1 | -1 | undefined;
  denominator?: string | undefined;
  goalposts?: readonly [number, number] | undefined;
  target?: number | undefined;
};

export function schemeTree(nodes: readonly SchemeTreeNode[]): Tree {
  return buildTree(
    nodes.map(
      (node): IndexNode => ({
        code: node.code,
        name: node.name,
        parent: node.parent,
        kind: node.indicator === undefined ? 'aggregate' : 'indicator',
        weight: node.weight,
        direction: node.direction ?? 1,
        denominator: node.denominator,
        target: node.target,
        goalposts: node.goalposts && { lower: node.goalposts[0], upper: node.goalposts[1] },
      }),
    ),
  );
}

export type SchemeUnit = { code: string; name: string; parent: string | null; kind: string };
export type SchemeValue = { indicator: string; region: string; year: number; value: string };
export type SchemeValues = { year: number; units: readonly SchemeUnit[]; values: readonly SchemeValue[] };

/** Values by the tree's codes, denominators by the indicator's. Groups: `city` and `kind` of the region. */
export function schemeData(nodes: readonly SchemeTreeNode[], frozen: SchemeValues): IndexData {
  const units = frozen.units.map(({ code }) => code);
  const at = new Map(units.map((code, i) => [code, i]));
  const years = new Map<number, Map<string, Float64Array>>();
  const columnAt = (year: number, indicator: string): Float64Array => {
    const columns = years.get(year) ?? new Map<string, Float64Array>();
    years.set(year, columns);
    const column = columns.get(indicator) ?? new Float64Array(units.length).fill(NaN);
    columns.set(indicator, column);
    return column;
  };
  for (const { indicator, region, year, value } of frozen.values) {
    const row = at.get(region);
    if (row !== undefined) columnAt(year, indicator)[row] = Number(value);
  }
  const columnsOf = (year: number) => {
    const held = years.get(year);
    const of = (indicator: string) => held?.get(indicator) ?? new Float64Array(units.length).fill(NaN);
    return new Map(
      nodes.flatMap((node) => [
        ...(node.indicator === undefined ? [] : [[node.code, of(node.indicator)] as const]),
        ...(node.denominator === undefined ? [] : [[node.denominator, of(node.denominator)] as const]),
      ]),
    );
  };
  return {
    units,
    names: frozen.units.map(({ name }) => name),
    columns: columnsOf(frozen.year),
    groups: new Map([
      ['city', frozen.units.map(({ parent, code }) => parent ?? code)],
      ['kind', frozen.units.map(({ kind }) => kind)],
    ]),
    panel: [...years.keys()].filter((year) => year !== frozen.year).map((year) => ({ year, columns: columnsOf(year) })),
    year: frozen.year,
  };
}
