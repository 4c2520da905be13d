type Line = { clause: string; title: string; level: number };

/** Is this clause the other one or below it? Clauses are printed words, so their beginnings are compared. */
export function isWithin(clause: string, above: string): boolean {
  if (!clause.startsWith(above)) return false;
  const next = clause.charAt(above.length);
  // `二（一）1` is not above `二（一）10`.
  return !(/\d$/.test(above) && /\d/.test(next));
}

/** What a document prints before a heading: the part of the clause that its parent does not have. */
export function printedNumber(line: Line, parents: readonly Line[]): string {
  const parent = parents.findLast((one) => one.level < line.level && isWithin(line.clause, one.clause));
  const own = parent ? line.clause.slice(parent.clause.length).replace(/^\//, '') : line.clause;
  return /^[一二三四五六七八九十]+$/.test(own) ? `${own}、` : own;
}
