import '../jobs/jobs.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import type { JobRow, PeopleImport } from '../../app/contract.ts';
import { getJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { TableImport } from '../../ui/TableImport.tsx';
import { fetchPasswords } from './api.ts';
import { useImportStrings } from './import-strings.ts';
import { forgetImport, keepImport, keptImport, type Waiting } from './kept-import.ts';

type Passwords = PeopleImport['passwords'];

/** First passwords as a file that the browser makes: the server has forgotten them already. */
function save(passwords: Passwords): void {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = [
    ['用户名 user name', '名称 name', '首次密码 first password'],
    ...passwords.map((row) => [row.userName, row.displayName, row.password]),
  ];
  const text = `\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = 'first-passwords.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A large import runs on the server: how far it is, and then its passwords. It may be left and come back to. */
function Running({
  waiting,
  onPasswords,
  onForget,
}: {
  waiting: Waiting;
  onPasswords: (passwords: Passwords) => void;
  onForget: () => void;
}) {
  const t = useImportStrings();
  const pick = usePick();
  const words = useErrorWords();
  const queries = useQueryClient();
  const job = useQuery({
    queryKey: ['jobs', waiting.id],
    queryFn: () => getJson<JobRow>(`/api/jobs/${waiting.id}`),
    refetchInterval: (query) => (isOpen(query.state.data) ? 1_000 : false),
  });
  const fetched = useMutation({
    mutationFn: () => fetchPasswords({ job: waiting.id, key: waiting.key }),
    onSuccess: ({ passwords }) => {
      forgetImport();
      onPasswords(passwords);
    },
  });
  const state = job.data?.state;
  useEffect(() => {
    if (state === 'done') void queries.invalidateQueries({ queryKey: ['people'] });
    // Nothing was written: there is nothing to come back to.
    if (state === 'failed' || state === 'cancelled') forgetImport();
  }, [state, queries]);
  const row = job.data;
  const share = row?.total ? Math.min(100, Math.round((100 * row.done) / row.total)) : undefined;
  const failure = job.error ?? fetched.error;
  return (
    <div className="people-form" aria-live="polite">
      {row && <p className="strong">{pick(row.title)}</p>}
      {isOpen(row) && (
        <>
          <div className="job-progress">
            <progress aria-label={t('progress')} value={share} max={100} />
            <span className="sub">{row?.message ? pick(row.message) : t('waiting')}</span>
          </div>
          <p className="cap">{t('mayLeave')}</p>
        </>
      )}
      {state === 'done' && (
        <>
          <p className="note">{t('added')}</p>
          <div className="row">
            <button type="button" className="btn primary" disabled={fetched.isPending} onClick={() => fetched.mutate()}>
              {t('fetch')}
            </button>
          </div>
        </>
      )}
      {(state === 'failed' || state === 'cancelled') && (
        <p className="note bad">{row?.error ? pick(row.error.message) : t('cancelled')}</p>
      )}
      {failure && <p className="note bad">{fetched.isError ? t('gone') : words(failure)}</p>}
      {(failure || state === 'failed' || state === 'cancelled') && (
        <div className="row">
          <button type="button" className="btn" onClick={onForget}>
            {t('another')}
          </button>
        </div>
      )}
    </div>
  );
}

const isOpen = (job: JobRow | undefined) => job === undefined || job.state === 'waiting' || job.state === 'running';

export function ImportPeople({ onClose }: { onClose: () => void }) {
  const t = useImportStrings();
  const queries = useQueryClient();
  const { modal } = App.useApp();
  const [waiting, setWaiting] = useState<Waiting | null>(keptImport);
  const [passwords, setPasswords] = useState<Passwords | null>(null);
  const [saved, setSaved] = useState(false);
  const leave = () => {
    if (!passwords || saved) return onClose();
    modal.confirm({
      title: t('leavePasswords'),
      content: t('passwordsHint'),
      okText: t('leaveAnyway'),
      cancelText: t('stay'),
      onOk: onClose,
    });
  };
  return (
    <Drawer open onClose={leave} title={t('importTitle')} size="min(600px, 100vw)">
      {passwords ? (
        <div className="people-form">
          <p className="strong">{t('importDone', { count: passwords.length })}</p>
          <p className="note doubt">{t('passwordsHint')}</p>
          <div className="row">
            <button
              type="button"
              className="btn primary"
              onClick={() => {
                save(passwords);
                setSaved(true);
              }}
            >
              {t('savePasswords')}
            </button>
            <button type="button" className="btn" onClick={leave}>
              {t('done')}
            </button>
          </div>
        </div>
      ) : waiting ? (
        <Running
          waiting={waiting}
          onPasswords={setPasswords}
          onForget={() => {
            forgetImport();
            setWaiting(null);
          }}
        />
      ) : (
        <TableImport<PeopleImport>
          hint={t('importHint')}
          template="/api/people/template"
          path="/api/people/import"
          onDone={(answer) => {
            if (answer.job) {
              keepImport(answer.job);
              setWaiting(answer.job);
              return;
            }
            setPasswords(answer.passwords);
            void queries.invalidateQueries({ queryKey: ['people'] });
          }}
        />
      )}
    </Drawer>
  );
}
