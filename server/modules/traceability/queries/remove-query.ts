import { recordAudit } from '../../../kernel/audit/record-audit.ts';
import { authorize, type UserScope } from '../../../kernel/scope/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { notYours } from '../problems.ts';
import { getQuery } from './find-queries.ts';

/** Its subscriptions end with it. @throws NoSuchNameException, SecurityException */
export async function removeQuery({ db, clock }: Services, scope: UserScope, name: string): Promise<void> {
  authorize(scope, 'trace.capture', scope.regionCode);
  await db.within(scope, async (tx) => {
    await getQuery(tx, name);
    const removed = await tx
      .deleteFrom('epcis_query')
      .where('name', '=', name)
      .returning('region_code')
      .executeTakeFirst();
    if (!removed) throw notYours();
    await recordAudit(tx, scope, clock, {
      action: 'trace.query.remove',
      regionCode: removed.region_code,
      object: { kind: 'epcis-query', id: name },
      summary: { zh: `删除追溯查询 ${name}`, en: `Removed the traceability query ${name}` },
    });
  });
}
