import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { dateOf, dayNumber } from '../calendar/index.ts';
import type { Clock } from '../clock.ts';
import type { Scope } from '../scope/scope.ts';

/** At a reform the posts of an organization go on with its successor. Returns how many. */
export async function movePosts(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  { from, to, day }: { from: string; to: string; day: string },
): Promise<number> {
  const posts = await tx
    .selectFrom('post')
    .selectAll()
    .where('organization_id', '=', from)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .execute();
  const [old, next] = await Promise.all([from, to].map((id) => regionOf(tx, id)));
  const before = dateOf(dayNumber(day) - 1);
  for (const post of posts) {
    const region = post.region_code === old ? next! : post.region_code;
    const there = await tx
      .selectFrom('post')
      .select('id')
      .where('person_id', '=', post.person_id)
      .where('organization_id', '=', to)
      .where('region_code', '=', region)
      .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
      .executeTakeFirst();
    // One that has not begun by then was never anything else.
    if (post.valid_from >= day && !there) {
      await tx
        .updateTable('post')
        .set({ organization_id: to, region_code: region })
        .where('id', '=', post.id)
        .execute();
      continue;
    }
    await tx
      .updateTable('post')
      .set({ valid_to: before < post.valid_from ? post.valid_from : before, main: there ? post.main : false })
      .where('id', '=', post.id)
      .execute();
    if (there) continue;
    await tx
      .insertInto('post')
      .values({
        person_id: post.person_id,
        organization_id: to,
        region_code: region,
        roles: post.roles,
        valid_from: day,
        valid_to: post.valid_to,
        main: post.main,
      })
      .execute();
  }
  if (posts.length > 0)
    await recordAudit(tx, scope, clock, {
      action: 'post.move',
      regionCode: next!,
      object: { kind: 'organization', id: to },
      summary: { zh: `岗位随机构改革转移：${posts.length} 个`, en: `Posts moved with the reform: ${posts.length}` },
      details: { from, to, day },
    });
  return posts.length;
}

const regionOf = async (tx: Tx, id: string): Promise<string> =>
  (await tx.selectFrom('organization').select('region_code').where('id', '=', id).executeTakeFirstOrThrow())
    .region_code;
