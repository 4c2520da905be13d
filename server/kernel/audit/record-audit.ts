import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import type { Scope } from '../scope/scope.ts';

export type AuditEntry = {
  /** `object.verb`, as in `document.import`. */
  action: string;
  /** Region of the object; decides who may read the entry. */
  regionCode: string;
  object: { kind: string; id: string };
  summary: { zh: string; en: string };
  /** What changed, small enough to read: old and new values, counts. Never a secret. */
  details?: Record<string, unknown>;
};

/** Writes the audit row in the transaction of the change, so that neither exists without the other. */
export async function recordAudit(tx: Tx, scope: Scope, clock: Clock, entry: AuditEntry): Promise<void> {
  const user = scope.kind === 'user' ? scope : undefined;
  await tx
    .insertInto('audit')
    .values({
      at: clock.now(),
      person_id: user?.personId ?? null,
      actor: user?.displayName ?? (scope.kind === 'system' ? `system: ${scope.purpose}` : 'public'),
      organization_id: user?.organizationId ?? null,
      region_code: entry.regionCode,
      action: entry.action,
      object_kind: entry.object.kind,
      object_id: entry.object.id,
      summary: JSON.stringify(entry.summary),
      details: JSON.stringify(entry.details ?? {}),
      address: scope.kind === 'system' ? null : scope.address,
    })
    .execute();
}
