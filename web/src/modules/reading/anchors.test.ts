import { expect, test } from 'vitest';
import { findAnchor } from '../../../../packages/plan-text/extract/anchors.ts';
import { pageStarts } from './anchors.ts';

const pages = [
  { start: 0, page: 1 },
  { start: 100, page: 2 },
  { start: 250, page: 3 },
];

test('an offset lies on the page that began last', () => {
  expect([0, 99, 100, 249, 250, 9999].map((offset) => findAnchor(pages, offset)?.page)).toEqual([1, 1, 2, 2, 3, 3]);
  expect(findAnchor([], 5)).toBeUndefined();
});

test('a page that begins inside a joined paragraph is shown before the next one', () => {
  const blocks = [{ start: 0 }, { start: 80 }, { start: 120 }, { start: 250 }];
  expect([...pageStarts(pages, blocks)]).toEqual([
    [0, 1],
    [2, 2],
    [3, 3],
  ]);
});
