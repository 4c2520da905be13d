/** The observation file: its columns, and a row of it checked. Pure; the same rules for CSV and XLSX. */
import type { RowError } from '../../../packages/contract/index.ts';
import { boundsOfPeriod } from '../../kernel/calendar/index.ts';
import type { NewObservation } from './add-observations.ts';

/** Header names in either language; the template is written with the first. */
export const columns = {
  indicator: ['指标编号', 'indicator'],
  indicatorName: ['指标', 'indicator name'],
  region: ['地区代码', 'region'],
  breakdown: ['分项', 'breakdown'],
  period: ['期间', 'period'],
  value: ['数值', 'value'],
  unit: ['单位', 'unit'],
  knownOn: ['数据日期', 'known on'],
  note: ['依据', 'source'],
  simulated: ['模拟数据', 'simulated'],
} as const;
export type Column = keyof typeof columns;

/** What rows are checked against. */
export type Known = {
  /** Indicator id → unit. */
  indicators: ReadonlyMap<string, string>;
  regions: ReadonlySet<string>;
  /** May the user report for this region? */
  reaches: (regionCode: string) => boolean;
  today: string;
};
export type CheckedRow = { observation: NewObservation } | { errors: RowError[] } | { empty: true };
export type FileRow = { row: number; cells: Record<string, string> };

const required: Column[] = ['indicator', 'region', 'period', 'value', 'note'];

/** Required columns that a header row lacks, by their Chinese names. */
export function missingColumns(headers: readonly string[]): string[] {
  const present = new Set(headers.map((header) => header.trim().toLowerCase()));
  return required
    .filter((column) => !columns[column].some((name) => present.has(name.toLowerCase())))
    .map((column) => columns[column][0]);
}

export function checkRow(file: FileRow, known: Known): CheckedRow {
  const cell = cellReader(file.cells);
  const value = cell('value');
  // A template row that nobody filled in is not a mistake.
  if (value === '') return { empty: true };
  const errors: RowError[] = [];
  const fail = (column: Column, zh: string, en: string) =>
    errors.push({ row: file.row, column: columns[column][0], value: cell(column), message: { zh, en } });

  const indicatorId = cell('indicator');
  const unit = known.indicators.get(indicatorId);
  if (unit === undefined) fail('indicator', '没有这个指标编号', 'no such indicator');
  const regionCode = cell('region');
  if (!known.regions.has(regionCode)) fail('region', '没有这个地区代码', 'no such region code');
  else if (!known.reaches(regionCode))
    fail('region', '该地区不在您的管辖范围内', 'this region lies outside your reach');
  const period = cell('period');
  const bounds = boundsOfPeriod(period);
  if (!bounds) fail('period', '期间应写作 2020、2020-06 或 2016/2020', 'write a period as 2020, 2020-06 or 2016/2020');
  const decimal = toDecimal(value, unit);
  if (decimal === undefined) fail('value', '不是数', 'not a number');
  if (cell('unit') !== '' && unit !== undefined && cell('unit') !== unit)
    fail('unit', `单位应为“${unit}”`, `the unit should be “${unit}”`);
  const knownOn = cell('knownOn') || known.today;
  if (!isDay(knownOn)) fail('knownOn', '日期应写作 2020-06-30', 'write a day as 2020-06-30');
  else if (knownOn > known.today) fail('knownOn', '数据日期不能晚于今天', 'the day lies in the future');
  else if (bounds && bounds.end > knownOn)
    fail(
      'period',
      `期间到 ${bounds.end} 才结束，那时才有整期的数；未满的年份请按月填报`,
      `the period ends on ${bounds.end}: until then report its months`,
    );
  const simulated = readYes(cell('simulated'));
  if (simulated === undefined) fail('simulated', '写“是”，或留空', 'write “yes”, or nothing');
  const sourceNote = cell('note');
  if (sourceNote === '') fail('note', '请写明依据', 'say where the value comes from');

  if (errors.length > 0 || decimal === undefined || !bounds) return { errors };
  return {
    observation: {
      indicatorId,
      regionCode,
      breakdown: cell('breakdown'),
      period,
      periodStart: bounds.start,
      periodEnd: bounds.end,
      value: decimal,
      knownOn,
      knownOnStated: cell('knownOn') !== '',
      source: simulated ? 'simulated' : 'reported',
      sourceNote,
      published: false,
      simulated: simulated ?? false,
    },
  };
}

function cellReader(cells: Record<string, string>): (column: Column) => string {
  const byName = new Map(Object.entries(cells).map(([name, value]) => [name.trim().toLowerCase(), value]));
  return (column) => {
    for (const name of columns[column]) {
      const value = byName.get(name.toLowerCase());
      if (value !== undefined) return value.normalize('NFKC').trim();
    }
    return '';
  };
}

/** Thousands in threes or none; a percent sign only where the unit is one. */
function toDecimal(text: string, unit: string | undefined): string | undefined {
  const bare = unit === '%' ? text.replace(/\s*%$/, '') : text;
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d{1,10})?$/.test(bare);
  const plain = grouped ? bare.replaceAll(',', '') : bare;
  return /^-?\d{1,20}(\.\d{1,10})?$/.test(plain) ? plain : undefined;
}

const yes = new Set(['是', '模拟', '模拟数据', 'yes', 'true', '1', 'simulated']);
const no = new Set(['', '否', 'no', 'false', '0']);
function readYes(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : undefined;
}

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  );
}
