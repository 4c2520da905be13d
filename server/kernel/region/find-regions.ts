import type { Region, RegionQuery } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { holds } from '../tabular/choose-rows.ts';

/** The regions as they stood on a day, province first, then cities with their counties. */
export async function findRegions(tx: Tx, asOf: string): Promise<Region[]> {
  const rows = await tx
    .selectFrom('region')
    .selectAll()
    .where('valid_from', '<=', asOf)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', asOf)]))
    .orderBy('code')
    .execute();
  const rank = { province: 0, city: 1, county: 2 };
  const regions = rows.map((row) => ({
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    level: row.level as Region['level'],
    parentCode: row.parent_code,
    validFrom: row.valid_from === '-infinity' ? null : row.valid_from,
    validTo: row.valid_to,
    successors: row.successors,
    note: toNote(row.note),
  }));
  const group = (region: Region) => (region.level === 'county' ? region.parentCode! : region.code);
  return regions.sort(
    (a, b) => group(a).localeCompare(group(b)) || rank[a.level] - rank[b.level] || a.code.localeCompare(b.code),
  );
}

/** What was asked for of the regions of a day, in their order. */
export function chooseRegions(regions: Region[], { q, city, changed }: RegionQuery): Region[] {
  return regions.filter(
    (region) =>
      holds(q, region.name, region.nameEn, region.code) &&
      (!city || region.code === city || region.parentCode === city) &&
      (!changed || region.note !== null || region.successors.length > 0),
  );
}

function toNote(note: string | null): Region['note'] {
  const [zh, en] = note?.split('\n') ?? [];
  return zh && en ? { zh, en } : null;
}
