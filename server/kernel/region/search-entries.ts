import type { Tx } from '../../db/connect.ts';
import { indexEntries, removeEntries, type SearchEntry } from '../search/index.ts';

/** The newest row of each code, alive or ended. */
export async function regionEntries(tx: Tx): Promise<SearchEntry[]> {
  const rows = await tx
    .selectFrom('region')
    .select(['code', 'name', 'name_en', 'level', 'parent_code', 'valid_to'])
    .where('latest', '=', true)
    .execute();
  const names = new Map(rows.map((row) => [row.code, row]));
  return rows.map((row) => {
    const parent = names.get(row.parent_code ?? '');
    const city = row.level === 'county' ? row.parent_code : row.level === 'city' ? row.code : null;
    const query = new URLSearchParams({ ...(row.valid_to ? { asOf: row.valid_to } : {}), ...(city ? { city } : {}) });
    return {
      kind: 'region',
      id: row.code,
      title: row.name,
      titleEn: row.name_en,
      subtitle: [parent?.name, row.code, row.valid_to && `至 ${row.valid_to}`].filter(Boolean).join(' · '),
      subtitleEn: [parent?.name_en, row.code, row.valid_to && `until ${row.valid_to}`].filter(Boolean).join(' · '),
      link: `/regions${query.size > 0 ? `?${query}` : ''}`,
      regionCode: row.code,
      visibility: 'public' as const,
    };
  });
}

export async function indexRegions(tx: Tx): Promise<void> {
  await removeEntries(tx, 'region');
  await indexEntries(tx, await regionEntries(tx));
}

export const regionSearch = { kinds: ['region'], entries: regionEntries };
