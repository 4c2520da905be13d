import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';
import { indexSlip, indexTask } from './search-entries.ts';

/** When a plan becomes restricted, or open again, so do its tasks at work, their parts and slips. */
export async function followVisibility(tx: Tx, planId: string, restricted: boolean): Promise<void> {
  const { rows } = await sql<{ id: string }>`with recursive whole as (
      select id from work_item where plan_id = ${planId}
      union select i.id from work_item i join whole on i.parent_id = whole.id)
    select id from whole`.execute(tx);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return;
  await tx.updateTable('work_item').set({ restricted }).where('id', 'in', ids).execute();
  const slips = await tx.selectFrom('work_slip').select('id').where('item_id', 'in', ids).execute();
  const cases = [...ids, ...slips.map((slip) => slip.id)];
  await tx
    .updateTable('lifecycle_case')
    .set({ restricted })
    .where('kind', 'in', ['task', 'slip'])
    .where('object_id', 'in', cases)
    .execute();
  for (const id of ids) await indexTask(tx, id);
  for (const { id } of slips) await indexSlip(tx, id);
}
