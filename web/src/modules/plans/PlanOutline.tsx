import type { PlanDetail } from '../../app/contract.ts';
import { usePlanStrings } from './strings.ts';

/** Does a task's clause lie in this clause or below it? Clauses are printed, so their beginnings are compared. */
export function within(task: string, clause: string): boolean {
  return task === clause || task.startsWith(clause);
}

type Props = { plan: PlanDetail; clause: string | undefined; onClause: (clause: string | undefined) => void };

/** The plan's own structure; a line filters the tasks beside it. */
export function PlanOutline({ plan, clause, onClause }: Props) {
  const t = usePlanStrings();
  return (
    <section className="section plan-structure no-print">
      <h2>{t('outline')}</h2>
      {plan.outline.length === 0 && <p className="cap">{t('noOutline')}</p>}
      <ol className="plan-outline">
        {plan.outline.map((line) => {
          const count = plan.tasks.filter((task) => within(task.clause, line.clause)).length;
          const on = clause === line.clause;
          return (
            <li key={`${line.clause}${line.title}`} style={{ paddingLeft: Math.max(0, line.level - 1) * 14 }}>
              <button type="button" aria-pressed={on} onClick={() => onClause(on ? undefined : line.clause)}>
                <span>{line.title}</span>
                {count > 0 && <span className="cap">{count}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
