import { Select } from 'antd';
import type { PlanSummary } from '../../app/contract.ts';
import { useLanguage } from '../../app/i18n.ts';
import type { Search } from '../../app/search.ts';
import { statusOrder, useStatusStrings } from '../../ui/strings.ts';
import { useTargetStrings } from './strings.ts';

const kinds = ['new', 'cumulative', 'level', 'rate'] as const;

type Props = {
  search: Search;
  update: (patch: Record<string, string | undefined>) => void;
  plans: PlanSummary[];
};

export function Filters({ search, update, plans }: Props) {
  const t = useTargetStrings();
  const words = useStatusStrings();
  const language = useLanguage();
  return (
    <>
      <Select
        aria-label={t('planFilter')}
        style={{ width: 190 }}
        popupMatchSelectWidth={false}
        value={search.plan ?? ''}
        onChange={(plan) => update({ plan, page: undefined })}
        options={[
          { value: '', label: t('allPlans') },
          ...plans.map((plan) => ({
            value: plan.id,
            label: language === 'en' ? plan.shortTitleEn : plan.shortTitle,
          })),
        ]}
      />
      <Select
        aria-label={t('statusFilter')}
        style={{ width: 130 }}
        value={search.status ?? ''}
        onChange={(status) => update({ status, page: undefined })}
        options={[
          { value: '', label: t('allStatuses') },
          ...statusOrder.map((status) => ({ value: status, label: words(status) })),
          ...((search.status ?? '').includes(',')
            ? [
                {
                  value: search.status,
                  label: (search.status ?? '')
                    .split(',')
                    .map((status) => words(status as (typeof statusOrder)[number]))
                    .join(' + '),
                },
              ]
            : []),
        ]}
      />
      <Select
        aria-label={t('kindFilter')}
        style={{ width: 120 }}
        popupMatchSelectWidth={false}
        value={search.kind ?? ''}
        onChange={(kind) => update({ kind, page: undefined })}
        options={[{ value: '', label: t('allKinds') }, ...kinds.map((kind) => ({ value: kind, label: words(kind) }))]}
      />
    </>
  );
}
