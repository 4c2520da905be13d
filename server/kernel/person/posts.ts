/** Posts as they stand on a day. A post counts from its first to its last day, and only then. */
import type { Tx } from '../../db/connect.ts';

export type Days = { valid_from: string; valid_to: string | null };

export const isValid = (post: Days, day: string): boolean =>
  post.valid_from <= day && (post.valid_to === null || post.valid_to >= day);
/** Valid or still to come. */
export const isOpen = (post: Days, day: string): boolean => post.valid_to === null || post.valid_to >= day;

/** The posts that a person may act for on a day, the main one first. */
export const findValidPosts = (tx: Tx, personId: string, day: string) =>
  tx
    .selectFrom('post')
    .selectAll()
    .where('person_id', '=', personId)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .orderBy('main', 'desc')
    .orderBy('valid_from')
    .orderBy('id')
    .execute();

/** Where the audit trail keeps what happens to a person: the region of the main post, else of the newest one. */
export async function homeRegion(tx: Tx, personId: string): Promise<string> {
  const post = await tx
    .selectFrom('post')
    .select('region_code')
    .where('person_id', '=', personId)
    .orderBy('main', 'desc')
    .orderBy('valid_from', 'desc')
    .executeTakeFirst();
  return post?.region_code ?? '';
}
