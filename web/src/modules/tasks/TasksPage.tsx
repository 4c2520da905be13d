import './tasks.css';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';
import { lazy, Suspense } from 'react';
import type { Light, WorkPage, WorkState } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useSearchState } from '../../app/search.ts';
import { useMay, useSession } from '../../app/session.ts';
import { useAppStrings } from '../../app/strings.ts';
import { AsOf } from '../../ui/AsOf.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { exportFilter, filterKeys, filterOf, slipsQuery, workQuery } from './api.ts';
import { BatchActions } from './BatchActions.tsx';
import { defaultColumns, useTaskColumns } from './columns.tsx';
import { LightMark } from './Light.tsx';
import { useTaskStrings } from './strings.ts';
import { Kanban, Month, monthOf, SlipTable, spanOf } from './Views.tsx';

const TaskForm = lazy(() => import('./TaskForm.tsx').then((module) => ({ default: module.TaskForm })));
const views = ['list', 'board', 'calendar', 'slips'] as const;
const shownLights: Light[] = ['red', 'yellow', 'green'];
const states: WorkState[] = ['draft', 'issued', 'declined', 'underway', 'submitted', 'done', 'cancelled'];

type Update = (patch: Record<string, string | undefined>) => void;

type NumbersProps = { page: WorkPage; stale: boolean; search: Record<string, string>; update: Update };

function Numbers({ page, stale, search, update }: NumbersProps) {
  const t = useTaskStrings();
  const open = states.filter((state) => state !== 'done' && state !== 'cancelled');
  const openCount = open.reduce((sum, state) => sum + (page.states[state] ?? 0), 0);
  const toggle = (key: string, value: string) =>
    update({ [key]: search[key] === value ? undefined : value, page: undefined });
  return (
    <div className={stale ? 'nums stale' : 'nums'} aria-busy={stale || undefined}>
      <button
        type="button"
        className="number"
        aria-pressed={search.state === 'open'}
        onClick={() => toggle('state', 'open')}
      >
        <b>{formatCount(openCount)}</b>
        <span className="sub">{t('open')}</span>
      </button>
      {shownLights.map((light) => (
        <button
          key={light}
          type="button"
          className="number"
          aria-pressed={search.light === light}
          onClick={() => toggle('light', light)}
        >
          <b>{formatCount(page.lights[light] ?? 0)}</b>
          <LightMark light={light} />
        </button>
      ))}
      <button
        type="button"
        className="number"
        aria-pressed={search.state === 'done'}
        onClick={() => toggle('state', 'done')}
      >
        <b>{formatCount(page.states.done ?? 0)}</b>
        <span className="sub">{t('done')}</span>
      </button>
    </div>
  );
}

function Filters({ search, update }: { search: Record<string, string>; update: Update }) {
  const t = useTaskStrings();
  return (
    <>
      <Select
        aria-label={t('stateFilter')}
        style={{ width: 140 }}
        value={search.state ?? ''}
        onChange={(state) => update({ state, page: undefined })}
        options={[
          { value: '', label: t('allStates') },
          { value: 'open', label: t('open') },
          ...states.map((state) => ({ value: state, label: t(state) })),
        ]}
      />
      <Select
        aria-label={t('lightFilter')}
        style={{ width: 130 }}
        value={search.light ?? ''}
        onChange={(light) => update({ light, page: undefined })}
        options={[
          { value: '', label: t('allLights') },
          ...[...shownLights, 'none' as const].map((light) => ({ value: light, label: t(light) })),
        ]}
      />
      <label className="row sub">
        <input
          type="checkbox"
          checked={search.waits === 'me'}
          onChange={(event) => update({ waits: event.target.checked ? 'me' : undefined, page: undefined })}
        />
        {t('waits')}
      </label>
    </>
  );
}

function List({ query, search }: { query: UseQueryResult<WorkPage>; search: Record<string, string> }) {
  const t = useTaskStrings();
  const may = useMay();
  return (
    <TableFrame
      room="tasks"
      caption={t('caption')}
      query={query}
      columns={useTaskColumns()}
      defaultColumns={defaultColumns}
      rowKey={(row) => row.id}
      rowName={(row) => row.title}
      searchLabel={t('searchHere')}
      filterKeys={filterKeys.filter((key) => key !== 'q')}
      filters={(now, update) => <Filters search={now} update={update} />}
      defaultSort={{ by: 'due', order: 'asc' }}
      exportPath="/api/work/export"
      exportParams={exportFilter(search)}
      batch={may('work.act') ? (rows, done) => <BatchActions rows={rows} onDone={done} /> : undefined}
      empty={{
        title: t('empty'),
        hint: t('emptyHint'),
        action: (
          <FaceLink to="/plans" className="btn">
            {t('first')}
          </FaceLink>
        ),
      }}
    />
  );
}

function Slips() {
  const query = useQuery(slipsQuery(undefined));
  return <Loaded query={query}>{(page) => <SlipTable rows={page.rows} />}</Loaded>;
}

/** What an address asks the server for, according to the view. */
function filterFor(search: Record<string, string>, view: string, month: string): Record<string, string> {
  const filter = filterOf(search);
  if (view === 'board') return { ...filter, size: '500', page: '1' };
  if (view !== 'calendar') return filter;
  const { from, to } = spanOf(month);
  return { ...filter, dueFrom: from, dueTo: to, size: '500', page: '1' };
}

export function TasksPage() {
  const t = useTaskStrings();
  const app = useAppStrings();
  const may = useMay();
  const session = useSession().data;
  const [search, update] = useSearchState();
  const view = views.find((one) => one === search.view) ?? 'list';
  const today = search.asOf ?? session?.today ?? '';
  const month = search.month ?? monthOf(today);
  const query = useQuery({
    ...workQuery(filterFor(search, view, month)),
    placeholderData: keepPreviousData,
    enabled: view !== 'slips',
  });
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          <>
            <AsOf />
            {may('work.issue') && (
              <button type="button" className="btn primary" onClick={() => update({ new: '1' })}>
                {t('newTask')}
              </button>
            )}
            <button type="button" className="btn" onClick={() => window.print()}>
              {app('print')}
            </button>
          </>
        }
      />
      <div className="tasks-head no-print">
        {query.data ? (
          <Numbers page={query.data} stale={query.isPlaceholderData} search={search} update={update} />
        ) : (
          <span />
        )}
        <Segmented
          aria-label={t('view')}
          value={view}
          onChange={(next) => update({ view: next === 'list' ? undefined : next, page: undefined })}
          options={views.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {view === 'slips' ? (
        <Slips />
      ) : view === 'list' ? (
        <List query={query} search={search} />
      ) : (
        <>
          <search className="filters no-print">
            <Filters search={search} update={update} />
          </search>
          <Loaded query={query}>
            {(page) =>
              view === 'board' ? (
                <Kanban rows={page.rows} />
              ) : (
                <Month
                  month={month}
                  rows={page.rows}
                  stale={query.isPlaceholderData}
                  today={today}
                  onMonth={(next) => update({ month: next })}
                />
              )
            }
          </Loaded>
        </>
      )}
      {search.new && may('work.issue') && (
        <Suspense>
          <TaskForm onClose={() => update({ new: undefined })} />
        </Suspense>
      )}
    </>
  );
}
