import type { Suggestion } from '../../../packages/contract/index.ts';
import { readPlan, type Target } from '../../../packages/plan-text/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { getPart, getText } from '../plans/index.ts';

/** What the reader makes of selected words: the first quantity it finds, the clause they stand in, the words. */
export async function suggestItem(
  tx: Tx,
  documentId: string,
  part: number,
  span: { start: number; end: number },
): Promise<Suggestion> {
  const { document } = await getPart(tx, documentId, part);
  if (span.start >= span.end || span.start < document.span.start || span.end > document.span.end)
    throw new AppError('input.invalid', { field: 'span', problem: `${span.start}–${span.end}` });
  const words = (await getText(tx, documentId)).slice(span.start, Math.min(span.end, span.start + 2000));
  const plain = words.replace(/\s+/g, '');
  const clause = document.outline.findLast((item) => item.span.start <= span.start)?.clause ?? '';
  return {
    words: plain.slice(0, 300),
    clause,
    target: { indicator: plain.slice(0, 60), clause, ...targetOf(plain) },
    task: { title: plain.slice(0, 200), clause },
  };
}

function targetOf(words: string): Suggestion['target'] {
  // The reader wants a sentence under a title; the title's years stand in for those of the plan.
  const target: Target | undefined = readPlan(
    `发展规划\n\n一、目标\n${words.replace(/[，；、]$/, '')}。`,
  ).documents.flatMap((document) => document.targets)[0];
  if (!target) return {};
  const { indicator, comparator, value, valueHigh, unit, year, period, kind } = target;
  return { indicator, comparator, value, valueHigh, unit, year, period, kind };
}
