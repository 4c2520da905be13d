/**
 * What happens by itself as a deadline comes and passes. The rule is data, in working days. Each step is taken once for
 * each deadline, one level at a time, however often and late this runs.
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
import { settleIssuers } from './move-units.ts';

export const escalationRule = [
  { workingDays: 5, level: 1 },
  { workingDays: 10, level: 2 },
  { workingDays: 20, level: 3 },
] as const;
/** Working days before the deadline on which units are told, and after it on which they are reminded. */
export const ANNOUNCE_BEFORE = 3;
export const REMIND_AFTER = 1;
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
    const rows = await findDue(tx, addWorkingDays(day, ANNOUNCE_BEFORE, weekdays));
    const items = new Map(
      (
        await findItems(
          tx,
          rows.map((row) => row.id),
          day,
        )
      ).map((item) => [item.id, item]),
    );
    await settleIssuers(tx, day);
    let slips = 0;
    for (const row of rows) {
      const item = items.get(row.id)!;
      const late = day > row.due_on ? workingDaysBetween(row.due_on, day, weekdays) : 0;
      if (day <= row.due_on) await say(tx, scope, clock, item, row.due_on, 'due-soon');
      if (late >= REMIND_AFTER) await say(tx, scope, clock, item, row.due_on, 'late');
      const step = nextSlip(row, late, day);
      if (!step) continue;
      const dueOn = addWorkingDays(day, ANSWER_DAYS, weekdays);
      const reason = `逾期 ${late} 个工作日，应于 ${row.due_on} 办结`;
      const slip = { reason, dueOn, level: step.level, missedOn: row.due_on, automatic: true };
      if (await writeSlip(tx, scope, clock, item, slip)) slips += 1;
    }
    return { looked: rows.length, slips };
  });
}

/**
 * Step by step: the level after the last one, and not before as many working days have passed since the last slip as
 * lie between the two levels, however late the task is when it is first looked at.
 */
function nextSlip(row: Due, late: number, day: string): { level: number } | undefined {
  const step = escalationRule.find((one) => one.level > row.level);
  if (!step || late < step.workingDays) return undefined;
  const before = escalationRule.find((one) => one.level === row.level);
  if (!before || row.last_slip === null) return step;
  const since = workingDaysBetween(row.last_slip, day, weekdays);
  return since >= step.workingDays - before.workingDays ? step : undefined;
}

type Due = { id: string; due_on: string; level: number; last_slip: string | null };

const weekdays = { beyond: 'weekdays' } as const;

async function findDue(tx: Tx, until: string): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select c.object_id as id, c.due_on, coalesce((select max(s.level) from work_slip s
      where s.item_id = c.object_id::uuid and s.missed_on = c.due_on), 0) as level,
      (select max(s.issued_on) from work_slip s where s.item_id = c.object_id::uuid and s.missed_on = c.due_on) as last_slip
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
