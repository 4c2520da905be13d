import './log.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import {
  hasContent,
  type LogEntryRow,
  type LogKind,
  type LogView,
  logKinds,
  type LogPage as Page,
} from '../../app/contract.ts';
import { getJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useLogStrings } from './strings.ts';
import { Subject } from './subject.tsx';

export function LogPage() {
  const t = useLogStrings();
  const log = useQuery({ queryKey: ['log'], queryFn: () => getJson<LogView>('/api/log'), refetchInterval: 10_000 });
  return (
    <>
      <PageHead
        title={t('title')}
        sub={t('sub')}
        actions={
          <a className="btn" href="/public/verify">
            {t('verifyHere')}
          </a>
        }
      />
      <Loaded query={log}>{(view) => <Log view={view} />}</Loaded>
    </>
  );
}

function Log({ view }: { view: LogView }) {
  const t = useLogStrings();
  const newest = view.checkpoints[0];
  return (
    <>
      {view.trouble && (
        <p className="note bad" role="alert">
          {t('trouble', { code: view.trouble.code })}
        </p>
      )}
      <div className="nums">
        <div className="number still">
          <b>{formatCount(view.size)}</b>
          <span className="sub">{t('entriesSigned')}</span>
        </div>
        <div className="number still">
          <b>{formatCount(view.waiting)}</b>
          <span className="sub">{t('waiting')}</span>
        </div>
        {newest && (
          <div className="number still">
            <b>{formatInstant(newest.at)}</b>
            <span className="sub">{t('latest')}</span>
          </div>
        )}
      </div>
      <div className="record log-record">
        <div className="record-main">
          <Entries size={view.size} />
        </div>
        <div className="record-side">
          <Keys view={view} />
          {newest && (
            <section className="section">
              <h2>{t('checkpoint')}</h2>
              <p className="cap">{t('checkpointHint')}</p>
              <pre className="log-note">{newest.note}</pre>
              <p className="cap">{t('downloadHint')}</p>
            </section>
          )}
        </div>
      </div>
    </>
  );
}

function Keys({ view }: { view: LogView }) {
  const t = useLogStrings();
  return (
    <section className="section">
      <h2>{t('keys')}</h2>
      <p className="cap">{t('keysHint')}</p>
      <p className="mono">{view.origin}</p>
      <KeyList keys={view.keys} />
      {view.former.map((log) => (
        <details key={log.origin}>
          <summary className="cap">{t('formerLine', { origin: log.origin, size: log.size })}</summary>
          <KeyList keys={log.keys} />
        </details>
      ))}
    </section>
  );
}

function KeyList({ keys }: { keys: readonly string[] }) {
  const t = useLogStrings();
  return (
    <dl className="kv log-keys">
      {keys.map((key) => {
        const [, id = '', material = ''] = key.split('+');
        return [
          <dt key={`${key} kind`}>{t(material.startsWith('/') ? 'sm2' : 'ed25519')}</dt>,
          <dd key={key} className="mono" title={key}>
            {id}
          </dd>,
        ];
      })}
    </dl>
  );
}

function Entries({ size }: { size: number }) {
  const t = useLogStrings();
  const pick = usePick();
  const [search, update] = useSearchState();
  const filter = { subject: search.q, kind: search.kind, before: search.before };
  const query = useQuery({
    // A log that has grown is asked again.
    queryKey: ['log', 'entries', filter, search.before ? null : size],
    queryFn: () => getJson<Page>('/api/log/entries', { ...filter, size: 30 }),
    placeholderData: keepPreviousData,
  });
  const filtered = Boolean(search.q || search.kind);
  return (
    <section className="section">
      <h2>{t('newest')}</h2>
      <div className="filters">
        <SubjectField value={search.q ?? ''} onChange={(q) => update({ q: q || undefined, before: undefined })} />
        <Select
          aria-label={t('act')}
          style={{ width: 180 }}
          value={search.kind ?? ''}
          onChange={(kind) => update({ kind: kind || undefined, before: undefined })}
          options={[
            { value: '', label: t('allKinds') },
            ...Object.entries(logKinds).map(([kind, words]) => ({ value: kind, label: pick(words) })),
          ]}
        />
      </div>
      <Loaded query={query}>
        {(page) =>
          page.entries.length === 0 ? (
            <EmptyState title={t(filtered ? 'noneFit' : 'none')} hint={t(filtered ? 'noneFitHint' : 'noneHint')}>
              {filtered && (
                <button
                  type="button"
                  className="btn"
                  onClick={() => update({ q: undefined, kind: undefined, before: undefined })}
                >
                  {t('clear')}
                </button>
              )}
            </EmptyState>
          ) : (
            <>
              <DataTable
                caption={t('caption')}
                columns={columnsOf(t, pick)}
                rows={page.entries}
                rowKey={(row) => String(row.index)}
                stale={query.isPlaceholderData}
              />
              <div className="row log-pages">
                {search.before && (
                  <button type="button" className="btn" onClick={() => update({ before: undefined })}>
                    {t('newestFirst')}
                  </button>
                )}
                {page.more && (
                  <button
                    type="button"
                    className="btn"
                    onClick={() => update({ before: String(page.entries.at(-1)?.index ?? 0) })}
                  >
                    {t('earlier')}
                  </button>
                )}
              </div>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

/** Asks when somebody has stopped typing. */
function SubjectField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useLogStrings();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <input
      className="input log-search"
      type="search"
      aria-label={t('searchHere')}
      placeholder={t('searchHere')}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function columnsOf(
  t: ReturnType<typeof useLogStrings>,
  pick: (words: { zh: string; en: string }) => string,
): Column<LogEntryRow>[] {
  return [
    { id: 'index', header: t('number'), align: 'right', width: 72, cell: (row) => formatCount(row.index) },
    {
      id: 'subject',
      header: t('subject'),
      names: true,
      cell: (row) => <Subject subject={row.subject} />,
    },
    {
      id: 'kind',
      header: t('act'),
      width: 120,
      cell: (row) => (row.kind in logKinds ? pick(logKinds[row.kind as LogKind]) : row.kind),
    },
    {
      id: 'at',
      header: t('at'),
      width: 130,
      cell: (row) => <time dateTime={row.at}>{formatInstant(row.at)}</time>,
    },
    {
      id: 'receipt',
      header: t('receipt'),
      width: 150,
      cell: (row) => (
        <span className="row log-links">
          <a href={`/log/receipt/${row.index}`} download aria-label={t('receiptOf', { index: row.index })}>
            {t('receipt')}
          </a>
          {hasContent(row) && (
            <a href={`/log/content/${row.index}`} download aria-label={t('contentOf', { index: row.index })}>
              {t('content')}
            </a>
          )}
          <a href={`/public/verify?index=${row.index}`} aria-label={t('verifyOf', { index: row.index })}>
            {t('verify')}
          </a>
        </span>
      ),
    },
  ];
}
