import { sql } from 'kysely';
import Papa from 'papaparse';
import {
  type SignInPage,
  type SignInQuery,
  type SignInResult,
  type SignInRow,
  signInResults,
} from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { escapeLike } from '../escape-like.ts';
import { authorize, type Scope } from '../scope/scope.ts';

/** Sign-ins of the scope's regions, newest first, from the audit trail; row-level security decides what is seen. */
export async function findSignIns(tx: Tx, scope: Scope, query: SignInQuery): Promise<SignInPage> {
  authorize(scope, 'session.watch');
  const counted = await filtered(tx, { ...query, result: undefined })
    .select('a.action')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .groupBy('a.action')
    .execute();
  const counts = Object.fromEntries(signInResults.map((result) => [result, 0])) as Record<SignInResult, number>;
  for (const row of counted) counts[row.action.replace('session.', '') as SignInResult] = Number(row.n);
  const rows = await filtered(tx, query)
    .leftJoin('person as p', (join) =>
      join.on(sql<boolean>`p.id = coalesce(a.person_id, (select q.id from person q where q.user_name = a.object_id))`),
    )
    .selectAll('a')
    .select(['p.id as seen_id', 'p.display_name as seen_name', 'p.user_name as seen_user'])
    .orderBy('a.at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return {
    total: query.result ? counts[query.result] : Object.values(counts).reduce((sum, n) => sum + n, 0),
    counts,
    rows: rows.map((row) => {
      const details = row.details as { client?: string; address?: string };
      return {
        id: row.id,
        at: row.at.toISOString(),
        person: row.seen_id && row.seen_name ? { id: row.seen_id, displayName: row.seen_name } : null,
        userName: row.seen_user ?? (row.object_kind === 'person' ? row.object_id : row.actor),
        result: row.action.replace('session.', '') as SignInResult,
        summary: row.summary as SignInRow['summary'],
        address: row.address ?? details.address ?? null,
        client: details.client ?? null,
      };
    }),
  };
}

function filtered(tx: Tx, query: SignInQuery) {
  const actions = query.result ? [query.result] : [...signInResults];
  let select = tx.selectFrom('audit as a').where(
    'a.action',
    'in',
    actions.map((result) => `session.${result}`),
  );
  if (query.from) select = select.where('a.at', '>=', sql<Date>`${query.from}::date at time zone 'Asia/Shanghai'`);
  if (query.to) select = select.where('a.at', '<', sql<Date>`(${query.to}::date + 1) at time zone 'Asia/Shanghai'`);
  if (query.q) {
    const like = `%${escapeLike(query.q.trim())}%`;
    select = select.where(
      sql<boolean>`(a.actor ilike ${like} or (a.object_kind = 'person' and a.object_id ilike ${like})
        or exists (select 1 from person q where (q.id = a.person_id or (a.object_kind = 'person' and q.user_name = a.object_id))
          and (q.user_name ilike ${like} or q.display_name ilike ${like})))`,
    );
  }
  return select;
}

const words: Record<SignInResult, string> = {
  open: '登录 signed in',
  refuse: '失败 refused',
  lock: '锁定 locked',
  revoke: '结束 ended',
  post: '换岗 switched post',
};

/** CSV with a byte-order mark, as spreadsheets want it; a cell that would be a formula is made text. */
export function signInsToCsv(rows: readonly SignInRow[]): string {
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
  const lines = rows.map((row) => [
    time.format(new Date(row.at)),
    row.userName,
    row.person?.displayName ?? '',
    words[row.result],
    row.address ?? '',
    row.client ?? '',
  ]);
  const fields = ['时间 time', '用户名 user name', '名称 name', '结果 result', '地址 address', '客户端 client'];
  return `\ufeff${Papa.unparse({ fields, data: lines }, { escapeFormulae: true })}\r\n`;
}
