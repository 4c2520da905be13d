import { CompositeError, judge } from '../../../packages/composite/index.ts';
import type { Answer } from '../../../packages/contract/index.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { AppError } from '../../kernel/error.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { getStoredRound, isClosed, lockRound, type StoredRound } from './rounds.ts';

/** Above this ratio judgements contradict each other too much to count (Saaty 1980). */
export const CONSISTENCY_LIMIT = 0.1;

/** Gives or changes the own answer while the round is open. @throws AppError round.* */
export async function answerRound(services: Services, scope: UserScope, id: string, answer: Answer): Promise<void> {
  await withOwnPlace(services, scope, id, async (tx, round, expert) => {
    if (expert.recused_at) throw new AppError('round.recused');
    checkAnswer(round, answer);
    await tx
      .updateTable('index_expert')
      .set({ answer: JSON.stringify(answer), answered_at: services.clock.now() })
      .where('round_id', '=', id)
      .where('person_id', '=', scope.personId)
      .execute();
    return { action: 'index.answer', zh: '评议权重', en: 'Weighed', details: {} };
  });
}

/** Stands back, with the reason: what was answered before no longer counts. */
export async function recuseFromRound(services: Services, scope: UserScope, id: string, reason: string): Promise<void> {
  await withOwnPlace(services, scope, id, async (tx, _round, expert) => {
    if (expert.recused_at) throw new AppError('round.recused');
    await tx
      .updateTable('index_expert')
      .set({ answer: null, answered_at: null, recused_at: services.clock.now(), reason })
      .where('round_id', '=', id)
      .where('person_id', '=', scope.personId)
      .execute();
    return { action: 'index.recuse', zh: '回避权重评议', en: 'Recused from weighing', details: { reason } };
  });
}

type Tx = Parameters<Parameters<Services['db']['within']>[1]>[0];
async function withOwnPlace(
  { db, clock }: Services,
  scope: UserScope,
  id: string,
  act: (
    tx: Tx,
    round: StoredRound,
    expert: { recused_at: Date | null },
  ) => Promise<{ action: string; zh: string; en: string; details: Record<string, unknown> }>,
): Promise<void> {
  await db.within(scope, async (tx) => {
    await lockRound(tx, id);
    const round = await getStoredRound(tx, id);
    const expert = await tx
      .selectFrom('index_expert')
      .select('recused_at')
      .where('round_id', '=', id)
      .where('person_id', '=', scope.personId)
      .forUpdate()
      .executeTakeFirst();
    if (!expert) throw new AppError('round.not-invited');
    if (isClosed(round, clock)) throw new AppError('round.closed');
    const { action, zh, en, details } = await act(tx, round, expert);
    await recordAudit(tx, scope, clock, {
      action,
      regionCode: round.region_code,
      object: { kind: 'index-round', id },
      summary: { zh: `${zh}：${round.title}`, en: `${en}: ${round.title}` },
      details,
    });
  });
}

function checkAnswer({ nodes, method }: StoredRound, answer: Answer): void {
  const refuse = (node: string, zh: string, en: string) => new AppError('round.answer', { node, problem: { zh, en } });
  for (const { code, name, children } of nodes) {
    const own = answer[code];
    if (!own) throw refuse(name, '还没有作答', 'no answer yet');
    if (method === 'ahp') {
      if (!('matrix' in own) || own.matrix.length !== children.length)
        throw refuse(name, '判断矩阵的阶数不对', 'the matrix has another order');
      try {
        const { ratio, worst } = judge(own.matrix, name);
        if (ratio > CONSISTENCY_LIMIT)
          throw refuse(
            name,
            `判断前后不一致（一致性比例 ${ratio.toFixed(2)} > ${CONSISTENCY_LIMIT}）；请先重看“${children[worst.row]?.name}”与“${children[worst.column]?.name}”`,
            `the judgements are inconsistent (ratio ${ratio.toFixed(2)} > ${CONSISTENCY_LIMIT}); look again at “${children[worst.row]?.nameEn}” and “${children[worst.column]?.nameEn}” first`,
          );
      } catch (error) {
        if (error instanceof CompositeError) throw refuse(name, error.zh, error.en);
        throw error;
      }
      continue;
    }
    if (!('points' in own)) throw refuse(name, '请分配 100 分', 'give out 100 points');
    const unknown = Object.keys(own.points).find((child) => !children.some(({ code }) => code === child));
    if (unknown) throw refuse(name, `没有下级 ${unknown}`, `no child ${unknown}`);
    const sum = Object.values(own.points).reduce((total, v) => total + v, 0);
    if (Math.abs(sum - 100) > 1e-6)
      throw refuse(name, `合计须为 100 分，现为 ${sum}`, `the points must be 100 in all, they are ${sum}`);
  }
  const extra = Object.keys(answer).find((node) => !nodes.some(({ code }) => code === node));
  if (extra) throw refuse(extra, '不在本轮之内', 'is not part of this round');
}
