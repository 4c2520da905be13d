/** Units of tasks whose name nobody could tell, for those who decide about names. */

import { reaches } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';

export type UnresolvedUnit = { name: string; region: string; day: string; planId: string; planTitle: string };

/** One row a task and name; the day is the document's. */
export async function findUnresolvedUnits(tx: Tx): Promise<UnresolvedUnit[]> {
  const rows = await unitRows(tx).where('u.organization_id', 'is', null).execute();
  return rows.map((row) => ({
    name: row.name,
    region: row.region_code,
    day: dayOf(row),
    planId: row.plan_id,
    planTitle: row.short_title,
  }));
}

export type UnitNameChange = {
  sameName: (name: string) => boolean;
  /** Plans of this region and below. */
  region: string;
  /** What stands there now; null for those that wait. */
  from: string | null;
  to: string | null;
  validFrom: string | null;
  validTo: string | null;
};

/** Resolves a name in all tasks whose document lies in the days, or takes that back. Returns how many units changed. */
export async function resolveUnitName(tx: Tx, change: UnitNameChange): Promise<number> {
  const { from, to } = change;
  const rows = await unitRows(tx)
    .where('u.organization_id', from === null ? 'is' : '=', from)
    .execute();
  const meant = rows.filter(
    (row) =>
      change.sameName(row.name) &&
      reaches('down', change.region, row.region_code) &&
      (change.validFrom === null || change.validFrom <= dayOf(row)) &&
      (change.validTo === null || change.validTo >= dayOf(row)),
  );
  for (const row of meant)
    await tx
      .updateTable('task_unit')
      .set({ organization_id: to })
      .where('task_id', '=', row.task_id)
      .where('position', '=', row.position)
      .execute();
  return meant.length;
}

const unitRows = (tx: Tx) =>
  tx
    .selectFrom('task_unit as u')
    .innerJoin('plan_task as t', 't.id', 'u.task_id')
    .innerJoin('plan as p', 'p.id', 't.plan_id')
    .select(['u.task_id', 'u.position', 'u.name', 't.plan_id', 'p.short_title'])
    .select(['p.region_code', 'p.issued_on', 'p.year_from'])
    .orderBy('p.year_from', 'desc')
    .orderBy('t.position');

const dayOf = (plan: { issued_on: string | null; year_from: number }) => plan.issued_on ?? `${plan.year_from}-01-01`;
