import { expect, test } from 'vitest';
import { formatDecimal, formatPeriod, formatRounded, formatTarget, yearPosition } from './format.ts';

const thin = '\u2009';

test('groups the whole part and leaves the digits as they are', () => {
  expect(formatDecimal('1234567.8900')).toBe(`1${thin}234${thin}567.8900`);
  expect(formatDecimal('-2000')).toBe(`−2${thin}000`);
  expect(formatDecimal('999')).toBe('999');
});

test('rounds only what is longer than can be read', () => {
  expect(formatRounded('1198.9041095890411', 2)).toBe(`1${thin}198.9`);
  expect(formatRounded('93.25', 2)).toBe('93.25');
});

test('writes a target with its comparator in the language of the page', () => {
  expect(formatTarget({ comparator: '>=', value: '93', valueHigh: null }, 'zh')).toBe(`≥${thin}93`);
  expect(formatTarget({ comparator: '=', value: '3', valueHigh: '5' }, 'zh')).toBe('3–5');
  expect(formatTarget({ comparator: '~', value: '70', valueHigh: null }, 'en')).toBe(`about${thin}70`);
});

test('places a year, its last day and a span of years that ends in it at one point', () => {
  expect(yearPosition('2020')).toBe(2020);
  expect(yearPosition('2020-12-31')).toBeCloseTo(2020, 6);
  expect(yearPosition('2016/2020')).toBe(2020);
  expect(yearPosition('2020-06')).toBeCloseTo(2019.5, 6);
  expect(formatPeriod('2016/2020')).toBe('2016–2020');
});
