import { useState } from 'react';
import type { ReviewChange, ReviewItem } from '../../app/contract.ts';
import { type Answer, answersOf } from './answers.ts';
import type { Deciding } from './deciding.ts';
import type { Item } from './items.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { useReviewStrings } from './review-strings.ts';

type Props = { item: Extract<Item, { tab: 'findings' }>; review: ReviewItem; deciding: Deciding };

/** A doubt is answered on its card: follow the proposal, keep the text, correct otherwise, ask the issuer. */
export function Answers({ item, review, deciding }: Props) {
  const t = useReviewStrings();
  const [chosen, setChosen] = useState<Answer | null>(null);
  const [otherValue, setOtherValue] = useState('');
  const concerned = review.concerns.flatMap((ref) => deciding.itemOf(ref) ?? []);
  const answers = answersOf(item.finding, concerned);
  const last = concerned.at(-1);
  // Whoever answers anew sees whose answer goes.
  const standing = review.history.find((step) => step.kind === 'answer' && !step.undone);
  const label = (answer: Answer) => t(answer.words, answer.value ? { value: answer.value } : {});
  const send = async (answer: Answer, reason: string) => {
    const typed = otherValue.normalize('NFKC').trim();
    const own =
      answer.choice === 'other' && last && /^-?\d+(\.\d+)?$/.test(typed)
        ? { item: last, target: { value: typed } }
        : answer.correct;
    const change: ReviewChange = {
      kind: 'answer',
      item: review.key,
      seen: review.seen,
      choice: answer.choice,
      reason,
      ...(own ? { correct: { item: own.item.key, seen: own.item.seen, target: own.target } } : {}),
    };
    if (await deciding.decide([change])) setChosen(null);
  };
  if (chosen)
    return (
      <>
        {chosen.choice === 'other' && last?.target && (
          <label className="fact wide">
            {t('concerned', { name: last.target.indicator })} · {t('value')}
            <input
              className="input"
              inputMode="decimal"
              placeholder={last.target.value}
              value={otherValue}
              onChange={(event) => setOtherValue(event.target.value)}
            />
          </label>
        )}
        {standing && <p className="muted">{t('replaces', { who: standing.actor })}</p>}
        <ReasonForm
          label={`${label(chosen)} · ${t('reason')}`}
          hint={t(chosen.choice === 'verify' ? 'hintVerify' : chosen.choice === 'other' ? 'hintOther' : 'hintOriginal')}
          submit={t('answer')}
          busy={deciding.busy}
          onCancel={() => setChosen(null)}
          onDone={(reason) => send(chosen, reason)}
        />
      </>
    );
  return (
    <div className="row">
      {answers.map((answer) => (
        <button
          key={answer.words}
          type="button"
          className={answer.choice === 'proposed' && review.state !== 'answered' ? 'btn primary' : 'btn'}
          aria-pressed={review.choice === answer.choice}
          disabled={deciding.busy}
          onClick={() => setChosen(answer)}
        >
          {label(answer)}
        </button>
      ))}
    </div>
  );
}
