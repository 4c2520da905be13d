/** A scheme's content as the science knows it: tree, steps, factors, and frozen values as data. */
import { createHash } from 'node:crypto';
import {
  CompositeError,
  checkModel,
  type Factor,
  type Model,
  readFactors,
  readModel,
  schemeTree,
  type Tree,
} from '../../../packages/composite/index.ts';
import type { SchemeContent, SchemeProblem } from '../../../packages/contract/index.ts';

export type FrozenUnit = { code: string; name: string; nameEn: string; parent: string | null; kind: string };
export type FrozenValue = { indicator: string; region: string; year: number; value: string; simulated: boolean };
export type FrozenData = { year: number; units: FrozenUnit[]; values: FrozenValue[] };

/** The indicators that a scheme needs values of. */
export function indicatorsOf({ nodes, context }: SchemeContent): string[] {
  const wanted = nodes.flatMap(({ indicator, denominator }) => [indicator, denominator]);
  return [...new Set([...wanted, ...context.map(({ id }) => id)])].filter((id) => id !== undefined);
}

export type IndexProblem = { tree: Tree; model: Model; factors: Factor[] };

/** @throws CompositeError naming the node or the place. */
export function problemOf(content: SchemeContent): IndexProblem {
  const tree = schemeTree(content.nodes);
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
