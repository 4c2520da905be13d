import { expect, test } from 'vitest';
import { blockAt, blocksOf, looksBroken } from './blocks.ts';
import { segmentsOf } from './items.ts';

const line = '甲乙丙丁戊己庚辛壬癸'.repeat(3);
const broken = `${Array.from({ length: 30 }, () => line).join('\n')}\n完。\n一、标题\n新的一段。`;

test('display never changes offsets: the pieces of all blocks are the lines of the text', () => {
  for (const join of [false, true]) {
    const pieces = blocksOf(broken, join).flatMap((block) => block.pieces);
    expect(pieces.map((piece) => broken.slice(piece.start, piece.end))).toEqual(broken.split('\n'));
  }
});

test('lines that a page broke are joined, headings and ended paragraphs are not', () => {
  expect(looksBroken(broken)).toBe(true);
  const blocks = blocksOf(broken, true);
  expect(blocks.map((block) => block.pieces.length)).toEqual([31, 1, 1]);
  expect(blocks[1]?.heading).toBe(true);
  expect(blocksOf(broken, false)).toHaveLength(33);
});

test('a table shattered into one sign a line reads as words again', () => {
  const shards = [...'每年制定标准五至八个共新增二十个'].join('\n\n');
  expect(blocksOf(shards, true)).toHaveLength(1);
  expect(blocksOf(shards, false)).toHaveLength(16);
});

test('finds the block of an offset', () => {
  const blocks = blocksOf('一二\n三四\n五六', false);
  expect([0, 1, 3, 4, 7].map((offset) => blockAt(blocks, offset))).toEqual([0, 0, 1, 1, 2]);
});

test('overlapping marks are cut at every border and each segment knows all of its marks', () => {
  const marks = [
    { start: 2, end: 8, kind: 'target' as const, key: 'a' },
    { start: 5, end: 12, kind: 'finding' as const, key: 'b' },
  ];
  const segments = segmentsOf({ start: 0, end: 10 }, marks);
  expect(segments.map((one) => [one.start, one.end, one.marks.map((mark) => mark.key).join('')])).toEqual([
    [0, 2, ''],
    [2, 5, 'a'],
    [5, 8, 'ab'],
    [8, 10, 'b'],
  ]);
});
