import { App } from 'antd';
import type { Review } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { useReviewStrings } from './review-strings.ts';
import type { Decide } from './useReview.ts';

type Props = { review: Review; decide: Decide; busy: boolean; onAdopt: () => void };

/** How far the review is, who has declared it done, and the next step. */
export function ReviewBar({ review, decide, busy, onAdopt }: Props) {
  const t = useReviewStrings();
  const { modal } = App.useApp();
  const { counts, mine, plan, confirmations } = review;
  const all = counts.open + counts.decided + counts.findings;
  const done = counts.decided + counts.findings - counts.findingsOpen;
  const ready = counts.open === 0 && counts.findingsOpen === 0;
  const confirmedByMe = confirmations.some((one) => one.personId === mine.personId);
  const askConfirm = () =>
    modal.confirm({
      title: t('confirmTitle'),
      content: t('confirmHint'),
      okText: t('confirm'),
      cancelText: t('cancel'),
      onOk: () => decide([{ kind: 'confirm', seen: review.version }]),
    });
  return (
    <section className="review-bar" aria-label={t('progress')}>
      <div className="review-progress">
        <span aria-live="polite">
          {ready ? (
            <b>{t('allDone')}</b>
          ) : (
            <>
              <b>{formatCount(counts.open)}</b> {t('open')} ·{' '}
              <b className={counts.findingsOpen > 0 ? 'seal-text' : undefined}>{formatCount(counts.findingsOpen)}</b>{' '}
              {t('unanswered')}
            </>
          )}
        </span>
        <progress max={Math.max(1, all)} value={done} aria-label={t('progress')} />
        <span className="cap">{t('progressText', { done: formatCount(done), all: formatCount(all) })}</span>
      </div>
      <div className="row">
        {confirmations.map((one) => (
          <span key={one.id} className="cap">
            {t('confirmedBy', { who: one.actor, at: formatInstant(one.at) })}
          </span>
        ))}
        {plan ? (
          <FaceLink to={`/plans/${plan.id}`} className="btn">
            {t('adopted')} {plan.title}
          </FaceLink>
        ) : (
          <>
            {mine.review && !confirmedByMe && (
              <button
                type="button"
                className={ready && confirmations.length === 0 ? 'btn primary' : 'btn'}
                disabled={!ready || busy}
                title={ready ? undefined : t('confirmWaits')}
                onClick={askConfirm}
              >
                {t('confirm')}
              </button>
            )}
            {mine.adopt && (
              <button
                type="button"
                className={confirmations.length > 0 && !confirmedByMe ? 'btn primary' : 'btn'}
                onClick={onAdopt}
              >
                {t('adopt')}
              </button>
            )}
          </>
        )}
      </div>
    </section>
  );
}
