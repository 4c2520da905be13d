/** Runs a model on data: every step in its order, then scores and places. */
import { type Aggregated, prepareAggregate, type RunAggregate, type Variation } from './aggregate.ts';
import { prepareDenominate } from './denominate.ts';
import { CompositeError } from './errors.ts';
import { prepareImpute } from './impute.ts';
import { prepareNormalise } from './normalise.ts';
import { type Column, countValues, rankDescending } from './numbers.ts';
import { checkNames, type Model, type Step, type StepName, type StepOf } from './read-model.ts';
import { prepareScreen } from './screen.ts';
import type { Context, IndexData, RunStep, State } from './state.ts';
import { prepareTreat, type TreatmentNote } from './treat.ts';
import type { Tree } from './tree.ts';
import type { Weights } from './weigh.ts';
import type { SolveLinearProgram } from './weights/benefit-of-doubt.ts';

export type RunOptions = {
  /** Needed by benefit-of-doubt weights only. */
  solve?: SolveLinearProgram | undefined;
};

/** A step made ready for the tree and the data, so that it can be run many times. */
export type PreparedStep = { step: Exclude<StepName, 'aggregate'>; run: RunStep };
export type Prepared = { context: Context; steps: PreparedStep[]; aggregate: RunAggregate; start: State };

export type StepResult = {
  step: 'raw' | StepName;
  /** Codes of the units that are in after the step. */
  units: string[];
  /** One column for each indicator; after `aggregate` one for each node. */
  columns: ReadonlyMap<string, Column>;
};

export type IndexResult = {
  tree: Tree;
  /** Units that have passed the screening, in the order of the data. */
  units: string[];
  steps: StepResult[];
  treatments: TreatmentNote[];
  /** Scores of every node. */
  scores: ReadonlyMap<string, Column>;
  /** Places of the units by the root's score, 1 the highest; ties share the better place. */
  ranks: Column;
  /** For each aggregate the weights of its children. */
  weights: ReadonlyMap<string, { codes: string[]; weights: Weights }>;
};

/** Makes a model ready. Errors name the node or the place in the model. */
export function prepareIndex(tree: Tree, data: IndexData, model: Model, options: RunOptions = {}): Prepared {
  if (data.units.length < 2) throw new CompositeError('data.one-unit', { count: data.units.length });
  const seen = new Set<string>();
  for (const unit of data.units) {
    if (seen.has(unit)) throw new CompositeError('data.duplicate-unit', { node: unit });
    seen.add(unit);
  }
  checkNames(model, tree);
  const context = { tree, data };
  const columns = tree.nodes.slice(0, tree.indicators).map(({ code }) => {
    const column = data.columns.get(code);
    if (!column) throw new CompositeError('data.column-missing', { node: code });
    if (countValues(column) === 0 && !hasPanel(model)) throw new CompositeError('data.all-missing', { node: code });
    return column;
  });
  const last = model.steps.find((step): step is StepOf<'aggregate'> => step.step === 'aggregate');
  if (!last) throw new CompositeError('step.order', { node: 'aggregate', after: '' });
  return {
    context,
    start: { units: Int32Array.from(data.units, (_, i) => i), columns },
    steps: model.steps
      .filter((step) => step.step !== 'aggregate')
      .map((step) => ({ step: step.step, run: prepareStep(step, context) })),
    aggregate: prepareAggregate(last, context, options.solve),
  };
}

/** Years around may fill a column that is empty in this one. */
const hasPanel = (model: Model) =>
  model.steps.some(
    (step) =>
      step.step === 'impute' &&
      [step.by.base, ...Object.values(step.by.nodes)].some(({ method }) => method === 'panel' || method === 'value'),
  );

export function prepareStep(
  step: Exclude<Step, { step: 'aggregate' }>,
  context: Context,
  note?: (done: TreatmentNote) => void,
): RunStep {
  switch (step.step) {
    case 'denominate':
      return prepareDenominate(step.by, context);
    case 'impute':
      return prepareImpute(step.by, context);
    case 'screen':
      return prepareScreen(step.by, context);
    case 'treat':
      return prepareTreat(step.by, context, note);
    case 'normalise':
      return prepareNormalise(step.by, context);
  }
}

/** All steps once. `variation`: indicators left out, weights changed. */
export function runOnce(
  { steps, aggregate, start }: Prepared,
  variation?: Variation,
  chosen: readonly PreparedStep[] = steps,
): { state: State; aggregated: Aggregated } {
  let state = start;
  for (const { run } of chosen) state = run(state);
  return { state, aggregated: aggregate(state, variation) };
}

/** Runs a model and keeps what every step left. */
export function runIndex(tree: Tree, data: IndexData, model: Model, options: RunOptions = {}): IndexResult {
  const prepared = prepareIndex(tree, data, model, options);
  const { context } = prepared;
  const treatments: TreatmentNote[] = [];
  const keep = (step: StepResult['step'], state: State, columns = state.columns): StepResult => ({
    step,
    units: Array.from(state.units, (u) => data.units[u] as string),
    columns: new Map(columns.map((column, i) => [tree.nodes[i]?.code ?? '', column])),
  });
  let state = prepared.start;
  const results = [keep('raw', state)];
  for (const step of model.steps) {
    if (step.step === 'aggregate') continue;
    state = prepareStep(step, context, (done) => treatments.push(done))(state);
    results.push(keep(step.step, state));
  }
  const { columns, weights } = prepared.aggregate(state);
  const aggregated = keep('aggregate', state, columns);
  return {
    tree,
    units: aggregated.units,
    steps: [...results, aggregated],
    treatments,
    scores: aggregated.columns,
    ranks: rankDescending(columns[tree.root] as Column),
    weights: new Map(
      tree.nodes.flatMap((node, at) =>
        weights[at]
          ? [[node.code, { codes: node.children.map((c) => tree.nodes[c]?.code ?? ''), weights: weights[at] }] as const]
          : [],
      ),
    ),
  };
}
