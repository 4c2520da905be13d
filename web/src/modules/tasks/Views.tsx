import type { SlipRow, WorkRow, WorkState } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useName, usePick } from '../../app/i18n.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useTaskCode } from './code.ts';
import { DueWords, Progress } from './columns.tsx';
import { LightShape } from './Light.tsx';
import { useTaskStrings } from './strings.ts';

const lanes: WorkState[] = ['draft', 'issued', 'underway', 'submitted', 'done'];

/** One lane a state; what was declined waits with the drafts. */
export function Kanban({ rows }: { rows: WorkRow[] }) {
  const t = useTaskStrings();
  const name = useName();
  const code = useTaskCode();
  const lane = (state: WorkState) => (state === 'declined' ? 'draft' : state);
  return (
    <div className="kanban">
      {lanes.map((state) => {
        const own = rows.filter((row) => lane(row.state) === state);
        return (
          <section key={state} aria-label={t(state)}>
            <h2>
              {t(state)} <span className="cap">{own.length}</span>
            </h2>
            {own.length === 0 && <p className="cap">{t('boardEmpty')}</p>}
            <ul>
              {own.map((row) => (
                <li key={row.id}>
                  <FaceLink to={`/tasks/${row.id}`} className="plain strong">
                    {row.title}
                  </FaceLink>
                  <span className="cap under">
                    {code(row)} · {row.lead ? name(row.lead) : '—'}
                  </span>
                  <span className="spread">
                    <span className="status">
                      <LightShape light={row.light} />
                      <DueWords row={row} />
                    </span>
                    <Progress percent={row.percent} />
                  </span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

export const monthOf = (day: string) => day.slice(0, 7);
export function shiftMonth(month: string, by: number): string {
  const date = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1));
  return date.toISOString().slice(0, 7);
}
/** First and last day of the weeks that show a month, Monday first. */
export function spanOf(month: string): { from: string; to: string } {
  const first = new Date(`${month}-01T00:00:00Z`);
  const last = new Date(`${shiftMonth(month, 1)}-01T00:00:00Z`);
  last.setUTCDate(0);
  first.setUTCDate(1 - ((first.getUTCDay() + 6) % 7));
  last.setUTCDate(last.getUTCDate() + ((7 - last.getUTCDay()) % 7));
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) };
}

const SHOWN = 4;

/** Deadlines of a month. */
export function Month({
  month,
  rows,
  stale,
  today,
  onMonth,
}: {
  month: string;
  rows: WorkRow[];
  /** The rows are those of another view or month, while its own are on their way. */
  stale: boolean;
  today: string;
  onMonth: (month: string) => void;
}) {
  const t = useTaskStrings();
  const { from, to } = spanOf(month);
  const days: string[] = [];
  for (
    const at = new Date(`${from}T00:00:00Z`);
    at.toISOString().slice(0, 10) <= to;
    at.setUTCDate(at.getUTCDate() + 1)
  )
    days.push(at.toISOString().slice(0, 10));
  const byDay = Map.groupBy(stale ? [] : rows, (row) => row.dueOn ?? '');
  return (
    <>
      <div className="month-head">
        <button
          type="button"
          className="btn"
          aria-label={t('prevMonth')}
          onClick={() => onMonth(shiftMonth(month, -1))}
        >
          ←
        </button>
        <h2 aria-live="polite">{t('month', { year: month.slice(0, 4), month: String(Number(month.slice(5))) })}</h2>
        <button type="button" className="btn" aria-label={t('nextMonth')} onClick={() => onMonth(shiftMonth(month, 1))}>
          →
        </button>
      </div>
      {!stale && rows.every((row) => monthOf(row.dueOn ?? '') !== month) && <p className="sub">{t('monthEmpty')}</p>}
      <div className={stale ? 'month stale' : 'month'} aria-busy={stale || undefined}>
        {t('weekdays')
          .split(',')
          .map((weekday) => (
            <div key={weekday} className="weekday">
              {weekday}
            </div>
          ))}
        {days.map((day) => {
          const own = byDay.get(day) ?? [];
          const state = [
            monthOf(day) === month ? '' : 'outside',
            day === today ? 'here' : '',
            own.length === 0 ? 'bare' : '',
          ];
          return (
            <div key={day} className={state.filter(Boolean).join(' ')}>
              <time className="cap" dateTime={day}>
                <span className="month-of">{Number(day.slice(5, 7))}-</span>
                {Number(day.slice(8))}
              </time>
              <ul>
                {own.slice(0, SHOWN).map((row) => (
                  <li key={row.id}>
                    <FaceLink to={`/tasks/${row.id}`} title={row.title}>
                      <LightShape light={row.light} />
                      <span>{row.title}</span>
                    </FaceLink>
                  </li>
                ))}
              </ul>
              {own.length > SHOWN && (
                <FaceLink to="/tasks" search={{ dueFrom: day, dueTo: day }} className="cap">
                  {t('more', { count: own.length - SHOWN })}
                </FaceLink>
              )}
            </div>
          );
        })}
      </div>
    </>
  );
}

export function SlipTable({ rows }: { rows: SlipRow[] }) {
  const t = useTaskStrings();
  const name = useName();
  const pick = usePick();
  const code = useTaskCode();
  if (rows.length === 0) return <EmptyState title={t('slipEmpty')} hint={t('slipEmptyHint')} />;
  return (
    <DataTable
      caption={t('slips')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          id: 'number',
          header: t('slipNumber'),
          names: true,
          cell: (row) => (
            <>
              <FaceLink to={`/slips/${row.id}`} className="plain strong">
                {row.number}
              </FaceLink>
              <span className="cap under">
                {t('slipLevel', { level: row.level })}
                {row.automatic ? ` · ${t('automatic')}` : ''}
              </span>
            </>
          ),
        },
        {
          id: 'task',
          header: t('slipTask'),
          width: '34%',
          cell: (row) => (
            <FaceLink to={`/tasks/${row.itemId}`} className="plain">
              {code({ code: row.itemCode, region: row.region })} {row.itemTitle}
            </FaceLink>
          ),
        },
        { id: 'to', header: t('slipTo'), cell: (row) => <span className="tag unit">{name(row.organization)}</span> },
        { id: 'issued', header: t('slipIssued'), cell: (row) => <span className="sub">{row.issuedOn}</span> },
        { id: 'answer', header: t('answerBy'), cell: (row) => <span className="sub">{row.dueOn ?? '—'}</span> },
        { id: 'state', header: t('state'), cell: (row) => <span className="sub">{pick(row.state)}</span> },
      ]}
    />
  );
}
