import { ahpWeights, budgetWeights, combineJudgements, judge } from '../../../packages/composite/index.ts';
import type { Answer, SchemeContent } from '../../../packages/contract/index.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { AppError } from '../../kernel/error.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { writeContent } from './change-version.ts';
import { expertsOf, getStoredRound, lockRound, type RoundNodes, type RoundResult } from './rounds.ts';
import { getStoredVersion, lockVersion } from './rows.ts';

/** Closes a round and computes its weights; nothing of the scheme changes yet. @throws AppError round.no-answers */
export async function closeRound({ db, clock }: Services, scope: UserScope, id: string): Promise<void> {
  await db.within(scope, async (tx) => {
    await lockRound(tx, id);
    const round = await getStoredRound(tx, id);
    authorize(scope, 'index.edit', round.region_code);
    if (round.closed_at) throw new AppError('round.closed');
    const answers = (await expertsOf(tx, [id])).flatMap(({ answer }) => (answer === null ? [] : [answer as Answer]));
    if (answers.length === 0) throw new AppError('round.no-answers');
    const result = Object.fromEntries(round.nodes.map((node) => [node.code, combine(node, answers)]));
    const { numUpdatedRows } = await tx
      .updateTable('index_round')
      .set({ closed_at: clock.now(), result: JSON.stringify(result) })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new AppError('round.closed');
    await recordAudit(tx, scope, clock, {
      action: 'index.close-round',
      regionCode: round.region_code,
      object: { kind: 'index-round', id },
      summary: { zh: `结束权重评议：${round.title}`, en: `Closed a weighting round: ${round.title}` },
      details: { experts: answers.length, result },
    });
  });
}

/**
 * One set of weights from those of the experts: for AHP the geometric mean of their judgements, element by element; for
 * points their mean. `spread` is the smallest and largest weight that any of them gave.
 */
export function combine(node: RoundNodes[number], answers: readonly Answer[]): RoundResult[string] {
  const codes = node.children.map(({ code }) => code);
  const given = answers.map((answer) => answer[node.code]!);
  const matrices = given.flatMap((own) => ('matrix' in own ? [own.matrix] : []));
  const points = given.flatMap((own) => ('points' in own ? [own.points] : []));
  const each = [
    ...matrices.map((matrix) => judge(matrix, node.code).weights),
    ...points.map((own) => budgetWeights([own], codes, node.code)),
  ];
  const together = combineJudgements(matrices);
  const weights =
    matrices.length > 0 ? ahpWeights(together, Infinity, node.code) : budgetWeights(points, codes, node.code);
  const round = (v: number) => Math.round(v * 1e6) / 1e6;
  return {
    weights: Object.fromEntries(codes.map((code, j) => [code, round(weights[j] as number)])),
    spread: Object.fromEntries(
      codes.map((code, j) => {
        const own = each.map((w) => w[j] as number);
        return [code, [round(Math.min(...own)), round(Math.max(...own))] as [number, number]];
      }),
    ),
    experts: given.length,
    ratio: matrices.length > 0 ? judge(together, node.code).ratio : null,
  };
}

/** Takes the weights of a closed round over into the draft, and notes where they come from. @throws AppError index.not-draft */
export async function applyRound({ db, clock }: Services, scope: UserScope, id: string): Promise<void> {
  await db.within(scope, async (tx) => {
    await lockRound(tx, id);
    const round = await getStoredRound(tx, id);
    authorize(scope, 'index.edit', round.region_code);
    const { result } = round;
    if (!round.closed_at || !result || round.applied_at) throw new AppError('round.closed');
    await lockVersion(tx, round.version_id);
    const version = await getStoredVersion(tx, round.version_id);
    if (version.state !== 'draft') throw new AppError('index.not-draft');
    const weightOf = (parent: string | null, code: string) =>
      parent === null ? undefined : result[parent]?.weights[code];
    const content: SchemeContent = {
      ...version.content,
      nodes: version.content.nodes.map((node) => ({
        ...node,
        weight: weightOf(node.parent, node.code) ?? node.weight,
      })),
    };
    const from = Object.fromEntries(
      Object.entries(result).map(([node, { experts }]) => [node, { roundId: id, method: round.method, experts }]),
    );
    const weightsFrom = { ...(version.weights_from as object), ...from };
    await writeContent(tx, scope, clock, version, version.revision, content, weightsFrom);
    await tx.updateTable('index_round').set({ applied_at: clock.now() }).where('id', '=', id).execute();
  });
}
