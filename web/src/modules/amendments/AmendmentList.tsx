import './amendments.css';
import { useQuery } from '@tanstack/react-query';
import { type PlanDetail, reaches } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { usePick } from '../../app/i18n.ts';
import { useMay, useSession } from '../../app/session.ts';
import { formatInstant } from '../../ui/format.ts';
import { amendmentsQuery } from './api.ts';
import { useAmendmentStrings } from './strings.ts';

/** The amendments of a plan, newest first, and the way to propose one. */
export function AmendmentList({ plan }: { plan: PlanDetail }) {
  const t = useAmendmentStrings();
  const pick = usePick();
  const may = useMay();
  const me = useSession().data?.me;
  const query = useQuery(amendmentsQuery(plan.id));
  const proposes = may('plan.amend') && me && reaches('down', me.region.code, plan.region.code);
  const rows = query.data?.amendments ?? [];
  if (rows.length === 0 && !proposes) return null;
  return (
    <section className="section no-print">
      <h2>{t('amendments')}</h2>
      {rows.length === 0 && <p className="sub">{t('none')}</p>}
      <ul className="amendment-list">
        {rows.map((row) => (
          <li key={row.id}>
            <FaceLink to={`/amendments/${row.id}`}>{t('number', { number: row.number })}</FaceLink>{' '}
            <span className={`tag ${row.state.tone === 'wait' ? 'doubt' : row.state.tone === 'bad' ? 'bad' : ''}`}>
              {pick(row.state)}
            </span>
            <span className="cap under">
              {row.basis} · {t('effective', { day: row.effectiveOn })} · {t('changes', { count: row.changeCount })} ·{' '}
              {formatInstant(row.proposedAt).slice(0, 10)}
            </span>
          </li>
        ))}
      </ul>
      {proposes && (
        <FaceLink to={`/plans/${plan.id}/amend`} className="btn">
          {t('propose')}
        </FaceLink>
      )}
    </section>
  );
}
