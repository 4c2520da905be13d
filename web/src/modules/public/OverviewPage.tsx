import './public.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage } from '../../app/i18n.ts';
import { plansQuery } from '../../app/shared-queries.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { StatusBar, type StatusCounts } from '../../ui/StatusBar.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { statusOrder } from '../../ui/strings.ts';
import { usePublicStrings } from './strings.ts';

export function OverviewPage() {
  const t = usePublicStrings();
  const language = useLanguage();
  const navigate = useNavigate();
  const asOf = useAsOf();
  const query = useQuery({ ...plansQuery(asOf), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead title={t('title')} sub={t('lead')} actions={<AsOf />} />
      <search>
        <form
          className="public-search"
          onSubmit={(event) => {
            event.preventDefault();
            const q = String(new FormData(event.currentTarget).get('q')).trim();
            void navigate({
              to: '/public/targets',
              search: { ...(q ? { q } : {}), ...(asOf ? { asOf } : {}) } as never,
            });
          }}
        >
          <input className="input" name="q" type="search" aria-label={t('searchLabel')} placeholder={t('search')} />
          <button type="submit" className="btn primary">
            {t('go')}
          </button>
        </form>
      </search>
      <Loaded query={query}>
        {({ plans }) => {
          if (plans.length === 0) return <EmptyState title={t('none')} hint={t('noneHint')} />;
          const counts: StatusCounts = {};
          for (const plan of plans) {
            for (const status of statusOrder) {
              counts[status] = (counts[status] ?? 0) + (plan.statusCounts[status] ?? 0);
            }
          }
          const all = plans.reduce((sum, plan) => sum + plan.targetCount, 0);
          return (
            <>
              <section className="section">
                <h2>{t('byStatus')}</h2>
                <div className="nums">
                  <FaceLink to="/targets" className="number">
                    <b>{formatCount(all)}</b>
                    <span className="sub">{t('all')}</span>
                  </FaceLink>
                  {statusOrder.map((status) => (
                    <FaceLink key={status} to="/targets" search={{ status }} className="number">
                      <b>{formatCount(counts[status] ?? 0)}</b>
                      <StatusMark status={status} />
                    </FaceLink>
                  ))}
                </div>
                <div style={{ marginTop: 14 }}>
                  <StatusBar counts={counts} tall />
                </div>
              </section>
              <section className="section">
                <h2>{t('byPlan')}</h2>
                <ul className="public-plans">
                  {plans.map((plan) => (
                    <li key={plan.id}>
                      <FaceLink to={`/plans/${plan.id}`} className="plain strong">
                        {language === 'en' ? plan.titleEn : plan.title}
                      </FaceLink>
                      <span className="cap">
                        {plan.issuer} · {plan.from}–{plan.to}
                      </span>
                      <StatusBar counts={plan.statusCounts} />
                      <FaceLink to="/targets" search={{ plan: plan.id }} className="sub nowrap">
                        {t('targets', { count: formatCount(plan.targetCount) })}
                      </FaceLink>
                    </li>
                  ))}
                </ul>
              </section>
              <section className="section">
                <h2>{t('how')}</h2>
                <p className="sub prose">{t('howText')}</p>
              </section>
            </>
          );
        }}
      </Loaded>
    </>
  );
}
