/** A reform or a leaving person: open tasks pass to whoever takes over, and history keeps who had them before. */
import type { Tx } from '../../db/connect.ts';
import { dateOf, dayNumber } from '../../kernel/calendar/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { takeStep } from '../../kernel/lifecycle/index.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import { getItem, partiesOf, titleOf } from './item.ts';
import { indexTask } from './search-entries.ts';
import { taskLifecycle } from './task-lifecycle.ts';

export type Move = { from: string; to: string; day: string };

/**
 * Open tasks of an organization, led, joined or issued, belong to its successor from a day on. Returns how many moved.
 * Runs under the program's scope: a reform reaches tasks of every region.
 */
export async function moveUnits(tx: Tx, scope: Scope, clock: Clock, { from, to, day }: Move): Promise<number> {
  const open = await tx
    .selectFrom('lifecycle_case as c')
    .innerJoin('work_item as i', (join) => join.on((eb) => eb('c.object_id', '=', eb.cast<string>('i.id', 'text'))))
    .leftJoin('work_unit as u', (join) =>
      join.onRef('u.item_id', '=', 'i.id').on('u.organization_id', '=', from).on('u.valid_to', 'is', null),
    )
    .select(['i.id', 'i.issuer_id', 'u.role', 'u.valid_from'])
    .where('c.kind', '=', 'task')
    .where('c.closed_at', 'is', null)
    .where((eb) => eb.or([eb('u.organization_id', '=', from), eb('i.issuer_id', '=', from)]))
    .orderBy('i.id')
    .execute();
  const before = dateOf(dayNumber(day) - 1);
  for (const row of open) {
    if (row.issuer_id === from)
      await tx.updateTable('work_item').set({ issuer_id: to }).where('id', '=', row.id).execute();
    if (row.role !== null) {
      await endUnit(tx, row.id, from, row.valid_from!, before);
      await beginUnit(tx, row.id, to, row.role, day, from);
    }
    const item = await getItem(tx, row.id);
    await takeStep(tx, scope, clock, taskLifecycle, {
      objectId: row.id,
      action: 'take-over',
      parts: ['system'],
      title: titleOf(item),
      parties: partiesOf(item),
      details: { from, to, day },
      comment: `${from} → ${to}`,
    });
    await indexTask(tx, row.id);
  }
  return open.length;
}

/** How many open tasks a move would touch. */
export async function countUnits(tx: Tx, from: string): Promise<number> {
  const { n } = await tx
    .selectFrom('lifecycle_case as c')
    .innerJoin('work_item as i', (join) => join.on((eb) => eb('c.object_id', '=', eb.cast<string>('i.id', 'text'))))
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('c.kind', '=', 'task')
    .where('c.closed_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('i.issuer_id', '=', from),
        eb.exists(
          eb
            .selectFrom('work_unit as u')
            .select('u.item_id')
            .whereRef('u.item_id', '=', 'i.id')
            .where('u.organization_id', '=', from)
            .where('u.valid_to', 'is', null),
        ),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** One that began on the day of the reform or later never answered for anything: it goes altogether. */
async function endUnit(tx: Tx, itemId: string, organizationId: string, began: string, last: string): Promise<void> {
  const row = { item_id: itemId, organization_id: organizationId, valid_from: began };
  if (began > last)
    await tx
      .deleteFrom('work_unit')
      .where((eb) => eb.and(row))
      .execute();
  else
    await tx
      .updateTable('work_unit')
      .set({ valid_to: last })
      .where((eb) => eb.and(row))
      .execute();
}

/** A successor that takes part already keeps its row; leading outweighs joining. */
async function beginUnit(tx: Tx, itemId: string, to: string, role: string, day: string, from: string): Promise<void> {
  const present = await tx
    .selectFrom('work_unit')
    .select(['role', 'valid_from'])
    .where('item_id', '=', itemId)
    .where('organization_id', '=', to)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  if (present && (present.role === 'lead' || role === 'joint')) return;
  if (present) await endUnit(tx, itemId, to, present.valid_from, dateOf(dayNumber(day) - 1));
  await tx
    .insertInto('work_unit')
    .values({ item_id: itemId, organization_id: to, role, valid_from: day, taken_over_from: from })
    .onConflict((conflict) =>
      conflict
        .columns(['item_id', 'organization_id', 'valid_from'])
        .doUpdateSet({ role, valid_to: null, taken_over_from: from }),
    )
    .execute();
}

/** What a leaving person had in hand passes to another of the same unit. Returns how many tasks moved. */
export async function moveHandler(tx: Tx, from: string, to: string | null): Promise<number> {
  const changed = await tx
    .updateTable('work_unit')
    .set({ handler_id: to })
    .where('handler_id', '=', from)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

export const countHandled = async (tx: Tx, personId: string): Promise<number> => {
  const { n } = await tx
    .selectFrom('work_unit')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('handler_id', '=', personId)
    .where('valid_to', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(n);
};
