/**
 * A person leaves: posts end on a day, and what is personally in hand goes to whoever takes over on that day: at once,
 * or, dated ahead, by `finishHandOvers`.
 */
import type { HandOver, HandOverAnswer, Moved } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { type Clock, today } from '../clock.ts';
import { AppError } from '../error.ts';
import { authorize, type Scope, systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { getManaged, keepAdministrators } from './manage-person.ts';
import { homeRegion, isOpen } from './posts.ts';

/** How a module moves what it has given to a person. Returns how many things moved. */
export type PersonMover = {
  zh: string;
  en: string;
  move: (tx: Tx, scope: Scope, clock: Clock, move: { from: string; to: string | null; day: string }) => Promise<number>;
};

/** Undoes a dry run: the same steps as in earnest, and then nothing was. */
class Undo extends Error {
  readonly answer: HandOverAnswer;
  constructor(answer: HandOverAnswer) {
    super('dry run');
    this.answer = answer;
  }
}

/** Throws `hand-over.person`, `post.days`, `person.last-administrator`, and what `getManaged` throws. */
export async function handOver(
  { db, clock }: Services,
  scope: Scope,
  personId: string,
  wish: HandOver,
  movers: readonly PersonMover[],
): Promise<HandOverAnswer> {
  authorize(scope, 'person.manage');
  // Who may is asked under the user's own scope; what is moved may lie in any region.
  await db.within(scope, (tx) => getManaged(tx, scope, personId));
  const work = (tx: Tx) => keepAdministrators(tx, clock, () => run(tx, scope, clock, personId, wish, movers));
  try {
    return await db.within(systemScope('hand-over'), async (tx) => {
      const answer = await work(tx);
      if (wish.dryRun) throw new Undo(answer);
      return answer;
    });
  } catch (error) {
    if (error instanceof Undo) return error.answer;
    throw error;
  }
}

async function run(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  personId: string,
  { to, day, dryRun }: HandOver,
  movers: readonly PersonMover[],
): Promise<HandOverAnswer> {
  const person = await tx
    .selectFrom('person')
    .selectAll()
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const posts = await tx.selectFrom('post').selectAll().where('person_id', '=', personId).execute();
  const open = posts.filter((post) => isOpen(post, today(clock)));
  const heir = to === null ? null : await getHeir(tx, clock, personId, to, open);
  const warnings: HandOverAnswer['warnings'] = [];
  if (open.length === 0) warnings.push({ zh: '此人已没有有效岗位', en: 'This person holds no post any more' });
  const ahead = day > today(clock);
  if (ahead)
    warnings.push({
      zh: `在 ${day} 之前此人仍可登录、继续办理；手头事项在 ${day} 当日自动移交，以当日在手的为准`,
      en: `Until ${day} this person can still sign in and go on; what is in hand on ${day} moves by itself on that day`,
    });
  await replaceWaiting(tx, clock, personId);
  const ended: string[] = [];
  for (const post of open) {
    if (post.valid_from > day) throw new AppError('post.days', { from: post.valid_from, to: day });
    if (post.valid_to !== null && post.valid_to < day) continue;
    await tx.updateTable('post').set({ valid_to: day }).where('id', '=', post.id).execute();
    ended.push(post.id);
  }
  const sessions = day < today(clock) ? await endAll(tx, clock, personId) : 0;
  // A preview of one dated ahead counts what would move today.
  const moved = ahead && !dryRun ? [] : await moveAll(tx, scope, clock, movers, { from: personId, to, day });
  if (ahead)
    await tx
      .insertInto('hand_over')
      .values({
        person_id: personId,
        to_person: to,
        day,
        posts: ended,
        asked_at: clock.now(),
        asked_by: scope.kind === 'user' ? scope.displayName : scope.kind,
      })
      .execute();
  await recordAudit(tx, scope, clock, {
    action: 'person.hand-over',
    regionCode: await homeRegion(tx, personId),
    object: { kind: 'person', id: person.user_name },
    summary: {
      zh: `${person.user_name} 交接给 ${heir?.user_name ?? '本单位'}`,
      en: `${person.user_name} hands over to ${heir?.user_name ?? 'the unit'}`,
    },
    details: { day, posts: open.length, waits: ahead, moved: moved.map(({ en, count }) => `${en}: ${count}`) },
  });
  return { dryRun, posts: open.length, sessions, moved, warnings };
}

/** A later decision takes the place of one that still waits for its day. */
async function replaceWaiting(tx: Tx, clock: Clock, personId: string): Promise<void> {
  await tx
    .updateTable('hand_over')
    .set({ settled_at: clock.now(), outcome: 'replaced' })
    .where('person_id', '=', personId)
    .where('settled_at', 'is', null)
    .execute();
}

export async function moveAll(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  movers: readonly PersonMover[],
  way: { from: string; to: string | null; day: string },
): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const { zh, en, move } of movers) moved.push({ zh, en, count: await move(tx, scope, clock, way) });
  return moved;
}

async function getHeir(
  tx: Tx,
  clock: Clock,
  from: string,
  to: string,
  posts: readonly { organization_id: string }[],
): Promise<{ user_name: string }> {
  const refuse = (zh: string, en: string) => new AppError('hand-over.person', { reason: { zh, en } });
  if (from === to) throw refuse('交接人与接手人相同', 'it is the same person');
  const heir = await tx.selectFrom('person').selectAll().where('id', '=', to).executeTakeFirst();
  if (!heir) throw new AppError('not-found', { what: to });
  if (heir.disabled_at) throw refuse(`${heir.display_name} 已停用`, `${heir.display_name} is disabled`);
  const theirs = await tx.selectFrom('post').selectAll().where('person_id', '=', to).execute();
  const shared = theirs.some(
    (post) => isOpen(post, today(clock)) && posts.some((own) => own.organization_id === post.organization_id),
  );
  if (posts.length > 0 && !shared)
    throw refuse(
      `${heir.display_name} 在同一机构没有岗位，请先授予`,
      `${heir.display_name} holds no post in the same organization: give one first`,
    );
  return heir;
}

async function endAll(tx: Tx, clock: Clock, personId: string): Promise<number> {
  const ended = await tx
    .updateTable('session')
    .set({ revoked_at: clock.now() })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  await tx
    .updateTable('api_key')
    .set({ revoked_at: clock.now() })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute();
  return Number(ended.numUpdatedRows);
}
