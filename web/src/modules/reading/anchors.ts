/** From an offset in the text to the page or paragraph of the original file. */
export type Anchor = { start: number; page?: number; paragraph?: number };

/** The last anchor at or before an offset; anchors ascend. */
export function anchorAt(anchors: readonly Anchor[], offset: number): Anchor | undefined {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (anchors[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return anchors[low - 1];
}

/** The pages that begin before or with each block: index of the block → number of the page. */
export function pageStarts(anchors: readonly Anchor[], blocks: readonly { start: number }[]): Map<number, number> {
  const starts = new Map<number, number>();
  let block = 0;
  for (const { start, page } of anchors) {
    if (page === undefined) continue;
    while (block < blocks.length && blocks[block]!.start < start) block += 1;
    if (block < blocks.length) starts.set(block, page);
  }
  return starts;
}
