import { useState } from 'react';
import type { ReviewChange, ReviewItem } from '../../app/contract.ts';
import { formatInstant } from '../../ui/format.ts';
import { Answers } from './Answers.tsx';
import type { Deciding } from './deciding.ts';
import { differing, type Faults, readTarget, readTask, targetDraft, taskDraft } from './draft.ts';
import { TargetFields, TaskFields } from './FactsForm.tsx';
import type { Item } from './items.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { useReviewStrings } from './review-strings.ts';

/** Decisions on one card, and who decided what before. */
export function Decision({ item, chosen, deciding }: { item: Item; chosen: boolean; deciding: Deciding | null }) {
  const t = useReviewStrings();
  const { review } = item;
  if (!review) return null;
  const mode = deciding?.mode?.ref === item.ref ? deciding.mode.mode : null;
  if (item.tab === 'findings')
    return (
      <div className="decision">
        {deciding && <Answers item={item} review={review} deciding={deciding} />}
        {(chosen || !deciding) && <History review={review} deciding={deciding} />}
      </div>
    );
  if (!chosen) return null;
  const on = { item: review.key, seen: review.seen };
  return (
    <div className="decision">
      {deciding && mode === null && (
        <div className="row">
          <button
            type="button"
            className={review.state === 'open' ? 'btn primary' : 'btn'}
            disabled={deciding.busy || review.state === 'accepted'}
            onClick={() => void deciding.decide([{ kind: 'accept', ...on }])}
          >
            {t('accept')}
          </button>
          <button type="button" className="btn" onClick={() => deciding.setMode({ ref: item.ref, mode: 'edit' })}>
            {t('edit')}
          </button>
          <button
            type="button"
            className="btn danger"
            disabled={review.state === 'rejected'}
            onClick={() => deciding.setMode({ ref: item.ref, mode: 'reject' })}
          >
            {t('reject')}
          </button>
        </div>
      )}
      {deciding && mode === 'edit' && <EditForm key={review.seen} item={item} review={review} deciding={deciding} />}
      {deciding && mode === 'reject' && (
        <ReasonForm
          label={t('rejectReason')}
          submit={t('reject')}
          busy={deciding.busy}
          onCancel={() => deciding.setMode(null)}
          onDone={async (reason) => {
            if (await deciding.decide([{ kind: 'reject', ...on, reason }])) deciding.setMode(null);
          }}
        />
      )}
      <History review={review} deciding={deciding} />
    </div>
  );
}

/** A form that opens at the lower edge is brought into sight. */
export const showWhole = (form: HTMLElement | null) => form?.scrollIntoView({ block: 'nearest' });

function EditForm({ item, review, deciding }: { item: Item; review: ReviewItem; deciding: Deciding }) {
  const t = useReviewStrings();
  const [target, setTarget] = useState(() => targetDraft(review.target ?? {}));
  const [task, setTask] = useState(() => taskDraft(review.task ?? {}));
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const save = async () => {
    const read = item.tab === 'targets' ? readTarget(target) : readTask(task);
    setFaults(read.faults);
    if (Object.keys(read.faults).length > 0) return;
    const patch = differing(read.values, review.target ?? review.task ?? {});
    if (Object.keys(patch).length === 0) return deciding.setMode(null);
    const change = {
      kind: 'correct',
      item: review.key,
      seen: review.seen,
      [item.tab === 'targets' ? 'target' : 'task']: patch,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    } as ReviewChange;
    if (await deciding.decide([change])) deciding.setMode(null);
  };
  return (
    <form
      ref={showWhole}
      className="edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => event.key === 'Escape' && deciding.setMode(null)}
    >
      {item.tab === 'targets' ? (
        <TargetFields draft={target} faults={faults} onChange={setTarget} />
      ) : (
        <TaskFields draft={task} faults={faults} onChange={setTask} />
      )}
      <label className="fact wide">
        {t('reason')}
        <input className="input" value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className="row">
        <button type="submit" className="btn primary" disabled={deciding.busy}>
          {t('save')}
        </button>
        <button type="button" className="btn" onClick={() => deciding.setMode(null)}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}

const shown = (value: unknown): string =>
  value === null || value === undefined || value === ''
    ? '—'
    : Array.isArray(value)
      ? value.join('、')
      : typeof value === 'object'
        ? Object.values(value).join(' · ')
        : String(value);

/** Who did what, newest first; anything that still counts can be taken back. */
function History({ review, deciding }: { review: ReviewItem; deciding: Deciding | null }) {
  const t = useReviewStrings();
  if (review.history.length === 0) return null;
  const label = (field: string) => t(field as 'value');
  return (
    <ol className="card-history" aria-label={t('history')}>
      {review.history.map((step) => (
        <li key={step.id} className={step.undone ? 'gone' : undefined}>
          <span>
            <b>{step.actor}</b> {t(`${step.kind}_done`)}
            {step.choice && ` · ${t(step.choice)}`}
            {step.changes.map((one) => (
              <span key={one.field} className="change">
                {label(one.field)} <del>{shown(one.from)}</del> <ins>{shown(one.to)}</ins>
              </span>
            ))}
            {step.reason && <q>{step.reason}</q>}
          </span>
          <span className="cap nowrap">
            {formatInstant(step.at)}
            {step.undone && ` · ${t('undone', { by: step.undone.by })}`}
            {deciding && !step.undone && (
              <button
                type="button"
                className="btn text"
                disabled={deciding.busy}
                onClick={() => void deciding.decide([{ kind: 'undo', event: step.id, seen: review.seen }])}
              >
                {t('undo')}
              </button>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
