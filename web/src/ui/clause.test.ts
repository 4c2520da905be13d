import { expect, test } from 'vitest';
import { isWithin, printedNumber } from './clause.ts';

test('a clause is within itself and its parents, and 10 is not within 1', () => {
  expect(isWithin('二（一）1', '二（一）')).toBe(true);
  expect(isWithin('二（一）1', '二（一）1')).toBe(true);
  expect(isWithin('二（一）10', '二（一）1')).toBe(false);
  expect(isWithin('附件10', '附件1')).toBe(false);
});

test('a heading shows the number that its document prints', () => {
  const outline = [
    { clause: '二', title: '', level: 1 },
    { clause: '二（一）', title: '', level: 2 },
    { clause: '二（一）3', title: '', level: 3 },
    { clause: '附件1', title: '', level: 1 },
    { clause: '附件1/2', title: '', level: 2 },
  ];
  const numbers = outline.map((line, index) => printedNumber(line, outline.slice(0, index)));
  expect(numbers).toEqual(['二、', '（一）', '3', '附件1', '2']);
});
