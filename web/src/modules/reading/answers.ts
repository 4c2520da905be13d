/** The answers that a finding invites, in the order of its buttons. Pure. */
import type { AnswerChoice, Finding, ReadTarget, ReviewItem } from '../../app/contract.ts';

export type Answer = {
  choice: AnswerChoice;
  /** Key of the button's words, and the value in them. */
  words: 'proposed' | 'proposedValue' | 'yearly' | 'original' | 'total' | 'other' | 'verify';
  value?: string;
  /** What the answer changes, and of which item. */
  correct?: { item: ReviewItem; target: Partial<Pick<ReadTarget, 'value' | 'suspect'>> };
};

const digits = (text: string) => text.normalize('NFKC').replace(/[^\d.]/g, '');

/** `concerned`: the targets that the words of the finding belong to. */
export function answersOf(finding: Finding, concerned: readonly ReviewItem[]): Answer[] {
  const rest: Answer[] = [
    { choice: 'other', words: 'other' },
    { choice: 'verify', words: 'verify' },
  ];
  if (finding.code === 'decimal-point-lost') {
    const item = concerned.find((one) => one.target?.suspect) ?? concerned[0];
    const printed = digits(item?.target?.raw ?? '');
    if (item?.target && printed)
      return [
        { choice: 'proposed', words: 'proposedValue', value: item.target.value },
        { choice: 'original', words: 'original', correct: { item, target: { value: printed, suspect: false } } },
        ...rest,
      ];
  }
  if (finding.code === 'annual-total-mismatch') {
    const total = /合计应为([\d.]+)/.exec(finding.message.zh)?.[1];
    const item = concerned.at(-1);
    if (total && item)
      return [
        { choice: 'original', words: 'total' },
        { choice: 'proposed', words: 'yearly', value: total, correct: { item, target: { value: total } } },
        ...rest,
      ];
  }
  return [{ choice: 'original', words: 'original' }, ...rest];
}
