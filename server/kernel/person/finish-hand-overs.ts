/** Hand-overs dated ahead: on their day what is in hand moves. Each is settled once, however often and late this runs. */
import type { Message } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { today } from '../clock.ts';
import { notifyPerson } from '../notify/notify.ts';
import { type Scope, systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { moveAll, type PersonMover } from './hand-over.ts';
import { findValidPosts, homeRegion } from './posts.ts';

export type FinishedHandOvers = { moved: number; dropped: number };

export async function finishHandOvers(services: Services, movers: readonly PersonMover[]): Promise<FinishedHandOvers> {
  const scope = systemScope('hand-over');
  const counts: FinishedHandOvers = { moved: 0, dropped: 0 };
  // Each in its own transaction: one that fails does not hold up the others, and is tried again on the next day.
  const failures: unknown[] = [];
  for (const id of await services.db.within(scope, (tx) => findDue(tx, today(services.clock)))) {
    try {
      const outcome = await services.db.within(scope, (tx) => finish(tx, scope, services, id, movers));
      if (outcome) counts[outcome] += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} hand-overs failed`);
  return counts;
}

async function findDue(tx: Tx, day: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('hand_over')
    .select('id')
    .where('settled_at', 'is', null)
    .where('day', '<=', day)
    .orderBy('day')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

async function finish(
  tx: Tx,
  scope: Scope,
  { clock }: Services,
  id: string,
  movers: readonly PersonMover[],
): Promise<'moved' | 'dropped' | undefined> {
  // Two servers at once: the second waits, and finds it settled.
  const row = await tx
    .selectFrom('hand_over')
    .selectAll()
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const person = await tx
    .selectFrom('person')
    .select(['user_name', 'display_name'])
    .where('id', '=', row.person_id)
    .executeTakeFirstOrThrow();
  const stays = await goesOn(tx, row.posts, row.day);
  const heir = row.to_person && !stays ? await findHeir(tx, row.to_person, row.person_id, today(clock)) : null;
  const outcome = stays ? 'dropped' : 'moved';
  const way = { from: row.person_id, to: heir?.id ?? null, day: row.day };
  const moved = stays ? [] : await moveAll(tx, scope, clock, movers, way);
  await tx.updateTable('hand_over').set({ settled_at: clock.now(), outcome }).where('id', '=', id).execute();
  const total = moved.reduce((sum, { count }) => sum + count, 0);
  await recordAudit(tx, scope, clock, {
    action: stays ? 'person.hand-over-dropped' : 'person.hand-over-done',
    regionCode: await homeRegion(tx, row.person_id),
    object: { kind: 'person', id: person.user_name },
    summary: wordsOf(person.user_name, heir?.user_name, stays),
    details: {
      day: row.day,
      askedBy: row.asked_by,
      moved: moved.map(({ en, count }) => `${en}: ${count}`),
      ...(row.to_person && !stays && !heir ? { heir: 'holds no post any more: left to the unit' } : {}),
    },
  });
  if (heir && total > 0)
    await notifyPerson(tx, clock, heir.id, {
      kind: 'task.take',
      title: {
        zh: `${person.display_name}离岗，移交给您 ${total} 项在手事项`,
        en: `${person.display_name} has left: ${total} in hand passed to you`,
      },
      link: '/tasks',
      object: { kind: 'hand-over', id },
    });
  return outcome;
}

const wordsOf = (from: string, to: string | undefined, stays: boolean): Message =>
  stays
    ? { zh: `${from} 的岗位已延续，不再移交`, en: `${from} stays in post: nothing was handed over` }
    : {
        zh: `${from} 的在手事项已移交给 ${to ?? '本单位'}`,
        en: `What ${from} had in hand passed to ${to ?? 'the unit'}`,
      };

/** All posts that the hand-over ended go on after its day: somebody has decided otherwise since. */
async function goesOn(tx: Tx, posts: readonly string[], day: string): Promise<boolean> {
  if (posts.length === 0) return false;
  const rows = await tx.selectFrom('post').select('valid_to').where('id', 'in', posts).execute();
  return rows.every((post) => post.valid_to === null || post.valid_to > day);
}

/** Who was to take over, if that still can be: not disabled, and with a post where the leaving person had one. */
async function findHeir(tx: Tx, id: string, from: string, day: string) {
  const heir = await tx
    .selectFrom('person')
    .select(['id', 'user_name'])
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!heir) return null;
  const theirs = await findValidPosts(tx, id, day);
  const left = await tx.selectFrom('post').select('organization_id').where('person_id', '=', from).execute();
  return theirs.some((post) => left.some((one) => one.organization_id === post.organization_id)) ? heir : null;
}
