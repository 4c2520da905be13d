/** One task as services need it: its row, who acts in it, and which parts somebody plays. */
import { allows } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import type { TaskPart } from './task-lifecycle.ts';
import { holdsOn } from './unit-days.ts';

export type Item = {
  id: string;
  code: string;
  title: string;
  regionCode: string;
  parentId: string | null;
  issuerId: string;
  issuerRegion: string;
  leadId: string | null;
  jointIds: string[];
  restricted: boolean;
};

/** With its units of a day. Throws `not-found` when the task is unknown or out of reach. */
export async function getItem(tx: Tx, id: string, day: string): Promise<Item> {
  const [item] = await findItems(tx, [id], day);
  if (!item) throw new AppError('not-found', { what: id });
  return item;
}

/** The tasks of these ids that are in reach. */
export async function findItems(tx: Tx, ids: string[], day: string): Promise<Item[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('work_item as i')
    .innerJoin('organization as o', 'o.id', 'i.issuer_id')
    .select(['i.id', 'i.code', 'i.title', 'i.region_code', 'i.parent_id', 'i.issuer_id', 'o.region_code as home'])
    .select('i.restricted')
    .where('i.id', 'in', ids)
    .execute();
  const units = await tx
    .selectFrom('work_unit as u')
    .select(['item_id', 'organization_id', 'role'])
    .where('item_id', 'in', ids)
    .where(holdsOn('u', day))
    .orderBy('organization_id')
    .execute();
  const byItem = Map.groupBy(units, (unit) => unit.item_id);
  return rows.map((row) => {
    const own = byItem.get(row.id) ?? [];
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      regionCode: row.region_code,
      parentId: row.parent_id,
      issuerId: row.issuer_id,
      issuerRegion: row.home,
      restricted: row.restricted,
      leadId: own.find((unit) => unit.role === 'lead')?.organization_id ?? null,
      jointIds: own.filter((unit) => unit.role === 'joint').map((unit) => unit.organization_id),
    };
  });
}

/**
 * The parts that somebody plays: the issuer is whoever acts for the issuing organization, and the office of its region;
 * lead and joint units are the people who act for them.
 */
export function partsOf(
  scope: Scope,
  item: Pick<Item, 'issuerId' | 'issuerRegion' | 'leadId' | 'jointIds'>,
): TaskPart[] {
  if (scope.kind !== 'user' || !allows(scope.roles, 'work.act')) return [];
  const parts: TaskPart[] = [];
  const office = scope.regionCode === item.issuerRegion && allows(scope.roles, 'work.supervise');
  if (office || scope.organizationId === item.issuerId) parts.push('issuer');
  if (scope.organizationId === item.leadId) parts.push('lead');
  if (item.jointIds.includes(scope.organizationId)) parts.push('joint');
  return parts;
}

/** Whom the case of a task belongs to. */
export const partiesOf = (item: Pick<Item, 'issuerId' | 'leadId' | 'jointIds'>): string[] => [
  ...new Set([item.issuerId, ...(item.leadId ? [item.leadId] : []), ...item.jointIds]),
];

export const titleOf = (item: Pick<Item, 'code' | 'title'>) => ({
  zh: `${item.code} ${item.title}`,
  en: `${item.code} ${item.title}`,
});
