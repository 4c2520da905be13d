import './environment.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Select } from 'antd';
import type { Reading, ReadingList, StationDetail } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useName, usePick } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Num } from '../../ui/Num.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { readingsQuery, stationQuery } from './api.ts';
import { MonthChart } from './MonthChart.tsx';
import { useEnvironmentStrings } from './strings.ts';

export function StationPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const [search] = useSearchState();
  const query = useQuery({ ...stationQuery(id, search.item), placeholderData: keepPreviousData });
  return <Loaded query={query}>{(station) => <Record station={station} />}</Loaded>;
}

function Record({ station }: { station: StationDetail }) {
  const t = useEnvironmentStrings();
  const name = useName();
  const pick = usePick();
  const [search, update] = useSearchState();
  const item = station.items.find((one) => one.item === station.item);
  const filter = { item: station.item ?? undefined, from: search.from, to: search.to, all: search.all };
  const params = { ...filter, page: search.page ?? 1, size: search.size ?? 50 };
  const readings = useQuery({ ...readingsQuery(String(station.id), params), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead
        title={station.name}
        crumbs={[
          { key: 'all', node: <FaceLink to="/environment">{t('title')}</FaceLink> },
          { key: 'stations', node: <FaceLink to="/environment/stations">{t('stations')}</FaceLink> },
        ]}
        sub={
          <>
            {[
              station.code,
              t(station.kind),
              name(station.region),
              `${station.validFrom} – ${station.validTo ?? ''}`,
            ].join(' · ')}{' '}
            <SimulatedMark when={station.simulated} />
          </>
        }
      />
      {item && (
        <section className="section">
          <div className="spread">
            <h2>
              {t('monthly')} <SimulatedMark when={station.simulated} />
            </h2>
            <Select
              aria-label={t('item')}
              style={{ minWidth: 180 }}
              popupMatchSelectWidth={false}
              value={item.item}
              onChange={(next) => update({ item: next, page: undefined })}
              options={station.items.map((one) => ({ value: one.item, label: pick(one.name) }))}
            />
          </div>
          <MonthChart
            label={t('monthlyChart', {
              item: pick(item.name),
              from: station.months[0]?.month ?? '',
              to: station.months.at(-1)?.month ?? '',
            })}
            unit={item.unit}
            months={station.months}
          />
        </section>
      )}
      <TableFrame<Reading, ReadingList>
        room="readings"
        caption={t('readings')}
        query={readings}
        rowKey={(row) => `${row.at}|${row.grain}|${row.item}|${row.batch.id}`}
        rowClass={(row) => (row.superseded ? 'faded' : undefined)}
        filterKeys={['from', 'to', 'all']}
        filters={(now, change) => (
          <>
            {(['from', 'to'] as const).map((key) => (
              <DayField
                key={key}
                label={t(key === 'from' ? 'validFrom' : 'validTo')}
                value={now[key]}
                onChange={(day) => change({ [key]: day, page: undefined })}
              />
            ))}
            <label className="env-check">
              <input
                type="checkbox"
                checked={now.all === '1'}
                onChange={(event) => change({ all: event.target.checked ? '1' : undefined, page: undefined })}
              />{' '}
              {t('withCorrected')}
            </label>
          </>
        )}
        exportPath={`/api/environment/stations/${station.id}/readings/export`}
        exportParams={filter}
        empty={{ title: t('noReadings'), hint: t('noneHint') }}
        columns={[
          { id: 'time', header: t('time'), names: true, cell: (row) => <span className="num">{row.at}</span> },
          { id: 'item', header: t('item'), cell: (row) => row.item },
          {
            id: 'value',
            header: t('value'),
            align: 'right',
            cell: (row) =>
              row.superseded ? (
                <s>
                  <Num value={row.value} unit={item?.unit ?? ''} />
                </s>
              ) : (
                <Num value={row.value} unit={item?.unit ?? ''} />
              ),
          },
          {
            id: 'flag',
            header: t('flag'),
            cell: (row) =>
              row.flag ? <span className="tag doubt">{t(row.flag === 'L' ? 'flagL' : 'flagX')}</span> : '—',
          },
          {
            id: 'state',
            header: t('state'),
            cell: (row) => (
              <>
                <span className={row.superseded ? 'tag doubt' : 'tag'}>
                  {t(row.superseded ? 'superseded' : 'current')}
                </span>{' '}
                <SimulatedMark when={row.simulated} />
              </>
            ),
          },
          {
            id: 'source',
            header: t('source'),
            cell: (row) => (
              <span className="sub">
                {row.batch.file}
                <span className="cap under">
                  {row.batch.importedBy === 'system' ? t('program') : row.batch.importedBy} ·{' '}
                  {formatInstant(row.batch.importedAt)}
                </span>
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
