import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';
import { today } from '../../kernel/clock.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { indexPlan } from './search-entries.ts';

const KEY = 'search.amended-until';

/**
 * Search says what plans say today: writes the plans anew whose amendments have come into force since this was last
 * done. Days on which nobody did it are made up for. Returns their ids.
 */
export async function indexAmended({ db, clock }: Services): Promise<string[]> {
  const day = today(clock);
  return db.within(systemScope('index amended plans'), async (tx) => {
    const done = await tx
      .selectFrom('program_state')
      .select('value')
      .where('key', '=', KEY)
      .forUpdate()
      .executeTakeFirst();
    const plans = await findAmended(tx, done?.value ?? '-infinity', day);
    for (const id of plans) await indexPlan(tx, id, day);
    await tx
      .insertInto('program_state')
      .values({ key: KEY, value: day })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: day }))
      .execute();
    return plans;
  });
}

/** Plans of which something holds since a day after `from`, up to `to`. */
async function findAmended(tx: Tx, from: string, to: string): Promise<string[]> {
  const { rows } = await sql<{ plan_id: string }>`
    select t.plan_id from target_version v join target t on t.id = v.target_id
      where v.valid_from > ${from} and v.valid_from <= ${to}
    union
    select t.plan_id from task_version v join plan_task t on t.id = v.task_id
      where v.valid_from > ${from} and v.valid_from <= ${to}
    order by 1`.execute(tx);
  return rows.map((row) => row.plan_id);
}
