import { systemScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { limitOf } from './derive-facts.ts';

const KEY = 'plans.limits';

/**
 * Plans that an office adopted or amended before tasks had time limits get them once, from the words of their clauses.
 * Packs bring theirs. Returns how many tasks have one now that had none.
 */
export async function fillLimits({ db }: Services): Promise<number> {
  return db.within(systemScope('fill time limits'), async (tx) => {
    const done = await tx.selectFrom('program_state').select('key').where('key', '=', KEY).executeTakeFirst();
    if (done) return 0;
    const plans = await tx
      .selectFrom('plan as p')
      .innerJoin('source_document as d', (join) =>
        join.onRef('d.sha256', '=', 'p.source_sha256').on('d.removed_at', 'is', null),
      )
      .select(['p.id', 'p.year_from', 'p.year_to', 'p.issued_on', 'd.text'])
      .distinctOn('p.id')
      .orderBy('p.id')
      .execute();
    let filled = 0;
    for (const plan of plans) {
      const tasks = await tx
        .selectFrom('plan_task')
        .select(['id', 'span_start', 'span_end'])
        .where('plan_id', '=', plan.id)
        .where('limit_words', 'is', null)
        .where('span_start', 'is not', null)
        .execute();
      for (const task of tasks) {
        const words = plan.text.slice(task.span_start!, task.span_end!);
        const limit = limitOf(words, { from: plan.year_from, to: plan.year_to, issuedOn: plan.issued_on });
        if (!limit) continue;
        await tx
          .updateTable('plan_task')
          .set({ limit_words: limit.words, limit_year: limit.year })
          .where('id', '=', task.id)
          .execute();
        filled += 1;
      }
    }
    await tx
      .insertInto('program_state')
      .values({ key: KEY, value: '1' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return filled;
  });
}
