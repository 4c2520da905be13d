import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { Organization, OrganizationList } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { getJson } from '../../app/http.ts';
import { useLanguage } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { Manage } from './Manage.tsx';
import { Existed, kinds, Line, useKindName } from './parts.tsx';
import { useOrganizationStrings } from './strings.ts';

export function ListPage() {
  const t = useOrganizationStrings();
  const kindName = useKindName();
  const face = useFace();
  const may = useMay();
  const asOf = useAsOf();
  const [search] = useSearchState();
  const filter = { q: search.q, kind: search.kind, asOf };
  const params = { ...filter, page: search.page ?? 1, size: search.size ?? 50 };
  const query = useQuery({
    queryKey: ['organizations', params],
    queryFn: () => getJson<OrganizationList>('/api/organizations', params),
    placeholderData: keepPreviousData,
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
      <TableFrame
        room="organizations"
        caption={t('caption')}
        query={query}
        columns={useColumns()}
        rowKey={(row) => row.id}
        searchLabel={t('searchHere')}
        filterKeys={['kind']}
        filters={(_, update) => (
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
        )}
        exportPath="/api/organizations/export"
        exportParams={filter}
        empty={{ title: t('none'), hint: t('noneHint') }}
      />
    </>
  );
}

function useColumns(): Column<Organization>[] {
  const t = useOrganizationStrings();
  const kindName = useKindName();
  const language = useLanguage();
  return [
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
  ];
}
