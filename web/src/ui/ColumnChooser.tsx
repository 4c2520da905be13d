import { Popover } from 'antd';
import { useAppStrings } from '../app/strings.ts';
import type { Column } from './DataTable.tsx';

/** Column order as kept in the address: ids in order, hidden ones left out. */
export function arrange<R>(columns: Column<R>[], kept: string | undefined): Column<R>[] {
  if (!kept) return columns;
  const names = columns.filter((column) => column.names);
  const chosen = kept.split(',').flatMap((id) => columns.find((column) => column.id === id && !column.names) ?? []);
  return [...names, ...chosen];
}

type Props<R> = { columns: Column<R>[]; kept: string | undefined; onChange: (kept: string | undefined) => void };

export function ColumnChooser<R>({ columns, kept, onChange }: Props<R>) {
  const t = useAppStrings();
  const shown = arrange(columns, kept).filter((column) => !column.names);
  const hidden = columns.filter((column) => !column.names && !shown.includes(column));
  const keep = (list: Column<R>[]) => onChange(list.map((column) => column.id).join(','));
  const move = (index: number, step: number) => {
    const list = [...shown];
    const [taken] = list.splice(index, 1);
    if (taken) list.splice(index + step, 0, taken);
    keep(list);
  };
  const content = (
    <div className="column-chooser">
      <p className="cap">{t('columnsHint')}</p>
      <ul>
        {[...shown, ...hidden].map((column, index) => {
          const on = index < shown.length;
          return (
            <li key={column.id}>
              <label>
                <input
                  type="checkbox"
                  checked={on}
                  disabled={on && shown.length === 1}
                  onChange={() => keep(on ? shown.filter((other) => other !== column) : [...shown, column])}
                />
                {column.header}
              </label>
              {on && (
                <span>
                  <button
                    type="button"
                    className="quiet"
                    disabled={index === 0}
                    aria-label={t('moveUp', { column: column.header })}
                    onClick={() => move(index, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    className="quiet"
                    disabled={index === shown.length - 1}
                    aria-label={t('moveDown', { column: column.header })}
                    onClick={() => move(index, 1)}
                  >
                    ↓
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <button type="button" className="btn text" onClick={() => onChange(undefined)}>
        {t('resetColumns')}
      </button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <button type="button" className="btn">
        {t('columns')}
      </button>
    </Popover>
  );
}
