/**
 * What happens by itself as a deadline comes and passes. The rule is data: days are working days, before the deadline
 * negative. Each step is taken once for each deadline, however often and late this runs.
 */
import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';
import { addWorkingDays, workingDaysBetween } from '../../kernel/calendar/index.ts';
import { type Clock, today } from '../../kernel/clock.ts';
import { notify } from '../../kernel/notify/index.ts';
import { type Scope, systemScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { writeSlip } from './issue-slip.ts';
import { findItems, type Item } from './item.ts';

export const escalationRule = [
  { workingDays: -3, does: 'announce' },
  { workingDays: 1, does: 'remind' },
  { workingDays: 5, does: 'slip', level: 1 },
  { workingDays: 10, does: 'slip', level: 2 },
  { workingDays: 20, does: 'slip', level: 3 },
] as const;
/** Working days that a unit has to answer a slip. */
export const ANSWER_DAYS = 5;

export type Escalated = { looked: number; slips: number };

/** Looks at all open tasks whose deadline is near or past. */
export async function escalateOverdue({ db, clock }: Services): Promise<Escalated> {
  const scope = systemScope('escalate');
  const day = today(clock);
  return db.within(scope, async (tx) => {
    // Two at once would both find the same tasks: the second waits and then finds nothing left to do.
    await sql`select pg_advisory_xact_lock(hashtext('work escalate'))`.execute(tx);
    const rows = await findDue(tx, addWorkingDays(day, -escalationRule[0].workingDays, weekdays));
    const items = new Map(
      (
        await findItems(
          tx,
          rows.map((row) => row.id),
        )
      ).map((item) => [item.id, item]),
    );
    let slips = 0;
    for (const row of rows) {
      const item = items.get(row.id)!;
      const late = day > row.due_on ? workingDaysBetween(row.due_on, day, weekdays) : 0;
      if (day <= row.due_on) await say(tx, scope, clock, item, row.due_on, 'due-soon');
      for (const step of escalationRule) {
        if (step.does === 'announce' || late < step.workingDays) continue;
        if (step.does === 'remind') await say(tx, scope, clock, item, row.due_on, 'late');
        else if (step.level > row.level) {
          const dueOn = addWorkingDays(day, ANSWER_DAYS, weekdays);
          const reason = `逾期 ${late} 个工作日，应于 ${row.due_on} 办结`;
          const slip = { reason, dueOn, level: step.level, missedOn: row.due_on, automatic: true };
          if (await writeSlip(tx, scope, clock, item, slip)) slips += 1;
        }
      }
    }
    return { looked: rows.length, slips };
  });
}

const weekdays = { beyond: 'weekdays' } as const;

async function findDue(tx: Tx, until: string): Promise<{ id: string; due_on: string; level: number }[]> {
  const { rows } = await sql<{ id: string; due_on: string; level: number }>`
    select c.object_id as id, c.due_on, coalesce((select max(s.level) from work_slip s
      where s.item_id = c.object_id::uuid and s.missed_on = c.due_on), 0) as level
    from lifecycle_case c
    where c.kind = 'task' and c.closed_at is null and c.state in ('issued', 'underway') and c.due_on <= ${until}
    order by c.due_on, c.object_id`.execute(tx);
  return rows;
}

/** To the units; once they are late, to the issuer too. */
async function say(tx: Tx, scope: Scope, clock: Clock, item: Item, dueOn: string, what: 'due-soon' | 'late') {
  const units = [...(item.leadId ? [item.leadId] : []), ...item.jointIds];
  const late = what === 'late';
  await notify(tx, scope, clock, {
    kind: `task.${what}`,
    organizations: late ? [...units, item.issuerId] : units,
    title: late
      ? { zh: `已逾期（${dueOn} 到期）：${item.title}`, en: `Late (due on ${dueOn}): ${item.title}` }
      : { zh: `${dueOn} 到期：${item.title}`, en: `Due on ${dueOn}: ${item.title}` },
    link: `/tasks/${item.id}`,
    object: { kind: 'task', id: item.id },
    once: dueOn,
  });
}
