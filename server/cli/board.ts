import { statuses, statusWords } from '../../packages/contract/index.ts';
import { today } from '../kernel/clock.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import type { Services } from '../kernel/services.ts';
import { findPlans } from '../modules/plans/index.ts';

/** Prints plans, their targets by status on a day, and their tasks. */
export async function printBoard({ db, clock }: Services, day: string | undefined): Promise<void> {
  const asOf = day ?? today(clock);
  const plans = await db.within(systemScope('board'), (tx) => findPlans(tx, asOf));
  const rows = plans.map((plan) => [
    plan.shortTitle,
    plan.taskCount,
    plan.targetCount,
    ...statuses.map((status) => plan.statusCounts[status]),
  ]);
  const total = rows.reduce(
    (sum, row) => sum.map((value, index) => (index === 0 ? value : Number(value) + Number(row[index]))),
    ['合计', 0, 0, ...statuses.map(() => 0)] as (string | number)[],
  );
  const header = ['规划', '任务', '目标', ...statuses.map((status) => statusWords[status].zh)];
  process.stdout.write(`\n  质脉 · 目标看板 · ${asOf}\n\n`);
  for (const row of [header, ...rows, total])
    process.stdout.write(
      `  ${padEnd(String(row[0]), 28)}${row
        .slice(1)
        .map((cell) => padStart(String(cell), 8))
        .join('')}\n`,
    );
}

/** Chinese characters take two columns of a terminal. */
const width = (text: string) => [...text].reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x2e7f ? 2 : 1), 0);
const padEnd = (text: string, to: number) => text + ' '.repeat(Math.max(1, to - width(text)));
const padStart = (text: string, to: number) => ' '.repeat(Math.max(1, to - width(text))) + text;
