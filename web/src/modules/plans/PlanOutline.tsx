import type { PlanDetail } from '../../app/contract.ts';
import { isWithin, printedNumber } from '../../ui/clause.ts';
import { usePlanStrings } from './strings.ts';

type Props = { plan: PlanDetail; clause: string | undefined; onClause: (clause: string | undefined) => void };

/** The plan's own structure; a line filters the tasks beside it. */
export function PlanOutline({ plan, clause, onClause }: Props) {
  const t = usePlanStrings();
  // Two levels are an overview; the third is what the table beside it lists.
  const lines = plan.outline.filter((line) => line.level <= 2);
  return (
    <section className="section plan-structure no-print">
      <h2>{t('outline')}</h2>
      {plan.outline.length === 0 && <p className="cap">{t('noOutline')}</p>}
      <ol className="plan-outline">
        {lines.map((line, index) => {
          const count = plan.tasks.filter((task) => isWithin(task.clause, line.clause)).length;
          const on = clause === line.clause;
          return (
            <li
              key={`${line.clause}${line.title}${line.span?.start}`}
              style={{ paddingLeft: Math.max(0, line.level - 1) * 14 }}
            >
              <button type="button" aria-pressed={on} onClick={() => onClause(on ? undefined : line.clause)}>
                <span>
                  {printedNumber(line, lines.slice(0, index))} {line.title}
                </span>
                {count > 0 && <span className="cap">{count}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
