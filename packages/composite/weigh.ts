/** The weights of an aggregate's children, by the method chosen for it. */
import { CompositeError } from './errors.ts';
import type { Column } from './numbers.ts';
import type { Weighting } from './schema.ts';
import type { Tree, TreeNode } from './tree.ts';
import { ahpWeights } from './weights/ahp.ts';
import { benefitOfDoubt, type SolveLinearProgram } from './weights/benefit-of-doubt.ts';
import { budgetWeights } from './weights/budget.ts';
import { correlationWeights } from './weights/correlation.ts';
import { criticWeights } from './weights/critic.ts';
import { entropyWeights, scaleToOne } from './weights/entropy.ts';
import { pcaWeights } from './weights/pca.ts';

/** One weight a child, summing to one; or one column a child, when every unit has weights of its own. */
export type Weights = Float64Array | Column[];

/** Columns and indices of the children that are in, how the node would aggregate with given weights, and whose a row is. */
export type Weigh = (
  columns: readonly Column[],
  children: readonly number[],
  aggregate: (weights: Float64Array) => Column,
  unitOf: (row: number) => string,
) => Weights;

export function prepareWeights(how: Weighting, tree: Tree, at: number, solve: SolveLinearProgram | undefined): Weigh {
  const node = tree.nodes[at] as TreeNode;
  const codeOf = (i: number) => (tree.nodes[i] as TreeNode).code;
  const all = node.children.map(codeOf);
  /** Weights fixed beforehand for all children, of which those that are in are taken. */
  const fixed = (weights: Float64Array): Weigh => {
    const whole = scaleToOne(weights, node.code);
    return (_, children) =>
      children.length === node.children.length
        ? whole
        : scaleToOne(
            Float64Array.from(children, (c) => whole[node.children.indexOf(c)] as number),
            node.code,
          );
  };
  switch (how.method) {
    case 'given':
      return fixed(Float64Array.from(node.children, (c) => (tree.nodes[c] as TreeNode).weight));
    case 'equal':
      return fixed(new Float64Array(node.children.length).fill(1));
    case 'budget':
      return fixed(budgetWeights(how.allocations, all, node.code));
    case 'ahp': {
      const codes = how.codes ?? all;
      if (how.matrix.length !== all.length || codes.length !== all.length)
        throw new CompositeError('ahp.matrix', {
          node: node.code,
          size: all.length,
          problem: `${how.matrix.length} × ${how.matrix[0]?.length ?? 0}`,
        });
      codes.forEach((code, i) => {
        if (!all.includes(code)) throw new CompositeError('config.unknown-node', { node: code });
        if (codes.indexOf(code) !== i) throw new CompositeError('tree.duplicate', { node: code });
      });
      const weights = ahpWeights(how.matrix, how.limit, node.code);
      return fixed(Float64Array.from(all, (code) => weights[codes.indexOf(code)] as number));
    }
    case 'pca':
      return (columns, children) => pcaWeights(columns, how, node.code, children.map(codeOf));
    case 'entropy':
      return (columns, children) => entropyWeights(columns, node.code, children.map(codeOf));
    case 'critic':
      return (columns, children) =>
        columns.length === 1 ? Float64Array.of(1) : criticWeights(columns, how, node.code, children.map(codeOf));
    case 'benefit-of-doubt': {
      if (!solve) throw new CompositeError('weights.solver', { node: node.code });
      return (columns, children, _, unitOf) =>
        benefitOfDoubt(columns, how, solve, node.code, children.map(codeOf), unitOf);
    }
    case 'correlation':
      return (columns, children, aggregate) => {
        const targets = children.map((c) => how.targets?.[codeOf(c)] ?? 1);
        return correlationWeights(columns, targets, aggregate, node.code);
      };
  }
}
