import type { ReactNode } from 'react';
import { useAppStrings } from '../app/strings.ts';
import { useTableStrings } from './table-strings.ts';

export type Column<R> = {
  id: string;
  header: string;
  /** Before the cell on a phone, where a long header leaves no room; a column that names the row has none without. */
  short?: string;
  cell: (row: R) => ReactNode;
  align?: 'right';
  width?: number | string;
  /** Key the server sorts by; a column without it is not sortable. */
  sort?: string;
  /** The column that names the row; it is its header and cannot be hidden. */
  names?: boolean;
};

export type Sort = { by: string; order: 'asc' | 'desc' };

type Props<R> = {
  caption: string;
  columns: Column<R>[];
  rows: R[];
  rowKey: (row: R) => string;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  compact?: boolean;
  /** Dimmed while fresher rows are on their way. */
  stale?: boolean;
  rowClass?: ((row: R) => string | undefined) | undefined;
  /** Boxes before the rows; `name` is what a row is called by them. */
  selection?: Selection<R> | undefined;
};

export type Selection<R> = {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  name: (row: R) => string;
};

/** A plain table: real headers, sorting by server keys, and on a phone one card a row. */
export function DataTable<R>(props: Props<R>) {
  const { caption, columns, rows, rowKey, sort, onSort, compact, stale, rowClass, selection } = props;
  const t = useAppStrings();
  const table = useTableStrings();
  const all = selection !== undefined && rows.length > 0 && rows.every((row) => selection.chosen.has(rowKey(row)));
  const pick = (keys: string[], on: boolean) => {
    const next = new Set(selection?.chosen);
    for (const key of keys) on ? next.add(key) : next.delete(key);
    selection?.onChange(next);
  };
  const ariaSort = (column: Column<R>) => {
    if (!column.sort || sort?.by !== column.sort) return undefined;
    return sort.order === 'asc' ? 'ascending' : 'descending';
  };
  const toggle = (key: string) => {
    onSort?.({ by: key, order: sort?.by === key && sort.order === 'asc' ? 'desc' : 'asc' });
  };
  return (
    <div className={`table-frame${stale ? ' stale' : ''}`} aria-busy={stale || undefined}>
      <table className={`data-table${compact ? ' compact' : ''}`}>
        <caption className="hidden-word">{caption}</caption>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className="pick">
                <input
                  type="checkbox"
                  aria-label={table('selectAll')}
                  checked={all}
                  onChange={(event) => pick(rows.map(rowKey), event.target.checked)}
                />
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={column.align === 'right' ? 'r' : undefined}
                style={{ width: column.width }}
                aria-sort={ariaSort(column)}
              >
                {column.sort && onSort ? (
                  <button type="button" className="sorter" onClick={() => toggle(column.sort!)}>
                    {column.header}
                    <span aria-hidden="true" className="sort-sign">
                      {sort?.by === column.sort ? (sort.order === 'asc' ? '↑' : '↓') : ''}
                    </span>
                    {sort?.by === column.sort && (
                      <span className="hidden-word">{sort.order === 'asc' ? t('sortAsc') : t('sortDesc')}</span>
                    )}
                  </button>
                ) : (
                  column.header
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={rowClass?.(row)}>
              {selection && (
                <td className="pick">
                  <input
                    type="checkbox"
                    aria-label={table('selectRow', { name: selection.name(row) })}
                    checked={selection.chosen.has(rowKey(row))}
                    onChange={(event) => pick([rowKey(row)], event.target.checked)}
                  />
                </td>
              )}
              {columns.map((column) => {
                const className = column.align === 'right' ? 'r' : undefined;
                return column.names ? (
                  <th key={column.id} scope="row" className={className} data-label={column.short}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={className} data-label={column.short ?? column.header}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
