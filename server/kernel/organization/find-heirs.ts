import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';

/**
 * Who answers on a day for the duties of an organization: itself while it exists, else its successors, followed through
 * every reform that the register knows. Empty when all of them have ended without one.
 */
export async function findHeirs(tx: Tx, id: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive line as (
      select id, successors, valid_to, array[id] as seen from organization where id = ${id}
      union all
      select n.id, n.successors, n.valid_to, line.seen || n.id
      from line join organization n on n.id = any (line.successors)
      where line.valid_to < ${day} and n.id <> all (line.seen)
    )
    select distinct id from line where valid_to is null or valid_to >= ${day} order by id`.execute(tx);
  return rows.map((row) => row.id);
}
