import './tasks.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Dropdown, Segmented, Select } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { allows, type Light, type WorkPage, type WorkRow, type WorkState } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useSearchState } from '../../app/search.ts';
import { useMay, useSession } from '../../app/session.ts';
import { useAppStrings } from '../../app/strings.ts';
import { AsOf } from '../../ui/AsOf.tsx';
import { arrange, ColumnChooser } from '../../ui/ColumnChooser.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { exportAddress, filterKeys, filterOf, slipsQuery, workQuery } from './api.ts';
import { BatchBar } from './BatchBar.tsx';
import { defaultColumns, useTaskColumns } from './columns.tsx';
import { LightMark } from './Light.tsx';
import { useTaskStrings } from './strings.ts';
import { Kanban, Month, monthOf, SlipTable, spanOf } from './Views.tsx';

const TaskForm = lazy(() => import('./TaskForm.tsx').then((module) => ({ default: module.TaskForm })));
const views = ['list', 'board', 'calendar', 'slips'] as const;
const shownLights: Light[] = ['red', 'yellow', 'green'];
const states: WorkState[] = ['draft', 'issued', 'declined', 'underway', 'submitted', 'done', 'cancelled'];

type Update = (patch: Record<string, string | undefined>) => void;

function Numbers({ page, search, update }: { page: WorkPage; search: Record<string, string>; update: Update }) {
  const t = useTaskStrings();
  const open = states.filter((state) => state !== 'done' && state !== 'cancelled');
  const openCount = open.reduce((sum, state) => sum + (page.states[state] ?? 0), 0);
  const toggle = (key: string, value: string) =>
    update({ [key]: search[key] === value ? undefined : value, page: undefined });
  return (
    <div className="nums">
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
  const app = useAppStrings();
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => setText(search.q ?? ''), [search.q]);
  useEffect(() => {
    if (text.trim() === (search.q ?? '')) return;
    const timer = setTimeout(() => update({ q: text.trim() || undefined, page: undefined }), 300);
    return () => clearTimeout(timer);
  });
  const columns = useTaskColumns();
  const filtered = filterKeys.some((key) => search[key]);
  return (
    <search className="filters">
      <input
        className="input"
        type="search"
        aria-label={t('searchHere')}
        placeholder={t('searchHere')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
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
      {filtered && (
        <button
          type="button"
          className="btn text"
          onClick={() => update({ ...Object.fromEntries(filterKeys.map((key) => [key, undefined])), page: undefined })}
        >
          {app('clearFilters')}
        </button>
      )}
      <span className="row push">
        <ColumnChooser
          columns={columns}
          kept={search.cols ?? defaultColumns}
          onChange={(cols) => update({ cols: cols === defaultColumns ? undefined : cols })}
        />
        <Dropdown
          trigger={['click']}
          menu={{
            items: (['xlsx', 'csv'] as const).map((format) => ({
              key: format,
              label: (
                <a className="plain" href={exportAddress(filterOf(search), format)} download>
                  {format === 'xlsx' ? t('exportXlsx') : t('exportCsv')}
                </a>
              ),
            })),
          }}
        >
          <button type="button" className="btn" aria-haspopup="menu">
            {app('export')}
          </button>
        </Dropdown>
      </span>
    </search>
  );
}

function List({
  page,
  search,
  update,
  stale,
}: {
  page: WorkPage;
  search: Record<string, string>;
  update: Update;
  stale: boolean;
}) {
  const t = useTaskStrings();
  const columns = useTaskColumns();
  const [chosen, setChosen] = useState<string[]>([]);
  const me = useSession().data?.me;
  const acts = allows(me?.roles ?? [], 'work.act');
  const onPage = page.rows.map((row) => row.id);
  const kept = chosen.filter((id) => onPage.includes(id));
  const box = {
    id: 'choose',
    header: '',
    width: 28,
    cell: (row: WorkRow) => (
      <input
        type="checkbox"
        aria-label={t('select', { what: row.title })}
        checked={kept.includes(row.id)}
        onChange={(event) => setChosen(event.target.checked ? [...kept, row.id] : kept.filter((id) => id !== row.id))}
      />
    ),
  };
  const shown = arrange(columns, search.cols ?? defaultColumns);
  return (
    <>
      <DataTable
        caption={t('caption')}
        columns={acts ? [box, ...shown] : shown}
        rows={page.rows}
        rowKey={(row) => row.id}
        sort={{ by: search.sort ?? 'due', order: search.order === 'desc' ? 'desc' : 'asc' }}
        onSort={(sort) => update({ sort: sort.by, order: sort.order, page: undefined })}
        stale={stale}
      />
      {kept.length > 0 && (
        <BatchBar ids={kept} all={onPage} onAll={() => setChosen(onPage)} onDone={() => setChosen([])} />
      )}
      <Pager
        total={page.total}
        page={Number(search.page ?? 1)}
        size={Number(search.size ?? 50)}
        onPage={(next) => update({ page: String(next) })}
        onSize={(next) => update({ size: String(next), page: undefined })}
      />
    </>
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
  const filtered = filterKeys.some((key) => search[key]);
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
      <div className="tasks-head">
        {query.data ? <Numbers page={query.data} search={search} update={update} /> : <span />}
        <Segmented
          aria-label={t('view')}
          value={view}
          onChange={(next) => update({ view: next === 'list' ? undefined : next, page: undefined })}
          options={views.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {view === 'slips' ? (
        <Slips />
      ) : (
        <>
          <Filters search={search} update={update} />
          <Loaded query={query}>
            {(page) =>
              view === 'calendar' ? (
                <Month month={month} rows={page.rows} today={today} onMonth={(next) => update({ month: next })} />
              ) : page.rows.length === 0 ? (
                filtered ? (
                  <EmptyState title={app('noMatch')} hint={app('noMatchHint')} />
                ) : (
                  <EmptyState title={t('empty')} hint={t('emptyHint')}>
                    <FaceLink to="/plans" className="btn">
                      {t('first')}
                    </FaceLink>
                  </EmptyState>
                )
              ) : view === 'board' ? (
                <Kanban rows={page.rows} />
              ) : (
                <List page={page} search={search} update={update} stale={query.isPlaceholderData} />
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
