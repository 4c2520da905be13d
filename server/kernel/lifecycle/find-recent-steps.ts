import { sql } from 'kysely';
import type { RecentStep } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { UserScope } from '../scope/scope.ts';
import type { AnyLifecycle } from './take-step.ts';

/** What others did since a moment in cases that the user may see, newest first; named as search names them. */
export async function findRecentSteps(
  tx: Tx,
  scope: UserScope,
  rules: readonly AnyLifecycle[],
  since: Date,
  limit: number,
): Promise<{ total: number; rows: RecentStep[] }> {
  const { rows } = await sql<Row>`
    select s.id, s.at, s.actor, s.kind, s.action, s.to_state, s.comment, e.title, e.title_en, e.link,
      count(*) over () as total
    from lifecycle_step s
      join search_entry e on e.kind = s.kind and e.object_id = s.object_id
    where s.at > ${since} and s.person_id is distinct from ${scope.personId}::uuid
      and s.kind = any (${rules.map((rule) => rule.kind)}::text[]) and s.action <> 'open'
    order by s.id desc limit ${limit}`.execute(tx);
  return {
    total: Number(rows[0]?.total ?? 0),
    rows: rows.map((row) => {
      const rule = rules.find((one) => one.kind === row.kind)!;
      const { zh, en } = rule.transitions[row.action] ?? rule.states[row.to_state]!;
      return {
        id: row.id,
        at: row.at.toISOString(),
        actor: row.actor,
        what: { zh, en },
        title: { zh: row.title, en: row.title_en ?? row.title },
        link: row.link,
        comment: row.comment,
      };
    }),
  };
}

type Row = {
  id: string;
  at: Date;
  actor: string;
  kind: string;
  action: string;
  to_state: string;
  comment: string | null;
  title: string;
  title_en: string | null;
  link: string;
  total: string;
};
