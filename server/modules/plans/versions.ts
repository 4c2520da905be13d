/** Dated versions: what a target or task was before an amendment, and what it is from its day on. */
import { sql } from 'kysely';
import type { TargetFields, TargetVersion } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import type { LedgerTask } from './amendment-rows.ts';

type UnitRow = { name: string; organizationId: string | null };
export type TaskVersionFields = { title: string; lead: UnitRow | null; joint: UnitRow[] };
/** All that an amendment may change, or `absent`: not there yet, or no longer. */
export type Versioned = Required<TargetFields> | TaskVersionFields | { absent: true };

export const taskFieldsOf = ({ fields, units }: LedgerTask): TaskVersionFields => ({
  title: fields.title,
  lead: units.lead,
  joint: units.joint,
});

/** From the amendment's day on `after` holds, before it what held until now. */
export async function addVersion(
  tx: Tx,
  what: 'target' | 'task',
  row: { id: string; title: string },
  amendment: { id: string; effective_on: string },
  before: Versioned,
  after: Versioned,
): Promise<void> {
  const table = sql.table(`${what}_version`);
  const id = sql.ref(`${what}_id`);
  const day = amendment.effective_on;
  const { rows } = await sql<{ valid_from: string; absent: boolean }>`
    select valid_from::text, fields ? 'absent' as absent from ${table} where ${id} = ${row.id} and valid_to = 'infinity' for update`.execute(
    tx,
  );
  const newest = rows[0]?.valid_from;
  if (rows[0]?.absent)
    throw new AppError('amendment.changed', {
      title: row.title,
      field: { zh: '状态', en: 'state' },
      who: { zh: '另一修订', en: 'another amendment' },
      now: { zh: '已废止', en: 'repealed' },
      was: { zh: '有效', en: 'in force' },
    });
  if (newest === undefined)
    await sql`insert into ${table} (${id}, valid_from, valid_to, fields)
      values (${row.id}, '-infinity', ${day}, ${JSON.stringify(before)})`.execute(tx);
  // Days as text sort as days; only `-infinity` does not, and nothing begins before it.
  else if (newest !== '-infinity' && newest > day)
    throw new AppError('amendment.order', { title: row.title, day: newest });
  else if (newest === day) {
    await sql`update ${table} set fields = ${JSON.stringify(after)}, amendment_id = ${amendment.id}
      where ${id} = ${row.id} and valid_from = ${day}`.execute(tx);
    return;
  } else await sql`update ${table} set valid_to = ${day} where ${id} = ${row.id} and valid_to = 'infinity'`.execute(tx);
  await sql`insert into ${table} (${id}, valid_from, valid_to, fields, amendment_id)
    values (${row.id}, ${day}, 'infinity', ${JSON.stringify(after)}, ${amendment.id})`.execute(tx);
}

/** Kysely's `on` for the version of a day. */
export const onDay = (alias: string, day: string) =>
  sql<boolean>`${sql.ref(`${alias}.valid_from`)} <= ${day} and ${sql.ref(`${alias}.valid_to`)} > ${day}`;

/** Everything that a target was, is and will be, oldest first. Empty for one that was never amended. */
export async function findTargetVersions(tx: Tx, targetId: string): Promise<TargetVersion[]> {
  const rows = await tx
    .selectFrom('target_version as v')
    .leftJoin('amendment as a', 'a.id', 'v.amendment_id')
    .select([sql<string>`v.valid_from::text`.as('from'), sql<string>`v.valid_to::text`.as('to'), 'v.fields'])
    .select(['a.id', 'a.number', 'a.basis'])
    .where('v.target_id', '=', targetId)
    .orderBy('v.valid_from')
    .execute();
  const day = (text: string) => (text.endsWith('infinity') ? null : text);
  const firstReal = rows.map((row) => row.fields as { value?: string }).find((fields) => fields.value);
  return rows.map((row) => {
    const own = row.fields as { absent?: true } & Required<TargetFields>;
    const fields = own.absent ? (firstReal as Required<TargetFields>) : own;
    return {
      from: day(row.from),
      to: day(row.to),
      absent: own.absent === true,
      comparator: fields.comparator,
      value: fields.value,
      valueHigh: fields.valueHigh,
      dueOn: fields.dueOn,
      amendment: row.id === null ? null : { id: row.id, number: row.number!, basis: row.basis! },
    };
  });
}
