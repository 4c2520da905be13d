import './ledger.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { LedgerView } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { address, getJson } from '../../app/http.ts';
import { useLanguage } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useAppStrings } from '../../app/strings.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useLedgerStrings } from './strings.ts';

type Table = LedgerView['tables'][number];

function Sheet({ table }: { table: Table }) {
  const whole = table.columns.reduce((sum, column) => sum + column.share, 0);
  return (
    <div className="ledger-frame">
      <table className="ledger">
        <caption>{table.title}</caption>
        <colgroup>
          {table.columns.map((column) => (
            <col key={column.title} style={{ width: `${(column.share / whole) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.title} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, at) => (
                <td
                  key={table.columns[at]!.title}
                  data-label={table.columns[at]!.title}
                  className={table.columns[at]!.numeric ? 'r' : undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The tables that offices print, as they will look on paper, and the files of them. */
export function LedgerPage() {
  const t = useLedgerStrings();
  const app = useAppStrings();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const asOf = useAsOf();
  const [search, update] = useSearchState();
  const language = useLanguage();
  const path = `/api/plans/${encodeURIComponent(id)}/ledger`;
  const query = useQuery({
    queryKey: ['ledger', id, asOf ?? 'today', language],
    queryFn: () => getJson<LedgerView>(path, { asOf, language }),
    placeholderData: keepPreviousData,
  });
  const chosen = search.table === 'targets' ? 'targets' : 'tasks';
  return (
    <Loaded query={query}>
      {(view) => {
        const table = view.tables.find((one) => one.id === chosen)!;
        const file = (format: string) => address(path, { format, asOf, table: chosen, language });
        return (
          <div className="ledger-page">
            <PageHead
              title={view.title}
              crumbs={[
                { key: 'all', node: <FaceLink to="/plans">{t('plans')}</FaceLink> },
                { key: 'plan', node: <FaceLink to={`/plans/${id}`}>{t('plan')}</FaceLink> },
                { key: 'here', node: t('title') },
              ]}
              sub={view.under}
              actions={
                <>
                  <AsOf />
                  <a className="btn" href={file('docx')}>
                    DOCX
                  </a>
                  <a className="btn" href={file('xlsx')}>
                    XLSX
                  </a>
                  <a className="btn" href={file('csv')}>
                    CSV
                  </a>
                  <button type="button" className="btn" onClick={() => window.print()}>
                    {app('print')}
                  </button>
                </>
              }
            />
            <div className="tabs ledger-tabs no-print" role="tablist" aria-label={t('title')}>
              {view.tables.map((one) => (
                <button
                  key={one.id}
                  type="button"
                  role="tab"
                  aria-selected={one.id === chosen}
                  onClick={() => update({ table: one.id === 'tasks' ? undefined : one.id })}
                >
                  {t(one.id)} <span className="cap">{one.rows.length}</span>
                </button>
              ))}
            </div>
            {table.rows.length === 0 ? (
              <EmptyState title={t('empty')} hint={t('emptyHint')} />
            ) : (
              <Sheet table={table} />
            )}
          </div>
        );
      }}
    </Loaded>
  );
}
