import type { Tx } from '../../db/connect.ts';
import { today } from '../clock.ts';
import { systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { indexEntries, removeEntries, type SearchEntry } from './index-entries.ts';

/** Grows with every change of what is written: a program that finds another version writes the index anew. */
export const SEARCH_VERSION = '2';

/** A module's way to say what can be found of it on a day. */
export type SearchSource = { kinds: readonly string[]; entries: (tx: Tx, asOf: string) => Promise<SearchEntry[]> };

/** Writes the whole index from its sources, in one transaction; returns how many entries of each kind there are. */
export async function rebuildSearch(
  { db, clock }: Services,
  sources: readonly SearchSource[],
): Promise<Record<string, number>> {
  return db.within(systemScope('search rebuild'), async (tx) => {
    const counts: Record<string, number> = {};
    for (const { kinds, entries } of sources) {
      for (const kind of kinds) {
        await removeEntries(tx, kind);
        counts[kind] = 0;
      }
      const found = await entries(tx, today(clock));
      await indexEntries(tx, found);
      for (const { kind } of found) counts[kind] = (counts[kind] ?? 0) + 1;
    }
    await tx
      .insertInto('program_state')
      .values({ key: 'search', value: SEARCH_VERSION })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: SEARCH_VERSION }))
      .execute();
    return counts;
  });
}

/** At start: writes the index when it is of another version, or has never been written. */
export async function ensureSearch(services: Services, sources: readonly SearchSource[]): Promise<boolean> {
  const state = await services.db.within(systemScope('search'), (tx) =>
    tx.selectFrom('program_state').select('value').where('key', '=', 'search').executeTakeFirst(),
  );
  if (state?.value === SEARCH_VERSION) return false;
  await rebuildSearch(services, sources);
  return true;
}
