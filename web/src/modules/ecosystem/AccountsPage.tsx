import './ecosystem.css';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Drawer, Select } from 'antd';
import type { GepList, GepRow, ObservationImport } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useName } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay, useSession } from '../../app/session.ts';
import { Num } from '../../ui/Num.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { RegionPicker } from '../../ui/RegionPicker.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { TableImport } from '../../ui/TableImport.tsx';
import { accountsQuery } from './api.ts';
import { Bars } from './Bars.tsx';
import { inWan, inYi } from './money.ts';
import { useEcosystemStrings } from './strings.ts';

const kinds = ['provisioning', 'regulating', 'cultural'] as const;
const DRAWN = 12;

export function AccountsPage() {
  const t = useEcosystemStrings();
  const may = useMay();
  const [search, update] = useSearchState();
  const filter = { region: search.region, year: search.year };
  const params = { ...filter, page: search.page ?? 1, size: search.size ?? 50 };
  const query = useQuery({ ...accountsQuery(params), placeholderData: keepPreviousData });
  const last = Number((useSession().data?.today ?? '2026').slice(0, 4));
  const button = may('ecosystem.keep') && (
    <button type="button" className="btn primary" onClick={() => update({ open: 'import' })}>
      {t('import')}
    </button>
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={button} />
      <TableFrame<GepRow, GepList>
        room="ecosystem"
        caption={t('caption')}
        query={query}
        rowKey={(row) => row.id}
        filterKeys={['year', 'region']}
        head={(page) => (page.rows.length > 0 ? <Picture rows={page.rows} /> : null)}
        filters={(now, change) => (
          <>
            <Select
              aria-label={t('year')}
              style={{ width: 130 }}
              value={now.year ?? ''}
              onChange={(year) => change({ year, page: undefined })}
              options={[
                { value: '', label: t('allYears') },
                ...Array.from({ length: last - 2015 + 1 }, (_, index) => String(last - index)).map((year) => ({
                  value: year,
                  label: year,
                })),
              ]}
            />
            <RegionPicker
              label={t('region')}
              width={150}
              all={t('allRegions')}
              value={now.region ?? ''}
              onChange={(region) => change({ region, page: undefined })}
            />
          </>
        )}
        exportPath="/api/ecosystem/export"
        exportParams={filter}
        empty={{ title: t('none'), hint: t('noneHint'), action: button }}
        columns={useColumns()}
      />
      {may('ecosystem.keep') && search.open === 'import' && (
        <ImportAccounts onClose={() => update({ open: undefined })} />
      )}
    </>
  );
}

function Picture({ rows }: { rows: GepRow[] }) {
  const t = useEcosystemStrings();
  const name = useName();
  return (
    <section className="section">
      <h2>
        {t('picture')} <SimulatedMark when={rows.some((row) => row.simulated)} />
      </h2>
      <Bars
        label={t('picture')}
        bars={rows.slice(0, DRAWN).map((row) => ({
          key: row.id,
          name: `${name(row.region)} ${row.year}`,
          note: `${inYi(row.total)} ${t('yi')}`,
          parts: kinds.map((kind) => ({
            kind,
            value: Number(row.byKind[kind] ?? 0),
            words: `${t(kind)} ${inYi(row.byKind[kind] ?? '0')} ${t('yi')}`,
          })),
        }))}
      />
      <p className="cap gep-legend">
        {kinds.map((kind) => (
          <span key={kind}>
            <i className={kind} aria-hidden="true" /> {t(kind)}
          </span>
        ))}
      </p>
    </section>
  );
}

function useColumns() {
  const t = useEcosystemStrings();
  const name = useName();
  const money = (row: GepRow, kind: string) => <Num value={inYiPlain(row.byKind[kind])} unit={t('yi')} />;
  return [
    {
      id: 'region',
      header: t('region'),
      names: true,
      width: '20%',
      cell: (row: GepRow) => (
        <>
          <FaceLink to={`/ecosystem/${row.id}`} className="plain strong">
            {name(row.region)}
          </FaceLink>{' '}
          <SimulatedMark when={row.simulated} />
        </>
      ),
    },
    { id: 'year', header: t('year'), cell: (row: GepRow) => row.year },
    {
      id: 'total',
      header: t('total'),
      align: 'right' as const,
      cell: (row: GepRow) => (
        <span className="num strong">
          {inYi(row.total)}
          <small>{t('yi')}</small>
        </span>
      ),
    },
    ...kinds.map((kind) => ({
      id: kind,
      header: t(kind),
      align: 'right' as const,
      cell: (row: GepRow) => money(row, kind),
    })),
    {
      id: 'perArea',
      header: t('perArea'),
      align: 'right' as const,
      cell: (row: GepRow) =>
        row.perArea === null ? (
          <span className="cap">—</span>
        ) : (
          <span className="num">
            {inWan(row.perArea)}
            <small>{t('wanPerKm')}</small>
          </span>
        ),
    },
    {
      id: 'state',
      header: t('state'),
      cell: (row: GepRow) => (
        <span className={row.state === 'draft' ? 'tag doubt nowrap' : 'tag nowrap'}>
          {t(row.state)} · {t('version', { version: row.version })}
        </span>
      ),
    },
  ];
}

const inYiPlain = (yuan: string | undefined) => (yuan === undefined ? null : (Number(yuan) / 1e8).toFixed(2));

function ImportAccounts({ onClose }: { onClose: () => void }) {
  const t = useEcosystemStrings();
  const queries = useQueryClient();
  const { message } = App.useApp();
  return (
    <Drawer open onClose={onClose} title={t('import')} size="min(620px, 100vw)">
      <TableImport<ObservationImport>
        hint={t('step')}
        template="/api/ecosystem/template"
        path="/api/ecosystem/import"
        onDone={(result) => {
          message.success(t('done', { added: result.added, corrected: result.corrected }));
          void queries.invalidateQueries({ queryKey: ['ecosystem'] });
          onClose();
        }}
      />
    </Drawer>
  );
}
