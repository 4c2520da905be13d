import { createHash } from 'node:crypto';
import type { Tx } from '../../db/connect.ts';

export type NamedIndicator = { name: string; unit: string };

/** White space and full-width forms do not distinguish names. */
const key = ({ name, unit }: NamedIndicator) => `${name}|${unit}`.normalize('NFKC').replace(/\s+/g, '');

/** Ids of indicators by name and unit; those that nobody has named before are added. */
export async function matchIndicators(
  tx: Tx,
  wanted: readonly NamedIndicator[],
): Promise<(indicator: NamedIndicator) => string> {
  const known = await tx.selectFrom('indicator').select(['id', 'name', 'unit']).orderBy('id').execute();
  const ids = new Map<string, string>();
  for (const row of known) if (!ids.has(key(row))) ids.set(key(row), row.id);
  const missing = new Map(wanted.filter((one) => !ids.has(key(one))).map((one) => [key(one), one]));
  const rows = [...missing].map(([text, { name, unit }]) => ({
    // The same new name in two places at once is one indicator.
    id: `ind-x${createHash('sha256').update(text).digest('hex').slice(0, 12)}`,
    name,
    unit,
  }));
  if (rows.length > 0)
    await tx
      .insertInto('indicator')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  for (const row of rows) ids.set(key(row), row.id);
  return (indicator) => ids.get(key(indicator))!;
}
