/** What can be known to be wrong with a model on a tree before there are data. */
import { checkFactors, type Factor } from './factors.ts';
import { prepareNormalise } from './normalise.ts';
import { checkNames, choiceAt, type Model } from './read-model.ts';
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
  checkFactors(tree, model, factors);
}
