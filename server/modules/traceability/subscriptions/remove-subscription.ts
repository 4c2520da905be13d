import { recordAudit } from '../../../kernel/audit/record-audit.ts';
import { authorize, type UserScope } from '../../../kernel/scope/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { notYours } from '../problems.ts';
import { getQuery } from '../queries/find-queries.ts';
import { getSubscription } from './find-subscriptions.ts';

/** @throws NoSuchNameException, NoSuchSubscriptionException, SecurityException */
export async function removeSubscription(
  { db, clock }: Services,
  scope: UserScope,
  queryName: string,
  id: string,
): Promise<void> {
  authorize(scope, 'trace.capture', scope.regionCode);
  await db.within(scope, async (tx) => {
    await getQuery(tx, queryName);
    await getSubscription(tx, queryName, id);
    const removed = await tx
      .deleteFrom('epcis_subscription')
      .where('id', '=', id)
      .returning('region_code')
      .executeTakeFirst();
    if (!removed) throw notYours();
    await recordAudit(tx, scope, clock, {
      action: 'trace.unsubscribe',
      regionCode: removed.region_code,
      object: { kind: 'epcis-subscription', id },
      summary: { zh: `退订追溯查询 ${queryName}`, en: `Unsubscribed from the traceability query ${queryName}` },
    });
  });
}
