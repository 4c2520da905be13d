import type { Place } from './outline.ts';
import type { PlanYears } from './periods.ts';
import type { Scope } from './scope.ts';
import { speaks } from './speaks.ts';
import type { BuiltTable } from './tables.ts';
import { readRun } from './targets.ts';
import type { Target } from './types.ts';

const DEADLINE = /时限|时间|期限|节点|进度/;
const NO_PROSE = /序号|编号|属性|性质|备注|来源|解释|定义|说明|依据|时限|时间|期限|节点|单位|部门|联系/;

/** Targets that sentences in the cells of a table set. */
export function cellTargets(built: BuiltTable, place: Place, plan: PlanYears): Target[] {
  const { table, rows } = built;
  if (place.back || table.columns.some((c) => c.type === 'actual')) return [];
  const label = table.columns.findIndex((c) => c.type === 'label');
  const valued = table.columns.some((c) => c.type === 'target');
  const deadline = table.columns.findIndex((c) => DEADLINE.test(c.name));
  const goal = place.goal || place.annex || /目标|指标|任务/.test(table.title);
  const out: Target[] = [];
  for (const row of rows) {
    const due = deadline < 0 ? null : /((?:20)\d\d)年/.exec(row[deadline]?.text ?? '')?.[1];
    table.columns.forEach((c, i) => {
      const cell = row[i];
      if (!cell || !/^(?:label|text|value|target|planned)$/.test(c.type) || NO_PROSE.test(c.name)) return;
      if ((i === label && valued) || !speaks(cell)) return;
      const year =
        c.type === 'target' || c.type === 'planned' ? (c.year ?? (due ? Number(due) : null)) : due ? Number(due) : null;
      const base: Scope | null = year === null ? null : { year, period: 'by', stated: true, past: false };
      readRun(cell, 0, { plan, base, goal: goal || c.type === 'target' }, { scope: null, last: [] }, place, out);
    });
  }
  return out;
}
