import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App } from 'antd';
import { useState } from 'react';
import type { OnlineSession, OnlineSessions } from '../../app/contract.ts';
import { getJson, sendJson } from '../../app/http.ts';
import { useName } from '../../app/i18n.ts';
import { useMay } from '../../app/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { clientName } from '../account/Sessions.tsx';
import { useAccessStrings } from './strings.ts';

const onlineQuery = {
  queryKey: ['sign-ins', 'online'] as const,
  queryFn: () => getJson<OnlineSessions>('/api/sign-ins/online'),
  refetchInterval: 60_000,
};

/** The log below should not be pushed out of sight. */
const FIRST = 8;

/** Who is here now, and the way to end a session. */
export function Online() {
  const t = useAccessStrings();
  const name = useName();
  const may = useMay();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const [all, setAll] = useState(false);
  const query = useQuery(onlineQuery);
  const end = useMutation({
    mutationFn: (id: string) => sendJson<null>('DELETE', `/api/sign-ins/online/${encodeURIComponent(id)}`),
    onSuccess: async () => {
      message.success(t('ended'));
      await queries.invalidateQueries({ queryKey: ['sign-ins'] });
    },
    onError: (error) => message.error(words(error)),
  });
  const ask = (row: OnlineSession) =>
    modal.confirm({
      title: t('endTitle', { name: row.person.displayName }),
      content: t('endBody'),
      okText: t('end'),
      cancelText: t('cancel'),
      onOk: () => end.mutate(row.id),
    });
  return (
    <section className="section">
      <h2>
        {t('online')} <span className="cap">{query.data?.sessions.filter((row) => row.active).length ?? ''}</span>
      </h2>
      <p className="sub">{t('onlineHint')}</p>
      <Loaded query={query}>
        {({ sessions }) =>
          sessions.length === 0 ? (
            <p className="sub">{t('nobody')}</p>
          ) : (
            <DataTable
              caption={t('online')}
              rows={all ? sessions : sessions.slice(0, FIRST)}
              rowKey={(row) => row.id}
              columns={[
                {
                  id: 'who',
                  header: t('who'),
                  names: true,
                  width: '22%',
                  cell: (row) => (
                    <>
                      {may('person.manage') ? (
                        <Link to={`/people/${row.person.id}` as never} className="plain strong">
                          {row.person.displayName}
                        </Link>
                      ) : (
                        <span className="strong">{row.person.displayName}</span>
                      )}{' '}
                      <span className={row.active ? 'tag unit' : 'tag'}>{row.active ? t('active') : t('idle')}</span>
                      <span className="cap under">{row.person.userName}</span>
                    </>
                  ),
                },
                { id: 'organization', header: t('organization'), cell: (row) => name(row.organization) },
                {
                  id: 'since',
                  header: t('since'),
                  cell: (row) => <span className="nowrap">{formatInstant(row.since)}</span>,
                },
                {
                  id: 'seen',
                  header: t('seen'),
                  cell: (row) => <span className="nowrap">{formatInstant(row.lastSeenAt)}</span>,
                },
                {
                  id: 'address',
                  header: t('address'),
                  cell: (row) => <span className="cap">{row.address ?? '—'}</span>,
                },
                {
                  id: 'client',
                  header: t('client'),
                  cell: (row) => (
                    <span className="cap client" title={row.client}>
                      {clientName(row.client) || '—'}
                    </span>
                  ),
                },
                ...(may('person.manage')
                  ? [
                      {
                        id: 'end',
                        header: t('action'),
                        cell: (row: OnlineSession) =>
                          row.mayEnd ? (
                            <button
                              type="button"
                              className="btn text danger nowrap"
                              disabled={end.isPending}
                              onClick={() => ask(row)}
                            >
                              {t('end')}
                            </button>
                          ) : (
                            <span className="cap">—</span>
                          ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
      {!all && (query.data?.sessions.length ?? 0) > FIRST && (
        <button type="button" className="btn text" onClick={() => setAll(true)}>
          {t('showAll', { count: query.data?.sessions.length ?? 0 })}
        </button>
      )}
    </section>
  );
}
