import { sql } from 'kysely';
import { type PersonPage, type PersonQuery, regionStem } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { type Clock, today } from '../clock.ts';
import { escapeLike } from '../escape-like.ts';
import { authorize, type Scope } from '../scope/scope.ts';
import { findPosts, maskEmail, stateOf } from './person-views.ts';

/** People with a post in the administrator's regions; row-level security keeps the others out. */
export async function findPeople(tx: Tx, scope: Scope, clock: Clock, query: PersonQuery): Promise<PersonPage> {
  authorize(scope, 'person.manage');
  const day = today(clock);
  const now = clock.now();
  const open = sql<boolean>`(post.valid_to is null or post.valid_to >= ${day})`;
  let select = tx.selectFrom('person as p');
  const wherePost = (condition: ReturnType<typeof sql<boolean>>) => {
    select = select.where(sql<boolean>`exists (select 1 from post join organization o on o.id = post.organization_id
      where post.person_id = p.id and ${condition})`);
  };
  if (query.q) {
    const like = `%${escapeLike(query.q.trim())}%`;
    select = select.where((eb) =>
      eb.or([
        eb('p.display_name', 'ilike', like),
        eb('p.user_name', 'ilike', like),
        sql<boolean>`exists (select 1 from post join organization o on o.id = post.organization_id
          where post.person_id = p.id and ${open} and (o.name ilike ${like} or o.name_en ilike ${like}
            or exists (select 1 from unnest(o.short_names) s where s ilike ${like})))`,
      ]),
    );
  }
  if (query.role) wherePost(sql<boolean>`${open} and ${query.role} = any (post.roles)`);
  if (query.region) wherePost(sql<boolean>`${open} and starts_with(post.region_code, ${regionStem(query.region)})`);
  if (query.organization) wherePost(sql<boolean>`${open} and post.organization_id = ${query.organization}`);
  if (query.state) {
    const valid = sql<boolean>`exists (select 1 from post where post.person_id = p.id and post.valid_from <= ${day} and ${open})`;
    const conditions = {
      disabled: sql<boolean>`p.disabled_at is not null`,
      locked: sql<boolean>`p.disabled_at is null and p.locked_until > ${now}`,
      active: sql<boolean>`p.disabled_at is null and coalesce(p.locked_until <= ${now}, true) and ${valid}`,
      'no-post': sql<boolean>`p.disabled_at is null and coalesce(p.locked_until <= ${now}, true) and not ${valid}`,
    };
    select = select.where(conditions[query.state]);
  }
  const { n } = await select.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  const rows = await select
    .selectAll('p')
    .select(lastSeen)
    .orderBy(sql`p.display_name collate "zh-x-icu"`)
    .orderBy('p.id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const ids = rows.map((row) => row.id);
  const posts = await findPosts(tx, ids, day);
  return {
    total: Number(n),
    rows: rows.map((row) => {
      const own = posts.get(row.id) ?? [];
      return {
        id: row.id,
        userName: row.user_name,
        displayName: row.display_name,
        email: maskEmail(row.email),
        state: stateOf(row, own, now),
        lastSeenAt: row.last_seen?.toISOString() ?? null,
        posts: own,
      };
    }),
  };
}

export const lastSeen = sql<Date | null>`(select max(s.last_seen_at) from session s where s.person_id = p.id)`.as(
  'last_seen',
);
