import type { Tx } from '../../db/connect.ts';
import type { UserScope } from '../scope/scope.ts';
import { toScope } from './sign-in.ts';

/** The scope of a person who acts for a post while they are away: none when the post has ended or the person may not sign in. */
export async function findPostScope(
  tx: Tx,
  personId: string,
  postId: string,
  day: string,
): Promise<UserScope | undefined> {
  const person = await tx
    .selectFrom('person')
    .selectAll()
    .where('id', '=', personId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  const post = await tx
    .selectFrom('post')
    .selectAll()
    .where('id', '=', postId)
    .where('person_id', '=', personId)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .executeTakeFirst();
  return person && post && toScope(person, post, null, null);
}
