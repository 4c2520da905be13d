/** Where an offset of an extraction lies in the original file. No parser is needed for it, so pages may load it alone. */
export interface PlacedAnchor {
  /** UTF-16 offset in the extraction. */
  start: number;
  page?: number;
  paragraph?: number;
}

/** The last anchor at or before an offset; anchors ascend. Undefined before the first. */
export function findAnchor<A extends PlacedAnchor>(anchors: readonly A[], offset: number): A | undefined {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (anchors[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return anchors[low - 1];
}
