import '../../ui/maps.css';
import './cities.css';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { lazy, Suspense } from 'react';
import type { RegionTable } from '../../app/contract.ts';
import { FaceLink, faceAddress, useFace } from '../../app/face.tsx';
import { getJson } from '../../app/http.ts';
import { useLanguage, useName } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { plansQuery } from '../../app/shared-queries.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import type { CityValue } from '../../ui/CityMap.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatDecimal } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Num } from '../../ui/Num.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { useStatusStrings } from '../../ui/strings.ts';
import { TileGrid } from '../../ui/TileGrid.tsx';
import { useCityStrings } from './strings.ts';

const CityMap = lazy(() => import('../../ui/CityMap.tsx').then((module) => ({ default: module.CityMap })));

const tableQuery = (plan: string, asOf: string | undefined) => ({
  queryKey: ['by-region', plan, asOf ?? 'today'] as const,
  queryFn: () => getJson<RegionTable>('/api/targets/by-region', { plan, asOf }),
  placeholderData: keepPreviousData,
});

function Cities({ tables }: { tables: RegionTable[] }) {
  const t = useCityStrings();
  const words = useStatusStrings();
  const name = useName();
  const face = useFace();
  const language = useLanguage();
  const navigate = useNavigate();
  const asOf = useAsOf();
  const [search, update] = useSearchState();
  const plans = useQuery(plansQuery(asOf));
  const table = tables.find((one) => one.planId === search.plan) ?? tables[0];
  if (!table) return <EmptyState title={t('none')} hint={t('noneHint')} />;
  const indicator = table.indicators.find((one) => one.id === search.indicator) ?? table.indicators[0]!;
  const planName = (id: string) => {
    const plan = plans.data?.plans.find((one) => one.id === id);
    return (language === 'en' ? plan?.shortTitleEn : plan?.shortTitle) ?? id;
  };
  const short = (region: RegionTable['rows'][number]['region']) =>
    language === 'en' ? region.nameEn.replace(/ City$/, '') : region.name.replace(/市$/, '');
  const isCity = (code: string) => code.endsWith('00') && !code.endsWith('0000');
  const rows = table.rows.filter((row) => isCity(row.region.code) || row.cells[indicator.id]);
  // Before anything is reported the picture shows what is asked of each city.
  const observed = rows.some((row) => row.cells[indicator.id]?.latest);
  const cities: CityValue[] = rows
    .filter((row) => isCity(row.region.code))
    .map((row) => {
      const cell = row.cells[indicator.id];
      const city = name(row.region);
      return {
        code: row.region.code,
        name: short(row.region),
        value: cell ? (observed ? cell.latest : cell.value) : null,
        status: cell?.status ?? 'no-data',
        words: cell
          ? t('words', {
              city,
              target: `${formatDecimal(cell.value)} ${indicator.unit}`,
              latest: cell.latest === null ? '—' : formatDecimal(cell.latest),
              status: words(cell.status),
            })
          : t('notSet', { city }),
      };
    });
  const go = (code: string) =>
    void navigate({
      to: faceAddress(face, '/targets'),
      search: { plan: table.planId, region: code, ...(asOf ? { asOf } : {}) } as never,
    });
  return (
    <>
      <div className="filters">
        <Select
          aria-label={t('plan')}
          style={{ width: 220 }}
          popupMatchSelectWidth={false}
          value={table.planId}
          onChange={(plan) => update({ plan, indicator: undefined })}
          options={tables.map((one) => ({ value: one.planId, label: planName(one.planId) }))}
        />
        <Select
          aria-label={t('indicator')}
          style={{ width: 360 }}
          popupMatchSelectWidth={false}
          value={indicator.id}
          onChange={(id) => update({ plan: table.planId, indicator: id })}
          options={table.indicators.map((one) => ({ value: one.id, label: name(one) }))}
        />
        <span className="cap">
          {t('unitNote', { unit: indicator.unit })} · {t('due', { day: indicator.dueOn })}
        </span>
      </div>
      <div className="cities">
        <figure>
          {face === 'work' ? (
            <Suspense fallback={<Skeleton />}>
              <CityMap label={t('mapLabel', { indicator: name(indicator) })} cities={cities} onChoose={go} />
            </Suspense>
          ) : (
            <TileGrid label={t('mapLabel', { indicator: name(indicator) })} cities={cities} onChoose={go} />
          )}
          <figcaption className="cap">
            <SimulatedMark when={observed && rows.some((row) => row.cells[indicator.id]?.simulated)} />{' '}
            {observed ? t('mapNote') : t('mapTargets')}
          </figcaption>
        </figure>
        <DataTable
          caption={t('tableCaption', { indicator: name(indicator) })}
          rows={rows}
          rowKey={(row) => row.region.code}
          columns={[
            {
              id: 'city',
              header: t('city'),
              names: true,
              cell: (row) => (
                <FaceLink
                  to="/targets"
                  search={{ plan: table.planId, region: row.region.code }}
                  className="plain strong"
                  title={t('all', { city: name(row.region) })}
                >
                  {name(row.region)}
                </FaceLink>
              ),
            },
            {
              id: 'target',
              header: t('target'),
              align: 'right',
              cell: (row) => <Num value={row.cells[indicator.id]?.value ?? null} />,
            },
            {
              id: 'latest',
              header: t('latest'),
              align: 'right',
              cell: (row) => {
                const cell = row.cells[indicator.id];
                if (!cell?.latest) return <span className="cap">—</span>;
                return (
                  <FaceLink to={`/targets/${cell.targetId}`}>
                    <Num value={cell.latest} /> <SimulatedMark when={cell.simulated} />
                  </FaceLink>
                );
              },
            },
            {
              id: 'status',
              header: t('status'),
              cell: (row) => {
                const cell = row.cells[indicator.id];
                if (!cell) return <span className="cap">{t('noCell')}</span>;
                return (
                  <FaceLink to={`/targets/${cell.targetId}`} className="plain">
                    <StatusMark status={cell.status} />
                  </FaceLink>
                );
              },
            },
          ]}
        />
      </div>
    </>
  );
}

export function CitiesPage() {
  const t = useCityStrings();
  const asOf = useAsOf();
  const plans = useQuery({ ...plansQuery(asOf), placeholderData: keepPreviousData });
  const tables = useQueries({ queries: (plans.data?.plans ?? []).map((plan) => tableQuery(plan.id, asOf)) });
  const waiting = tables.some((query) => query.isPending);
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={<AsOf />} />
      <Loaded query={plans}>
        {() =>
          waiting ? (
            <Skeleton />
          ) : (
            <Cities
              tables={tables.flatMap((query) => (query.data && query.data.indicators.length > 0 ? [query.data] : []))}
            />
          )
        }
      </Loaded>
    </>
  );
}
