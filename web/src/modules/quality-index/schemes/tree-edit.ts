/** Changes of a scheme's content as pure functions: what does not fit is left as it was. */
import type { SchemeContent, SchemeNode } from '../../../app/contract.ts';

export type Raw = Record<string, unknown>;
export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const childrenOf = (nodes: readonly SchemeNode[], parent: string | null) =>
  nodes.filter((node) => node.parent === parent);

/** The node and all below it. */
export function subtreeOf(nodes: readonly SchemeNode[], code: string): Set<string> {
  const found = new Set([code]);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const node of nodes) if (node.parent !== null && found.has(node.parent)) found.add(node.code);
  }
  return found;
}

export type Line = { node: SchemeNode; depth: number; children: number; place: number; siblings: number };

/** The tree from the top, as lines; nodes without a place in it (unknown parent, circle) come last, at the left. */
export function linesOf(nodes: readonly SchemeNode[]): Line[] {
  const lines: Line[] = [];
  const done = new Set<string>();
  const put = (node: SchemeNode, depth: number, place: number, siblings: number): void => {
    if (done.has(node.code)) return;
    done.add(node.code);
    const children = childrenOf(nodes, node.code);
    lines.push({ node, depth, children: children.length, place, siblings });
    for (const [i, child] of children.entries()) put(child, depth + 1, i, children.length);
  };
  const roots = childrenOf(nodes, null);
  for (const [i, root] of roots.entries()) put(root, 0, i, roots.length);
  for (const node of nodes) put(node, 0, 0, 1);
  return lines;
}

/** Share of a node in its siblings' weights, and the product of shares up to the root. */
export function sharesOf(nodes: readonly SchemeNode[]): Map<string, { own: number; whole: number }> {
  const sums = new Map<string | null, number>();
  for (const { parent, weight } of nodes) sums.set(parent, (sums.get(parent) ?? 0) + weight);
  const shares = new Map<string, { own: number; whole: number }>();
  const byCode = new Map(nodes.map((node) => [node.code, node]));
  const of = (node: SchemeNode, seen: ReadonlySet<string>): { own: number; whole: number } => {
    const known = shares.get(node.code);
    if (known) return known;
    const sum = sums.get(node.parent) ?? 0;
    const own = node.parent === null ? 1 : sum > 0 ? node.weight / sum : 0;
    const above = node.parent === null || seen.has(node.parent) ? undefined : byCode.get(node.parent);
    const share = { own, whole: above ? own * of(above, new Set([...seen, node.code])).whole : own };
    shares.set(node.code, share);
    return share;
  };
  for (const node of nodes) of(node, new Set());
  return shares;
}

export function freeCode(nodes: readonly SchemeNode[], wanted: string): string {
  const taken = new Set(nodes.map(({ code }) => code));
  const base = wanted.replace(/[^a-zA-Z0-9_-]/g, '-').slice(0, 50) || 'node';
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}

/** Below an indicator nothing can stand; a node cannot stand below itself. */
export function mayMove(nodes: readonly SchemeNode[], code: string, to: string): boolean {
  const parent = nodes.find((node) => node.code === to);
  return parent !== undefined && parent.indicator === undefined && !subtreeOf(nodes, code).has(to);
}

/** Puts a node below `to`, before a sibling or at the end. */
export function moveNode(nodes: readonly SchemeNode[], code: string, to: string, before?: string): SchemeNode[] {
  const node = nodes.find((own) => own.code === code);
  if (!node || before === code || !mayMove(nodes, code, to)) return [...nodes];
  const rest = nodes.filter((own) => own !== node);
  const at = before === undefined ? -1 : rest.findIndex((own) => own.code === before && own.parent === to);
  const moved = { ...node, parent: to };
  return at < 0 ? [...rest, moved] : [...rest.slice(0, at), moved, ...rest.slice(at)];
}

export type Shift = 'up' | 'down' | 'in' | 'out';

/** One step with the keyboard: among its siblings, below the sibling before it, or beside its parent. */
export function shiftNode(nodes: readonly SchemeNode[], code: string, way: Shift): SchemeNode[] {
  const node = nodes.find((own) => own.code === code);
  if (!node || node.parent === null) return [...nodes];
  const siblings = childrenOf(nodes, node.parent);
  const place = siblings.indexOf(node);
  if (way === 'up') {
    const above = siblings[place - 1];
    return above ? moveNode(nodes, code, node.parent, above.code) : [...nodes];
  }
  if (way === 'down') {
    const below = siblings[place + 1];
    return below ? moveNode(nodes, below.code, node.parent, code) : [...nodes];
  }
  if (way === 'in') {
    const above = siblings.slice(0, place).findLast((own) => own.indicator === undefined);
    return above ? moveNode(nodes, code, above.code) : [...nodes];
  }
  const parent = nodes.find((own) => own.code === node.parent);
  if (!parent || parent.parent === null) return [...nodes];
  const uncles = childrenOf(nodes, parent.parent);
  return moveNode(nodes, code, parent.parent, uncles[uncles.indexOf(parent) + 1]?.code);
}

export function addNode(content: SchemeContent, node: SchemeNode, after?: string): SchemeContent {
  const parent = content.nodes.find(({ code }) => code === node.parent);
  if (!parent || parent.indicator !== undefined || content.nodes.some(({ code }) => code === node.code)) return content;
  const at = content.nodes.findIndex(({ code }) => code === after);
  const nodes = [...content.nodes];
  nodes.splice(at < 0 ? nodes.length : at + 1, 0, node);
  return { ...content, nodes };
}

/** Takes a node out with all below it, and from everything in the steps and factors that names one of them. */
export function removeNode(content: SchemeContent, code: string): SchemeContent {
  const node = content.nodes.find((own) => own.code === code);
  if (!node || node.parent === null) return content;
  const gone = subtreeOf(content.nodes, code);
  return withNames({ ...content, nodes: content.nodes.filter((own) => !gone.has(own.code)) }, (name) =>
    gone.has(name) ? undefined : name,
  );
}

/** Gives a node another code, everywhere. */
export function renameCode(content: SchemeContent, from: string, to: string): SchemeContent {
  const taken = content.nodes.some(({ code }) => code === to);
  if (from === to || taken || !/^[a-zA-Z0-9_-]{1,60}$/.test(to)) return content;
  const renamed = (name: string) => (name === from ? to : name);
  const nodes = content.nodes.map((node) =>
    node.code === from || node.parent === from
      ? { ...node, code: renamed(node.code), parent: node.parent === null ? null : renamed(node.parent) }
      : node,
  );
  return withNames({ ...content, nodes }, renamed);
}

export function patchNode(content: SchemeContent, code: string, patch: Partial<SchemeNode>): SchemeContent {
  return {
    ...content,
    nodes: content.nodes.map((node) => {
      if (node.code !== code) return node;
      const entries = Object.entries({ ...node, ...patch }).filter(([, value]) => value !== undefined);
      return Object.fromEntries(entries) as SchemeNode;
    }),
  };
}

type Rename = (name: string) => string | undefined;

function withNames(content: SchemeContent, rename: Rename): SchemeContent {
  return {
    ...content,
    steps: content.steps.map((step) => named(step, rename) as Raw),
    uncertainty: {
      ...content.uncertainty,
      factors: content.uncertainty.factors.map((factor) => named(factor, rename) as Raw),
    },
  };
}

/** Where steps and factors name nodes: keys of `nodes`, `targets` and points, entries of `indicators` and `codes`. */
function named(value: unknown, rename: Rename, keysName = false): unknown {
  if (Array.isArray(value)) return value.map((own) => named(own, rename, keysName));
  if (!isRaw(value)) return value;
  if (!keysName && Array.isArray(value.codes) && Array.isArray(value.matrix)) return judged(value, rename);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, own]): [string, unknown][] => {
      const name = keysName ? rename(key) : key;
      if (name === undefined) return [];
      if (!keysName && (key === 'indicators' || key === 'codes') && Array.isArray(own))
        return [[key, own.map((code) => rename(String(code))).filter((code) => code !== undefined)]];
      const below = !keysName && (key === 'nodes' || key === 'targets' || key === 'allocations');
      return [[name, named(own, rename, below)]];
    }),
  );
}

/** Judgements: rows and columns go with their codes. */
function judged(value: Raw, rename: Rename): Raw {
  const codes = (value.codes as string[]).map(rename);
  const kept = codes.flatMap((code, i) => (code === undefined ? [] : [i]));
  const matrix = value.matrix as number[][];
  return {
    ...value,
    codes: kept.map((i) => codes[i]),
    matrix: kept.map((i) => kept.map((j) => matrix[i]?.[j] ?? 1)),
  };
}
