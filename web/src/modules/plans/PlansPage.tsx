import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PlanSummary } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { useLanguage, useName } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { AsOf } from '../../ui/AsOf.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import { formatCount } from '../../ui/format.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { StatusBar } from '../../ui/StatusBar.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { filterOf, planListQuery } from './api.ts';
import { usePlanStrings } from './strings.ts';

export function PlansPage() {
  const t = usePlanStrings();
  const face = useFace();
  const may = useMay();
  const [search] = useSearchState();
  const filter = filterOf(search);
  const query = useQuery({
    ...planListQuery({ ...filter, page: search.page ?? '1', size: search.size ?? '50' }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead title={t('title')} actions={<AsOf />} />
      <TableFrame
        room="plans"
        caption={t('caption')}
        query={query}
        columns={usePlanColumns()}
        rowKey={(plan) => plan.id}
        searchLabel={t('searchLabel')}
        searchHint={t('searchHere')}
        exportPath="/api/plans/export"
        exportParams={filter}
        empty={{
          title: t('empty'),
          hint: t('emptyHint'),
          action: face === 'work' && may('document.import') && (
            <FaceLink to="/documents" className="btn">
              {t('emptyAction')}
            </FaceLink>
          ),
        }}
      />
    </>
  );
}

function usePlanColumns(): Column<PlanSummary>[] {
  const t = usePlanStrings();
  const face = useFace();
  const name = useName();
  const language = useLanguage();
  const source: Column<PlanSummary> = {
    id: 'source',
    header: t('source'),
    cell: (plan) =>
      plan.documentId ? (
        <FaceLink to={`/documents/${plan.documentId}`} className="nowrap">
          {t('openReading')}
        </FaceLink>
      ) : (
        <span className="cap">{t('absent')}</span>
      ),
  };
  return [
    {
      id: 'plan',
      header: t('plan'),
      names: true,
      sort: 'title',
      width: '36%',
      cell: (plan) => (
        <>
          <FaceLink to={`/plans/${plan.id}`} className="plain strong">
            {language === 'en' ? plan.titleEn : plan.title}
          </FaceLink>
          <span className="cap under">
            {[plan.issuer, plan.documentNumber, plan.issuedOn].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
    },
    {
      id: 'region',
      header: t('region'),
      sort: 'region',
      cell: (plan) => <span className="sub">{name(plan.region)}</span>,
    },
    {
      id: 'years',
      header: t('years'),
      sort: 'years',
      cell: (plan) => (
        <span className="num">
          {plan.from}–{plan.to}
        </span>
      ),
    },
    {
      id: 'tasks',
      header: t('tasks'),
      sort: 'tasks',
      align: 'right',
      cell: (plan) => (
        <FaceLink to={`/plans/${plan.id}`} hash="tasks" className="num">
          {formatCount(plan.taskCount)}
        </FaceLink>
      ),
    },
    {
      id: 'targets',
      header: t('targets'),
      sort: 'targets',
      align: 'right',
      cell: (plan) => (
        <FaceLink to="/targets" search={{ plan: plan.id }} className="num">
          {formatCount(plan.targetCount)}
        </FaceLink>
      ),
    },
    { id: 'status', header: t('byStatus'), width: 220, cell: (plan) => <StatusBar counts={plan.statusCounts} /> },
    ...(face === 'work' ? [source] : []),
  ];
}
