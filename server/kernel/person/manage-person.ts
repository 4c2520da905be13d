/** What every action on somebody's account begins with: is it there, may this administrator, who remains. */
import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';
import { type Clock, today } from '../clock.ts';
import { AppError } from '../error.ts';
import { authorize, type Scope } from '../scope/scope.ts';

/** Throws `not-found` out of reach, `person.self` for oneself, `person.outside` when posts elsewhere count too. */
export async function getManaged(tx: Tx, scope: Scope, id: string) {
  authorize(scope, 'person.manage');
  const person = await tx.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  if (!person) throw new AppError('not-found', { what: id });
  if (scope.kind === 'user' && scope.personId === id) throw new AppError('person.self');
  if (scope.kind === 'user' && !(await mayManage(tx, id)))
    throw new AppError('person.outside', { name: person.display_name });
  return person;
}

export async function mayManage(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select may_manage_person(${id}) as may`.execute(tx);
  return rows[0]!.may;
}

const ADMINISTRATORS = 7_310_003;

/**
 * Runs a change that may take an administrator away. Throws `person.last-administrator` when a region of the highest
 * level in reach would be left without one who stays. The lock keeps two who remove each other apart.
 */
export async function keepAdministrators<T>(tx: Tx, clock: Clock, change: () => Promise<T>): Promise<T> {
  await sql`select pg_advisory_xact_lock(${ADMINISTRATORS})`.execute(tx);
  const before = await findAdministered(tx, today(clock));
  const answer = await change();
  const after = new Set(await findAdministered(tx, today(clock)));
  const level = (code: string) => (code.endsWith('0000') ? 0 : code.endsWith('00') ? 1 : 2);
  const top = Math.min(...before.map(level));
  const left = before.find((code) => level(code) === top && !after.has(code));
  if (left !== undefined) throw new AppError('person.last-administrator', { region: left });
  return answer;
}

/** Regions with an administrator today whose post has no end. */
async function findAdministered(tx: Tx, day: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select('post.region_code')
    .distinct()
    .where('person.disabled_at', 'is', null)
    .where('post.valid_from', '<=', day)
    .where('post.valid_to', 'is', null)
    .where(sql<boolean>`'administrator' = any (post.roles)`)
    .execute();
  return rows.map((row) => row.region_code);
}
