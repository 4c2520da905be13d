/** A run as one document: where data and tree are, the steps, and what is uncertain. */
import { z } from 'zod';
import { CompositeError } from './errors.ts';
import { type Factor, readFactors } from './factors.ts';
import { type Model, readModel } from './read-model.ts';
import { readData, readTree, type Table } from './read-tables.ts';
import type { IndexData } from './state.ts';
import { buildTree, type Tree } from './tree.ts';

export const RunConfig = z.strictObject({
  schema: z.literal('zhimai.composite/1').optional(),
  /** CSV of the units, one row a unit (and year). */
  data: z.string(),
  /** CSV of the nodes with the columns of iMeta. */
  tree: z.string(),
  columns: z
    .strictObject({
      unit: z.string().default('uCode'),
      name: z.string().default('uName'),
      year: z.string().default('Time'),
    })
    .prefault({}),
  /** Which year is run when the data hold several; the latest when left out. */
  year: z.number().optional(),
  steps: z.array(z.unknown()),
  uncertainty: z
    .strictObject({
      samples: z.int().default(1000),
      seed: z.int().default(1),
      level: z.number().min(0.5).max(0.999).default(0.9),
      sensitivity: z.boolean().default(true),
      factors: z.array(z.unknown()).optional(),
    })
    .optional(),
});
export type RunConfig = z.infer<typeof RunConfig>;

/** Without factors of its own a run varies the weights by a quarter and leaves out one indicator at a time. */
export const defaultFactors: Factor[] = [
  { name: 'weights', kind: 'weights', noise: 0.25 },
  { name: 'inclusion', kind: 'inclusion', mode: 'one-out', probability: 0.9 },
];

export function readConfig(raw: unknown): RunConfig {
  const result = RunConfig.safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  throw new CompositeError('config.shape', { node: issue.path.join('.') || 'config', problem: issue.message });
}

export type Problem = { tree: Tree; data: IndexData; model: Model; factors: Factor[] };

/** The parts of a run from its configuration and the two tables that it names. */
export function readProblem(config: RunConfig, dataTable: Table, treeTable: Table): Problem {
  const { nodes } = readTree(treeTable);
  const tree = buildTree(nodes);
  const model = readModel(config.steps);
  const numeric = new Set<string>();
  for (const row of treeTable) if (row.Type?.trim() === 'Denominator') numeric.add(row.iCode?.trim() ?? '');
  for (const { code, kind, denominator } of nodes) {
    if (kind === 'indicator') numeric.add(code);
    if (denominator) numeric.add(denominator);
  }
  for (const step of model.steps) {
    if (step.step !== 'denominate') continue;
    for (const own of [step.by.base, ...Object.values(step.by.nodes)])
      if (own.denominator) numeric.add(own.denominator);
  }
  return {
    tree,
    data: readData(dataTable, numeric, config.columns, config.year),
    model,
    factors: config.uncertainty?.factors ? readFactors(config.uncertainty.factors) : defaultFactors,
  };
}
