import './targets.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { FaceLink, useFace } from '../../app/face.tsx';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { plansQuery } from '../../app/shared-queries.ts';
import { useAppStrings } from '../../app/strings.ts';
import { AsOf } from '../../ui/AsOf.tsx';
import { arrange } from '../../ui/ColumnChooser.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { filterOf, targetsQuery } from './api.ts';
import { BoardHead } from './BoardHead.tsx';
import { defaultColumns, useTargetColumns } from './columns.tsx';
import { Filters } from './Filters.tsx';
import { useTargetStrings } from './strings.ts';

const ImportDrawer = lazy(() => import('./ImportDrawer.tsx').then((module) => ({ default: module.ImportDrawer })));

export function BoardPage() {
  const t = useTargetStrings();
  const app = useAppStrings();
  const face = useFace();
  const may = useMay();
  const [search, update] = useSearchState();
  const filter = filterOf(search);
  const plans = useQuery({ ...plansQuery(search.asOf), placeholderData: keepPreviousData });
  const query = useQuery({ ...targetsQuery(filter), placeholderData: keepPreviousData });
  const columns = useTargetColumns(plans.data?.plans);
  const size = Number(search.size ?? 50);
  const filtered = ['q', 'plan', 'status', 'kind', 'region'].some((key) => search[key]);
  const mayImport = face === 'work' && may('observation.import');

  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          <>
            <AsOf />
            {mayImport && (
              <button type="button" className="btn" onClick={() => update({ import: '1' })}>
                {t('importButton')}
              </button>
            )}
            <button type="button" className="btn" onClick={() => window.print()}>
              {app('print')}
            </button>
          </>
        }
      />
      <Loaded query={query}>
        {(page) => (
          <>
            <BoardHead
              page={page}
              plans={plans.data?.plans ?? []}
              chosen={search.status?.split(',') ?? []}
              plan={search.plan}
              onStatus={(chosen) => update({ status: chosen.join(',') || undefined, page: undefined })}
              onPlan={(plan) => update({ plan, page: undefined })}
            />
            <Filters search={search} update={update} plans={plans.data?.plans ?? []} columns={columns} />
            {page.rows.length > 0 ? (
              <>
                <DataTable
                  caption={t('caption')}
                  columns={arrange(columns, search.cols ?? defaultColumns)}
                  rows={page.rows}
                  rowKey={(row) => row.id}
                  sort={{ by: search.sort ?? 'plan', order: search.order === 'desc' ? 'desc' : 'asc' }}
                  onSort={(sort) => update({ sort: sort.by, order: sort.order, page: undefined })}
                  compact={search.density === 'compact'}
                  stale={query.isPlaceholderData}
                />
                <Pager
                  total={page.total}
                  page={Number(search.page ?? 1)}
                  size={size}
                  onPage={(next) => {
                    update({ page: String(next) });
                    window.scrollTo({ top: 0 });
                  }}
                  onSize={(next) => update({ size: String(next), page: undefined })}
                />
                <p className="cap">{t('note')}</p>
              </>
            ) : filtered ? (
              <EmptyState title={app('noMatch')} hint={app('noMatchHint')} />
            ) : (
              <EmptyState title={t('first')} hint={t('firstHint')}>
                {face === 'work' && may('document.import') && (
                  <FaceLink to="/documents" className="btn">
                    {t('firstAction')}
                  </FaceLink>
                )}
              </EmptyState>
            )}
          </>
        )}
      </Loaded>
      {mayImport && search.import && (
        <Suspense>
          <ImportDrawer plans={plans.data?.plans ?? []} onClose={() => update({ import: undefined })} />
        </Suspense>
      )}
    </>
  );
}
