/** From a selection on the screen to offsets in the text that was read. Pure. */
import type { Block } from './blocks.ts';

/**
 * The offset of the sign that stands `shown` signs after the beginning of a block as it is displayed: a block is its
 * pieces one after another, each without the white space before it.
 */
export function offsetOf(text: string, block: Block, shown: number): number {
  let left = shown;
  for (const [index, piece] of block.pieces.entries()) {
    const words = text.slice(piece.start, piece.end);
    const lead = words.length - words.trimStart().length;
    const length = words.length - lead;
    if (left < length || (left === length && index === block.pieces.length - 1)) return piece.start + lead + left;
    left -= length;
  }
  return block.end;
}

/** Without the white space around it; nothing when nothing is left. */
export function trimSpan(text: string, start: number, end: number): { start: number; end: number } | null {
  const words = text.slice(start, end);
  const from = start + (words.length - words.trimStart().length);
  const to = end - (words.length - words.trimEnd().length);
  return from < to ? { start: from, end: to } : null;
}
