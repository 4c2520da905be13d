import './plans.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type PlanDetail, reaches } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { useLanguage, useName } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay, useSession } from '../../app/session.ts';
import { useAppStrings } from '../../app/strings.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import { formatCount, shortHash } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Proof } from '../../ui/Proof.tsx';
import { StatusBar } from '../../ui/StatusBar.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { statusOrder } from '../../ui/strings.ts';
import { AmendmentList } from '../amendments/AmendmentList.tsx';
import { PlanLinks, PlanVisibility } from '../amendments/PlanTools.tsx';
import { planQuery } from './api.ts';
import { PlanOutline } from './PlanOutline.tsx';
import { usePlanStrings } from './strings.ts';
import { TaskTable } from './TaskTable.tsx';

const IssuePlanDrawer = lazy(() =>
  import('../tasks/IssuePlanDrawer.tsx').then((module) => ({ default: module.IssuePlanDrawer })),
);

function Source({ plan }: { plan: PlanDetail }) {
  const t = usePlanStrings();
  const face = useFace();
  const may = useMay();
  const name = useName();
  return (
    <section>
      <h2>{t('summary')}</h2>
      <dl className="kv">
        <dt>{t('issuer')}</dt>
        <dd>{plan.issuer}</dd>
        <dt>{t('documentNumber')}</dt>
        <dd>{plan.documentNumber ?? '—'}</dd>
        <dt>{t('issuedOn')}</dt>
        <dd>{plan.issuedOn ?? '—'}</dd>
        <dt>{t('region')}</dt>
        <dd>{name(plan.region)}</dd>
        <dt>{t('years')}</dt>
        <dd>
          {plan.from}–{plan.to}
        </dd>
        <dt>{t('fingerprint')}</dt>
        <dd className="mono" title={plan.source.sha256}>
          {shortHash(plan.source.sha256)}
        </dd>
      </dl>
      {face === 'work' && (
        <p className="note" style={{ marginTop: 12 }}>
          {plan.documentId ? t('sourceHere') : t('sourceAbsent')}{' '}
          {plan.documentId ? (
            <FaceLink to={`/documents/${plan.documentId}`}>{t('openReading')}</FaceLink>
          ) : (
            may('document.import') && <FaceLink to="/documents">{t('readFirst')}</FaceLink>
          )}
        </p>
      )}
    </section>
  );
}

function Record({ plan }: { plan: PlanDetail }) {
  const t = usePlanStrings();
  const app = useAppStrings();
  const face = useFace();
  const language = useLanguage();
  const may = useMay();
  const me = useSession().data?.me;
  const [search, update] = useSearchState();
  const gives = face === 'work' && may('work.supervise') && me && reaches('down', me.region.code, plan.region.code);
  const clause = search.clause;
  return (
    <>
      <PageHead
        title={language === 'en' ? plan.titleEn : plan.title}
        crumbs={[
          { key: 'all', node: <FaceLink to="/plans">{t('title')}</FaceLink> },
          { key: 'one', node: language === 'en' ? plan.shortTitleEn : plan.shortTitle },
        ]}
        actions={
          <>
            <AsOf />
            {face === 'work' && plan.documentId && (
              <FaceLink to={`/documents/${plan.documentId}`} className="btn">
                {t('openReading')}
              </FaceLink>
            )}
            {gives && plan.tasks.length > 0 && (
              <button type="button" className="btn primary" onClick={() => update({ issue: '1' })}>
                {t('giveOut')}
              </button>
            )}
            <PlanLinks plan={plan} />
            <button type="button" className="btn" onClick={() => window.print()}>
              {app('print')}
            </button>
          </>
        }
      />
      <div className="plan-status">
        <div className="nums">
          <FaceLink to="/targets" search={{ plan: plan.id }} className="number">
            <b>{formatCount(plan.targetCount)}</b>
            <span className="sub">{t('targets')}</span>
          </FaceLink>
          {statusOrder
            .filter((status) => (plan.statusCounts[status] ?? 0) > 0)
            .map((status) => (
              <FaceLink key={status} to="/targets" search={{ plan: plan.id, status }} className="number">
                <b>{formatCount(plan.statusCounts[status] ?? 0)}</b>
                <StatusMark status={status} />
              </FaceLink>
            ))}
        </div>
        <StatusBar counts={plan.statusCounts} tall />
      </div>
      <div className="record plan-record">
        <div className="record-main">
          <TaskTable plan={plan} clause={clause} onClause={(next) => update({ clause: next })} />
        </div>
        <div className="record-side">
          <Source plan={plan} />
          <Proof subject={`plan/${plan.id}`} />
          {face === 'work' && <PlanVisibility plan={plan} />}
          {face === 'work' && <AmendmentList plan={plan} />}
          <PlanOutline plan={plan} clause={clause} onClause={(next) => update({ clause: next })} />
        </div>
      </div>
      {gives && search.issue && (
        <Suspense>
          <IssuePlanDrawer plan={plan} onClose={() => update({ issue: undefined })} />
        </Suspense>
      )}
    </>
  );
}

export function PlanPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery({ ...planQuery(id, useAsOf()), placeholderData: keepPreviousData });
  return <Loaded query={query}>{(plan) => <Record plan={plan} />}</Loaded>;
}
