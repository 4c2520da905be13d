import type { Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import type { TemplateRow } from '../indicators/index.ts';
import { findBoard } from './find-board.ts';

/** One row a series of the plan, for the year in which its first target is due. */
export async function findTemplateRows(
  { db }: Services,
  scope: Scope,
  plan: string | undefined,
): Promise<TemplateRow[]> {
  const entries = await db.within(scope, (tx) => findBoard(tx, '9999-12-31', { plan }));
  const rows = new Map<string, TemplateRow>();
  for (const { row } of entries) {
    const key = `${row.indicatorId}|${row.region.code}|${row.breakdown ?? ''}|${row.dueOn.slice(0, 4)}`;
    if (rows.has(key)) continue;
    rows.set(key, {
      indicatorId: row.indicatorId,
      indicator: row.indicator,
      regionCode: row.region.code,
      breakdown: row.breakdown ?? '',
      period: row.dueOn.slice(0, 4),
      unit: row.unit,
    });
  }
  return [...rows.values()];
}
