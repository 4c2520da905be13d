import { sql } from 'kysely';
import type { Visibility } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { authorize, type Scope } from '../../kernel/scope/scope.ts';
import { indexEntries } from '../../kernel/search/index.ts';
import type { Services } from '../../kernel/services.ts';
import { logPlanAct, planContent } from './log-plan.ts';
import { documentEntries, indexPlan } from './search-entries.ts';

/** What other rooms made of a plan becomes as restricted as the plan. */
export type VisibilityFollower = (tx: Tx, planId: string, restricted: boolean) => Promise<void>;

/** Changes who may see an adopted plan, its tasks and targets, and the document that it came from. */
export async function setVisibility(
  { db, clock }: Services,
  scope: Scope,
  planId: string,
  visibility: Visibility,
  follow?: VisibilityFollower,
): Promise<void> {
  await db.within(scope, async (tx) => {
    const plan = await tx
      .selectFrom('plan')
      .select(['region_code', 'visibility', 'document_id', 'origin', 'source_sha256'])
      .where('id', '=', planId)
      .executeTakeFirst();
    if (!plan) throw new AppError('not-found', { what: planId });
    authorize(scope, 'plan.adopt', plan.region_code);
    const outside = visibility === 'restricted' && scope.kind === 'user' && scope.regionCode !== plan.region_code;
    // A pack is published, and so are its figures.
    if (plan.origin === 'pack' || outside)
      throw new AppError('input.invalid', { field: 'visibility', problem: visibility });
    if (plan.visibility === visibility) return;
    await tx.updateTable('plan').set({ visibility }).where('id', '=', planId).execute();
    if (plan.document_id) await fitDocumentVisibility(tx, plan.document_id);
    await indexPlan(tx, planId, today(clock));
    if (visibility === 'public')
      await logPlanAct(
        tx,
        clock,
        { id: planId, regionCode: plan.region_code, visibility },
        'plan.adopted',
        await planContent(tx, planId),
        { region: plan.region_code, source: plan.source_sha256 },
      );
    await follow?.(tx, planId, visibility === 'restricted');
    await recordAudit(tx, scope, clock, {
      action: 'plan.visibility',
      regionCode: plan.region_code,
      object: { kind: 'plan', id: planId },
      summary: { zh: `更改规划 ${planId} 的公开范围`, en: `Changed who may see plan ${planId}` },
      details: { from: plan.visibility, to: visibility },
    });
  });
}

/** A document is as open as the least open of the plans that it became; a part that became none counts as internal. */
export async function fitDocumentVisibility(tx: Tx, documentId: string): Promise<void> {
  const row = await tx
    .selectFrom('source_document as d')
    .select(sql<number>`jsonb_array_length(d.reading -> 'documents')`.as('parts'))
    .where('d.id', '=', documentId)
    .executeTakeFirstOrThrow();
  const plans = await tx.selectFrom('plan').select('visibility').where('document_id', '=', documentId).execute();
  const open = plans.length === row.parts && plans.every((plan) => plan.visibility === 'public');
  const closed = plans.some((plan) => plan.visibility === 'restricted');
  await tx
    .updateTable('source_document')
    .set({ visibility: closed ? 'restricted' : open ? 'public' : 'internal' })
    .where('id', '=', documentId)
    .execute();
  await indexEntries(tx, await documentEntries(tx, documentId));
}
