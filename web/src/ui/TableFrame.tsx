import './table-frame.css';
import type { UseQueryResult } from '@tanstack/react-query';
import { Dropdown, Segmented } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useFace } from '../app/face.tsx';
import { address } from '../app/http.ts';
import { useLanguage } from '../app/i18n.ts';
import { type Search, useSearchState } from '../app/search.ts';
import { useMay } from '../app/session.ts';
import { useAppStrings } from '../app/strings.ts';
import { arrange, ColumnChooser } from './ColumnChooser.tsx';
import { type Column, DataTable, type Sort } from './DataTable.tsx';
import { EmptyState } from './EmptyState.tsx';
import { formatCount } from './format.ts';
import { Loaded } from './Loaded.tsx';
import { Pager } from './Pager.tsx';
import { SavedViews } from './SavedViews.tsx';
import { useTableStrings } from './table-strings.ts';

type Page<R> = { total: number; rows: R[] };
type Update = (patch: Record<string, string | undefined>) => void;

export type TableFrameProps<R, P extends Page<R>> = {
  /** Names the table for saved views. */
  room: string;
  caption: string;
  query: UseQueryResult<P>;
  columns: Column<R>[];
  /** Ids shown at first, with commas; without it all. */
  defaultColumns?: string;
  rowKey: (row: R) => string;
  /** What a row is called when it is selected. */
  rowName?: (row: R) => string;
  rowClass?: (row: R) => string | undefined;
  /** Words of the search field, which writes `q`; without them there is none. */
  searchLabel?: string;
  /** What stands in the empty field. */
  searchHint?: string;
  /** Keys of the address that filter, `q` aside: what “clear” clears and a view keeps. */
  filterKeys?: readonly string[];
  filters?: (search: Search, update: Update) => ReactNode;
  /** Above the filters, from the answer: numbers and a picture. */
  head?: (page: P) => ReactNode;
  defaultSort?: Sort;
  pageSize?: number;
  /** Where the file comes from; it is asked with the same filter and the columns shown. */
  exportPath?: string;
  exportParams?: Record<string, string | undefined>;
  /** What can be done with rows that are selected. */
  batch?: (rows: R[], done: () => void) => ReactNode;
  /** Nothing there at all, as opposed to nothing that fits. */
  empty: { title: string; hint: ReactNode; action?: ReactNode };
  note?: ReactNode;
};

const stateKeys = ['q', 'sort', 'order', 'cols', 'density', 'size'];

/** A table with everything around it: search, filters, views, columns, export, batch, pages, and its empty states. */
export function TableFrame<R, P extends Page<R>>(props: TableFrameProps<R, P>) {
  const { query, filterKeys = [], defaultColumns } = props;
  const app = useAppStrings();
  const [search, update] = useSearchState();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const size = Number(search.size ?? props.pageSize ?? 50);
  const filtered = ['q', ...filterKeys].some((key) => search[key]);
  const clear = () =>
    update({ ...Object.fromEntries(['q', ...filterKeys].map((key) => [key, undefined])), page: undefined });
  const shown = arrange(props.columns, search.cols ?? defaultColumns);
  const sort: Sort | undefined = search.sort
    ? { by: search.sort, order: search.order === 'desc' ? 'desc' : 'asc' }
    : props.defaultSort;
  const none = () => setChosen(new Set());
  const selected = query.data?.rows.filter((row) => chosen.has(props.rowKey(row))) ?? [];
  return (
    <>
      {query.data && props.head?.(query.data)}
      {/* Also beside an error: a filter that the server refused must be changeable. */}
      {(!props.head || query.data || query.isError) && (
        <TableTools
          {...props}
          search={search}
          update={update}
          shown={shown}
          filtered={filtered}
          clear={clear}
          total={query.data?.total ?? 0}
        />
      )}
      {props.batch && selected.length > 0 && (
        <BatchBar count={selected.length} none={none}>
          {props.batch(selected, none)}
        </BatchBar>
      )}
      <Loaded query={query}>
        {(page) =>
          page.rows.length > 0 ? (
            <>
              <DataTable
                caption={props.caption}
                columns={shown}
                rows={page.rows}
                rowKey={props.rowKey}
                rowClass={props.rowClass}
                sort={sort}
                onSort={(next) => update({ sort: next.by, order: next.order, page: undefined })}
                compact={search.density === 'compact'}
                stale={query.isPlaceholderData}
                selection={props.batch && { chosen, onChange: setChosen, name: props.rowName ?? props.rowKey }}
              />
              <Pager
                total={page.total}
                page={Number(search.page ?? 1)}
                size={size}
                onPage={(next) => {
                  update({ page: String(next) });
                  window.scrollTo({ top: 0 });
                }}
                onSize={(next) => update({ size: String(next), page: undefined })}
              />
              {props.note && <p className="cap">{props.note}</p>}
            </>
          ) : filtered || page.total > 0 ? (
            <EmptyState title={app('noMatch')} hint={app('noMatchHint')}>
              <button type="button" className="btn" onClick={clear}>
                {app('clearFilters')}
              </button>
            </EmptyState>
          ) : (
            <EmptyState title={props.empty.title} hint={props.empty.hint}>
              {props.empty.action}
            </EmptyState>
          )
        }
      </Loaded>
    </>
  );
}

type ToolProps<R, P extends Page<R>> = TableFrameProps<R, P> & {
  search: Search;
  update: Update;
  shown: Column<R>[];
  filtered: boolean;
  clear: () => void;
  total: number;
};

function TableTools<R, P extends Page<R>>({ search, update, filterKeys = [], ...props }: ToolProps<R, P>) {
  const app = useAppStrings();
  const face = useFace();
  const may = useMay();
  return (
    <search className="filters">
      {props.searchLabel && (
        <SearchField label={props.searchLabel} hint={props.searchHint} search={search} update={update} />
      )}
      {props.filters?.(search, update)}
      {props.filtered && (
        <button type="button" className="btn text" onClick={props.clear}>
          {app('clearFilters')}
        </button>
      )}
      <span className="row push no-print">
        <Segmented
          aria-label={app('density')}
          size="small"
          value={search.density ?? 'comfortable'}
          onChange={(value) => update({ density: value === 'compact' ? 'compact' : undefined })}
          options={[
            { value: 'comfortable', label: app('comfortable') },
            { value: 'compact', label: app('compact') },
          ]}
        />
        {face === 'work' && may('view.own') && <SavedViews room={props.room} keys={[...filterKeys, ...stateKeys]} />}
        <ColumnChooser
          columns={props.columns}
          kept={search.cols ?? props.defaultColumns}
          onChange={(cols) => update({ cols: cols === props.defaultColumns ? undefined : cols })}
        />
        {props.exportPath && (
          <ExportMenu
            path={props.exportPath}
            params={props.exportParams ?? {}}
            shown={props.shown}
            total={props.total}
          />
        )}
      </span>
    </search>
  );
}

type FieldProps = { label: string; hint: string | undefined; search: Search; update: Update };

/** Writes what is typed into the address, when typing pauses. */
function SearchField({ label, hint, search, update }: FieldProps) {
  const q = search.q ?? '';
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => update({ q: text.trim() || undefined, page: undefined }), 300);
    return () => clearTimeout(timer);
  });
  return (
    <input
      className="input"
      type="search"
      aria-label={label}
      placeholder={hint ?? label}
      maxLength={100}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

type ExportProps<R> = { path: string; params: Record<string, string | undefined>; shown: Column<R>[]; total: number };

function ExportMenu<R>({ path, params, shown, total }: ExportProps<R>) {
  const app = useAppStrings();
  const t = useTableStrings();
  const language = useLanguage();
  const cols = shown.filter((column) => !column.names).map((column) => column.id);
  const href = (format: string) => address(path, { ...params, cols: cols.join(','), language, format });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...(['xlsx', 'csv'] as const).map((format) => ({
            key: format,
            label: (
              <a className="plain" href={href(format)} download>
                {format === 'xlsx' ? t('exportXlsx') : t('exportCsv')}
              </a>
            ),
          })),
          {
            key: 'hint',
            disabled: true,
            label: <span className="cap">{t('exportHint', { total: formatCount(total) })}</span>,
          },
        ],
      }}
    >
      <button type="button" className="btn" aria-haspopup="menu">
        {app('export')}
      </button>
    </Dropdown>
  );
}

function BatchBar({ count, none, children }: { count: number; none: () => void; children: ReactNode }) {
  const t = useTableStrings();
  return (
    <div className="batch-bar no-print" role="status">
      <span className="strong">{t('selected', { count })}</span>
      {children}
      <button type="button" className="btn text" onClick={none}>
        {t('unselect')}
      </button>
    </div>
  );
}
