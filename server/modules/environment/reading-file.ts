/** The file of readings: its lines one after the other, however many, and a row of it checked. Pure. */
import { isUtf8 } from 'node:buffer';
import type { RowError, StationKind } from '../../../packages/contract/index.ts';
import { EnvironmentError } from '../../../packages/environment/index.ts';
import { codeOf } from './items.ts';

/** Header names, the template's first. */
export const readingColumns = {
  station: ['站点编号', '断面编号', 'station'],
  at: ['时间', '日期', 'time'],
  item: ['项目', 'item'],
  value: ['数值', 'value'],
  unit: ['单位', 'unit'],
  flag: ['标记', 'flag'],
  simulated: ['模拟数据', 'simulated'],
} as const;
export type ReadingColumn = keyof typeof readingColumns;
export const requiredColumns: ReadingColumn[] = ['station', 'at', 'item', 'value'];

const CHUNK = 1 << 20;

/** Parts of the file with whole lines, about a megabyte each, in UTF-8 or GB18030. */
export function* readLines(bytes: Uint8Array): Generator<string[]> {
  const decoder = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030');
  let rest = '';
  for (let from = 0; from < bytes.length; from += CHUNK) {
    const last = from + CHUNK >= bytes.length;
    const text = rest + decoder.decode(bytes.subarray(from, from + CHUNK), { stream: !last });
    const end = last ? text.length : text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    const lines = text.slice(0, end).split('\n');
    if (lines.at(-1) === '') lines.pop();
    yield lines;
  }
}

/** Cells of a line; a quoted cell may hold the separator, but no line break. */
export function splitLine(line: string, separator: string): string[] {
  const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (!bare.includes('"')) return bare.split(separator);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < bare.length; at++) {
    const sign = bare[at]!;
    if (sign === '"') {
      if (quoted && bare[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = !quoted;
    } else if (sign === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

export type FileStation = { id: number; kind: StationKind; from: string; to: string | null };
export type CheckedReading = {
  station: number;
  item: number;
  grain: 'h' | 'd' | 'm';
  at: string;
  value: string;
  flag: string;
};

const yes = new Set(['是', '模拟', '模拟数据', 'yes', 'true', '1']);
const flags: Record<string, string> = { '': '', L: 'L', X: 'X', 未检出: 'L', 无效: 'X' };
const TIME = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[ T](\d{2})(?::00(?::00)?)?)?)?$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Checks rows one by one; what was found once (an item with its unit, a time) is not looked for again. */
export function readingChecker(stations: ReadonlyMap<string, FileStation>, today: string) {
  const items = new Map<string, number | EnvironmentError>();
  const times = new Map<string, { grain: 'h' | 'd' | 'm'; at: string } | undefined>();
  const seen = new Map<number, Set<number>>();
  let simulated = false;

  const timeOf = (text: string) => {
    if (!times.has(text)) {
      if (times.size > 50_000) times.clear();
      times.set(text, readTime(text));
    }
    return times.get(text);
  };
  const itemOf = (kind: StationKind, name: string, unit: string) => {
    const key = `${kind === 'air' ? 'a' : 'w'}|${name}|${unit}`;
    let known = items.get(key);
    if (known === undefined) {
      try {
        known = codeOf(kind, name, unit);
      } catch (error) {
        if (!(error instanceof EnvironmentError)) throw error;
        known = error;
      }
      items.set(key, known);
    }
    return known;
  };

  const check = (row: number, cell: (column: ReadingColumn) => string): CheckedReading | RowError[] | null => {
    const value = cell('value');
    if (value === '' && cell('station') === '') return null;
    const errors: RowError[] = [];
    const fail = (column: ReadingColumn, zh: string, en: string) =>
      errors.push({ row, column: readingColumns[column][0], value: cell(column), message: { zh, en } });
    const station = stations.get(cell('station'));
    if (!station) fail('station', '没有这个站点，或不在您的管辖范围内', 'no such station, or not one of yours');
    const time = timeOf(cell('at'));
    if (!time)
      fail('at', '时间应写作 2025-01-31 13:00、2025-01-31 或 2025-01', 'write 2025-01-31 13:00, 2025-01-31 or 2025-01');
    else if (time.at.slice(0, 10) > today) fail('at', '时间在今天之后', 'the time lies in the future');
    else if (
      station &&
      (time.at.slice(0, 10) < station.from.slice(0, time.grain === 'm' ? 7 : 10) ||
        (station.to !== null && time.at.slice(0, 10) > station.to))
    )
      fail(
        'at',
        `站点在 ${station.from} 至 ${station.to ?? '今'} 有效`,
        `the station is valid from ${station.from} to ${station.to ?? 'now'}`,
      );
    const item = station ? itemOf(station.kind, cell('item'), cell('unit')) : undefined;
    if (item instanceof EnvironmentError)
      fail(item.code === 'unit.wrong' ? 'unit' : 'item', item.messages.zh, item.messages.en);
    if (!/^-?\d{1,12}(\.\d{1,8})?$/.test(value)) fail('value', '不是数', 'not a number');
    else if (value.startsWith('-') && Number(value) !== 0) fail('value', '监测值不能为负', 'a reading is not negative');
    const flag = flags[cell('flag')];
    if (flag === undefined)
      fail('flag', '标记写 L（未检出）、X（无效），或留空', 'write L (not measurable), X (not valid), or nothing');
    if (errors.length > 0 || !station || !time || typeof item !== 'number') return errors;
    if (yes.has(cell('simulated').toLowerCase())) simulated = true;
    // Station and item in one number, the time as hours with its grain in another: exact well below 2⁵³.
    const series = station.id * 1_000 + item;
    const moment = Date.parse(`${time.at.replace(' ', 'T')}Z`) / 3_600_000 + { h: 0, d: 0.25, m: 0.5 }[time.grain];
    const times = seen.get(series) ?? new Set<number>();
    if (times.size === 0) seen.set(series, times);
    if (times.has(moment))
      fail('at', '同一站点、项目、时间在文件中重复', 'the same station, item and time twice in this file');
    times.add(moment);
    if (errors.length > 0) return errors;
    return { station: station.id, item, ...time, value, flag: flag ?? '' };
  };
  return { check, isSimulated: () => simulated };
}

function readTime(text: string): { grain: 'h' | 'd' | 'm'; at: string } | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour] = match;
  const most = DAYS[Number(month) - 1];
  if (most === undefined) return undefined;
  if (day === undefined) return { grain: 'm', at: `${year}-${month}-01 00:00` };
  if (Number(day) < 1 || Number(day) > most) return undefined;
  if (month === '02' && day === '29' && new Date(`${year}-02-29T00:00:00Z`).getUTCMonth() !== 1) return undefined;
  if (hour === undefined) return { grain: 'd', at: `${year}-${month}-${day} 00:00` };
  return Number(hour) < 24 ? { grain: 'h', at: `${year}-${month}-${day} ${hour}:00` } : undefined;
}
