import type { WorkRow } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useName, usePick } from '../../app/i18n.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { useTaskCode } from './code.ts';
import { LightMark } from './Light.tsx';
import { useTaskStrings } from './strings.ts';

export const defaultColumns = 'light,due,lead,percent,state,clause';

export function Progress({ percent }: { percent: number }) {
  return (
    <span className="progress">
      <i aria-hidden="true">
        <b style={{ width: `${percent}%` }} />
      </i>
      <span className="num">{percent}%</span>
    </span>
  );
}

export function DueWords({ row }: { row: WorkRow }) {
  const t = useTaskStrings();
  const days = row.workingDaysLate;
  return (
    <span className="nowrap">
      {row.dueOn ?? '—'}
      {days !== null && row.light !== 'none' && (row.light === 'red' || days <= 0) && (
        <span className={row.light === 'red' ? 'cap under seal-text' : 'cap under'}>
          {row.light === 'red' ? t('late', { count: days }) : days === 0 ? t('today') : t('left', { count: -days })}
        </span>
      )}
    </span>
  );
}

export function useTaskColumns(): Column<WorkRow>[] {
  const t = useTaskStrings();
  const name = useName();
  const pick = usePick();
  const code = useTaskCode();
  return [
    {
      id: 'task',
      header: t('task'),
      names: true,
      sort: 'title',
      width: '30%',
      cell: (row) => (
        <>
          <FaceLink to={`/tasks/${row.id}`} className="plain strong">
            {row.title}
          </FaceLink>
          <span className="cap under">
            {code(row)}
            {row.jointCount > 0 ? ` · ${t('joint')} ${row.jointCount}` : ''}
            {row.openParts > 0 ? ` · ${t('parts')} ${row.openParts}` : ''}
          </span>
        </>
      ),
    },
    {
      id: 'light',
      header: t('light'),
      width: 116,
      cell: (row) => (
        <>
          <LightMark light={row.light} />
          {row.slipLevel > 0 && <span className="cap under seal-text">{t('slipLevel', { level: row.slipLevel })}</span>}
        </>
      ),
    },
    { id: 'due', header: t('due'), sort: 'due', cell: (row) => <DueWords row={row} /> },
    {
      id: 'lead',
      header: t('lead'),
      sort: 'lead',
      cell: (row) => (row.lead ? <span className="tag unit">{name(row.lead)}</span> : '—'),
    },
    { id: 'percent', header: t('percent'), sort: 'percent', cell: (row) => <Progress percent={row.percent} /> },
    {
      id: 'state',
      header: t('state'),
      sort: 'state',
      cell: (row) => <span className="sub nowrap">{t(row.state)}</span>,
    },
    {
      id: 'clause',
      header: t('clause'),
      width: '18%',
      cell: (row) =>
        row.plan ? (
          <FaceLink className="task-basis" to={`/plans/${row.plan.id}`} search={{ clause: row.plan.clause }}>
            {pick({ zh: row.plan.title, en: row.plan.titleEn })} · {row.plan.clause}
          </FaceLink>
        ) : (
          <span className="cap">{t('adhoc')}</span>
        ),
    },
    { id: 'issuer', header: t('issuer'), cell: (row) => <span className="sub">{name(row.issuer)}</span> },
    { id: 'reported', header: t('reported'), cell: (row) => <span className="sub">{row.lastReportOn ?? '—'}</span> },
  ];
}
