import { expect, test } from 'vitest';
import { offsetOf, trimSpan } from './selection.ts';

const text = '　　第一行末尾\n  接着第二行\n';
const block = {
  start: 0,
  end: 15,
  heading: false,
  pieces: [
    { start: 0, end: 7 },
    { start: 8, end: 15 },
  ],
};
test('signs on the screen are found in the text, over broken lines and indents', () => {
  expect(text[offsetOf(text, block, 0)]).toBe('第');
  expect(text[offsetOf(text, block, 4)]).toBe('尾');
  expect(text[offsetOf(text, block, 5)]).toBe('接');
  expect(offsetOf(text, block, 10)).toBe(15);
});
test('white space around a selection is left out', () => {
  expect(trimSpan(text, 0, 8)).toEqual({ start: 2, end: 7 });
  expect(trimSpan(text, 7, 10)).toBeNull();
});
