import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';
import { type Clock, today } from '../clock.ts';
import type { Scope } from '../scope/scope.ts';

export type Notice = {
  /** `object.verb`, as in `task.issued`; preferences are kept by it. */
  kind: string;
  /** The people who act for these organizations. */
  organizations?: readonly string[];
  /** The officers and administrators of this region's office. */
  office?: string;
  title: { zh: string; en: string };
  /** Path on the work face. */
  link: string;
  object: { kind: string; id: string };
  /** Said once to each person for this, as for a deadline, however often it is asked for. */
  once?: string;
};

/** Tells people, in the transaction of what they are told about. Whoever acted is not told. */
export async function notify(tx: Tx, scope: Scope, clock: Clock, notice: Notice): Promise<void> {
  const actor = scope.kind === 'user' ? scope.personId : null;
  await sql`insert into notice (person_id, at, kind, title, link, object_kind, object_id, once)
    select told, ${clock.now()}, ${notice.kind}, ${JSON.stringify(notice.title)}::jsonb, ${notice.link},
      ${notice.object.kind}, ${notice.object.id}, ${notice.once ?? null}
    from people_to_tell(${[...(notice.organizations ?? [])]}::text[], ${notice.office ?? null},
      array['officer', 'administrator'], ${today(clock)}::date) as told
    where told is distinct from ${actor}::uuid
    on conflict do nothing`.execute(tx);
}

/** Tells one person. For the program itself: whoever acts tells offices and organizations. */
export async function notifyPerson(tx: Tx, clock: Clock, personId: string, notice: Notice): Promise<void> {
  await tx
    .insertInto('notice')
    .values({
      person_id: personId,
      at: clock.now(),
      kind: notice.kind,
      title: JSON.stringify(notice.title),
      link: notice.link,
      object_kind: notice.object.kind,
      object_id: notice.object.id,
      once: notice.once ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
