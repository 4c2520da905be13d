import type { Tx } from '../../db/connect.ts';
import { indexEntries, removeEntries, type SearchEntry } from '../search/index.ts';

/** Organizations of all days: the ended ones are what old plans name. */
export async function organizationEntries(tx: Tx, ids?: readonly string[]): Promise<SearchEntry[]> {
  let select = tx
    .selectFrom('organization')
    .select(['id', 'name', 'name_en', 'short_names', 'region_code', 'valid_from', 'valid_to']);
  if (ids) select = select.where('id', 'in', [...ids]);
  const rows = await select.execute();
  return rows.map((row) => {
    const ended = row.valid_to;
    return {
      kind: 'organization',
      id: row.id,
      title: row.name,
      titleEn: row.name_en,
      subtitle: [row.short_names.join('、'), ended && `至 ${ended}`].filter(Boolean).join(' · ') || null,
      subtitleEn: ended ? `until ${ended}` : null,
      link: `/organizations/${encodeURIComponent(row.id)}`,
      regionCode: row.region_code,
      visibility: 'public' as const,
    };
  });
}

/** Whoever changes organizations calls it in the same transaction; without ids all are written anew. */
export async function indexOrganizations(tx: Tx, ids?: readonly string[]): Promise<void> {
  if (ids?.length === 0) return;
  await removeEntries(tx, 'organization', ids);
  await indexEntries(tx, await organizationEntries(tx, ids));
}

export const organizationSearch = { kinds: ['organization'], entries: (tx: Tx) => organizationEntries(tx) };
