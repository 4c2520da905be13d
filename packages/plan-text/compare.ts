/**
 * Two editions of a plan, or a plan and its successor, side by side: what is the same, changed, added, removed. Pure; the
 * work grows with the number of items, not with its square.
 */
export interface ComparedTarget {
  id: string;
  indicator: string;
  comparator: string;
  value: string;
  valueHigh: string | null;
  unit: string | null;
  year: number | null;
  period: string;
  kind: string;
  /** Region, industry or field that it is for; empty for the whole. */
  part: string;
  clause: string;
}
export interface ComparedTask {
  id: string;
  clause: string;
  title: string;
  lead: string | null;
  joint: string[];
}
export interface Side {
  targets: ComparedTarget[];
  tasks: ComparedTask[];
}
export type PairState = 'same' | 'changed' | 'added' | 'removed';
export interface Pair<T> {
  state: PairState;
  /** What stands on either side; null where it is only on the other. */
  a: T | null;
  b: T | null;
  /** Names of the fields that differ. */
  fields: string[];
}
export interface Comparison {
  targets: Pair<ComparedTarget>[];
  tasks: Pair<ComparedTask>[];
}

/** Width of signs, white space, kinds of quotes, brackets and dashes do not distinguish names. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s"“”「」『』'‘’《》]/g, '')
    .replace(/[—–―─-]+/g, '-')
    .replace(/[〔[【]/g, '(')
    .replace(/[〕\]】]/g, ')');

/** How alike two names must be to count as one that was renamed: 1 is the same. */
const ALIKE = 0.62;
/** A pair of signs that so many names have says nothing about one. */
const COMMON = 40;

export function compareSides(a: Side, b: Side): Comparison {
  const key = (target: ComparedTarget) => `${plainName(target.indicator)}|${plainName(target.part)}`;
  const targets = pairUp(
    a.targets,
    b.targets,
    [
      (target) => `${key(target)}|${target.year}|${target.period}|${decimal(target.value)}|${target.unit}`,
      (target) => `${key(target)}|${target.year}|${target.period}`,
      key,
    ],
    (target) => plainName(target.indicator),
    (one, other) => plainName(one.part) === plainName(other.part) && baseUnit(one.unit) === baseUnit(other.unit),
  );
  const tasks = pairUp(
    a.tasks,
    b.tasks,
    [(task) => `${plainName(task.clause)}|${plainName(task.title)}`, (task) => plainName(task.title)],
    (task) => plainName(task.title),
    () => true,
  );
  return {
    targets: targets.map(([one, other]) => toPair(one, other, targetFields)),
    tasks: tasks.map(([one, other]) => toPair(one, other, taskFields)),
  };
}

const baseUnit = (unit: string | null) => plainName(unit ?? '').replace(/^[万亿千百]+/, '');
const decimal = (value: string) => (value.includes('.') ? value.replace(/\.?0+$/, '') : value);

type Field<T> = [name: string, value: (item: T) => string];
const targetFields: Field<ComparedTarget>[] = [
  ['indicator', (target) => plainName(target.indicator)],
  ['comparator', (target) => target.comparator],
  ['value', (target) => decimal(target.value)],
  ['valueHigh', (target) => decimal(target.valueHigh ?? '')],
  ['unit', (target) => plainName(target.unit ?? '')],
  ['year', (target) => String(target.year ?? '')],
  ['period', (target) => target.period],
  ['kind', (target) => target.kind],
];
const taskFields: Field<ComparedTask>[] = [
  ['title', (task) => plainName(task.title)],
  ['lead', (task) => plainName(task.lead ?? '')],
  ['joint', (task) => task.joint.map(plainName).sort().join('、')],
];

function toPair<T>(a: T | null, b: T | null, fields: Field<T>[]): Pair<T> {
  if (a === null || b === null) return { state: a === null ? 'added' : 'removed', a, b, fields: [] };
  const differing = fields.filter(([, value]) => value(a) !== value(b)).map(([name]) => name);
  return { state: differing.length > 0 ? 'changed' : 'same', a, b, fields: differing };
}

/** Pairs by each key in turn, then by likeness of names; in the order of `a`, what only `b` has after its neighbour. */
function pairUp<T>(
  a: readonly T[],
  b: readonly T[],
  keys: ((item: T) => string)[],
  name: (item: T) => string,
  fits: (one: T, other: T) => boolean,
): [T | null, T | null][] {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const join = (one: number, other: number) => {
    partner.set(one, other);
    taken.add(other);
  };
  for (const key of keys) {
    const open = new Map<string, number[]>();
    b.forEach((item, index) => {
      if (taken.has(index)) return;
      const list = open.get(key(item));
      if (list) list.push(index);
      else open.set(key(item), [index]);
    });
    // Taken from the end: shifting a long list each time would cost its square.
    for (const list of open.values()) list.reverse();
    a.forEach((item, index) => {
      if (partner.has(index)) return;
      const other = open.get(key(item))?.pop();
      if (other !== undefined) join(index, other);
    });
  }
  const names = pairsBySimilarity(
    a.flatMap((item, index) => (partner.has(index) ? [] : [{ item, index, name: name(item) }])),
    b.flatMap((item, index) => (taken.has(index) ? [] : [{ item, index, name: name(item) }])),
    fits,
  );
  for (const [one, other] of names) join(one, other);
  return inOrder(a, b, partner);
}

type Named<T> = { item: T; index: number; name: string };

/** The most alike first, each used once. */
function pairsBySimilarity<T>(a: Named<T>[], b: Named<T>[], fits: (one: T, other: T) => boolean): [number, number][] {
  const holders = new Map<string, number[]>();
  const gramsOf = b.map(({ name }) => grams(name));
  gramsOf.forEach((set, at) => {
    for (const gram of set) {
      const list = holders.get(gram);
      if (list) list.push(at);
      else holders.set(gram, [at]);
    }
  });
  const found: { one: number; other: number; score: number }[] = [];
  for (const [at, { item, name }] of a.entries()) {
    const own = grams(name);
    const shared = new Map<number, number>();
    for (const gram of own) {
      const list = holders.get(gram) ?? [];
      if (list.length <= COMMON) for (const other of list) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [other, count] of shared) {
      const score = (2 * count) / (own.size + gramsOf[other]!.size);
      if (score >= ALIKE && fits(item, b[other]!.item)) found.push({ one: at, other, score });
    }
  }
  found.sort((x, y) => y.score - x.score || x.one - y.one || x.other - y.other);
  const used = { a: new Set<number>(), b: new Set<number>() };
  const pairs: [number, number][] = [];
  for (const { one, other } of found) {
    if (used.a.has(one) || used.b.has(other)) continue;
    used.a.add(one);
    used.b.add(other);
    pairs.push([a[one]!.index, b[other]!.index]);
  }
  return pairs;
}

/** Pairs of neighbouring signs; a single sign stands for itself. */
function grams(name: string): Set<string> {
  const signs = [...name];
  if (signs.length < 2) return new Set(signs);
  return new Set(signs.slice(1).map((sign, index) => `${signs[index]}${sign}`));
}

function inOrder<T>(a: readonly T[], b: readonly T[], partner: Map<number, number>): [T | null, T | null][] {
  const taken = new Set(partner.values());
  const rows: [T | null, T | null][] = [];
  let next = 0;
  const addUpTo = (limit: number) => {
    for (; next < limit; next += 1) if (!taken.has(next)) rows.push([null, b[next]!]);
  };
  a.forEach((item, index) => {
    const other = partner.get(index);
    if (other !== undefined) addUpTo(other);
    rows.push([item, other === undefined ? null : b[other]!]);
  });
  addUpTo(b.length);
  return rows;
}

export interface WordPiece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** A number or a word of letters is one piece, everything else a sign. */
const tokensOf = (text: string): string[] => text.match(/[\d０-９]+(?:\.\d+)?|[A-Za-z]+|[\s\S]/gu) ?? [];

/** What was taken out of and put into a text, sign by sign. Texts beyond a page are shown whole. */
export function diffWords(before: string, after: string): WordPiece[] {
  const a = tokensOf(before);
  const b = tokensOf(after);
  if (a.length * b.length > 250_000)
    return [
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ];
  // Longest common part, from the end.
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      length[i * width + j] =
        a[i] === b[j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
  const pieces: WordPiece[] = [];
  const put = (kind: WordPiece['kind'], text: string) => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put('same', a[i]!);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && length[(i + 1) * width + j]! >= length[i * width + j + 1]!)) {
      put('gone', a[i]!);
      i += 1;
    } else {
      put('new', b[j]!);
      j += 1;
    }
  }
  return pieces;
}
