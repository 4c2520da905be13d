import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { evidenceExtensions, type Upload, type WorkDetail } from '../../app/contract.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatBytes } from '../../ui/format.ts';
import { useKept } from '../../ui/useKept.ts';
import { reportWork, uploadEvidence } from './api.ts';
import { useTaskStrings } from './strings.ts';

type Draft = { percent: number; done: string; problems: string; next: string };

export function ReportForm({ task }: { task: WorkDetail }) {
  const t = useTaskStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<Upload[]>([]);
  const first = { percent: task.may.report ? task.percent : 100, done: '', problems: '', next: '' };
  const [draft, keep, { clear }] = useKept<Draft>(`report.${task.id}`, first);
  const change = (patch: Partial<Draft>) => keep({ ...draft, ...patch });
  const upload = useMutation({
    mutationFn: async (chosen: File[]) => {
      for (const file of chosen) {
        const kept = await uploadEvidence(file);
        setFiles((now) => [...now, kept]);
      }
    },
  });
  const send = useMutation({
    mutationFn: () => reportWork(task.id, { ...draft, uploads: files.map((file) => file.id) }),
    onSuccess: async () => {
      clear();
      setFiles([]);
      await queries.invalidateQueries();
    },
  });
  const failure = send.error ?? upload.error;
  const area = (key: 'done' | 'problems' | 'next') => (
    <label>
      {t(`${key}Label`)}
      <textarea value={draft[key]} maxLength={5000} onChange={(event) => change({ [key]: event.target.value })} />
    </label>
  );
  return (
    <form
      className="form-grid report-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {task.may.report && (
        <label>
          {t('percentLabel')}
          <input
            className="input"
            type="number"
            min={0}
            max={100}
            value={draft.percent}
            onChange={(event) =>
              change({ percent: Math.round(Math.min(100, Math.max(0, Number(event.target.value)))) })
            }
          />
        </label>
      )}
      {area('done')}
      {area('problems')}
      {task.may.report && area('next')}
      <div className="field">
        <span>{t('evidence')}</span>
        <span className="row">
          <button type="button" className="btn" disabled={upload.isPending} onClick={() => field.current?.click()}>
            {upload.isPending ? t('uploading') : t('chooseFiles')}
          </button>
          <span className="cap">{t('evidenceHint')}</span>
        </span>
        <input
          ref={field}
          type="file"
          multiple
          hidden
          accept={evidenceExtensions.join(',')}
          onChange={(event) => {
            upload.mutate([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <ul className="files">
          {files.map((file) => (
            <li key={file.id}>
              {file.fileName} <span className="cap">{formatBytes(file.bytes)}</span>{' '}
              <button
                type="button"
                className="btn text"
                onClick={() => setFiles(files.filter((other) => other.id !== file.id))}
              >
                {t('remove')}
              </button>
            </li>
          ))}
        </ul>
      </div>
      {failure && (
        <p className="note bad" role="alert">
          {words(failure)}
        </p>
      )}
      <div className="row">
        <button
          type="submit"
          className="btn primary"
          disabled={!draft.done.trim() || send.isPending || upload.isPending}
        >
          {t('send')}
        </button>
        {draft.done && <span className="cap">{t('kept')}</span>}
      </div>
    </form>
  );
}
