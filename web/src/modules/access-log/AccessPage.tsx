import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { SignInPage, SignInResult } from '../../app/contract.ts';
import { address, getJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { useAppStrings } from '../../app/strings.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { clientName } from '../account/Sessions.tsx';
import { Online } from './Online.tsx';
import { useAccessStrings } from './strings.ts';

const results: SignInResult[] = ['open', 'refuse', 'lock', 'revoke', 'post'];
const tone: Record<SignInResult, string> = {
  open: 'tag unit',
  refuse: 'tag doubt',
  lock: 'tag bad',
  revoke: 'tag',
  post: 'tag',
};

export function AccessPage() {
  const t = useAccessStrings();
  const app = useAppStrings();
  const pick = usePick();
  const may = useMay();
  const [search, update] = useSearchState();
  const [text, setText] = useState(search.q ?? '');
  const size = Number(search.size ?? 50);
  const filter = { q: search.q, result: search.result, from: search.from, to: search.to };
  const params = { ...filter, page: search.page ?? 1, size };
  const query = useQuery({
    queryKey: ['sign-ins', 'log', params],
    queryFn: () => getJson<SignInPage>('/api/sign-ins', params),
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    if (text.trim() === (search.q ?? '')) return;
    const timer = setTimeout(() => update({ q: text.trim() || undefined, page: undefined }), 300);
    return () => clearTimeout(timer);
  });
  const filtered = Object.values(filter).some(Boolean);
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Online />
      <section className="section">
        <h2>{t('log')}</h2>
        {query.data && (
          <div className="nums" style={{ marginBottom: 14 }}>
            {results.map((result) => (
              <button
                key={result}
                type="button"
                className="number"
                aria-pressed={search.result === result}
                onClick={() => update({ result: search.result === result ? undefined : result, page: undefined })}
              >
                <b>{formatCount(query.data.counts[result])}</b>
                <span className="sub">{t(result)}</span>
              </button>
            ))}
          </div>
        )}
        <search className="filters">
          <input
            className="input"
            type="search"
            aria-label={t('searchHere')}
            placeholder={t('searchHere')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {(['from', 'to'] as const).map((key) => (
            <DayField
              key={key}
              label={t(key)}
              value={search[key]}
              onChange={(day) => update({ [key]: day, page: undefined })}
            />
          ))}
          {filtered && (
            <button
              type="button"
              className="btn text"
              onClick={() => {
                setText('');
                update({ q: undefined, result: undefined, from: undefined, to: undefined, page: undefined });
              }}
            >
              {app('clearFilters')}
            </button>
          )}
          <a className="btn push" href={address('/api/sign-ins/export', filter)} download>
            {t('export')}
          </a>
        </search>
        <Loaded query={query}>
          {(page) =>
            page.rows.length === 0 ? (
              <EmptyState title={t('none')} hint={t('noneHint')} />
            ) : (
              <>
                <DataTable
                  caption={t('caption')}
                  rows={page.rows}
                  rowKey={(row) => row.id}
                  stale={query.isPlaceholderData}
                  columns={[
                    {
                      id: 'at',
                      header: t('at'),
                      width: 150,
                      cell: (row) => (
                        <time className="nowrap" dateTime={row.at}>
                          {formatInstant(row.at)}
                        </time>
                      ),
                    },
                    {
                      id: 'who',
                      header: t('who'),
                      names: true,
                      width: '22%',
                      cell: (row) => (
                        <>
                          {row.person && may('person.manage') ? (
                            <Link to={`/people/${row.person.id}` as never} className="plain strong">
                              {row.person.displayName}
                            </Link>
                          ) : (
                            <span className="strong">{row.person?.displayName ?? row.userName}</span>
                          )}
                          {row.person && <span className="cap under">{row.userName}</span>}
                        </>
                      ),
                    },
                    {
                      id: 'result',
                      header: t('result'),
                      width: 110,
                      cell: (row) => <span className={tone[row.result]}>{t(row.result)}</span>,
                    },
                    { id: 'what', header: t('what'), cell: (row) => <span className="sub">{pick(row.summary)}</span> },
                    {
                      id: 'address',
                      header: t('address'),
                      cell: (row) => <span className="cap">{row.address ?? '—'}</span>,
                    },
                    {
                      id: 'client',
                      header: t('client'),
                      cell: (row) => (
                        <span className="cap client" title={row.client ?? ''}>
                          {row.client ? clientName(row.client) : '—'}
                        </span>
                      ),
                    },
                  ]}
                />
                <Pager
                  total={page.total}
                  page={Number(search.page ?? 1)}
                  size={size}
                  onPage={(next) => update({ page: String(next) })}
                  onSize={(next) => update({ size: String(next), page: undefined })}
                />
              </>
            )
          }
        </Loaded>
      </section>
    </>
  );
}
