import './environment.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { EnvironmentOverview, ResultRow } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useName } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Num } from '../../ui/Num.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { overviewQuery } from './api.ts';
import { ComputeDrawer } from './ComputeDrawer.tsx';
import { ImportDrawer } from './ImportDrawer.tsx';
import { SharePlot } from './SharePlot.tsx';
import { useEnvironmentStrings } from './strings.ts';

type Line = { code: string; name: string; isCity: boolean; air: AirRow | null; water: WaterRow | null };
type AirRow = Extract<ResultRow, { kind: 'air' }>;
type WaterRow = Extract<ResultRow, { kind: 'water' }>;

export function EnvironmentPage() {
  const t = useEnvironmentStrings();
  const may = useMay();
  const [search, update] = useSearchState();
  const query = useQuery({ ...overviewQuery(search.year), placeholderData: keepPreviousData });
  const mayImport = may('environment.import');
  const buttons = mayImport && (
    <>
      <button type="button" className="btn" onClick={() => update({ open: 'stations' })}>
        {t('importStations')}
      </button>
      <button type="button" className="btn" onClick={() => update({ open: 'readings' })}>
        {t('importReadings')}
      </button>
      <button type="button" className="btn primary" onClick={() => update({ open: 'compute' })}>
        {t('compute')}
      </button>
    </>
  );
  const close = () => update({ open: undefined });
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={buttons} />
      <Loaded query={query}>
        {(overview) => <Overview overview={overview} year={search.year} onYear={(year) => update({ year })} />}
      </Loaded>
      {mayImport && (search.open === 'stations' || search.open === 'readings') && (
        <ImportDrawer what={search.open} onClose={close} />
      )}
      {mayImport && search.open === 'compute' && <ComputeDrawer onClose={close} />}
    </>
  );
}

type OverviewProps = { overview: EnvironmentOverview; year: string | undefined; onYear: (year: string) => void };

function Overview({ overview, year, onYear }: OverviewProps) {
  const t = useEnvironmentStrings();
  const name = useName();
  const { stations, results, years } = overview;
  const count = stations.air + stations.river + stations.lake;
  if (count === 0) return <EmptyState title={t('none')} hint={t('noneHint')} />;
  const shown = year ?? String(years[0] ?? '');
  const lines = linesOf(results, name);
  const cities = lines.filter((line) => line.isCity);
  return (
    <>
      <div className="nums">
        <FaceLink to="/environment/stations" search={{ kind: 'air' }} className="number">
          <b className="num">{formatCount(stations.air)}</b>
          <span className="sub">{t('airStations')}</span>
        </FaceLink>
        <FaceLink to="/environment/stations" className="number">
          <b className="num">{formatCount(stations.river + stations.lake)}</b>
          <span className="sub">{t('sections')}</span>
        </FaceLink>
        <div className="number still">
          <b className="num">{formatCount(overview.readings)}</b>
          <span className="sub">{t('readings')}</span>
        </div>
      </div>
      <section className="section">
        <div className="spread">
          <h2>
            {results.length > 0 ? t('results', { year: shown }) : t('noResults')}{' '}
            <SimulatedMark when={results.some((one) => one.simulated)} />
          </h2>
          {years.length > 1 && (
            <Select
              aria-label={t('year')}
              style={{ width: 110 }}
              value={shown}
              onChange={onYear}
              options={years.map((one) => ({ value: String(one), label: String(one) }))}
            />
          )}
        </div>
        {results.length === 0 && <p className="sub">{t('noResultsHint')}</p>}
        {results.length > 0 && (
          <SharePlot
            label={t('picture')}
            words={{ air: t('goodShare'), water: t('waterShare') }}
            rows={(cities.length > 0 ? cities : lines).map((line) => ({
              key: line.code,
              name: line.name,
              air: line.air?.summary.goodShare ?? null,
              water: line.water?.summary.share ?? null,
            }))}
          />
        )}
        {results.length > 0 && <ResultTable lines={lines} year={shown} />}
      </section>
      {overview.batches.length > 0 && <Batches overview={overview} />}
    </>
  );
}

function linesOf(results: readonly ResultRow[], name: ReturnType<typeof useName>): Line[] {
  const lines = new Map<string, Line>();
  for (const result of results) {
    const { code } = result.region;
    const line = lines.get(code) ?? {
      code,
      name: name(result.region),
      isCity: code.endsWith('00'),
      air: null,
      water: null,
    };
    lines.set(code, line);
    if (result.kind === 'air') line.air = result;
    else line.water = result;
  }
  return [...lines.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function ResultTable({ lines, year }: { lines: Line[]; year: string }) {
  const t = useEnvironmentStrings();
  const link = (result: ResultRow | null, value: string | null, unit: string) =>
    result === null ? (
      <span className="cap">—</span>
    ) : (
      <FaceLink to={`/environment/results/${result.id}`}>
        <Num value={value} unit={unit} />
      </FaceLink>
    );
  return (
    <DataTable
      caption={t('results', { year })}
      rows={lines}
      rowKey={(line) => line.code}
      columns={[
        {
          id: 'region',
          header: t('region'),
          names: true,
          cell: (line) => <span className={line.isCity ? 'strong' : 'env-county'}>{line.name}</span>,
        },
        {
          id: 'good',
          header: t('goodShare'),
          align: 'right',
          cell: (line) => link(line.air, line.air?.summary.goodShare ?? null, '%'),
        },
        {
          id: 'days',
          header: t('validDays'),
          align: 'right',
          cell: (line) => <Num value={line.air ? String(line.air.summary.validDays) : null} />,
        },
        {
          id: 'pm25',
          header: t('pm25'),
          align: 'right',
          cell: (line) => (
            <>
              {link(line.air, line.air?.summary.pm25.value ?? null, 'μg/m³')}
              {line.air && !line.air.summary.pm25.valid && <span className="cap under">{t('notValid')}</span>}
            </>
          ),
        },
        {
          id: 'water',
          header: t('waterShare'),
          align: 'right',
          cell: (line) => link(line.water, line.water?.summary.share ?? null, '%'),
        },
        {
          id: 'state',
          header: t('state'),
          cell: (line) => {
            const result = line.air ?? line.water!;
            return (
              <>
                <span className="tag">{t(result.published ? 'published' : 'unpublished')}</span>{' '}
                <SimulatedMark when={line.air?.simulated || line.water?.simulated} />
              </>
            );
          },
        },
      ]}
    />
  );
}

function Batches({ overview }: { overview: EnvironmentOverview }) {
  const t = useEnvironmentStrings();
  return (
    <section className="section">
      <h2>{t('batches')}</h2>
      <DataTable
        caption={t('batches')}
        rows={overview.batches}
        rowKey={(row) => String(row.id)}
        columns={[
          {
            id: 'file',
            header: t('file'),
            names: true,
            cell: (row) => (
              <>
                {row.file} <SimulatedMark when={row.simulated} />
              </>
            ),
          },
          { id: 'rows', header: t('rows'), align: 'right', cell: (row) => <Num value={String(row.rows)} /> },
          { id: 'added', header: t('added'), align: 'right', cell: (row) => <Num value={String(row.added)} /> },
          {
            id: 'corrected',
            header: t('corrected'),
            align: 'right',
            cell: (row) => <Num value={String(row.corrected)} />,
          },
          {
            id: 'by',
            header: t('importedBy'),
            cell: (row) => <span className="sub">{row.importedBy === 'system' ? t('program') : row.importedBy}</span>,
          },
          {
            id: 'at',
            header: t('importedAt'),
            cell: (row) => <span className="sub nowrap">{formatInstant(row.importedAt)}</span>,
          },
        ]}
      />
    </section>
  );
}
