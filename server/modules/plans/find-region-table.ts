import type { RegionTable } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { findBoard } from './find-board.ts';

/** The targets of a plan that are divided among regions: one column an indicator, one row a region. */
export async function findRegionTable(tx: Tx, planId: string, asOf: string): Promise<RegionTable> {
  const entries = (await findBoard(tx, asOf, { plan: planId })).filter((entry) => !entry.row.breakdown);
  const byIndicator = Map.groupBy(entries, (entry) => entry.row.indicatorId);
  const divided = [...byIndicator.entries()].filter(
    ([, group]) => new Set(group.map((entry) => entry.row.region.code)).size > 1,
  );
  // One column an indicator: where a region has several years, the last due one stands in the table.
  const rows = new Map<string, RegionTable['rows'][number]>();
  for (const [indicatorId, group] of divided) {
    const ordered = [...group].sort((a, b) => (a.row.dueOn < b.row.dueOn ? -1 : 1));
    for (const { row } of ordered) {
      const line = rows.get(row.region.code) ?? { region: row.region, cells: {} };
      rows.set(row.region.code, line);
      line.cells[indicatorId] = {
        targetId: row.id,
        value: row.value,
        latest: row.latest?.value ?? null,
        simulated: row.latest?.simulated ?? false,
        status: row.status,
      };
    }
  }
  return {
    asOf,
    planId,
    indicators: divided.map(([id, group]) => ({
      id,
      name: group[0]!.row.indicator,
      nameEn: group[0]!.row.indicatorEn,
      unit: group[0]!.row.unit,
      dueOn: group.at(-1)!.row.dueOn,
    })),
    rows: [...rows.values()].sort((a, b) => (a.region.code < b.region.code ? -1 : 1)),
  };
}
