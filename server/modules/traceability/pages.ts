/** Page tokens: what was asked, up to when, and after what it goes on. Each belongs to whoever asked. */
import { randomBytes } from 'node:crypto';
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';
import { EpcisException } from './problems.ts';

export const PAGE_DEFAULT = 30;
export const PAGE_MOST = 1000;
const PAGE_HOURS = 1;

export type NextPage = { token: string; expiresAt: Date };

export async function savePage(tx: Tx, scope: UserScope, clock: Clock, path: string, state: object): Promise<NextPage> {
  const token = randomBytes(18).toString('base64url');
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + PAGE_HOURS * 3_600_000);
  // Whoever makes new ones clears away their own that are over.
  await tx.deleteFrom('epcis_page').where('expires_at', '<', now).execute();
  await tx
    .insertInto('epcis_page')
    .values({
      token,
      path,
      state: JSON.stringify(state),
      expires_at: expiresAt,
      organization_id: scope.organizationId,
      person_id: scope.personId,
    })
    .execute();
  return { token, expiresAt };
}

/** @throws QueryParameterException for a token that is unknown, over, or of another list. */
export async function findPage<T>(tx: Tx, clock: Clock, path: string, token: string): Promise<T> {
  const row = await tx
    .selectFrom('epcis_page')
    .select('state')
    .where('token', '=', token)
    .where('path', '=', path)
    .where('expires_at', '>', clock.now())
    .executeTakeFirst();
  if (!row)
    throw new EpcisException('QueryParameterException', {
      zh: 'nextPageToken 已失效或不属于这个列表，请重新查询',
      en: 'nextPageToken has expired or is of another list: ask again from the start',
    });
  return row.state as T;
}

/** True when there was such a token. */
export async function removePage(tx: Tx, token: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('epcis_page').where('token', '=', token).executeTakeFirst();
  return numDeletedRows > 0n;
}
