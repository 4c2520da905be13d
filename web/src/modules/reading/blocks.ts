import type { Span } from '../../app/contract.ts';

/** A paragraph on the screen: one or more pieces of the text. Offsets are those of the text, never changed by display. */
export type Block = { start: number; end: number; pieces: Span[]; heading: boolean };

const heading =
  /^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章节]|附件\s*[\d０-９]*|专栏|表\s*[\d０-９]|#{1,6}\s)/;
const ends = /[。；：！？.;:!?」』”）)]\s*$/;

function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  while (start <= text.length) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    if (text.slice(start, end).trim() !== '') lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

/**
 * The width at which a page broke the lines of this text. Tables flattened to a sign or a cell a line, and
 * paragraphs that were never broken, say nothing about it and are left out.
 */
function wrapWidth(lines: Span[]): number {
  const widths = lines.map((line) => line.end - line.start).filter((width) => width > 12 && width < 80);
  if (widths.length < 20) return 0;
  widths.sort((a, b) => a - b);
  return widths[Math.floor(widths.length * 0.8)] ?? 0;
}

/** Lines around which a page was shattered into a sign a line, as a table read from a PDF often is. */
function shattered(text: string, lines: Span[]): boolean[] {
  const single = lines.map((line) => (text.slice(line.start, line.end).trim().length === 1 ? 1 : 0));
  const reach = 8;
  let count = single.slice(0, reach).reduce<number>((sum, one) => sum + one, 0);
  return lines.map((_, index) => {
    count += (single[index + reach] ?? 0) - (single[index - reach - 1] ?? 0);
    return count / (2 * reach + 1) > 0.4;
  });
}

/** Do the lines of this text look broken by a page rather than ended by a writer? */
export function looksBroken(text: string): boolean {
  const lines = linesOf(text);
  const open = lines.filter((line) => !ends.test(text.slice(line.start, line.end))).length;
  return lines.length > 20 && open / lines.length > 0.35;
}

/** Paragraphs of the text; with `join`, lines that a page broke are shown as the one paragraph they were. */
export function blocksOf(text: string, join: boolean): Block[] {
  const lines = linesOf(text);
  const wide = wrapWidth(lines) * 0.8;
  const blocks: Block[] = [];
  const inShards = shattered(text, lines);
  let previous: Span | null = null;
  for (const [index, line] of lines.entries()) {
    const words = text.slice(line.start, line.end);
    const last = blocks.at(-1);
    if (join && last && previous && !last.heading && !heading.test(words)) {
      const before = text.slice(previous.start, previous.end).trim();
      const single = inShards[index] === true && !/[。；]$/.test(before);
      const broken = wide > 0 && before.length >= wide && !ends.test(before);
      if (single || broken) {
        last.pieces.push(line);
        last.end = line.end;
        previous = line;
        continue;
      }
    }
    const length = words.trim().length;
    const isHead = heading.test(words) && length < 46 && (wide === 0 || length < wide);
    blocks.push({ ...line, pieces: [line], heading: isHead });
    previous = line;
  }
  return blocks;
}

/** Index of the block that holds the offset, or the nearest one before it. */
export function blockAt(blocks: Block[], offset: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (blocks[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
