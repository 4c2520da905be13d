/** Rounds of expert weighting, as they are stored and shown. */
import { sql } from 'kysely';
import { judge } from '../../../packages/composite/index.ts';
import type { Answer, RoundDetail, RoundRow } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { type Clock, today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';
import { mayFor } from './find-schemes.ts';

export type RoundNodes = RoundDetail['nodes'];
export type RoundResult = NonNullable<RoundDetail['result']>;

const roundRows = (tx: Tx) =>
  tx
    .selectFrom('index_round as r')
    .innerJoin('index_scheme_name as s', 's.version_id', 'r.version_id')
    .selectAll('r')
    .select(['s.scheme_id', 's.name', 's.name_en']);

export async function getStoredRound(tx: Tx, id: string) {
  const round = await roundRows(tx).where('r.id', '=', id).executeTakeFirst();
  if (!round) throw new AppError('not-found', { what: id });
  return { ...round, nodes: round.nodes as RoundNodes, result: round.result as RoundResult | null };
}
export type StoredRound = Awaited<ReturnType<typeof getStoredRound>>;

/** Answers and the closing of a round wait for each other: what was answered in time is counted. */
export async function lockRound(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(tx);
}

/** Closed by the office, or past its last day. */
export const isClosed = (round: { closed_at: Date | null; closes_on: string }, clock: Clock): boolean =>
  round.closed_at !== null || round.closes_on < today(clock);

type Expert = Awaited<ReturnType<typeof expertsOf>>[number];
const expertsOf = (tx: Tx, roundIds: readonly string[]) =>
  tx
    .selectFrom('index_expert')
    .selectAll()
    .where('round_id', 'in', [...roundIds])
    .orderBy('name')
    .execute();
const stateOf = (expert: Expert) => (expert.recused_at ? 'recused' : expert.answer === null ? 'open' : 'answered');

/** Rounds that the user keeps or is invited to, the newest first. */
export async function findRounds(
  tx: Tx,
  scope: UserScope,
  query: { version?: string | undefined },
): Promise<RoundRow[]> {
  let select = roundRows(tx).orderBy('r.opens_on', 'desc').orderBy('r.id').limit(200);
  if (query.version) select = select.where('r.version_id', '=', query.version);
  const rounds = await select.execute();
  if (rounds.length === 0) return [];
  const experts = Map.groupBy(
    await expertsOf(
      tx,
      rounds.map(({ id }) => id),
    ),
    ({ round_id }) => round_id,
  );
  return rounds.map((round) => toRow(round, experts.get(round.id) ?? [], scope));
}

/** Rounds that still wait for an answer of the user. */
export async function findOpenInvitations(tx: Tx, scope: UserScope, day: string): Promise<RoundRow[]> {
  const rounds = await findRounds(tx, scope, {});
  return rounds.filter((round) => round.mine === 'open' && round.closedAt === null && round.closesOn >= day);
}

function toRow(
  round: Omit<StoredRound, 'nodes' | 'result'> & { nodes: unknown; result: unknown },
  experts: readonly Expert[],
  scope: UserScope,
): RoundRow {
  const own = experts.find(({ person_id }) => person_id === scope.personId);
  const count = (state: string) => experts.filter((expert) => stateOf(expert) === state).length;
  return {
    id: round.id,
    versionId: round.version_id,
    schemeId: round.scheme_id as string,
    schemeName: round.name as string,
    schemeNameEn: round.name_en as string,
    title: round.title,
    method: round.method as RoundRow['method'],
    opensOn: round.opens_on,
    closesOn: round.closes_on,
    closedAt: round.closed_at?.toISOString() ?? null,
    appliedAt: round.applied_at?.toISOString() ?? null,
    invited: experts.length,
    answered: count('answered'),
    recused: count('recused'),
    mine: own ? stateOf(own) : 'none',
  };
}

/** The office sees who has answered, never what, before the round is closed; an expert sees the own answer. */
export async function getRound(tx: Tx, scope: UserScope, id: string): Promise<RoundDetail> {
  const round = await getStoredRound(tx, id);
  const experts = await expertsOf(tx, [id]);
  const own = experts.find(({ person_id }) => person_id === scope.personId);
  const keeps = mayFor(scope, 'index.edit', round.region_code);
  const answer = (own?.answer ?? null) as Answer | null;
  return {
    ...toRow(round, experts, scope),
    // Somebody invited from elsewhere sees only the own row: row-level security gives no more.
    nodes: round.nodes,
    experts: experts.map((expert) => ({
      person: { id: expert.person_id, name: expert.name },
      organization: expert.organization,
      state: stateOf(expert),
      at: (expert.recused_at ?? expert.answered_at)?.toISOString() ?? null,
      reason: expert.reason,
    })),
    answer,
    ratios: answer ? ratiosOf(answer) : {},
    result: round.closed_at ? round.result : null,
    mayClose: keeps && round.closed_at === null,
    mayApply: keeps && round.closed_at !== null && round.applied_at === null && round.result !== null,
  };
}

export function ratiosOf(answer: Answer): Record<string, number> {
  return Object.fromEntries(
    Object.entries(answer).flatMap(([node, own]) => ('matrix' in own ? [[node, judge(own.matrix, node).ratio]] : [])),
  );
}

export { expertsOf };
