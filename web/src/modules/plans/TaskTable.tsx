import { useState } from 'react';
import type { PlanDetail, Task, Unit } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { isWithin } from '../../ui/clause.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { usePlanStrings } from './strings.ts';

/** A unit as printed; where it was matched to a dated organization, the way to it. */
export function UnitName({ unit }: { unit: Unit }) {
  const t = usePlanStrings();
  const face = useFace();
  if (unit.organizationId && face === 'work') {
    return (
      <FaceLink to={`/organizations/${unit.organizationId}`} className="plain">
        <span className="tag unit">{unit.name}</span>
      </FaceLink>
    );
  }
  return (
    <span className="tag" title={unit.organizationId ? undefined : t('undecided')}>
      {unit.name}
    </span>
  );
}

type Props = { plan: PlanDetail; clause: string | undefined; onClause: (clause: string | undefined) => void };

export function TaskTable({ plan, clause, onClause }: Props) {
  const t = usePlanStrings();
  const face = useFace();
  const [text, setText] = useState('');
  const names = (task: Task) => [task.lead, ...task.joint].flatMap((unit) => unit?.name ?? []);
  const rows = plan.tasks.filter(
    (task) =>
      (!clause || isWithin(task.clause, clause)) &&
      (!text || task.title.includes(text) || names(task).some((name) => name.includes(text))),
  );
  return (
    <section id="tasks">
      <div className="spread">
        <h2>
          {t('taskTable')} <span className="cap">{rows.length}</span>
        </h2>
        <div className="filters">
          {clause && (
            <button type="button" className="btn text" onClick={() => onClause(undefined)}>
              {t('onlyClause', { clause })} ×
            </button>
          )}
          <input
            className="input"
            type="search"
            aria-label={t('searchTasks')}
            placeholder={t('searchTasks')}
            value={text}
            onChange={(event) => setText(event.target.value.trim())}
          />
        </div>
      </div>
      {rows.length === 0 ? (
        <p className="sub">{t('noTasks')}</p>
      ) : (
        <DataTable
          caption={t('taskTable')}
          rows={rows}
          rowKey={(task) => task.id}
          columns={[
            { id: 'clause', header: t('clause'), cell: (task) => <span className="sub nowrap">{task.clause}</span> },
            {
              id: 'task',
              header: t('task'),
              names: true,
              width: '38%',
              cell: (task) => (
                <>
                  <span className="strong">{task.title}</span>
                  {face === 'work' && plan.documentId && task.span && (
                    <>
                      {' '}
                      <FaceLink
                        to={`/documents/${plan.documentId}`}
                        search={{ at: `${task.span.start}-${task.span.end}` }}
                        className="cap no-print"
                      >
                        {t('openClause')}
                      </FaceLink>
                    </>
                  )}
                </>
              ),
            },
            { id: 'lead', header: t('lead'), cell: (task) => (task.lead ? <UnitName unit={task.lead} /> : '—') },
            {
              id: 'joint',
              header: t('joint'),
              cell: (task) =>
                task.joint.length === 0 ? (
                  '—'
                ) : (
                  <span className="units">
                    {task.joint.map((unit) => (
                      <UnitName key={unit.name} unit={unit} />
                    ))}
                  </span>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}
