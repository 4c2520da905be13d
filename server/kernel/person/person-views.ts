/** People as the pages show them. */
import type { PersonPost, PersonState, Role } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { isValid } from './posts.ts';

/** `z•••@example.cn`: enough to know whether it is there and whose it may be. */
export function maskEmail(email: string | null): string | null {
  return email === null ? null : email.replace(/^(.).*(?=@)/u, '$1•••');
}

export function stateOf(
  person: { disabled_at: Date | null; locked_until: Date | null },
  posts: readonly PersonPost[],
  now: Date,
): PersonState {
  if (person.disabled_at) return 'disabled';
  if (person.locked_until && person.locked_until > now) return 'locked';
  return posts.some((post) => post.when === 'valid') ? 'active' : 'no-post';
}

/** The posts of people that the scope may see, by person; main and running ones first. */
export async function findPosts(tx: Tx, people: readonly string[], day: string): Promise<Map<string, PersonPost[]>> {
  if (people.length === 0) return new Map();
  const rows = await tx
    .selectFrom('post')
    .innerJoin('organization as o', 'o.id', 'post.organization_id')
    .leftJoin('region as r', (join) => join.onRef('r.code', '=', 'post.region_code').on('r.latest', '=', true))
    .selectAll('post')
    .select(['o.name as organization_name', 'o.name_en as organization_name_en'])
    .select(['r.name as region_name', 'r.name_en as region_name_en'])
    .where('post.person_id', 'in', people)
    .orderBy((eb) => eb('post.valid_to', 'is not', null))
    .orderBy('post.main', 'desc')
    .orderBy('post.valid_from', 'desc')
    .execute();
  const posts = rows.map((row) => ({
    person: row.person_id,
    post: {
      id: row.id,
      organization: { id: row.organization_id, name: row.organization_name, nameEn: row.organization_name_en },
      region: {
        code: row.region_code,
        name: row.region_name ?? row.region_code,
        nameEn: row.region_name_en ?? row.region_code,
      },
      roles: row.roles as Role[],
      validFrom: row.valid_from,
      validTo: row.valid_to,
      main: row.main,
      when: isValid(row, day) ? ('valid' as const) : row.valid_from > day ? ('coming' as const) : ('ended' as const),
    },
  }));
  return new Map([...Map.groupBy(posts, (row) => row.person)].map(([id, list]) => [id, list.map((row) => row.post)]));
}
