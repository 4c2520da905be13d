/** Checks of one element's value (GS1 General Specifications §3, §7.9, §7.11, §7.12; GS1 Syntax Dictionary's rules). */
import { gs1CheckDigit, gs1CheckPair } from '../identifiers/index.ts';
import type { AiEntry, Component } from './ai.ts';
import { countries, countryCodes, currencies, packageTypes } from './code-lists.ts';
import { wrongInCoupon, wrongInOffer } from './coupon.ts';
import { type Problem, type ProblemCode, problem } from './problems.ts';

/** What a rule finds: a code, where in the component, how much. */
export type Fault = { code: ProblemCode; at?: number; length?: number; expected?: string };
type Rule = (text: string) => Fault | undefined;

const sets: Record<Component['set'], RegExp> = {
  N: /[^0-9]/,
  X: /[^!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]/,
  Y: /[^#\-/0-9A-Z]/,
  Z: /[^\-0-9A-Z_a-z]/,
};

/** The first problem of a value; `at` is where the value begins in the text it came from. */
export function checkValue(entry: AiEntry, value: string, at = 0): Problem | undefined {
  const { ai, min, max } = entry;
  if (value === '') return problem('value-empty', at, 0, { ai });
  if (value.length < min) return problem('value-short', at, value.length, { ai });
  if (value.length > max) return problem('value-long', at, value.length, { ai });
  let from = 0;
  for (const component of entry.components) {
    const text = value.slice(from, from + component.max);
    if (component.optional && text === '') continue;
    const fault = text.length < component.min ? { code: 'value-length' as const } : checkComponent(component, text);
    if (fault !== undefined) {
      const { code, at: offset = 0, length = text.length - offset, expected } = fault;
      return problem(code, at + from + offset, length, expected === undefined ? { ai } : { ai, expected });
    }
    from += text.length;
  }
  return undefined;
}

function checkComponent(component: Component, text: string): Fault | undefined {
  const wrong = component.set === 'Z' ? wrongInBase64(text) : text.search(sets[component.set]);
  if (wrong >= 0) return { code: 'characters', at: wrong, length: 1 };
  for (const name of component.rules) {
    const fault = rules[name]!(text);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** CSET 64 is base64url; padding with at most two `=` only fills up the last group of three. */
function wrongInBase64(text: string): number {
  const body = text.replace(/={1,2}$/, '');
  if (body.length < text.length && text.length % 3 !== 0) return body.length;
  return body.search(sets.Z);
}

const when = (wrong: boolean, code: ProblemCode, at?: number, length?: number): Fault | undefined =>
  wrong ? { code, ...(at === undefined ? {} : { at, ...(length === undefined ? {} : { length }) }) } : undefined;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Digits given, day 00 (the month as a whole) only where it is allowed. */
function dateFault(year: number, month: number, day: number, wholeMonth: boolean, at: number): Fault | undefined {
  if (month < 1 || month > 12) return { code: 'date', at, length: 2 };
  const days = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return when(day > days || (day === 0 && !wholeMonth), 'date', at + 2, 2);
}

/** Two digits of a year mean a century nearby; leap years are the same in all that can be meant. */
const shortDate =
  (wholeMonth: boolean): Rule =>
  (text) =>
    dateFault(2000 + Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6)), wholeMonth, 2);

const below =
  (limit: number): Rule =>
  (text) =>
    when(Number(text) >= limit, 'time');

const onList =
  (list: ReadonlySet<string>, code: ProblemCode): Rule =>
  (text) =>
    when(!list.has(text), code);

const matches =
  (form: RegExp, code: ProblemCode): Rule =>
  (text) =>
    when(!form.test(text), code);

const prefixAt =
  (from: number): Rule =>
  (text) => {
    const wrong = text.slice(from, from + 4).search(/\D/);
    return wrong >= 0
      ? { code: 'company-prefix', at: from + wrong, length: 1 }
      : when(text.length < from + 4, 'company-prefix');
  };

export const rules: Readonly<Record<string, Rule>> = {
  'check': (text) => {
    const expected = gs1CheckDigit(text.slice(0, -1));
    return text.at(-1) === expected ? undefined : { code: 'check-digit', at: text.length - 1, length: 1, expected: expected ?? '' };
  },
  'check-pair': (text) => {
    const expected = text.length < 2 ? undefined : gs1CheckPair(text.slice(0, -2));
    return text.slice(-2) === expected ? undefined : { code: 'check-pair', at: Math.max(0, text.length - 2), expected: expected ?? '' };
  },
  'prefix': prefixAt(0),
  'prefix-2': prefixAt(1),
  'date': shortDate(false),
  'date-or-month': shortDate(true),
  'date-8': (text) => dateFault(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)), false, 4),
  'hour': below(24),
  'minute': below(60),
  'second': below(60),
  'hour-minute': (text) => when(Number(text.slice(0, 2)) > 23, 'time', 0, 2) ?? when(Number(text.slice(2)) > 59, 'time', 2, 2),
  'country': onList(countries, 'country'),
  'country-or-999': (text) => when(text !== '999' && !countries.has(text), 'country'),
  'country-2': onList(countryCodes, 'country'),
  'currency': onList(currencies, 'currency'),
  'package-type': onList(packageTypes, 'code-list'),
  'sex': matches(/^[0129]$/, 'code-list'),
  'yes-no': matches(/^[01]$/, 'code-list'),
  'winding': matches(/^[019]$/, 'code-list'),
  'media-type': matches(/^(?:0[1-9]|10|[89]\d)$/, 'code-list'),
  'importer-index': matches(/^[\w-]$/, 'characters'),
  'percent': (text) => {
    const at = text.search(/%(?![0-9A-Fa-f]{2})/);
    return at < 0 ? undefined : { code: 'percent', at, length: Math.min(3, text.length - at) };
  },
  'latitude': (text) => when(Number(text) > 1_800_000_000, 'coordinate'),
  'longitude': (text) => when(Number(text) > 3_600_000_000, 'coordinate'),
  'minus': matches(/^-+$/, 'sign'),
  'zero': matches(/^0+$/, 'zero'),
  'not-zero': matches(/[1-9]/, 'zero'),
  'no-leading-zero': (text) => when(text.startsWith('0'), 'zero', 0, 1),
  'non-digit': matches(/\D/, 'non-digit'),
  'piece-of-total': (text) => {
    const [piece, total] = [text.slice(0, text.length / 2), text.slice(text.length / 2)].map(Number) as [number, number];
    return when(piece === 0 || total === 0 || piece > total, 'pieces');
  },
  'position-of-count': (text) => {
    const parts = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text);
    return when(parts === null || Number(parts[1]) > Number(parts[2]), 'pieces');
  },
  'iban': ibanFault,
  'coupon': couponFault,
  'coupon-offer': couponOfferFault,
}; // biome-ignore format: short rules in one line

/** ISO 13616: country, two check digits, modulo 97. */
function ibanFault(text: string): Fault | undefined {
  if (!countryCodes.has(text.slice(0, 2)) || text.length < 11 || /[^0-9A-Z]/.test(text)) return { code: 'iban' };
  let rest = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return when(rest !== 1, 'iban', 2, 2);
}

function couponFault(text: string): Fault | undefined {
  const at = text.search(/\D/);
  if (at >= 0) return { code: 'characters', at, length: 1 };
  const wrong = wrongInCoupon(text, (date) => date.length === 6 && shortDate(false)(date) === undefined);
  return wrong === undefined ? undefined : { code: 'coupon', at: wrong };
}

function couponOfferFault(text: string): Fault | undefined {
  const at = text.search(/\D/);
  if (at >= 0) return { code: 'characters', at, length: 1 };
  const wrong = wrongInOffer(text);
  return wrong === undefined ? undefined : { code: 'coupon', at: wrong };
}
