import type { Me, Role } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { type Clock, today } from '../clock.ts';
import type { UserScope } from '../scope/scope.ts';
import { isValid } from './posts.ts';

/** The signed-in user as the pages show them, with the posts among which they may choose today. */
export async function getMe(tx: Tx, scope: UserScope, clock: Clock): Promise<Me> {
  const person = await tx
    .selectFrom('person')
    .select(['user_name', 'display_name', 'email', 'must_change_password'])
    .where('id', '=', scope.personId)
    .executeTakeFirstOrThrow();
  const rows = await tx
    .selectFrom('post')
    .innerJoin('organization as o', 'o.id', 'post.organization_id')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 'post.region_code').on('r.latest', '=', true))
    .selectAll('post')
    .select(['o.name as organization_name', 'o.name_en as organization_name_en'])
    .select(['r.name as region_name', 'r.name_en as region_name_en'])
    .where('post.person_id', '=', scope.personId)
    .orderBy('post.main', 'desc')
    .orderBy('post.valid_from')
    .execute();
  const posts = rows
    .filter((row) => isValid(row, today(clock)))
    .map((row) => ({
      id: row.id,
      organization: { id: row.organization_id, name: row.organization_name, nameEn: row.organization_name_en },
      region: { code: row.region_code, name: row.region_name, nameEn: row.region_name_en },
      roles: row.roles as Role[],
      validTo: row.valid_to,
      main: row.main,
    }));
  const { organization, region } = posts.find((post) => post.id === scope.postId)!;
  return {
    userId: scope.personId,
    userName: person.user_name,
    displayName: person.display_name,
    email: person.email,
    organization,
    region,
    roles: [...scope.roles],
    postId: scope.postId,
    posts,
    mustChangePassword: person.must_change_password,
  };
}
