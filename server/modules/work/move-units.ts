/** A reform or a leaving person: open tasks pass to whoever takes over, and history keeps who had them before. */
import type { Tx } from '../../db/connect.ts';
import { dateOf, dayNumber } from '../../kernel/calendar/index.ts';
import { type Clock, today } from '../../kernel/clock.ts';
import { caseOf, takeStep } from '../../kernel/lifecycle/index.ts';
import { findHeirs } from '../../kernel/organization/find-heirs.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import { getItem, partiesOf, titleOf } from './item.ts';
import { indexSlip, indexTask } from './search-entries.ts';
import { taskLifecycle } from './task-lifecycle.ts';

export type Move = { from: string; to: string; day: string };

/**
 * Open tasks of an organization, led, joined or issued, belong to its successor from a day on. Returns how many moved.
 * Runs under the program's scope: a reform reaches tasks of every region.
 */
export async function moveUnits(tx: Tx, scope: Scope, clock: Clock, { from, to, day }: Move): Promise<number> {
  const now = today(clock);
  const open = await tx
    .selectFrom('lifecycle_case as c')
    .innerJoin('work_item as i', (join) => join.on(caseOf('task', 'i.id')))
    .leftJoin('work_unit as u', (join) =>
      join.onRef('u.item_id', '=', 'i.id').on('u.organization_id', '=', from).on('u.valid_to', 'is', null),
    )
    .select(['i.id', 'i.issuer_id', 'u.role', 'u.valid_from', 'c.parties'])
    .where('c.closed_at', 'is', null)
    .where((eb) => eb.or([eb('u.organization_id', '=', from), eb('i.issuer_id', '=', from)]))
    .orderBy('i.id')
    .execute();
  const before = dateOf(dayNumber(day) - 1);
  for (const row of open) {
    // Who issues is not dated: an issuer that ends later gives way on that day (`settleIssuers`).
    if (row.issuer_id === from && day <= now)
      await tx.updateTable('work_item').set({ issuer_id: to }).where('id', '=', row.id).execute();
    if (row.role !== null) {
      await endUnit(tx, row.id, from, row.valid_from!, before);
      await beginUnit(tx, row.id, to, row.role, day, from);
    }
    const item = await getItem(tx, row.id, now);
    // Until the day comes the case belongs to both: who may act is a matter of the day.
    const parties = day <= now ? partiesOf(item) : [...new Set([...row.parties, to])];
    await takeStep(tx, scope, clock, taskLifecycle, {
      objectId: row.id,
      action: 'take-over',
      parts: ['system'],
      title: titleOf(item),
      parties,
      details: { from, to, day },
      comment: `${await nameOf(tx, from)} → ${await nameOf(tx, to)}${day <= now ? '' : `（${day}）`}`,
    });
    await moveSlips(tx, row.id, from, to, day <= now);
    await indexTask(tx, row.id);
  }
  return open.length;
}

async function nameOf(tx: Tx, id: string): Promise<string> {
  const row = await tx.selectFrom('organization').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? id;
}

/** Open slips of a task are answered by whoever leads it now. */
async function moveSlips(tx: Tx, itemId: string, from: string, to: string, atOnce: boolean): Promise<void> {
  const slips = await tx
    .selectFrom('work_slip as s')
    .innerJoin('lifecycle_case as c', (join) => join.on(caseOf('slip', 's.id')))
    .select(['s.id', 's.organization_id', 'c.parties'])
    .where('s.item_id', '=', itemId)
    .where('c.closed_at', 'is', null)
    .execute();
  for (const slip of slips) {
    const parties = [...new Set([...slip.parties.filter((party) => !atOnce || party !== from), to])];
    await tx
      .updateTable('lifecycle_case')
      .set({ parties })
      .where('kind', '=', 'slip')
      .where('object_id', '=', slip.id)
      .execute();
    if (atOnce && slip.organization_id === from)
      await tx.updateTable('work_slip').set({ organization_id: to }).where('id', '=', slip.id).execute();
    await indexSlip(tx, slip.id);
  }
}

/** Issuers that have ended give way to their one successor. Runs each day under the program's scope. */
export async function settleIssuers(tx: Tx, day: string): Promise<void> {
  const ended = await tx
    .selectFrom('work_item as i')
    .innerJoin('organization as o', 'o.id', 'i.issuer_id')
    .select('o.id')
    .distinct()
    .where('o.valid_to', '<', day)
    .execute();
  for (const { id } of ended) {
    const heirs = await findHeirs(tx, id, day);
    if (heirs.length === 1)
      await tx.updateTable('work_item').set({ issuer_id: heirs[0]! }).where('issuer_id', '=', id).execute();
  }
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
