import { regionStem } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { nameKey, resolveUnit } from './organizations.ts';

/**
 * Name → id of the organization that a document of that day means by it; null where nobody bore the name, or where it
 * stands for several. What somebody decided comes first, then the shipped register, then the deployer's organizations.
 * `region` is the document's: 市教育局 is another one in each city.
 */
export async function resolveUnits(
  tx: Tx,
  names: readonly string[],
  day: string,
  region?: string,
): Promise<Map<string, string | null>> {
  const wanted = [...new Set(names)];
  const decided = await findDecisions(tx, wanted, day, region);
  const rows = await tx
    .selectFrom('organization')
    .select(['id', 'name', 'short_names', 'region_code'])
    .where('kind', '<>', 'group')
    .where((eb) => eb.or([eb('valid_from', 'is', null), eb('valid_from', '<=', day)]))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .execute();
  const byName = Map.groupBy(
    rows.flatMap((row) => [...new Set([row.name, ...row.short_names].map(nameKey))].map((key) => ({ key, row }))),
    ({ key }) => key,
  );
  const known = new Set((await tx.selectFrom('organization').select('id').execute()).map((row) => row.id));
  return new Map(
    wanted.map((name) => {
      const decision = decided.get(nameKey(name));
      if (decision) return [name, decision.organization_id];
      // A name of the shipped list may stand for an organization that this database does not have.
      const shipped = resolveUnit(name, day)?.code;
      if (shipped && known.has(shipped)) return [name, shipped];
      const found = (byName.get(nameKey(name)) ?? []).map(({ row }) => row);
      const near = found.filter((row) => region !== undefined && row.region_code === region);
      const only = near.length > 0 ? near : found;
      return [name, only.length === 1 ? only[0]!.id : null];
    }),
  );
}

type Decision = { key: string; organization_id: string | null; region_code: string };

/** Decisions that hold on the day: the document's region before the regions above it; without a region, where all agree. */
async function findDecisions(
  tx: Tx,
  names: readonly string[],
  day: string,
  region: string | undefined,
): Promise<Map<string, Decision>> {
  if (names.length === 0) return new Map();
  const rows = await tx
    .selectFrom('unit_name')
    .select(['key', 'organization_id', 'region_code'])
    .where('undone_at', 'is', null)
    .where('key', 'in', names.map(nameKey))
    .where((eb) => eb.or([eb('valid_from', 'is', null), eb('valid_from', '<=', day)]))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .execute();
  const found = new Map<string, Decision>();
  for (const [key, list] of Map.groupBy(rows, (row) => row.key)) {
    if (region === undefined) {
      if (new Set(list.map((row) => row.organization_id)).size === 1) found.set(key, list[0]!);
      continue;
    }
    const above = list
      .filter((row) => region.startsWith(regionStem(row.region_code)))
      .sort((a, b) => regionStem(b.region_code).length - regionStem(a.region_code).length);
    if (above[0]) found.set(key, above[0]);
  }
  return found;
}
