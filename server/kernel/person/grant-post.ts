import type { ChangedPost, NewPost } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { type Clock, today } from '../clock.ts';
import { AppError } from '../error.ts';
import type { Scope } from '../scope/scope.ts';
import { checkPost } from './check-post.ts';
import { getManaged, keepAdministrators } from './manage-person.ts';

/** Gives a person one more post. Throws `post.exists` for the same organization and region at the same time. */
export async function grantPost(tx: Tx, scope: Scope, clock: Clock, personId: string, post: NewPost): Promise<string> {
  const person = await getManaged(tx, scope, personId);
  await checkPost(tx, scope, post);
  const same = await tx
    .selectFrom('post')
    .select('id')
    .where('person_id', '=', personId)
    .where('organization_id', '=', post.organizationId)
    .where('region_code', '=', post.regionCode)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', post.validFrom)]))
    .executeTakeFirst();
  if (same) throw new AppError('post.exists');
  if (post.main) await clearMain(tx, personId);
  const { id } = await tx
    .insertInto('post')
    .values({
      person_id: personId,
      organization_id: post.organizationId,
      region_code: post.regionCode,
      roles: post.roles,
      valid_from: post.validFrom,
      valid_to: post.validTo,
      main: post.main,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordAudit(tx, scope, clock, {
    action: 'post.add',
    regionCode: post.regionCode,
    object: { kind: 'person', id: person.user_name },
    summary: { zh: `授予 ${person.user_name} 岗位`, en: `Gave ${person.user_name} a post` },
    details: { ...post },
  });
  return id;
}

/** Roles and days of a post; a last day of yesterday ends it now. Throws `person.last-administrator`, `post.days`. */
export async function changePost(tx: Tx, scope: Scope, clock: Clock, id: string, change: ChangedPost): Promise<string> {
  const post = await tx.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst();
  if (!post) throw new AppError('not-found', { what: id });
  const person = await getManaged(tx, scope, post.person_id);
  await checkPost(tx, scope, { organizationId: post.organization_id, regionCode: post.region_code, ...change });
  await keepAdministrators(tx, clock, async () => {
    if (change.main) await clearMain(tx, post.person_id);
    await tx
      .updateTable('post')
      .set({ roles: change.roles, valid_from: change.validFrom, valid_to: change.validTo, main: change.main })
      .where('id', '=', id)
      .execute();
    if (change.validTo !== null && change.validTo < today(clock)) await endSessionsOf(tx, clock, id);
  });
  await recordAudit(tx, scope, clock, {
    action: 'post.change',
    regionCode: post.region_code,
    object: { kind: 'person', id: person.user_name },
    summary: { zh: `更改 ${person.user_name} 的岗位`, en: `Changed a post of ${person.user_name}` },
    details: {
      organization: post.organization_id,
      before: { roles: post.roles, validFrom: post.valid_from, validTo: post.valid_to },
      after: { roles: change.roles, validFrom: change.validFrom, validTo: change.validTo },
    },
  });
  return post.person_id;
}

const clearMain = (tx: Tx, personId: string) =>
  tx.updateTable('post').set({ main: false }).where('person_id', '=', personId).where('main', '=', true).execute();

async function endSessionsOf(tx: Tx, clock: Clock, postId: string): Promise<void> {
  for (const table of ['session', 'api_key'] as const)
    await tx
      .updateTable(table)
      .set({ revoked_at: clock.now() })
      .where('post_id', '=', postId)
      .where('revoked_at', 'is', null)
      .execute();
}
