/** From an offset in the text to the page of the original file. */
import type { PlacedAnchor } from '../../../../packages/plan-text/extract/anchors.ts';

/** The pages that begin before or with each block: index of the block → number of the page. */
export function pageStarts(
  anchors: readonly PlacedAnchor[],
  blocks: readonly { start: number }[],
): Map<number, number> {
  const starts = new Map<number, number>();
  let block = 0;
  for (const { start, page } of anchors) {
    if (page === undefined) continue;
    while (block < blocks.length && blocks[block]!.start < start) block += 1;
    if (block < blocks.length) starts.set(block, page);
  }
  return starts;
}
