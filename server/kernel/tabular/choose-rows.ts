/** For lists that are short enough to be read whole: search, order and pages of rows in hand. */
type Value = string | number | null;

/** Whether one of the texts holds what was typed, in any case. */
export function holds(q: string | undefined, ...texts: (string | null)[]): boolean {
  const wanted = q?.trim().toLowerCase();
  return !wanted || texts.some((text) => text?.toLowerCase().includes(wanted));
}

const collator = new Intl.Collator('zh');

/** Equal rows keep their order; rows without a value come last either way. */
export function sortRows<R>(rows: readonly R[], keyOf: (row: R) => Value, order: 'asc' | 'desc'): R[] {
  const sign = order === 'asc' ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}

export function pageOf<R>(rows: R[], { page, size }: { page: number; size?: number | undefined }): R[] {
  return size === undefined ? rows : rows.slice((page - 1) * size, page * size);
}
