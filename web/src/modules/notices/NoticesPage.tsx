import './notices.css';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Select } from 'antd';
import { unreadQuery } from '../../app/Bell.tsx';
import type { MarkNotices, NoticePage, NoticeRow } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { getJson, sendJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { useNoticeKind } from '../../app/notice-kinds.ts';
import { parseSearch, useSearchState } from '../../app/search.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { useNoticeStrings } from './strings.ts';

export function NoticesPage() {
  const t = useNoticeStrings();
  const kindName = useNoticeKind();
  const pick = usePick();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [search] = useSearchState();
  const params = { kind: search.kind, unread: search.unread, page: search.page ?? 1, size: search.size ?? 50 };
  const query = useQuery({
    queryKey: ['notices', params],
    queryFn: () => getJson<NoticePage>('/api/notices', params),
    placeholderData: keepPreviousData,
  });
  const mark = useMutation({
    mutationFn: (wanted: MarkNotices) => sendJson<{ unread: number }>('POST', '/api/notices/read', wanted),
    onSuccess: async (answer) => {
      queries.setQueryData(unreadQuery.queryKey, answer);
      await queries.invalidateQueries({ queryKey: ['notices'] });
    },
    onError: (error) => message.error(words(error)),
  });
  const unread = query.data?.unread ?? 0;
  return (
    <>
      <PageHead
        title={t('title')}
        sub={query.data ? t('sub', { unread }) : ' '}
        actions={
          <>
            <FaceLink to="/account" hash="telling" className="btn">
              {t('how')}
            </FaceLink>
            {unread > 0 && (
              <button type="button" className="btn" disabled={mark.isPending} onClick={() => mark.mutate({})}>
                {t('markAll')}
              </button>
            )}
          </>
        }
      />
      <TableFrame
        room="notices"
        caption={t('caption')}
        query={query}
        columns={useColumns((row) => row.readAt === null && mark.mutate({ ids: [row.id] }))}
        rowKey={(row) => row.id}
        rowName={(row) => pick(row.title)}
        rowClass={(row) => (row.readAt === null ? 'unread' : undefined)}
        filterKeys={['kind', 'unread']}
        filters={(_, update) => (
          <>
            <Select
              aria-label={t('kind')}
              style={{ width: 180 }}
              value={search.kind ?? ''}
              onChange={(kind) => update({ kind, page: undefined })}
              options={[
                { value: '', label: t('allKinds') },
                ...(query.data?.kinds ?? []).map(({ kind, count }) => ({
                  value: kind,
                  label: `${kindName(kind)} ${count}`,
                })),
              ]}
            />
            <label className="sub row">
              <input
                type="checkbox"
                checked={search.unread === '1'}
                onChange={(event) => update({ unread: event.target.checked ? '1' : undefined, page: undefined })}
              />
              {t('unreadOnly')}
            </label>
          </>
        )}
        batch={(rows, done) => (
          <button
            type="button"
            className="btn"
            disabled={mark.isPending}
            onClick={() => mark.mutate({ ids: rows.map((row) => row.id) }, { onSuccess: done })}
          >
            {t('mark')}
          </button>
        )}
        empty={{ title: t('none'), hint: t('noneHint') }}
      />
    </>
  );
}

function useColumns(opened: (row: NoticeRow) => void): Column<NoticeRow>[] {
  const t = useNoticeStrings();
  const pick = usePick();
  const kindName = useNoticeKind();
  return [
    {
      id: 'what',
      header: t('what'),
      names: true,
      width: '52%',
      cell: (row) => {
        const [to = '/', query = ''] = row.link.split('?', 2);
        return (
          <>
            {row.readAt === null && <span className="unread-dot" title={t('unread')} />}
            <FaceLink to={decodeURI(to)} search={parseSearch(query)} className="plain" onClick={() => opened(row)}>
              {pick(row.title)}
            </FaceLink>
            {row.readAt === null && <span className="hidden-word">{t('unread')}</span>}
          </>
        );
      },
    },
    { id: 'kind', header: t('kind'), cell: (row) => <span className="tag">{kindName(row.kind)}</span> },
    {
      id: 'at',
      header: t('at'),
      width: 140,
      cell: (row) => (
        <time className="sub nowrap" dateTime={row.at}>
          {formatInstant(row.at)}
        </time>
      ),
    },
    {
      id: 'sent',
      header: t('sent'),
      cell: (row) =>
        row.deliveries.length === 0 ? (
          <span className="cap">{t('inApp')}</span>
        ) : (
          <span className="cap">
            {row.deliveries.map((delivery) => (
              <span key={delivery.channel} className={delivery.error ? 'seal-text delivery' : 'delivery'}>
                {t(delivery.channel)} {t(`state_${delivery.state}`)}
                {delivery.error && <span className="under">{pick(delivery.error)}</span>}
              </span>
            ))}
          </span>
        ),
    },
  ];
}
