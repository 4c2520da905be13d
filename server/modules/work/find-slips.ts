import type { SlipDetail, SlipRow } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { caseOf, getCase } from '../../kernel/lifecycle/index.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';
import { findItems, getItem, partsOf } from './item.ts';
import { slipLifecycle } from './slip-lifecycle.ts';

export type SlipFilter = { item?: string; id?: string; open?: boolean | undefined; unit?: string | undefined };

/** Supervision slips in reach, newest first. */
export async function findSlips(tx: Tx, filter: SlipFilter): Promise<SlipRow[]> {
  let select = tx
    .selectFrom('work_slip as s')
    .innerJoin('work_item as i', 'i.id', 's.item_id')
    .innerJoin('organization as o', 'o.id', 's.organization_id')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 'i.region_code').on('r.latest', '=', true))
    .innerJoin('lifecycle_case as c', (join) => join.on(caseOf('slip', 's.id')))
    .select(['s.id', 's.number', 's.level', 's.item_id', 'i.code', 'i.title', 's.reason', 's.missed_on'])
    .select(['s.issued_on', 's.automatic', 's.copies', 'c.state', 'c.due_on'])
    .select(['i.region_code', 'r.name as region_name', 'r.name_en as region_name_en'])
    .select(['o.id as organization_id', 'o.name', 'o.name_en'])
    .orderBy('s.issued_on', 'desc')
    .orderBy('s.number', 'desc');
  if (filter.item) select = select.where('s.item_id', '=', filter.item);
  if (filter.id) select = select.where('s.id', '=', filter.id);
  if (filter.unit) select = select.where('s.organization_id', '=', filter.unit);
  if (filter.open !== undefined) select = select.where('c.closed_at', filter.open ? 'is' : 'is not', null);
  const rows = await select.execute();
  const names = await namesOf(tx, [...new Set(rows.flatMap((row) => row.copies))]);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    level: row.level,
    itemId: row.item_id,
    itemCode: row.code,
    itemTitle: row.title,
    region: { code: row.region_code, name: row.region_name, nameEn: row.region_name_en },
    organization: { id: row.organization_id, name: row.name, nameEn: row.name_en },
    copies: row.copies.flatMap((id) => names.get(id) ?? []),
    reason: row.reason,
    missedOn: row.missed_on,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    automatic: row.automatic,
    state: stateOf(row.state as keyof typeof slipLifecycle.states),
  }));
}

/** Slips that wait for this user: to be answered by the lead unit, to be closed by whoever supervises. */
export async function findWaitingSlips(tx: Tx, scope: UserScope, today: string): Promise<SlipRow[]> {
  const open = await findSlips(tx, { open: true });
  const items = new Map(
    (await findItems(tx, [...new Set(open.map((slip) => slip.itemId))], today)).map((item) => [item.id, item]),
  );
  return open.filter((slip) => {
    const item = items.get(slip.itemId);
    return item && partsOf(scope, item).includes(slip.state.id === 'answered' ? 'issuer' : 'lead');
  });
}

/** Throws `not-found` for an unknown slip or one of a task out of reach. */
export async function getSlip(tx: Tx, scope: UserScope, id: string, today: string): Promise<SlipDetail> {
  const [row] = await findSlips(tx, { id });
  if (!row) throw new AppError('not-found', { what: id });
  const item = await getItem(tx, row.itemId, today);
  const issuer = (await namesOf(tx, [item.issuerId])).get(item.issuerId)!;
  return { ...row, issuer, case: await getCase(tx, slipLifecycle, id, partsOf(scope, item)) };
}

const stateOf = (id: keyof typeof slipLifecycle.states) => {
  const { zh, en } = slipLifecycle.states[id];
  return { id, zh, en };
};

async function namesOf(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map<string, { id: string; name: string; nameEn: string }>();
  const rows = await tx.selectFrom('organization').select(['id', 'name', 'name_en']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, { id: row.id, name: row.name, nameEn: row.name_en }]));
}
