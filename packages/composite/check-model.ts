/** What can be known to be wrong with a model on a tree before there are data. */
import { CompositeError } from './errors.ts';
import type { Factor } from './factors.ts';
import { prepareNormalise } from './normalise.ts';
import { checkNames, choiceAt, type Model, readStep } from './read-model.ts';
import type { Tree } from './tree.ts';
import { prepareWeights } from './weigh.ts';

/** @throws CompositeError naming the node: exceptions for nodes that are not there, judgements that do not fit the children,
 * goalposts and targets that are not given, a factor that varies a step that the model lacks. */
export function checkModel(tree: Tree, model: Model, factors: readonly Factor[] = []): void {
  checkNames(model, tree);
  for (const step of model.steps) {
    if (step.step === 'aggregate')
      tree.nodes.forEach((node, i) => {
        const how = choiceAt(step.weights, tree, i);
        if (node.kind === 'aggregate' && (how.method === 'ahp' || how.method === 'budget'))
          prepareWeights(how, tree, i, undefined);
      });
    // Making it ready asks for goalposts, targets and directions; only running it asks for data.
    if (step.step === 'normalise')
      prepareNormalise(step.by, { tree, data: { units: [], columns: new Map(), groups: new Map() } });
  }
  const names = new Set<string>();
  const ways = new Set<string>();
  for (const factor of factors) {
    const name = factor.name ?? factor.kind;
    if (names.has(name)) throw new CompositeError('tree.duplicate', { node: name });
    names.add(name);
    if (!('options' in factor)) continue;
    if (ways.has(factor.kind)) throw new CompositeError('tree.duplicate', { node: factor.kind });
    ways.add(factor.kind);
    const step = factor.kind === 'weighting' ? 'aggregate' : factor.kind;
    if (!model.steps.some((own) => own.step === step)) throw new CompositeError('uncertainty.no-step', { node: step });
    factor.options.forEach((option, i) => {
      const place = `factors.${name}.options[${i}]`;
      const own = readStep(factor.kind === 'weighting' ? { step, weights: option } : { step, ...option }, place);
      checkNames({ steps: [own] }, tree);
    });
  }
}
