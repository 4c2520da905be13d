import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { RowError } from '../app/contract.ts';
import { sendForm } from '../app/http.ts';
import { usePick } from '../app/i18n.ts';
import { useErrorWords } from './ErrorState.tsx';
import { useTableImportStrings } from './table-import-strings.ts';

type Answer = {
  rows: number;
  added: number;
  /** Of imports that also correct what is there. */
  corrected?: number;
  unchanged?: number;
  errors: RowError[];
  warnings: RowError[];
};
const counts = ['rows', 'added', 'corrected', 'unchanged'] as const;

function Problems({ title, rows, bad }: { title: string; rows: RowError[]; bad: boolean }) {
  const t = useTableImportStrings();
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
              <td>{row.value || '—'}</td>
              <td>{pick(row.message)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Props<A extends Answer> = {
  hint: string;
  template: string;
  /** What the template depends on. */
  choice?: ReactNode;
  path: string;
  onDone: (answer: A) => void;
};

/** Template, file, dry run with faults by row and column, then the import itself. */
export function TableImport<A extends Answer>({ hint, template, choice, path, onDone }: Props<A>) {
  const t = useTableImportStrings();
  const words = useErrorWords();
  const field = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const send = (chosen: File, dryRun: boolean) => {
    const form = new FormData();
    form.set('file', chosen);
    return sendForm<A>(path, form, dryRun ? { dryRun: 1 } : {});
  };
  const check = useMutation({ mutationFn: (chosen: File) => send(chosen, true) });
  const commit = useMutation({ mutationFn: (chosen: File) => send(chosen, false), onSuccess: onDone });
  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    commit.reset();
    check.mutate(chosen);
  };
  const result = check.data;
  const changes = result ? result.added + (result.corrected ?? 0) : 0;
  const failure = commit.error ?? check.error;
  return (
    <>
      <h2>{t('step1')}</h2>
      <p className="sub">{hint}</p>
      <div className="row" style={{ marginTop: 10 }}>
        {choice}
        <a className="btn" href={template} download>
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
            <div className="nums">
              {counts.map(
                (key) =>
                  result[key] !== undefined && (
                    <div key={key} className="number still">
                      <b>{result[key]}</b>
                      <span className="sub">{t(key)}</span>
                    </div>
                  ),
              )}
            </div>
            <Problems title={t('errors', { count: result.errors.length })} rows={result.errors} bad />
            <Problems title={t('warnings', { count: result.warnings.length })} rows={result.warnings} bad={false} />
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
    </>
  );
}
