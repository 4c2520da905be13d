import type { Tx } from '../../../db/connect.ts';
import { EpcisException } from '../problems.ts';
import type { Definition, NamedQuery } from './define-query.ts';

export async function findQueries(tx: Tx, limit: number, after = ''): Promise<NamedQuery[]> {
  const rows = await tx
    .selectFrom('epcis_query')
    .select(['name', 'query'])
    .where('name', '>', after)
    .orderBy('name')
    .limit(limit)
    .execute();
  return rows.map(({ name, query }) => ({ name, definition: query as Definition }));
}

/** @throws NoSuchNameException */
export async function getQuery(tx: Tx, name: string): Promise<NamedQuery> {
  const row = await tx.selectFrom('epcis_query').select('query').where('name', '=', name).executeTakeFirst();
  if (!row)
    throw new EpcisException('NoSuchNameException', { zh: `没有查询 ${name}`, en: `There is no query ${name}` });
  return { name, definition: row.query as Definition };
}
