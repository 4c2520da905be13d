import './targets.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { FaceLink, useFace } from '../../app/face.tsx';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { plansQuery } from '../../app/shared-queries.ts';
import { useAppStrings } from '../../app/strings.ts';
import { AsOf } from '../../ui/AsOf.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
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
  const { page: _page, size: _size, ...exportFilter } = filter;
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
      <TableFrame
        room="targets"
        caption={t('caption')}
        query={query}
        columns={columns}
        defaultColumns={defaultColumns}
        defaultSort={{ by: 'plan', order: 'asc' }}
        rowKey={(row) => row.id}
        searchLabel={t('searchLabel')}
        searchHint={t('searchHere')}
        filterKeys={['plan', 'status', 'kind', 'region']}
        head={(page) => (
          <BoardHead
            page={page}
            plans={plans.data?.plans ?? []}
            chosen={search.status?.split(',') ?? []}
            plan={search.plan}
            onStatus={(chosen) => update({ status: chosen.join(',') || undefined, page: undefined })}
            onPlan={(plan) => update({ plan, page: undefined })}
          />
        )}
        filters={() => <Filters search={search} update={update} plans={plans.data?.plans ?? []} />}
        exportPath="/api/targets/export"
        exportParams={exportFilter}
        empty={{
          title: t('first'),
          hint: t('firstHint'),
          action: face === 'work' && may('document.import') && (
            <FaceLink to="/documents" className="btn">
              {t('firstAction')}
            </FaceLink>
          ),
        }}
        note={t('note')}
      />
      {mayImport && search.import && (
        <Suspense>
          <ImportDrawer plans={plans.data?.plans ?? []} onClose={() => update({ import: undefined })} />
        </Suspense>
      )}
    </>
  );
}
