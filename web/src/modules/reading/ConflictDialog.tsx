import { Modal } from 'antd';
import type { ReviewChange, ReviewItem } from '../../app/contract.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { useReviewStrings } from './review-strings.ts';
import type { Conflict, Decide } from './useReview.ts';

const shownFields = ['indicator', 'value', 'valueHigh', 'unit', 'year', 'title', 'lead', 'joint'] as const;

function facts(values: object | null | undefined): [string, string][] {
  const record = (values ?? {}) as Record<string, unknown>;
  return shownFields.flatMap((field) => {
    const value = record[field];
    if (value === undefined || value === null || value === '') return [];
    return [[field, Array.isArray(value) ? value.join('、') : String(value)] as [string, string]];
  });
}

const wantedOf = (change: ReviewChange, key: string): object | null => {
  if (change.kind === 'correct' && change.item === key) return { ...change.target, ...change.task };
  if (change.kind === 'answer' && change.correct?.item === key) return { ...change.correct.target };
  return null;
};

/** The same change against what is there now. */
function renew(change: ReviewChange, items: readonly ReviewItem[]): ReviewChange {
  const seen = (key: string, before: string) => items.find((item) => item.key === key)?.seen ?? before;
  if (!('item' in change)) return change;
  const renewed = { ...change, seen: seen(change.item, change.seen) };
  if (renewed.kind !== 'answer' || !renewed.correct) return renewed;
  return { ...renewed, correct: { ...renewed.correct, seen: seen(renewed.correct.item, renewed.correct.seen) } };
}

type Props = { conflict: Conflict; decide: Decide; onClose: () => void };

/** Both sides, and the user decides: leave what the other did, or make the own change on top of it. */
export function ConflictDialog({ conflict, decide, onClose }: Props) {
  const t = useReviewStrings();
  const words = useErrorWords();
  const { changes, items, error } = conflict;
  return (
    <Modal
      open
      title={t('conflictTitle')}
      onCancel={onClose}
      footer={
        <div className="row dialog-foot">
          <button type="button" className="btn" onClick={onClose}>
            {t('keepTheirs')}
          </button>
          {items.length > 0 && (
            <button
              type="button"
              className="btn primary"
              onClick={() => {
                onClose();
                void decide(changes.map((change) => renew(change, items)));
              }}
            >
              {t('takeMine')}
            </button>
          )}
        </div>
      }
    >
      <p className="note doubt">{words(error)}</p>
      {items.slice(0, 10).map((item) => {
        const mine = changes.map((change) => wantedOf(change, item.key)).find(Boolean);
        const own = changes.find((change) => 'item' in change && change.item === item.key);
        return (
          <div key={item.key} className="conflict">
            <div>
              <h3>
                {t('theirs')} <span className={`decided ${item.state}`}>{t(item.state)}</span>
              </h3>
              <Facts rows={facts(item.target ?? item.task)} />
            </div>
            <div>
              <h3>{t('yours')}</h3>
              {mine ? <Facts rows={facts(mine)} /> : own && <p>{t(`${own.kind}_done`)}</p>}
            </div>
          </div>
        );
      })}
    </Modal>
  );
}

function Facts({ rows }: { rows: [string, string][] }) {
  const t = useReviewStrings();
  return (
    <dl className="kv">
      {rows.map(([field, value]) => (
        <div key={field} className="kv-row">
          <dt>{t(field as 'value')}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
