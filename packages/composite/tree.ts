/** The tree of an index: indicators at the bottom, one root at the top. */
import { CompositeError } from './errors.ts';

export type IndexNode = {
  code: string;
  name?: string | undefined;
  /** Code of the aggregate above; null for the root. */
  parent: string | null;
  kind: 'indicator' | 'aggregate';
  /** Relative to the siblings; scaled to sum to one among them. */
  weight: number;
  /** 1: more is better; −1: less is better. */
  direction: 1 | -1;
  /** Column that it is divided by. */
  denominator?: string | undefined;
  target?: number | undefined;
  goalposts?: { lower: number; upper: number } | undefined;
  unit?: string | undefined;
};

export type TreeNode = IndexNode & {
  /** Indices of the children; empty for an indicator. */
  children: number[];
  above: number;
  /** 1 for indicators, one more than the highest child for aggregates. */
  level: number;
};

export type Tree = {
  /** Indicators first in the order given, then aggregates from low to high. */
  nodes: TreeNode[];
  indicators: number;
  root: number;
  index: ReadonlyMap<string, number>;
};

/**
 * Builds the tree and checks it: one root, known parents, no circles, children below every aggregate, weights that are not
 * negative and do not sum to zero.
 */
export function buildTree(given: readonly IndexNode[]): Tree {
  if (given.length === 0) throw new CompositeError('tree.empty');
  const byCode = new Map<string, IndexNode>();
  for (const node of given) {
    if (byCode.has(node.code)) throw new CompositeError('tree.duplicate', { node: node.code });
    if (!Number.isFinite(node.weight)) throw new CompositeError('weights.not-a-number', { node: node.code });
    if (node.weight < 0) throw new CompositeError('weights.negative', { node: node.code });
    if (node.direction !== 1 && node.direction !== -1) throw new CompositeError('tree.direction', { node: node.code });
    byCode.set(node.code, node);
  }
  const roots = given.filter((node) => node.parent === null);
  if (roots.length > 1) throw new CompositeError('tree.two-roots', { node: roots.map((node) => node.code).join('、') });
  const level = new Map<string, number>();
  for (const node of given) {
    if (node.parent === null) continue;
    const parent = byCode.get(node.parent);
    if (!parent) throw new CompositeError('tree.unknown-parent', { node: node.code, parent: node.parent });
    if (parent.kind === 'indicator')
      throw new CompositeError('tree.parent-is-indicator', { node: node.code, parent: parent.code });
  }
  for (const node of given) {
    const seen = new Set<string>();
    for (let at: IndexNode | undefined = node; at?.parent != null; at = byCode.get(at.parent)) {
      if (seen.has(at.code))
        throw new CompositeError(roots.length ? 'tree.circle' : 'tree.no-root', { node: node.code });
      seen.add(at.code);
    }
  }
  const below = Map.groupBy(given, (node) => node.parent);
  const height = (node: IndexNode): number => {
    const known = level.get(node.code);
    if (known !== undefined) return known;
    const children = below.get(node.code) ?? [];
    if (node.kind === 'aggregate') {
      if (children.length === 0) throw new CompositeError('tree.no-children', { node: node.code });
      if (children.every((child) => child.weight === 0))
        throw new CompositeError('weights.sum-zero', { node: node.code });
    }
    const found = node.kind === 'indicator' ? 1 : 1 + Math.max(...children.map(height));
    level.set(node.code, found);
    return found;
  };
  for (const node of given) height(node);
  const indicators = given.filter((node) => node.kind === 'indicator');
  const aggregates = given
    .filter((node) => node.kind === 'aggregate')
    .sort((a, b) => (level.get(a.code) as number) - (level.get(b.code) as number));
  const ordered = [...indicators, ...aggregates];
  const index = new Map(ordered.map((node, i) => [node.code, i]));
  const nodes = ordered.map((node) => ({
    ...node,
    level: level.get(node.code) as number,
    above: node.parent === null ? -1 : (index.get(node.parent) as number),
    children: (below.get(node.code) ?? []).map((child) => index.get(child.code) as number),
  }));
  const root = nodes.length - 1;
  if (indicators.length === 0) throw new CompositeError('tree.no-children', { node: (nodes[root] as TreeNode).code });
  return { nodes, indicators: indicators.length, root: index.get((roots[0] as IndexNode).code) as number, index };
}

/** The codes from a node up to the root, itself first. */
export function lineage(tree: Tree, at: number): string[] {
  const codes: string[] = [];
  for (let i = at; i >= 0; i = (tree.nodes[i] as TreeNode).above) codes.push((tree.nodes[i] as TreeNode).code);
  return codes;
}
