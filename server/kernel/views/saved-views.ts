import type { ChangeView, DefaultView, NewView, SavedView, SavedViews } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../error.ts';
import { authorize, type UserScope } from '../scope/scope.ts';

/** Own views of a table and those that the region shares, and which one opens first. */
export async function findViews(tx: Tx, scope: UserScope, room: string): Promise<SavedViews> {
  authorize(scope, 'view.own');
  const rows = await tx
    .selectFrom('saved_view')
    .selectAll()
    .where('room', '=', room)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const chosen = await tx
    .selectFrom('saved_view_default')
    .select('view_id')
    .where('person_id', '=', scope.personId)
    .where('room', '=', room)
    .executeTakeFirst();
  const views = rows.map((row) => toView(row, scope));
  // A shared view may have been withdrawn since.
  return { views, defaultId: views.find((view) => view.id === chosen?.view_id)?.id ?? null };
}

/** Throws `view.exists` when the person has one of this name for the table. */
export async function addView(tx: Tx, scope: UserScope, clock: Clock, view: NewView): Promise<SavedView> {
  authorize(scope, 'view.own');
  const row = await tx
    .insertInto('saved_view')
    .values({
      room: view.room,
      name: view.name,
      person_id: scope.personId,
      actor: scope.displayName,
      region_code: scope.regionCode,
      shared: view.shared,
      search: JSON.stringify(view.search),
      updated_at: clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new AppError('view.exists', { name: view.name });
  if (view.shared) await auditShared(tx, scope, clock, row, { zh: '共享视图', en: 'Shared the view' });
  return toView(row, scope);
}

/** Changes an own view. Throws `not-found` for one of somebody else, and `view.exists`. */
export async function changeView(
  tx: Tx,
  scope: UserScope,
  clock: Clock,
  id: string,
  change: ChangeView,
): Promise<SavedView> {
  authorize(scope, 'view.own');
  const old = await getOwn(tx, scope, id);
  if (change.name !== undefined && change.name !== old.name) await refuseName(tx, scope, old.room, change.name);
  const row = await tx
    .updateTable('saved_view')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.shared === undefined ? {} : { shared: change.shared }),
      ...(change.search === undefined ? {} : { search: JSON.stringify(change.search) }),
      updated_at: clock.now(),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (row.shared !== old.shared)
    await auditShared(
      tx,
      scope,
      clock,
      row,
      row.shared ? { zh: '共享视图', en: 'Shared the view' } : { zh: '取消共享视图', en: 'No longer shared the view' },
    );
  return toView(row, scope);
}

export async function removeView(tx: Tx, scope: UserScope, clock: Clock, id: string): Promise<void> {
  authorize(scope, 'view.own');
  const old = await getOwn(tx, scope, id);
  await tx.deleteFrom('saved_view').where('id', '=', id).execute();
  if (old.shared) await auditShared(tx, scope, clock, old, { zh: '删除共享视图', en: 'Removed the shared view' });
}

export async function setDefaultView(tx: Tx, scope: UserScope, { room, viewId }: DefaultView): Promise<SavedViews> {
  authorize(scope, 'view.own');
  if (viewId === null)
    await tx
      .deleteFrom('saved_view_default')
      .where('person_id', '=', scope.personId)
      .where('room', '=', room)
      .execute();
  else {
    const { views } = await findViews(tx, scope, room);
    if (!views.some((view) => view.id === viewId)) throw new AppError('not-found', { what: viewId });
    await tx
      .insertInto('saved_view_default')
      .values({ person_id: scope.personId, room, view_id: viewId })
      .onConflict((conflict) => conflict.columns(['person_id', 'room']).doUpdateSet({ view_id: viewId }))
      .execute();
  }
  return findViews(tx, scope, room);
}

type Row = {
  id: string;
  room: string;
  name: string;
  person_id: string;
  actor: string;
  region_code: string;
  shared: boolean;
  search: unknown;
};

async function getOwn(tx: Tx, scope: UserScope, id: string): Promise<Row> {
  const row = await tx
    .selectFrom('saved_view')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', scope.personId)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  return row;
}

async function refuseName(tx: Tx, scope: UserScope, room: string, name: string): Promise<void> {
  const taken = await tx
    .selectFrom('saved_view')
    .select('id')
    .where('person_id', '=', scope.personId)
    .where('room', '=', room)
    .where('name', '=', name)
    .executeTakeFirst();
  if (taken) throw new AppError('view.exists', { name });
}

function toView(row: Row, scope: UserScope): SavedView {
  return {
    id: row.id,
    room: row.room,
    name: row.name,
    mine: row.person_id === scope.personId,
    actor: row.actor,
    regionCode: row.region_code,
    shared: row.shared,
    search: row.search as SavedView['search'],
  };
}

async function auditShared(
  tx: Tx,
  scope: UserScope,
  clock: Clock,
  row: Row,
  verb: { zh: string; en: string },
): Promise<void> {
  await recordAudit(tx, scope, clock, {
    action: 'view.share',
    regionCode: row.region_code,
    object: { kind: 'view', id: row.id },
    summary: { zh: `${verb.zh}：${row.name}`, en: `${verb.en} ${row.name}` },
    details: { room: row.room },
  });
}
