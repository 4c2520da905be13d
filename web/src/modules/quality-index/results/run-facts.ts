/** What the pages say of a run beyond what it stores: names, classes, groups, weights. Pure. */
import type { RunDetail, RunUnit, SchemeNode } from '../../../app/contract.ts';

export const rootOf = (nodes: readonly SchemeNode[]): SchemeNode => nodes.find(({ parent }) => parent === null)!;

export const childrenOf = (nodes: readonly SchemeNode[], code: string): SchemeNode[] =>
  nodes.filter(({ parent }) => parent === code);

/** The first branching of the tree. */
export function fieldsOf(nodes: readonly SchemeNode[]): SchemeNode[] {
  return childrenOf(nodes, rootOf(nodes).code);
}

/** From the root down, each node followed by what is below it. */
export function treeOrder(nodes: readonly SchemeNode[]): { node: SchemeNode; depth: number }[] {
  const walk = (node: SchemeNode, depth: number): { node: SchemeNode; depth: number }[] => [
    { node, depth },
    ...childrenOf(nodes, node.code).flatMap((child) => walk(child, depth + 1)),
  ];
  return walk(rootOf(nodes), 0);
}

/** Share of a node in the whole: the product of the weights on the way up, each scaled to one among its sisters. */
export function shareOf(run: Pick<RunDetail, 'nodes' | 'weights'>, code: string): number {
  const node = run.nodes.find((own) => own.code === code);
  if (!node || node.parent === null) return 1;
  return (run.weights[node.parent]?.[code] ?? 0) * shareOf(run, node.parent);
}

/** A letter for each group from the top: A, B … Z, AA. */
export function groupLetter(group: number): string {
  const rest = Math.floor((group - 1) / 26);
  return `${rest > 0 ? groupLetter(rest) : ''}${String.fromCharCode(65 + ((group - 1) % 26))}`;
}

export const groupLetters = (groups: readonly number[]): string => groups.map(groupLetter).join(' ');

/** Whether two regions share a group: then their order says nothing. */
export const alike = (a: Pick<RunUnit, 'groups'>, b: Pick<RunUnit, 'groups'>): boolean =>
  a.groups.some((group) => b.groups.includes(group));

/** Regions that follow each other and share no group: a line is drawn between them. */
export function breaksAfter(rows: readonly Pick<RunUnit, 'groups'>[]): boolean[] {
  return rows.map((row, index) => {
    const next = rows[index + 1];
    return next !== undefined && !alike(row, next);
  });
}

/** A rank interval as whole places: from the best to the worst that it touches. */
export const places = ([low, high]: readonly [number, number]): [number, number] => [
  Math.floor(low + 1e-9),
  Math.ceil(high - 1e-9),
];

/** The same in words: one place, or from the best to the worst. */
export function placeWords(interval: readonly [number, number]): string {
  const [low, high] = places(interval);
  return low === high ? String(low) : `${low}–${high}`;
}

export type Fifth = { from: number; to: number; count: number };

/** Fifths of the values, 0 the lowest; equal values fall into one class. */
export function fifthsOf(values: readonly number[]): { classOf: (value: number) => number; classes: Fifth[] } {
  const sorted = [...values].sort((a, b) => a - b);
  const below = (value: number) => sorted.filter((other) => other < value).length;
  const classOf = (value: number) =>
    sorted.length < 2 ? 2 : Math.min(4, Math.floor((below(value) / sorted.length) * 5));
  const classes = Array.from({ length: 5 }, (_, index): Fifth => {
    const own = sorted.filter((value) => classOf(value) === index);
    return { from: own[0] ?? NaN, to: own.at(-1) ?? NaN, count: own.length };
  });
  return { classOf, classes };
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);

/** A domain that holds all values and zero, with a little air. */
export function around(values: readonly number[]): [number, number] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const air = (high - low || 1) * 0.04;
  return [low < 0 ? low - air : 0, high > 0 ? high + air : 0];
}

/** Ticks of a rank axis that fit: first, last, and round ones between. */
export function rankTicks(count: number, most = 6): number[] {
  if (count <= most * 2) return Array.from({ length: count }, (_, i) => i + 1).filter((i) => i % 2 === 1 || count <= 7);
  const step = [5, 10, 20, 50, 100].find((one) => count / one <= most) ?? 100;
  const round = Array.from({ length: Math.floor(count / step) }, (_, i) => (i + 1) * step);
  return [1, ...round];
}

/** Fixed to so many places, with a true minus and a plus where a change is meant. */
export function fixed(value: number | string | null | undefined, digits = 1, sign = false): string {
  if (value === null || value === undefined || Number.isNaN(Number(value))) return '—';
  const rounded = Number(value).toFixed(digits);
  const zero = Number(rounded) === 0;
  const bare = rounded.replace('-', '');
  if (zero) return bare;
  return `${Number(value) < 0 ? '−' : sign ? '+' : ''}${bare}`;
}
