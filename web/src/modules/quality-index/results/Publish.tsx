import '../../../ui/case.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { useState } from 'react';
import type { RunDetail } from '../../../app/contract.ts';
import { useFace } from '../../../app/face.tsx';
import { useErrorWords } from '../../../ui/ErrorState.tsx';
import { publish, withdraw } from './api.ts';
import { useResultStrings } from './strings.ts';

/** What may be done with a run: publish an official one, take a published one back. */
export function PublishActions({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const face = useFace();
  const [open, setOpen] = useState(false);
  if (face === 'public' || !run.mayPublish || run.kind === 'trial' || run.withdrawnAt) return null;
  const which = run.publishedAt ? 'withdraw' : 'publish';
  return (
    <>
      <button
        type="button"
        className={which === 'publish' ? 'btn primary' : 'btn danger'}
        onClick={() => setOpen(true)}
      >
        {t(which)}
      </button>
      {open && <Dialog run={run} which={which} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ run, which, onClose }: { run: RunDetail; which: 'publish' | 'withdraw'; onClose: () => void }) {
  const t = useResultStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const isPublish = which === 'publish';
  const send = useMutation({
    mutationFn: () => (isPublish ? publish(run.id, text.trim()) : withdraw(run.id, text.trim())),
    onSuccess: async () => {
      message.success(t(isPublish ? 'publishedNow' : 'withdrawnNow'));
      await queries.invalidateQueries({ queryKey: ['index'] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(isPublish ? 'publishTitle' : 'withdrawTitle')}
      onCancel={onClose}
      onOk={() => send.mutate()}
      okText={send.isPending ? t('sending') : t(which)}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: text.trim().length < (isPublish ? 10 : 2) || send.isPending, danger: !isPublish }}
    >
      <div className="form-grid">
        <p className="sub">{t(isPublish ? 'publishHint' : 'withdrawHint')}</p>
        <label>
          {t(isPublish ? 'methodNote' : 'reason')}
          <textarea
            rows={isPublish ? 6 : 3}
            value={text}
            maxLength={isPublish ? 5000 : 1000}
            placeholder={isPublish ? t('methodNoteHint') : undefined}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {send.error && (
          <div className="note bad" role="alert">
            {words(send.error)}
          </div>
        )}
      </div>
    </Modal>
  );
}
