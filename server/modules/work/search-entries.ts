/** What can be found of tasks at work and of supervision slips. */
import type { Tx } from '../../db/connect.ts';
import { caseOf } from '../../kernel/lifecycle/index.ts';
import { indexEntries, type SearchEntry } from '../../kernel/search/index.ts';

/** Of one task, or of all in reach. */
export async function taskEntries(tx: Tx, id?: string): Promise<SearchEntry[]> {
  let select = tx
    .selectFrom('work_item as i')
    .innerJoin('lifecycle_case as c', (join) => join.on(caseOf('task', 'i.id')))
    .leftJoin('work_unit as u', (join) =>
      join.onRef('u.item_id', '=', 'i.id').on('u.role', '=', 'lead').on('u.valid_to', 'is', null),
    )
    .leftJoin('organization as o', 'o.id', 'u.organization_id')
    .select(['i.id', 'i.code', 'i.title', 'i.description', 'i.region_code', 'i.restricted', 'c.parties'])
    .select(['o.name', 'o.name_en'])
    // A draft is found by nobody yet.
    .where('c.state', '<>', 'draft');
  if (id !== undefined) select = select.where('i.id', '=', id);
  return (await select.execute()).map((row) => ({
    kind: 'task',
    id: row.id,
    title: row.title,
    subtitle: [row.code, row.name].filter(Boolean).join(' · '),
    subtitleEn: [row.code, row.name_en].filter(Boolean).join(' · '),
    body: row.description,
    link: `/tasks/${row.id}`,
    regionCode: row.region_code,
    visibility: row.restricted ? 'restricted' : 'internal',
    parties: row.parties,
  }));
}

/** Of one slip, or of all in reach. */
export async function slipEntries(tx: Tx, id?: string): Promise<SearchEntry[]> {
  let select = tx
    .selectFrom('work_slip as s')
    .innerJoin('work_item as i', 'i.id', 's.item_id')
    .innerJoin('lifecycle_case as c', (join) => join.on(caseOf('slip', 's.id')))
    .select(['s.id', 's.number', 's.reason', 'i.title', 'i.region_code', 'i.restricted', 'c.parties']);
  if (id !== undefined) select = select.where('s.id', '=', id);
  return (await select.execute()).map((row) => ({
    kind: 'slip',
    id: row.id,
    title: `${row.number} ${row.title}`,
    body: row.reason,
    link: `/slips/${row.id}`,
    regionCode: row.region_code,
    visibility: row.restricted ? 'restricted' : 'internal',
    parties: row.parties,
  }));
}

/** Writes the entry of one task anew; whoever changes its words or units calls it in the same transaction. */
export const indexTask = async (tx: Tx, id: string): Promise<void> => indexEntries(tx, await taskEntries(tx, id));
export const indexSlip = async (tx: Tx, id: string): Promise<void> => indexEntries(tx, await slipEntries(tx, id));

export const workSearch = [
  { kinds: ['task'], entries: (tx: Tx) => taskEntries(tx) },
  { kinds: ['slip'], entries: (tx: Tx) => slipEntries(tx) },
];
