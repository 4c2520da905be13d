import type { Comparator } from '../app/contract.ts';
import type { Language } from '../app/i18n.ts';

const thin = '\u2009';

/** Groups the whole part by three with a thin space; the digits stay as the server sent them. */
export function formatDecimal(value: string): string {
  const negative = value.startsWith('-');
  const [whole = '', part] = (negative ? value.slice(1) : value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thin);
  return `${negative ? '−' : ''}${grouped}${part === undefined ? '' : `.${part}`}`;
}

/** Rounds what was computed to a length that can be read; the exact value stays with the server. */
export function formatRounded(value: string, places: number): string {
  const part = value.split('.')[1] ?? '';
  return formatDecimal(part.length > places ? String(Number(Number(value).toFixed(places))) : value);
}

export function formatCount(value: number): string {
  return formatDecimal(String(value));
}

const signs: Record<Comparator, { zh: string; en: string }> = {
  '>=': { zh: '≥', en: '≥' },
  '<=': { zh: '≤', en: '≤' },
  '>': { zh: '>', en: '>' },
  '<': { zh: '<', en: '<' },
  '=': { zh: '', en: '' },
  '~': { zh: '约', en: 'about' },
};

export function formatTarget(
  target: { comparator: Comparator; value: string; valueHigh: string | null },
  language: Language,
): string {
  const sign = signs[target.comparator][language];
  const range = target.valueHigh ? `–${formatDecimal(target.valueHigh)}` : '';
  return `${sign}${sign ? thin : ''}${formatDecimal(target.value)}${range}`;
}

export function formatInstant(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return parts.format(date);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function shortHash(hash: string): string {
  return `${hash.slice(0, 8)}…${hash.slice(-4)}`;
}

/** A period of several years together reads as a range. */
export function formatPeriod(period: string): string {
  return period.replace('/', '–');
}

/** Place on an axis of time: a year stands at its number, and the last day of that year stands there too. */
export function yearPosition(period: string): number {
  const [year = '0', month, day] = (period.split('/').at(-1) ?? '').split('-');
  if (month === undefined) return Number(year);
  if (day === undefined) return Number(year) - 1 + Number(month) / 12;
  const start = Date.UTC(Number(year), 0, 1);
  const end = Date.UTC(Number(year) + 1, 0, 1);
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day) + 1);
  return Number(year) - 1 + (at - start) / (end - start);
}
