import { describe, expect, test } from 'vitest';
import type { RunDetail, RunUnit, SchemeNode } from '../../../app/contract.ts';
import { along } from './Bar.tsx';
import { byField } from './Contributions.tsx';
import { citiesOf, rowsFor } from './Ranking.tsx';
import {
  around,
  breaksAfter,
  fieldsOf,
  fifthsOf,
  fixed,
  groupLetter,
  groupLetters,
  placeWords,
  rankTicks,
  shareOf,
  treeOrder,
} from './run-facts.ts';
import { usualOther } from './Years.tsx';

const node = (code: string, parent: string | null, indicator?: string) =>
  ({ code, name: code, nameEn: '', parent, weight: 1, indicator }) as SchemeNode;
// Indicators first, as schemes may have them.
const nodes = [
  node('a', 'x', 'i'),
  node('b', 'x', 'j'),
  node('c', 'y', 'k'),
  node('x', 'r'),
  node('y', 'r'),
  node('r', null),
];

test('the tree from the top, and the share of every node in the whole', () => {
  expect(treeOrder(nodes).map(({ node, depth }) => `${depth}${node.code}`)).toEqual([
    '0r',
    '1x',
    '2a',
    '2b',
    '1y',
    '2c',
  ]);
  expect(fieldsOf(nodes).map(({ code }) => code)).toEqual(['x', 'y']);
  const run = { nodes, weights: { r: { x: 0.6, y: 0.4 }, x: { a: 0.5, b: 0.5 }, y: { c: 1 } } };
  expect(shareOf(run, 'a')).toBeCloseTo(0.3);
  expect(shareOf(run, 'c')).toBeCloseTo(0.4);
});

test('groups as letters, and lines only where no group goes across', () => {
  expect([1, 26, 27, 52, 53].map(groupLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA']);
  expect(groupLetters([26, 27])).toBe('Z AA');
  expect(breaksAfter([{ groups: [1] }, { groups: [1, 2] }, { groups: [2] }, { groups: [3] }])).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

test('rank intervals as whole places', () => {
  expect(placeWords([1, 1])).toBe('1');
  expect(placeWords([1.5, 3.05])).toBe('1–4');
});

describe('fifths', () => {
  test('of ten values two each', () => {
    const { classOf, classes } = fifthsOf([9, 1, 2, 3, 4, 5, 6, 7, 8, 10]);
    expect(classes.map(({ count }) => count)).toEqual([2, 2, 2, 2, 2]);
    expect([1, 5, 10].map(classOf)).toEqual([0, 2, 4]);
  });
  test('equal values are of one class', () => {
    const { classOf, classes } = fifthsOf([5, 5, 5, 5, 9]);
    expect(classes.map(({ count }) => count)).toEqual([4, 0, 0, 0, 1]);
    expect(classOf(5)).toBe(0);
  });
  test('one value stands in the middle', () => expect(fifthsOf([3]).classOf(3)).toBe(2));
});

test('numbers are fixed with a true minus, and nothing has no sign', () => {
  expect(fixed('-1.25', 1)).toBe('−1.3');
  expect(fixed(0.04, 1, true)).toBe('0.0');
  expect(fixed(-0.04, 1, true)).toBe('0.0');
  expect(fixed(2, 2, true)).toBe('+2.00');
  expect(fixed(null)).toBe('—');
});

test('axes: zero is in, ranks begin with one', () => {
  expect(around([3, 5])[0]).toBe(0);
  expect(around([-2, 2])).toEqual([-2.16, 2.16]);
  expect(rankTicks(5)).toEqual([1, 2, 3, 4, 5]);
  expect(rankTicks(11)).toEqual([1, 3, 5, 7, 9, 11]);
  expect(rankTicks(90)).toEqual([1, 20, 40, 60, 80]);
  expect([0, 5, 10, 20].map((value) => along(value, [0, 10]))).toEqual([0, 50, 100, 100]);
});

describe('the ranking', () => {
  const unit = (code: string, rank: number, score: string, city: string) =>
    ({
      region: { code, name: `${code}区`, nameEn: `District ${code}` },
      parent: { code: city, name: city, nameEn: city },
      rank,
      score,
      scores: { x: String(100 - rank), y: null },
      rankInterval: [rank, rank + (rank % 2)],
      imputed: rank,
    }) as unknown as RunUnit;
  const rows = [unit('1', 1, '9.5', 'B'), unit('2', 2, '10', 'A'), unit('3', 3, '8', 'A')];
  const codes = (search: Record<string, string>) =>
    rowsFor({ rows }, search, (region) => region.name).map(({ region }) => region.code);
  test('is searched, narrowed and sorted; ties keep the order of the ranks', () => {
    expect(codes({})).toEqual(['1', '2', '3']);
    expect(codes({ q: 'district 2' })).toEqual(['2']);
    expect(codes({ city: 'A', order: 'desc' })).toEqual(['3', '2']);
    expect(codes({ sort: 'score' })).toEqual(['3', '1', '2']);
    expect(codes({ sort: 'x' })).toEqual(['3', '2', '1']);
    expect(codes({ sort: 'y', order: 'desc' })).toEqual(['1', '2', '3']);
    expect(codes({ sort: 'width', order: 'desc' })).toEqual(['1', '3', '2']);
    expect(citiesOf({ rows }).map(({ code }) => code)).toEqual(['A', 'B']);
  });
});

test('contributions are gathered by field and keep their sum', () => {
  const parts = [
    { code: 'a', contribution: -1 },
    { code: 'b', contribution: 3 },
    { code: 'c', contribution: 2.5 },
    { code: 'x', contribution: 2 },
  ];
  const fields = byField({ nodes }, parts);
  expect(fields.map(({ field, sum }) => [field.code, sum])).toEqual([
    ['y', 2.5],
    ['x', 2],
  ]);
  expect(fields[1]!.parts.map(({ code }) => code)).toEqual(['b', 'a']);
});

test('years are compared with the official run of the year before, if there is one', () => {
  const other = (id: string, year: number, kind: 'trial' | 'official') => ({ id, year, kind, runAt: '' });
  const usual = (others: RunDetail['others']) => usualOther({ year: 2025, kind: 'official', others });
  expect(usual([other('t', 2025, 'trial'), other('a', 2024, 'trial'), other('b', 2024, 'official')])).toBe('b');
  expect(usual([other('t', 2025, 'official'), other('c', 2022, 'trial')])).toBe('c');
  expect(usual([])).toBeUndefined();
});
