import type { Tx } from '../../db/connect.ts';
import { AppError } from '../error.ts';
import { authorize, type Scope } from '../scope/scope.ts';

type Wanted = { organizationId: string; regionCode: string; validFrom: string; validTo: string | null };

/**
 * May this post be given? Region and organization lie in reach, the organization exists on the first day, the days are
 * in order. Throws `scope.outside`, `not-found`, `post.organization`, `post.days`.
 */
export async function checkPost(tx: Tx, scope: Scope, post: Wanted): Promise<void> {
  authorize(scope, 'person.manage', post.regionCode);
  if (post.validTo !== null && post.validTo < post.validFrom)
    throw new AppError('post.days', { from: post.validFrom, to: post.validTo });
  const region = await tx
    .selectFrom('region')
    .select('code')
    .where('code', '=', post.regionCode)
    .where('latest', '=', true)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', post.validFrom)]))
    .executeTakeFirst();
  if (!region) throw new AppError('not-found', { what: post.regionCode });
  const organization = await tx
    .selectFrom('organization')
    .selectAll()
    .where('id', '=', post.organizationId)
    .executeTakeFirst();
  if (!organization) throw new AppError('not-found', { what: post.organizationId });
  // Who acts for an organization acts in its place: a city's administrator appoints nobody to a provincial department.
  authorize(scope, 'person.manage', organization.region_code);
  const { name, name_en, valid_from, valid_to, kind } = organization;
  const refuse = (zh: string, en: string) => new AppError('post.organization', { reason: { zh, en } });
  if (kind === 'group') throw refuse(`“${name}”是统称`, `“${name_en}” stands for several`);
  if (valid_to !== null && valid_to < post.validFrom)
    throw refuse(`${name} 已于 ${valid_to} 终止`, `${name_en} ended on ${valid_to}`);
  if (valid_from !== null && post.validTo !== null && valid_from > post.validTo)
    throw refuse(`${name} 自 ${valid_from} 起才存在`, `${name_en} begins on ${valid_from}`);
}
