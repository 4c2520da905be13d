import type { Tx } from '../../db/connect.ts';
import { resolveUnit } from './organizations.ts';

/** Name → id of the organization that a document of that day means by it; null where nobody bore the name. */
export async function resolveUnits(tx: Tx, names: readonly string[], day: string): Promise<Map<string, string | null>> {
  const found = new Map([...new Set(names)].map((name) => [name, resolveUnit(name, day)?.code ?? null]));
  const ids = [...new Set([...found.values()].flatMap((id) => id ?? []))];
  if (ids.length === 0) return found;
  // A name of the list may stand for an organization that this database does not have.
  const known = await tx.selectFrom('organization').select('id').where('id', 'in', ids).execute();
  const here = new Set(known.map((row) => row.id));
  return new Map([...found].map(([name, id]) => [name, id !== null && here.has(id) ? id : null]));
}
