import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type PlanDetail, reaches, type Visibility } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { sendJson } from '../../app/http.ts';
import { useMay, useSession } from '../../app/session.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { useAmendmentStrings } from './strings.ts';

/** The ways from a plan to its printed tables and to another plan. */
export function PlanLinks({ plan }: { plan: PlanDetail }) {
  const t = useAmendmentStrings();
  return (
    <>
      <FaceLink to={`/plans/${plan.id}/ledger`} className="btn">
        {t('ledger')}
      </FaceLink>
      <FaceLink to="/plans/compare" search={{ a: plan.id }} className="btn">
        {t('compare')}
      </FaceLink>
    </>
  );
}

/** Who may see an adopted plan. A pack is published as it is. */
export function PlanVisibility({ plan }: { plan: PlanDetail }) {
  const t = useAmendmentStrings();
  const words = useErrorWords();
  const may = useMay();
  const me = useSession().data?.me;
  const queries = useQueryClient();
  const { modal, message } = App.useApp();
  const change = useMutation({
    mutationFn: (visibility: Visibility) =>
      sendJson<null>('PUT', `/api/plans/${encodeURIComponent(plan.id)}/visibility`, { visibility }),
    onSuccess: async () => {
      message.success(t('visibilityDone'));
      await queries.invalidateQueries();
    },
    onError: (error) => message.error(words(error)),
  });
  if (plan.origin === 'pack' || !may('plan.adopt') || !me || !reaches('down', me.region.code, plan.region.code))
    return null;
  const own = me.region.code === plan.region.code;
  const ask = (to: Visibility) =>
    modal.confirm({
      title: t('visibilityAsk', { to: t(to) }),
      content: t('visibilityHint'),
      okText: t('ok'),
      cancelText: t('cancel'),
      onOk: () => change.mutateAsync(to).catch(() => undefined),
    });
  return (
    <label className="sub row no-print plan-visibility">
      {t('visibility')}
      <select
        className="input"
        value={plan.visibility}
        disabled={change.isPending}
        onChange={(event) => ask(event.target.value as Visibility)}
      >
        {(['public', 'internal', 'restricted'] as const)
          .filter((one) => own || one !== 'restricted')
          .map((one) => (
            <option key={one} value={one}>
              {t(one)}
            </option>
          ))}
      </select>
    </label>
  );
}
