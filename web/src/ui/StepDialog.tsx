import './case.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { useState } from 'react';
import type { ActionView, CaseView, TakeStep } from '../app/contract.ts';
import { ApiFailure } from '../app/http.ts';
import { usePick } from '../app/i18n.ts';
import { useCaseStrings } from './case-strings.ts';
import { DeadlineField } from './DeadlineField.tsx';
import { useErrorWords } from './ErrorState.tsx';
import { TermChoices } from './TermChoices.tsx';

type Send = (step: TakeStep) => Promise<unknown>;

/** What may be done now, as buttons; the first that is not grave is the usual next step. */
export function CaseActions({ view, send }: { view: CaseView; send: Send }) {
  const pick = usePick();
  const [chosen, setChosen] = useState<ActionView | null>(null);
  const first = view.actions.find((action) => action.moves && !action.grave);
  return (
    <>
      {view.actions.map((action) => (
        <button
          key={action.id}
          type="button"
          className={action === first ? 'btn primary' : action.grave ? 'btn danger' : 'btn'}
          onClick={() => setChosen(action)}
        >
          {pick(action)}
        </button>
      ))}
      {chosen && <StepDialog action={chosen} version={view.version} send={send} onClose={() => setChosen(null)} />}
    </>
  );
}

type Props = { action: ActionView; version: number; send: Send; onClose: () => void };

/** Asks for comment and deadline where the step wants them. A conflict shows who was faster, and reloads on request. */
export function StepDialog({ action, version, send, onClose }: Props) {
  const t = useCaseStrings();
  const pick = usePick();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [comment, setComment] = useState('');
  const [dueOn, setDueOn] = useState<string>();
  const take = useMutation({
    mutationFn: () =>
      send({
        action: action.id,
        version,
        ...(comment.trim() ? { comment: comment.trim() } : {}),
        ...(dueOn ? { dueOn } : {}),
      }),
    onSuccess: async () => {
      message.success(`${pick(action)} · ${t('done')}`);
      await queries.invalidateQueries();
      onClose();
    },
  });
  const lacks = (action.comment === 'required' && !comment.trim()) || (action.due === 'required' && !dueOn);
  const overtaken = take.error instanceof ApiFailure && take.error.status === 409;
  return (
    <Modal
      open
      title={pick(action)}
      onCancel={onClose}
      onOk={() => take.mutate()}
      okText={take.isPending ? t('sending') : t('confirm')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: lacks || take.isPending, danger: action.grave }}
    >
      <div className="form-grid">
        {action.due && <DeadlineField label={t('newDue')} value={dueOn} onChange={setDueOn} />}
        {action.comment && (
          <label>
            {action.comment === 'required' ? t('commentRequired') : t('comment')}
            <textarea value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />
          </label>
        )}
        {action.comment && (
          <TermChoices
            list={`reason.${action.id}`}
            onPick={(words) => setComment(comment.trim() ? `${comment.trim()}；${words}` : words)}
          />
        )}
        {take.error && (
          <div className="note bad" role="alert">
            {words(take.error)}{' '}
            {overtaken && (
              <button
                type="button"
                className="btn text"
                onClick={() => {
                  void queries.invalidateQueries();
                  onClose();
                }}
              >
                {t('reload')}
              </button>
            )}
          </div>
        )}
      </div>
    </Modal>
  );
}
