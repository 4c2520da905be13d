/** Values of query parameters: as JSON has them, or as texts of a query string, several parted by `|`. */
import { eventTypes, vocabularies } from '../../../../packages/epcis/index.ts';
import { EpcisException } from '../problems.ts';
import type { Operator } from './conditions.ts';

export const wrong = (name: string, zh: string, en: string) =>
  new EpcisException('QueryParameterException', { zh: `${name}：${zh}`, en: `${name}: ${en}` });

export function texts(name: string, value: unknown): string[] {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split('|') : [value];
  if (list.length === 0 || list.some((one) => !['string', 'number', 'boolean'].includes(typeof one)))
    throw wrong(name, '须为一个或多个文字值', 'must be one or more texts');
  if (list.length > 1000)
    throw new EpcisException('QueryTooComplexException', {
      zh: `${name} 超过 1000 个值`,
      en: `${name} has more than 1000 values`,
    });
  return list.map(String);
}

export function numbers(name: string, value: unknown, operator: Operator): number[] {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split('|') : [value];
  const read = list.map((one) =>
    typeof one === 'number' || (typeof one === 'string' && one.trim() !== '') ? Number(one) : Number.NaN,
  );
  if (read.length === 0 || read.some((one) => !Number.isFinite(one)) || (operator !== 'EQ' && read.length !== 1))
    throw wrong(name, '须为数', 'must be a number');
  return read;
}

export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
export function instant(name: string, value: unknown): string {
  const text = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof text !== 'string' || !INSTANT.test(text) || Number.isNaN(Date.parse(text)))
    throw wrong(
      name,
      '须为带时区的时刻，如 2026-01-31T08:00:00+08:00',
      'must be a time with its zone, such as 2026-01-31T08:00:00+08:00',
    );
  return text;
}

export function eventTypeOf(text: string): string {
  const bare = text.replace(/^(?:epcis:|https:\/\/ref\.gs1\.org\/epcis\/)/, '');
  return (eventTypes as readonly string[]).includes(bare) ? bare : text;
}

/** A word of the standard in any of its forms: bare, CURIE, URN or web address. */
export const bareWord = (text: string, vocabulary: keyof typeof vocabularies): string =>
  vocabularies[vocabulary].forms.get(text) ?? text;

export function count(name: string, value: unknown): number {
  const number = typeof value === 'number' ? value : /^\d{1,9}$/.test(String(value)) ? Number(value) : Number.NaN;
  if (!Number.isInteger(number) || number < 1) throw wrong(name, '须为正整数', 'must be a whole number from 1 on');
  return number;
}
