/** Which elements need and which forbid each other (GS1 General Specifications §4.13, §4.14, §3 under (8030)). */
import { type AiEntry, matchesAi } from './ai.ts';
import { type Problem, problem } from './problems.ts';

export type Element = {
  entry: AiEntry;
  ai: string;
  value: string;
  /** Where the value begins in the text that was read. */
  at: number;
};

/** All that is wrong with the elements of one item together. Several labels of one item are judged as one list. */
export function checkAssociations(elements: readonly Element[]): Problem[] {
  const there = new Set(elements.map(({ ai }) => ai));
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  for (const { entry, ai, value, at } of elements) {
    const add = (code: Problem['code'], details: Record<string, string> = {}) =>
      problems.push(problem(code, at, value.length, { ai, ...details }));
    const others = [...there].filter((other) => other !== ai);
    const exists = (pattern: string): boolean => others.some((other) => matchesAi(pattern, other));
    if (seen.has(ai) && seen.get(ai) !== value) add('different-values');
    seen.set(ai, value);
    for (const pattern of entry.excludes)
      for (const other of others) if (matchesAi(pattern, other)) add('excludes', { other });
    if (entry.requires.length > 0 && !entry.requires.some((group) => group.every(exists)))
      add('requires', { others: entry.requires.map((group) => group.join('+')).join(', ') });
    if (there.has('8030') && ['253', '255', '8003'].includes(ai) && value.length === entry.min) add('serial-missing');
  }
  return problems;
}
