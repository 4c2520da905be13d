/** Data and tree as tables of text: the columns of COINr's iData and iMeta, which many offices already have. */
import { CompositeError } from './errors.ts';
import type { Column } from './numbers.ts';
import type { IndexData } from './state.ts';
import type { IndexNode } from './tree.ts';

/** One object a row, every value as text; empty and NA are missing. */
export type Table = readonly Readonly<Record<string, string>>[];

/** A decimal number as people write it; `0x10` and the like are none. */
const readNumber = (text: string): number =>
  /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : NaN;

const isBlank = (text: string | undefined): boolean => text === undefined || /^\s*(NA|NaN|null)?\s*$/i.test(text);

/**
 * Nodes from a table with the columns iCode, Parent, Type (Indicator, Aggregate; Group and Denominator are no nodes), and
 * as far as they are there iName, Weight (1), Direction (1), Denominator, Target, Unit, Lower, Upper.
 */
export function readTree(table: Table): { nodes: IndexNode[]; groups: string[] } {
  const nodes: IndexNode[] = [];
  const groups: string[] = [];
  table.forEach((row, i) => {
    const code = row.iCode?.trim() ?? '';
    if (code === '') throw new CompositeError('config.shape', { node: `iMeta #${i + 1}`, problem: 'iCode' });
    const type = row.Type?.trim() ?? '';
    if (type === 'Group') groups.push(code);
    if (type === 'Group' || type === 'Denominator') return;
    if (type !== 'Indicator' && type !== 'Aggregate') throw new CompositeError('tree.type', { node: code, type });
    const number = (name: string, fallback: number): number => {
      const text = row[name];
      if (isBlank(text)) return fallback;
      const value = readNumber(text ?? '');
      if (!Number.isFinite(value))
        throw new CompositeError('data.not-a-number', {
          node: `${code}.${name}`,
          unit: `iMeta #${i + 1}`,
          value: text ?? '',
        });
      return value;
    };
    const text = (name: string) => (isBlank(row[name]) ? undefined : row[name]?.trim());
    const lower = number('Lower', NaN);
    const upper = number('Upper', NaN);
    const target = number('Target', NaN);
    nodes.push({
      code,
      name: text('iName'),
      parent: text('Parent') ?? null,
      kind: type === 'Indicator' ? 'indicator' : 'aggregate',
      weight: number('Weight', 1),
      direction: number('Direction', 1) as 1 | -1,
      denominator: text('Denominator'),
      target: Number.isNaN(target) ? undefined : target,
      goalposts: Number.isNaN(lower) || Number.isNaN(upper) ? undefined : { lower, upper },
      unit: text('Unit'),
    });
  });
  return { nodes, groups };
}

export type DataColumns = { unit?: string; name?: string; year?: string };

/**
 * Data from a table with one row a unit. Columns that hold anything but numbers are kept as groupings. With several years
 * in `year`, the data are those of `of` (the latest when left out), the others its panel.
 */
export function readData(table: Table, numeric: ReadonlySet<string>, names: DataColumns = {}, of?: number): IndexData {
  const { unit = 'uCode', name = 'uName', year = 'Time' } = names;
  const yearOf = (row: Readonly<Record<string, string>>) => (isBlank(row[year]) ? undefined : Number(row[year]));
  table.forEach((row) => {
    const value = yearOf(row);
    if (value !== undefined && !Number.isFinite(value))
      throw new CompositeError('data.not-a-number', { node: year, unit: row[unit] ?? '', value: row[year] ?? '' });
  });
  const years = [...new Set(table.map(yearOf))].filter((y) => y !== undefined).sort((a, b) => a - b);
  const now = of ?? years.at(-1);
  if (of !== undefined && years.length > 0 && !years.includes(of))
    throw new CompositeError('data.no-year', { node: of, years: years.join('、') });
  const rowsOf = (y: number | undefined) => table.filter((row) => y === undefined || (yearOf(row) ?? y) === y);
  const rows = rowsOf(now);
  const units = rows.map((row) => row[unit]?.trim() ?? '');
  if (rows.length > 0 && units.some((code) => code === ''))
    throw new CompositeError('data.column-missing', { node: unit });
  const header = Object.keys(table[0] ?? {});
  const columnsOf = (some: typeof rows) => {
    const at = new Map(some.map((row, i) => [row[unit]?.trim() ?? '', i]));
    const columns = new Map<string, Column>();
    for (const code of header) {
      if (!numeric.has(code)) continue;
      columns.set(
        code,
        Float64Array.from(units, (u) => {
          const text = some[at.get(u) ?? -1]?.[code];
          if (isBlank(text)) return NaN;
          const value = readNumber(text ?? '');
          if (!Number.isFinite(value))
            throw new CompositeError('data.not-a-number', { node: code, unit: u, value: text ?? '' });
          return value;
        }),
      );
    }
    return columns;
  };
  return {
    units,
    names: name in (table[0] ?? {}) ? rows.map((row) => row[name] ?? '') : undefined,
    columns: columnsOf(rows),
    groups: new Map(
      header
        .filter((code) => !numeric.has(code) && code !== unit && code !== name && code !== year)
        .map((code) => [code, rows.map((row) => row[code] ?? '')]),
    ),
    panel: years.filter((y) => y !== now).map((y) => ({ year: y, columns: columnsOf(rowsOf(y)) })),
    year: now,
  };
}
