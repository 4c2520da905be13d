import type { PlanSummary, TargetPage } from '../../app/contract.ts';
import { useLanguage } from '../../app/i18n.ts';
import { formatCount } from '../../ui/format.ts';
import { StatusBar } from '../../ui/StatusBar.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { statusOrder } from '../../ui/strings.ts';
import { useTargetStrings } from './strings.ts';

type Props = {
  page: TargetPage;
  plans: PlanSummary[];
  chosen: string[];
  plan: string | undefined;
  onStatus: (chosen: string[]) => void;
  onPlan: (plan: string | undefined) => void;
};

/** Few numbers, one picture; each is a filter of the table below. */
export function BoardHead({ page, plans, chosen, plan, onStatus, onPlan }: Props) {
  const t = useTargetStrings();
  const language = useLanguage();
  const sum = statusOrder.reduce((total, status) => total + (page.statusCounts[status] ?? 0), 0);
  const present = statusOrder.filter((status) => (page.statusCounts[status] ?? 0) > 0 || chosen.includes(status));
  const withTargets = plans.filter((one) => one.targetCount > 0);
  const planCount = plan ? 1 : withTargets.length;
  const toggle = (status: string) =>
    onStatus(chosen.includes(status) ? chosen.filter((other) => other !== status) : [...chosen, status]);
  return (
    <div className="board-head">
      <div className="nums">
        <button type="button" className="number" aria-pressed={chosen.length === 0} onClick={() => onStatus([])}>
          <b>{formatCount(sum)}</b>
          <span className="sub">{t('sumOne', { plans: planCount })}</span>
        </button>
        {present.map((status) => (
          <button
            type="button"
            key={status}
            className="number"
            aria-pressed={chosen.includes(status)}
            onClick={() => toggle(status)}
          >
            <b>{formatCount(page.statusCounts[status] ?? 0)}</b>
            <StatusMark status={status} />
          </button>
        ))}
      </div>
      {withTargets.length > 0 && (
        <div className="board-plans">
          <div className="cap">{t('byPlan')}</div>
          <ul>
            {withTargets.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  aria-pressed={plan === one.id}
                  onClick={() => onPlan(plan === one.id ? undefined : one.id)}
                >
                  <span>{language === 'en' ? one.shortTitleEn : one.shortTitle}</span>
                  <StatusBar counts={one.statusCounts} />
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
