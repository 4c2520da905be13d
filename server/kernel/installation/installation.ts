/** Is this a demo or a real installation? Settled at the first start and never changed after. */
import type { Tx } from '../../db/connect.ts';
import { systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';

export type InstallationKind = 'demo' | 'real';

/** What has not been settled yet is real: nothing simulated can become public before anybody has said so. */
export async function getInstallationKind(tx: Tx): Promise<InstallationKind> {
  const row = await tx.selectFrom('installation').select('kind').executeTakeFirst();
  return row?.kind === 'demo' ? 'demo' : 'real';
}

/** Settles the kind where nobody has before. Returns what it is, which may be other than what was asked for. */
export async function settleInstallation({ db, clock }: Services, kind: InstallationKind): Promise<InstallationKind> {
  return db.within(systemScope('first start'), async (tx) => {
    await tx
      .insertInto('installation')
      .values({ kind, settled_at: clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return getInstallationKind(tx);
  });
}
