import type { MarkNotices, Message, NoticePage, NoticeQuery } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import { authorize, type UserScope } from '../scope/scope.ts';

/** A person's own notices, newest first, with how each went out. */
export async function findNotices(tx: Tx, scope: UserScope, query: NoticeQuery): Promise<NoticePage> {
  authorize(scope, 'notice.own');
  const own = tx.selectFrom('notice').where('person_id', '=', scope.personId);
  let select = own;
  if (query.kind) select = select.where('kind', '=', query.kind);
  if (query.unread === '1') select = select.where('read_at', 'is', null);
  const { n } = await select.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  const kinds = await own
    .select((eb) => ['kind', eb.fn.countAll<string>().as('n')])
    .groupBy('kind')
    .orderBy('kind')
    .execute();
  const rows = await select
    .select(['id', 'at', 'kind', 'title', 'link', 'read_at'])
    .orderBy('id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const deliveries = await findDeliveries(
    tx,
    rows.map((row) => row.id),
  );
  return {
    total: Number(n),
    unread: await countUnread(tx, scope),
    kinds: kinds.map((row) => ({ kind: row.kind, count: Number(row.n) })),
    rows: rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      kind: row.kind,
      title: row.title as Message,
      link: row.link,
      readAt: row.read_at?.toISOString() ?? null,
      deliveries: deliveries.get(row.id) ?? [],
    })),
  };
}

async function findDeliveries(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, NoticePage['rows'][number]['deliveries']>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('notice_delivery')
    .select(['notice_id', 'channel', 'state', 'next_at', 'sent_at', 'error'])
    .where('notice_id', 'in', [...ids])
    .orderBy('id')
    .execute();
  const byNotice = Map.groupBy(rows, (row) => row.notice_id ?? '');
  return new Map(
    [...byNotice].map(([id, list]) => [
      id,
      list.map((row) => ({
        channel: row.channel as 'email',
        state: row.state as 'sent',
        at: (row.sent_at ?? row.next_at).toISOString(),
        error: row.error as Message | null,
      })),
    ]),
  );
}

export async function countUnread(tx: Tx, scope: UserScope): Promise<number> {
  const { n } = await tx
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('person_id', '=', scope.personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Marks own notices as read; returns how many are unread still. */
export async function markNotices(tx: Tx, scope: UserScope, clock: Clock, wanted: MarkNotices): Promise<number> {
  authorize(scope, 'notice.own');
  let update = tx
    .updateTable('notice')
    .set({ read_at: clock.now() })
    .where('person_id', '=', scope.personId)
    .where('read_at', 'is', null);
  if (wanted.ids) update = wanted.ids.length > 0 ? update.where('id', 'in', wanted.ids) : update.where('id', '=', '0');
  if (wanted.kind) update = update.where('kind', '=', wanted.kind);
  await update.execute();
  return countUnread(tx, scope);
}
