import './environment.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { Station, StationPage as StationList } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useName } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { RegionPicker } from '../../ui/RegionPicker.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { stationsQuery } from './api.ts';
import { useEnvironmentStrings } from './strings.ts';

const kinds = ['air', 'river', 'lake'] as const;

export function StationsPage() {
  const t = useEnvironmentStrings();
  const name = useName();
  const [search] = useSearchState();
  const filter = { q: search.q, kind: search.kind, region: search.region };
  const params = { ...filter, page: search.page ?? 1, size: search.size ?? 50 };
  const query = useQuery({ ...stationsQuery(params), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead
        title={t('stations')}
        crumbs={[{ key: 'all', node: <FaceLink to="/environment">{t('title')}</FaceLink> }]}
        sub={t('stationsSub')}
      />
      <TableFrame<Station, StationList>
        room="stations"
        caption={t('stationsCaption')}
        query={query}
        rowKey={(row) => String(row.id)}
        searchLabel={t('searchStations')}
        filterKeys={['kind', 'region']}
        filters={(now, update) => (
          <>
            <Select
              aria-label={t('kind')}
              style={{ width: 130 }}
              value={now.kind ?? ''}
              onChange={(kind) => update({ kind, page: undefined })}
              options={[{ value: '', label: t('allKinds') }, ...kinds.map((kind) => ({ value: kind, label: t(kind) }))]}
            />
            <RegionPicker
              label={t('region')}
              width={150}
              all={t('allRegions')}
              value={now.region ?? ''}
              onChange={(region) => update({ region, page: undefined })}
            />
          </>
        )}
        exportPath="/api/environment/stations/export"
        exportParams={filter}
        empty={{
          title: t('stationsNone'),
          hint: t('stationsNoneHint'),
          action: (
            <FaceLink to="/environment" className="btn">
              {t('toOverview')}
            </FaceLink>
          ),
        }}
        columns={[
          {
            id: 'name',
            header: t('name'),
            names: true,
            width: '30%',
            cell: (row) => (
              <>
                <FaceLink to={`/environment/stations/${row.id}`} className="plain strong">
                  {row.name}
                </FaceLink>
                <span className="cap under">{row.code}</span>
              </>
            ),
          },
          { id: 'kind', header: t('kind'), cell: (row) => <span className="tag unit">{t(row.kind)}</span> },
          { id: 'region', header: t('region'), cell: (row) => name(row.region) },
          {
            id: 'days',
            header: t('validFrom'),
            cell: (row) => (
              <span className="sub nowrap">
                {row.validFrom}
                {row.validTo && ` – ${row.validTo}`}
              </span>
            ),
          },
          { id: 'mark', header: t('state'), cell: (row) => <SimulatedMark when={row.simulated} /> },
        ]}
      />
    </>
  );
}
