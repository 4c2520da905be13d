import './targets.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { dueWords, type TargetDetail } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { useLanguage, usePick } from '../../app/i18n.ts';
import { plansQuery } from '../../app/shared-queries.ts';
import { useAppStrings } from '../../app/strings.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import { arrange } from '../../ui/ColumnChooser.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatDecimal, formatInstant, formatPeriod, formatTarget } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { useStatusStrings } from '../../ui/strings.ts';
import { TrajectoryChart } from '../../ui/TrajectoryChart.tsx';
import { Versions } from '../amendments/Versions.tsx';
import { targetQuery } from './api.ts';
import { Basis } from './Basis.tsx';
import { indicatorName, useTargetColumns } from './columns.tsx';
import { courseOf } from './course.ts';
import { DivisionSection } from './DivisionSection.tsx';
import { Judgement } from './Judgement.tsx';
import { Observations } from './Observations.tsx';
import { useTargetStrings } from './strings.ts';

function Chart({ target }: { target: TargetDetail }) {
  const t = useTargetStrings();
  const app = useAppStrings();
  const language = useLanguage();
  const { seen, parts } = courseOf(target);
  return (
    <section>
      <TrajectoryChart
        label={t('chartLabel', {
          indicator: indicatorName(target, language),
          count: seen.length,
          target: `${formatTarget(target, language)} ${target.unit}`,
        })}
        words={{
          target: t('targetLine'),
          today: `${app('asOf')} ${target.asOf}`,
          baseline: t('baseline'),
          path: t('path'),
        }}
        target={target}
        baseline={target.baseline}
        milestones={target.milestones}
        path={target.rule.path}
        seen={seen}
        parts={parts}
        asOf={target.asOf}
        alarm={target.status === 'off-track' || target.status === 'missed'}
      />
      {parts.length > 0 && <p className="cap">{t('chartTotals')}</p>}
      {[...seen, ...parts].some((point) => point.simulated) && (
        <p className="cap">
          <SimulatedMark /> {t('chartSimulated')}
        </p>
      )}
      {seen.length + parts.length === 0 && <p className="cap">{t('chartEmpty')}</p>}
    </section>
  );
}

function Record({ target }: { target: TargetDetail }) {
  const t = useTargetStrings();
  const app = useAppStrings();
  const words = useStatusStrings();
  const pick = usePick();
  const face = useFace();
  const language = useLanguage();
  const asOf = useAsOf();
  const plans = useQuery(plansQuery(asOf));
  const columns = useTargetColumns(plans.data?.plans);
  const plan = plans.data?.plans.find((one) => one.id === target.planId);
  const direction = { '>=': 'higher', '>': 'higher', '<=': 'lower', '<': 'lower', '=': 'equal', '~': 'about' } as const;
  const bracket = (word: string, inside: string) =>
    language === 'zh' ? `${word}（${inside}）` : `${word} (${inside})`;
  const { seen, parts } = courseOf(target);
  const total = seen.at(-1);
  const region = language === 'en' ? target.region.nameEn : target.region.name;
  const facts = [
    region,
    target.lead ? t('leadBy', { unit: target.lead }) : t('noLead'),
    bracket(words(target.kind), t(direction[target.comparator])),
    dueWords(target, language),
    target.breakdown,
  ].filter(Boolean);
  return (
    <>
      <PageHead
        title={indicatorName(target, language)}
        crumbs={[
          { key: 'all', node: <FaceLink to="/targets">{t('title')}</FaceLink> },
          {
            key: 'plan',
            node: (
              <FaceLink to="/targets" search={{ plan: target.planId }}>
                {pick({ zh: plan?.shortTitle ?? target.planTitle, en: plan?.shortTitleEn ?? target.planTitleEn })}
              </FaceLink>
            ),
          },
          { key: 'clause', node: <FaceLink to={`/plans/${target.planId}`}>{target.clause}</FaceLink> },
        ]}
        sub={facts.join(' · ')}
        actions={
          <>
            <AsOf />
            <button type="button" className="btn" onClick={() => window.print()}>
              {app('print')}
            </button>
          </>
        }
        aside={
          <div className="figure-now">
            <b className="num">
              {target.latest ? formatDecimal(target.latest.value) : '—'}
              <small>{target.unit}</small>
            </b>
            <StatusMark status={target.status} />{' '}
            {target.latest && <span className="cap">{formatPeriod(target.latest.period)}</span>}{' '}
            <SimulatedMark when={target.latest?.simulated} />
            {total && parts.length > 1 && (
              <span className="cap under">{t('totalSoFar', { total: formatDecimal(total.value) })}</span>
            )}
          </div>
        }
      />
      <div className="record">
        <div className="record-main">
          <Chart target={target} />
          <Observations target={target} />
          <DivisionSection target={target} />
        </div>
        <div className="record-side">
          <Judgement target={target} />
          <Versions target={target} />
          <Basis target={target} />
          {target.history.length > 0 && (
            <section className="section">
              <h2>{t('history')}</h2>
              <ol className="timeline">
                {target.history.map((event) => (
                  <li key={`${event.at}${event.zh}`}>
                    <time dateTime={event.at}>{formatInstant(event.at).slice(0, 10)}</time>
                    <span>
                      {pick(event)}
                      {face === 'work' && (
                        <span className="cap under">{event.who === 'pack' ? t('byPack') : event.who}</span>
                      )}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          )}
        </div>
      </div>
      {target.related.length > 0 && (
        <section className="section">
          <h2>{t('related')}</h2>
          <DataTable
            caption={t('related')}
            columns={arrange(columns, 'plan,target,latest,status,due')}
            rows={target.related}
            rowKey={(row) => row.id}
          />
        </section>
      )}
    </>
  );
}

export function TargetPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const asOf = useAsOf();
  const query = useQuery({ ...targetQuery(id, asOf), placeholderData: keepPreviousData });
  return <Loaded query={query}>{(target) => <Record target={target} />}</Loaded>;
}
