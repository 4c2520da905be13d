import type { Tx } from '../../db/connect.ts';
import type { UserScope } from '../scope/scope.ts';

/** When the user was last here before this session; null on the first visit. */
export async function findLastVisit(tx: Tx, scope: UserScope): Promise<Date | null> {
  let select = tx
    .selectFrom('session')
    .select((eb) => eb.fn.max('last_seen_at').as('at'))
    .where('person_id', '=', scope.personId);
  if (scope.sessionId) select = select.where('id', '<>', scope.sessionId);
  const row = await select.executeTakeFirst();
  return row?.at ?? null;
}
