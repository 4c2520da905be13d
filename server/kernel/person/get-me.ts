import type { Me } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { UserScope } from '../scope/scope.ts';

/** The signed-in user as the pages show them. */
export async function getMe(tx: Tx, scope: UserScope): Promise<Me> {
  const row = await tx
    .selectFrom('person as p')
    .innerJoin('organization as o', 'o.id', 'p.organization_id')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 'p.region_code').on('r.latest', '=', true))
    .select([
      'p.user_name',
      'p.display_name',
      'o.name as organization_name',
      'o.name_en as organization_name_en',
      'r.name as region_name',
      'r.name_en as region_name_en',
    ])
    .where('p.id', '=', scope.personId)
    .executeTakeFirstOrThrow();
  return {
    userId: scope.personId,
    userName: row.user_name,
    displayName: row.display_name,
    organization: { id: scope.organizationId, name: row.organization_name, nameEn: row.organization_name_en },
    region: { code: scope.regionCode, name: row.region_name, nameEn: row.region_name_en },
    roles: [...scope.roles],
  };
}
