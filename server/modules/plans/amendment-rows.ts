/** What an amendment is about, as the ledger holds it now. */
import type { AmendmentChange, TargetFields, TaskFields } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';

/** A change with what was there when it was proposed; approval compares with it. */
export type StoredChange = AmendmentChange & { title: string; was?: Record<string, unknown> };

export type LedgerTarget = {
  id: string;
  title: string;
  regionCode: string;
  startsOn: string | null;
  fields: Required<TargetFields>;
};
export type LedgerTask = {
  id: string;
  title: string;
  fields: Required<TaskFields>;
  units: { lead: UnitRow | null; joint: UnitRow[] };
};
type UnitRow = { name: string; organizationId: string | null };

export async function findLedgerTargets(
  tx: Tx,
  planId: string,
  ids: readonly string[],
): Promise<Map<string, LedgerTarget>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('target as t')
    .innerJoin('indicator as i', 'i.id', 't.indicator_id')
    .select(['t.id', 't.code', 't.comparator', 't.value', 't.value_high', 't.due_on', 't.milestones', 't.period_start'])
    .select(['t.region_code', 'i.name'])
    .where('t.plan_id', '=', planId)
    .where('t.id', 'in', [...new Set(ids)])
    .orderBy('t.id')
    .forUpdate('t')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        title: `${row.code} ${row.name}`,
        regionCode: row.region_code,
        startsOn: row.period_start,
        fields: {
          comparator: row.comparator as Required<TargetFields>['comparator'],
          value: row.value,
          valueHigh: row.value_high,
          dueOn: row.due_on,
          milestones: row.milestones as Required<TargetFields>['milestones'],
        },
      },
    ]),
  );
}

export async function findLedgerTasks(
  tx: Tx,
  planId: string,
  ids: readonly string[],
): Promise<Map<string, LedgerTask>> {
  if (ids.length === 0) return new Map();
  const wanted = [...new Set(ids)];
  const rows = await tx
    .selectFrom('plan_task')
    .select(['id', 'code', 'title'])
    .where('plan_id', '=', planId)
    .where('id', 'in', wanted)
    .orderBy('id')
    .forUpdate()
    .execute();
  const units = await tx
    .selectFrom('task_unit')
    .select(['task_id', 'role', 'name', 'organization_id'])
    .where('task_id', 'in', wanted)
    .orderBy('position')
    .execute();
  return new Map(
    rows.map((row) => {
      const own = units.filter((unit) => unit.task_id === row.id);
      const toUnit = (unit: (typeof own)[number]): UnitRow => ({
        name: unit.name,
        organizationId: unit.organization_id,
      });
      const lead = own.find((unit) => unit.role === 'lead');
      const joint = own.filter((unit) => unit.role === 'joint').map(toUnit);
      return [
        row.id,
        {
          id: row.id,
          title: `${row.code} ${row.title}`,
          fields: { title: row.title, lead: lead?.name ?? null, joint: joint.map(({ name }) => name) },
          units: { lead: lead ? toUnit(lead) : null, joint },
        },
      ];
    }),
  );
}

export const targetIds = (changes: readonly AmendmentChange[]): string[] =>
  changes.flatMap((change) => (change.kind === 'target.set' || change.kind === 'target.repeal' ? [change.target] : []));
export const taskIds = (changes: readonly AmendmentChange[]): string[] =>
  changes.flatMap((change) => (change.kind === 'task.set' || change.kind === 'task.repeal' ? [change.task] : []));

/** Are two values of a field the same? Decimals by their number, lists by what is in them. */
export function sameValue(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) =>
    typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
      ? value.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
      : value;
  return JSON.stringify(plain(a ?? null)) === JSON.stringify(plain(b ?? null));
}
