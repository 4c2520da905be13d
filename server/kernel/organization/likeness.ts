import { nameKey } from './organizations.ts';

/**
 * How much a printed name is like the name of an organization, 0 to 1. In a database of the C locale trigrams know no
 * Chinese, and officials shorten by leaving signs out (省发改委 of 浙江省发展和改革委员会): what counts is how much of
 * the shorter name stands in the longer one in its order, and how many neighbours both share.
 */
export function likeness(a: string, b: string): number {
  if (nameKey(a) === nameKey(b)) return nameKey(a) === '' ? 0 : 1;
  const [left, right] = [coreOf(a), coreOf(b)];
  const core = left.length > 1 && right.length > 1 ? compare(left, right) : 0;
  return Math.min(0.99, 0.7 * core + 0.3 * compare(nameKey(a), nameKey(b)));
}

/** What the name is about, without where it stands and what sort of office it is. */
const coreOf = (name: string): string =>
  nameKey(name)
    .replace(/\([^()]*\)$/, '')
    .replace(/^(浙江)?省/, '')
    .replace(/(委员会|办公室|管理局|监督局|人民政府|政府|中心|委|厅|局|办)$/, '');

function compare(a: string, b: string): number {
  const [short, long] = [a, b].sort((x, y) => x.length - y.length) as [string, string];
  if (short.length < 2) return 0;
  if (short === long) return 1;
  const inOrder = commonInOrder(short, long) / short.length;
  const pairs = (2 * sharedPairs(short, long)) / (short.length + long.length - 2);
  // Every sign in its order is strong; a few common signs alone (省, 局) are not.
  return 0.6 * inOrder ** 2 + 0.4 * pairs;
}

function commonInOrder(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const sign of a) {
    const next = [0];
    for (let at = 1; at <= b.length; at++)
      next.push(b[at - 1] === sign ? row[at - 1]! + 1 : Math.max(row[at]!, next[at - 1]!));
    row = next;
  }
  return row[b.length]!;
}

function sharedPairs(a: string, b: string): number {
  const left = new Map<string, number>();
  for (let at = 1; at < b.length; at++) {
    const pair = b.slice(at - 1, at + 1);
    left.set(pair, (left.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let at = 1; at < a.length; at++) {
    const pair = a.slice(at - 1, at + 1);
    const count = left.get(pair) ?? 0;
    if (count > 0) shared++;
    left.set(pair, count - 1);
  }
  return shared;
}
