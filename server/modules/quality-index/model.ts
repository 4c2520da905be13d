/** A scheme's content as the science knows it: tree, steps, factors, and frozen values as data. */
import { createHash } from 'node:crypto';
import {
  buildTree,
  CompositeError,
  checkModel,
  type Factor,
  type IndexData,
  type IndexNode,
  type Model,
  readFactors,
  readModel,
  type Tree,
} from '../../../packages/composite/index.ts';
import type { SchemeContent, SchemeNode, SchemeProblem } from '../../../packages/contract/index.ts';

export type FrozenUnit = { code: string; name: string; nameEn: string; parent: string | null; kind: string };
export type FrozenValue = { indicator: string; region: string; year: number; value: string; simulated: boolean };
export type FrozenData = { year: number; units: FrozenUnit[]; values: FrozenValue[] };

export function treeOf(nodes: readonly SchemeNode[]): Tree {
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

/** The indicators that a scheme needs values of. */
export function indicatorsOf({ nodes, context }: SchemeContent): string[] {
  const wanted = nodes.flatMap(({ indicator, denominator }) => [indicator, denominator]);
  return [...new Set([...wanted, ...context.map(({ id }) => id)])].filter((id) => id !== undefined);
}

/** Values by the tree's codes, denominators by the indicator's. Groups: `city` and `kind` of the region. */
export function dataOf(nodes: readonly SchemeNode[], frozen: FrozenData): IndexData {
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

export type IndexProblem = { tree: Tree; model: Model; factors: Factor[] };

/** @throws CompositeError naming the node or the place. */
export function problemOf(content: SchemeContent): IndexProblem {
  const tree = treeOf(content.nodes);
  const model = readModel(content.steps);
  const factors = readFactors(content.uncertainty.factors);
  checkModel(tree, model, factors);
  return { tree, model, factors };
}

/** What is wrong with a content, before any data are looked at. `known`: indicators that the installation has. */
export function findProblems(content: SchemeContent, known: ReadonlySet<string>): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  try {
    problemOf(content);
  } catch (error) {
    if (!(error instanceof CompositeError)) throw error;
    problems.push({ node: nodeIn(content, error.node), message: { zh: error.zh, en: error.en } });
  }
  const context = new Set(content.context.map(({ id }) => id));
  for (const { code, indicator, denominator } of content.nodes) {
    for (const id of [indicator, denominator])
      if (id !== undefined && !known.has(id) && !context.has(id))
        problems.push({
          node: code,
          message: { zh: `${code}：没有编号为 ${id} 的指标`, en: `${code}: there is no indicator ${id}` },
        });
  }
  return problems;
}

const nodeIn = ({ nodes }: SchemeContent, named: string | undefined): string | null =>
  nodes.find(({ code }) => code === named)?.code ?? null;

/** SHA-256 of a value with its keys in order: the same content, the same digest, however a database orders it. */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, sorted(v)]));
}
