import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Drawer } from 'antd';
import { useState } from 'react';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatBytes } from '../../ui/format.ts';
import { sendDocument } from './api.ts';
import { useTraceStrings } from './strings.ts';

export function SubmitDrawer({ onClose }: { onClose: () => void }) {
  const t = useTraceStrings();
  const words = useErrorWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [file, setFile] = useState<File>();
  const [behaviour, setBehaviour] = useState<'rollback' | 'proceed'>('rollback');
  const send = useMutation({
    mutationFn: (chosen: File) => sendDocument(chosen, behaviour),
    onSuccess: async ({ id }) => {
      message.success(t('accepted'));
      await queries.invalidateQueries({ queryKey: ['trace'] });
      await navigate({ to: `/traceability/captures/${id}` });
    },
  });
  return (
    <Drawer open onClose={onClose} title={t('submit')} size="min(560px, 100vw)">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (file) send.mutate(file);
        }}
      >
        <label className="trace-drop">
          <span className="strong">{file ? file.name : t('drop')}</span>
          <span className="cap">{file ? formatBytes(file.size) : t('dropHint')}</span>
          <input
            type="file"
            accept=".json,.jsonld,.xml,application/json,application/ld+json,application/xml,text/xml"
            onChange={(event) => {
              setFile(event.target.files?.[0]);
              send.reset();
            }}
          />
        </label>
        <fieldset className="trace-choice">
          <legend className="sub">{t('behaviour')}</legend>
          {(['rollback', 'proceed'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="behaviour" checked={behaviour === one} onChange={() => setBehaviour(one)} />{' '}
              {t(one)}
            </label>
          ))}
        </fieldset>
        {send.error && (
          <p className="note bad" role="alert">
            {words(send.error)}
          </p>
        )}
        <div className="row">
          <button type="submit" className="btn primary" disabled={!file || send.isPending}>
            {t(send.isPending ? 'sending' : 'send')}
          </button>
        </div>
        <p className="cap">{t('apiHint', { url: `${location.origin}/epcis/capture` })}</p>
      </form>
    </Drawer>
  );
}
