import { dueWords, type PlanSummary, type TargetRow } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { type Language, useLanguage } from '../../app/i18n.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { formatDecimal, formatPeriod, formatTarget } from '../../ui/format.ts';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { useStatusStrings } from '../../ui/strings.ts';
import { useTargetStrings } from './strings.ts';

export function indicatorName(row: { indicator: string; indicatorEn: string | null }, language: Language): string {
  return language === 'en' && row.indicatorEn ? row.indicatorEn : row.indicator;
}

/** Columns of the board; related targets and other rooms take the same ones. */
export function useTargetColumns(plans: PlanSummary[] | undefined): Column<TargetRow>[] {
  const t = useTargetStrings();
  const words = useStatusStrings();
  const language = useLanguage();
  const planOf = (row: TargetRow) => plans?.find((plan) => plan.id === row.planId);
  const planName = (row: TargetRow) => {
    const plan = planOf(row);
    if (language === 'en') return plan?.shortTitleEn || row.planTitleEn;
    return plan?.shortTitle || row.planTitle;
  };
  const part = (row: TargetRow) => {
    const plan = planOf(row);
    const place = plan && plan.region.code !== row.region.code ? row.region : null;
    return [language === 'en' ? place?.nameEn : place?.name, row.breakdown].filter(Boolean).join(' · ');
  };
  return [
    {
      id: 'indicator',
      header: t('indicator'),
      names: true,
      sort: 'indicator',
      width: '27%',
      cell: (row) => (
        <>
          <FaceLink to={`/targets/${row.id}`} className="plain strong">
            {indicatorName(row, language)}
          </FaceLink>
          {row.suspect && <span className="tag doubt target-doubt">{t('suspect')}</span>}
          {part(row) && <div className="cap">{part(row)}</div>}
        </>
      ),
    },
    {
      id: 'plan',
      header: t('plan'),
      sort: 'plan',
      cell: (row) => (
        <FaceLink to={`/plans/${row.planId}`} search={{ clause: row.clause }}>
          {planName(row)} · {row.clause}
        </FaceLink>
      ),
    },
    {
      id: 'target',
      header: t('target'),
      sort: 'value',
      align: 'right',
      cell: (row) => (
        <span className="num">
          {formatTarget(row, language)}
          <small>{row.unit}</small>
        </span>
      ),
    },
    {
      id: 'latest',
      header: t('latest'),
      sort: 'latest',
      align: 'right',
      cell: (row) =>
        row.latest ? (
          <span className="num">
            <FaceLink to={`/targets/${row.id}`} hash="observations">
              {formatDecimal(row.latest.value)}
            </FaceLink>
            <small>{row.unit}</small>
            <span className="cap under">
              <SimulatedMark when={row.latest.simulated} /> {formatPeriod(row.latest.period)}
            </span>
          </span>
        ) : (
          <span className="cap">—</span>
        ),
    },
    {
      id: 'series',
      header: t('series'),
      width: 150,
      cell: (row) =>
        row.series.filter((point) => !point.period.includes('/')).length > 1 ? (
          <>
            <Sparkline series={row.series} status={row.status} />
            <SimulatedMark when={!row.latest?.simulated && row.series.some((point) => point.simulated)} />
          </>
        ) : (
          <span className="cap">{row.series.length > 0 ? t('onePoint') : t('noReports')}</span>
        ),
    },
    { id: 'status', header: t('status'), sort: 'status', width: 96, cell: (row) => <StatusMark status={row.status} /> },
    {
      id: 'due',
      header: t('due'),
      sort: 'due',
      cell: (row) => <span className="sub nowrap">{dueWords(row, language)}</span>,
    },
    { id: 'lead', header: t('lead'), cell: (row) => <span className="sub">{row.lead ?? '—'}</span> },
    { id: 'kind', header: t('kind'), cell: (row) => <span className="sub nowrap">{words(row.kind)}</span> },
  ];
}

/** Shown unless the reader chose otherwise. */
export const defaultColumns = 'plan,target,latest,series,status,due,lead';
