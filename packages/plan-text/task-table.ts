import { type PlanYears, yearsOfTitle } from './periods.ts';
import type { Table, Target } from './types.ts';

const TASK_TITLE = /任务|目标/;
const TOTAL_ROW = /合计|总计|^全[省市国县]$/;

/** Share of the letter pairs that two names have in common. */
function likeness(a: string, b: string): number {
  const pairs = (s: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, s.length - 1) }, (_, i) => s.slice(i, i + 2)));
  const x = pairs(a);
  const y = pairs(b);
  let both = 0;
  for (const p of x) if (y.has(p)) both++;
  return x.size + y.size === 0 ? 0 : (2 * both) / (x.size + y.size);
}

/** 甲行动：示范村 and 示范村 are the same thing. */
const sameThing = (column: string, indicator: string): boolean => {
  const bare = column.replace(/：(?:小计|合计)$/, '');
  const core = indicator.replace(/^[“”]+|[“”]+/g, '');
  const plain = bare.replace(/[“”]/g, '');
  return core.length >= 2 && (plain.includes(core) || likeness(plain, core.replace(/[“”]/g, '')) >= 0.5);
};

/**
 * Types the figure columns of a table that deals tasks out to cities: they are targets for the plan's last year, and
 * their units are those that the text gives to the totals.
 */
export function fitTaskTable(table: Table, targets: Target[], plan: PlanYears): Table {
  const label = table.columns.findIndex((c) => c.type === 'label');
  const total = table.rows.find((r) => TOTAL_ROW.test(r[label]?.text ?? ''));
  if (!TASK_TITLE.test(table.title) || !total || table.columns.some((c) => c.type === 'target' || c.type === 'actual'))
    return table;
  const year = yearsOfTitle(table.title).to ?? plan.to;
  const units = table.columns.map((c, i) => {
    const value = total[i]?.value;
    if (c.unit !== null || c.type !== 'value' || !value) return c.unit;
    return targets.find((t) => t.value === value && sameThing(c.name, t.indicator))?.unit ?? null;
  });
  const group = (name: string): string => (name.includes('：') ? name.slice(0, name.indexOf('：')) : '');
  const columns = table.columns.map((c, i) => {
    if (c.type !== 'value') return c;
    const own = units[i] ?? null;
    // Parts of one group are measured alike.
    const mate =
      own ??
      (group(c.name)
        ? (units.find((u, k) => u !== null && group(table.columns[k]?.name ?? '') === group(c.name)) ?? null)
        : null);
    return { ...c, type: 'target' as const, year, unit: mate };
  });
  return { ...table, columns };
}
