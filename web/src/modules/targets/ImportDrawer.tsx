import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Drawer, Select } from 'antd';
import { useRef, useState } from 'react';
import type { ObservationImport, PlanSummary, RowError } from '../../app/contract.ts';
import { useLanguage, usePick } from '../../app/i18n.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { importObservations, templateAddress } from './api.ts';
import { useTargetStrings } from './strings.ts';

function Problems({ title, rows, bad }: { title: string; rows: RowError[]; bad: boolean }) {
  const t = useTargetStrings();
  const pick = usePick();
  if (rows.length === 0) return null;
  return (
    <div className="section">
      <p className={bad ? 'note bad' : 'note doubt'}>{title}</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('cell')}</th>
            <th scope="col">{t('problem')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.row}:${row.column}:${row.message.zh}`}>
              <td className="num">{row.row}</td>
              <td className="nowrap">{row.column ?? '—'}</td>
              <td>{row.value ?? '—'}</td>
              <td>{pick(row.message)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Result({ result }: { result: ObservationImport }) {
  const t = useTargetStrings();
  return (
    <>
      <div className="nums">
        {(['rows', 'added', 'corrected', 'unchanged'] as const).map((key) => (
          <div key={key} className="number still">
            <b>{result[key]}</b>
            <span className="sub">{t(key)}</span>
          </div>
        ))}
      </div>
      <Problems title={t('errors', { count: result.errors.length })} rows={result.errors} bad />
      <Problems title={t('warnings', { count: result.warnings.length })} rows={result.warnings} bad={false} />
    </>
  );
}

/** Template, upload, dry run with errors by row and column, then the import itself. */
export function ImportDrawer({ plans, onClose }: { plans: PlanSummary[]; onClose: () => void }) {
  const t = useTargetStrings();
  const language = useLanguage();
  const words = useErrorWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const field = useRef<HTMLInputElement>(null);
  const [plan, setPlan] = useState(plans[0]?.id ?? '');
  const [file, setFile] = useState<File | null>(null);
  const check = useMutation({
    mutationFn: (chosen: File) => importObservations(chosen, true) as Promise<ObservationImport>,
  });
  const commit = useMutation({
    mutationFn: (chosen: File) => importObservations(chosen, false),
    onSuccess: async (result) => {
      if ('jobId' in result) {
        message.info(t('asJob'));
        await navigate({ to: '/jobs' });
        return;
      }
      message.success(t('done', { added: result.added, corrected: result.corrected }));
      await queries.invalidateQueries();
      onClose();
    },
  });
  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    commit.reset();
    check.mutate(chosen);
  };
  const result = check.data;
  const changes = result ? result.added + result.corrected : 0;
  const failure = commit.error ?? check.error;
  return (
    <Drawer open onClose={onClose} title={t('importTitle')} size="min(560px, 100vw)">
      <h2>{t('step1')}</h2>
      <p className="sub">{t('step1Hint')}</p>
      <div className="row" style={{ marginTop: 10 }}>
        <Select
          aria-label={t('planFilter')}
          style={{ minWidth: 220 }}
          value={plan}
          onChange={setPlan}
          options={plans.map((one) => ({
            value: one.id,
            label: language === 'en' ? one.shortTitleEn : one.shortTitle,
          }))}
        />
        <a className="btn" href={templateAddress(plan)} download>
          {t('template')}
        </a>
      </div>
      <div className="section">
        <h2>{t('step2')}</h2>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first */}
        <div
          className="drop"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            take(event.dataTransfer.files[0]);
          }}
        >
          <button type="button" className="btn" onClick={() => field.current?.click()}>
            {file ? t('again') : t('choose')}
          </button>
          <span className="sub">{file ? file.name : t('dropHere')}</span>
          <input
            ref={field}
            type="file"
            hidden
            accept=".xlsx,.csv"
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </div>
      </div>
      <div className="section" aria-live="polite">
        {check.isPending && <p className="sub">{t('checking')}</p>}
        {failure && <p className="note bad">{words(failure)}</p>}
        {result && !check.isPending && (
          <>
            <h2>{t('step3')}</h2>
            <Result result={result} />
            <div className="section">
              {result.errors.length === 0 && changes === 0 && <p className="note">{t('nothingNew')}</p>}
              {result.errors.length === 0 && changes > 0 && (
                <button
                  type="button"
                  className="btn primary"
                  disabled={commit.isPending || !file}
                  onClick={() => file && commit.mutate(file)}
                >
                  {commit.isPending ? t('committing') : t('commit', { count: changes })}
                </button>
              )}
            </div>
          </>
        )}
      </div>
    </Drawer>
  );
}
