import type { Role } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { type Clock, today } from '../clock.ts';
import { AppError } from '../error.ts';
import type { UserScope } from '../scope/scope.ts';
import { findValidPosts } from './posts.ts';

/** The session goes on for another of the user's own posts. Throws `not-found` for any other, and for one that has ended. */
export async function switchPost(tx: Tx, scope: UserScope, clock: Clock, postId: string): Promise<UserScope> {
  // A key acts for the post that it was made for.
  if (scope.sessionId === null) throw new AppError('auth.required');
  const posts = await findValidPosts(tx, scope.personId, today(clock));
  const post = posts.find((one) => one.id === postId);
  if (!post) throw new AppError('not-found', { what: postId });
  await tx.updateTable('session').set({ post_id: post.id }).where('id', '=', scope.sessionId).execute();
  const next: UserScope = {
    ...scope,
    postId: post.id,
    organizationId: post.organization_id,
    regionCode: post.region_code,
    roles: post.roles as Role[],
  };
  await recordAudit(tx, next, clock, {
    action: 'session.post',
    regionCode: post.region_code,
    object: { kind: 'post', id: post.id },
    summary: { zh: '切换岗位', en: 'Switched to another post' },
    details: { from: scope.organizationId, to: post.organization_id, roles: post.roles },
  });
  return next;
}
