import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { OrganizationList } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { getJson } from '../../app/http.ts';
import { useLanguage } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { Manage } from './Manage.tsx';
import { Existed, kinds, Line, useKindName } from './parts.tsx';
import { useOrganizationStrings } from './strings.ts';

const size = 50;

export function ListPage() {
  const t = useOrganizationStrings();
  const kindName = useKindName();
  const language = useLanguage();
  const face = useFace();
  const may = useMay();
  const asOf = useAsOf();
  const [search, update] = useSearchState();
  const [text, setText] = useState(search.q ?? '');
  const params = { q: search.q, kind: search.kind, asOf, page: search.page ?? 1, size };
  const query = useQuery({
    queryKey: ['organizations', params],
    queryFn: () => getJson<OrganizationList>('/api/organizations', params),
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    if (text.trim() === (search.q ?? '')) return;
    const timer = setTimeout(() => update({ q: text.trim() || undefined, page: undefined }), 300);
    return () => clearTimeout(timer);
  });
  return (
    <>
      <PageHead
        title={t('title')}
        sub={query.data ? t('sub', { day: query.data.asOf }) : ' '}
        actions={
          <>
            <AsOf />
            {face === 'work' && may('organization.manage') && <Manage />}
          </>
        }
      />
      <search className="filters">
        <input
          className="input"
          type="search"
          aria-label={t('searchHere')}
          placeholder={t('searchHere')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          aria-label={t('kind')}
          style={{ width: 160 }}
          value={search.kind ?? ''}
          onChange={(kind) => update({ kind, page: undefined })}
          options={[
            { value: '', label: t('allKinds') },
            ...kinds.map((kind) => ({ value: kind, label: kindName(kind) })),
          ]}
        />
      </search>
      <Loaded query={query}>
        {(list) =>
          list.rows.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          ) : (
            <>
              <DataTable
                caption={t('caption')}
                rows={list.rows}
                rowKey={(row) => row.id}
                stale={query.isPlaceholderData}
                columns={[
                  {
                    id: 'name',
                    header: t('name'),
                    names: true,
                    width: '34%',
                    cell: (row) => (
                      <>
                        <FaceLink to={`/organizations/${row.id}`} className="plain strong">
                          {language === 'en' ? row.nameEn || row.name : row.name}
                        </FaceLink>{' '}
                        {row.simulated && <span className="tag doubt">{t('simulated')}</span>}
                        <span className="cap under">{language === 'en' ? row.name : row.shortNames.join('、')}</span>
                      </>
                    ),
                  },
                  {
                    id: 'kind',
                    header: t('kind'),
                    cell: (row) => <span className="sub nowrap">{kindName(row.kind)}</span>,
                  },
                  { id: 'valid', header: t('valid'), cell: (row) => <Existed row={row} /> },
                  { id: 'line', header: t('line'), cell: (row) => <Line row={row} /> },
                  {
                    id: 'lead',
                    header: t('lead'),
                    align: 'right',
                    cell: (row) =>
                      row.leadCount > 0 ? (
                        <FaceLink to={`/organizations/${row.id}`} className="num">
                          {row.leadCount}
                        </FaceLink>
                      ) : (
                        <span className="cap">0</span>
                      ),
                  },
                  {
                    id: 'joint',
                    header: t('joint'),
                    align: 'right',
                    cell: (row) =>
                      row.jointCount > 0 ? (
                        <FaceLink to={`/organizations/${row.id}`} className="num">
                          {row.jointCount}
                        </FaceLink>
                      ) : (
                        <span className="cap">0</span>
                      ),
                  },
                ]}
              />
              <Pager
                total={list.total}
                page={Number(search.page ?? 1)}
                size={size}
                onPage={(page) => update({ page: String(page) })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}
