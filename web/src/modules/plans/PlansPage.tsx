import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FaceLink, useFace } from '../../app/face.tsx';
import { useLanguage, useName } from '../../app/i18n.ts';
import { useMay } from '../../app/session.ts';
import { plansQuery } from '../../app/shared-queries.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StatusBar } from '../../ui/StatusBar.tsx';
import { usePlanStrings } from './strings.ts';

export function PlansPage() {
  const t = usePlanStrings();
  const face = useFace();
  const may = useMay();
  const name = useName();
  const language = useLanguage();
  const query = useQuery({ ...plansQuery(useAsOf()), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead title={t('title')} actions={<AsOf />} />
      <Loaded query={query}>
        {({ plans }) =>
          plans.length === 0 ? (
            <EmptyState title={t('empty')} hint={t('emptyHint')}>
              {face === 'work' && may('document.import') && (
                <FaceLink to="/documents" className="btn">
                  {t('emptyAction')}
                </FaceLink>
              )}
            </EmptyState>
          ) : (
            <DataTable
              caption={t('caption')}
              rows={plans}
              rowKey={(plan) => plan.id}
              stale={query.isPlaceholderData}
              columns={[
                {
                  id: 'plan',
                  header: t('plan'),
                  names: true,
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
                { id: 'region', header: t('region'), cell: (plan) => <span className="sub">{name(plan.region)}</span> },
                {
                  id: 'years',
                  header: t('years'),
                  cell: (plan) => (
                    <span className="num">
                      {plan.from}–{plan.to}
                    </span>
                  ),
                },
                {
                  id: 'tasks',
                  header: t('tasks'),
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
                  align: 'right',
                  cell: (plan) => (
                    <FaceLink to="/targets" search={{ plan: plan.id }} className="num">
                      {formatCount(plan.targetCount)}
                    </FaceLink>
                  ),
                },
                {
                  id: 'status',
                  header: t('byStatus'),
                  width: 220,
                  cell: (plan) => <StatusBar counts={plan.statusCounts} />,
                },
                ...(face === 'work'
                  ? [
                      {
                        id: 'source',
                        header: t('source'),
                        cell: (plan: (typeof plans)[number]) =>
                          plan.documentId ? (
                            <FaceLink to={`/documents/${plan.documentId}`} className="nowrap">
                              {t('openReading')}
                            </FaceLink>
                          ) : (
                            <span className="cap">{t('absent')}</span>
                          ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
    </>
  );
}
