import { recordAudit } from '../audit/record-audit.ts';
import { dateOf, dayNumber } from '../calendar/index.ts';
import { systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { organizations } from './data/organizations.ts';
import { indexOrganizations } from './search-entries.ts';

/**
 * Brings the organizations that ship with the program up to date. Those that the deployer added are left alone, and so
 * are shipped ones that the deployer changed: a reform entered by hand outlives the next start.
 */
export async function loadOrganizations({ db, clock }: Services): Promise<void> {
  const scope = systemScope('load-organizations');
  const wanted = toRows();
  await db.within(scope, async (tx) => {
    const known = await tx.selectFrom('organization').selectAll().execute();
    const byId = new Map(
      known.map(({ uscc: _, simulated: __, edited_at: ___, ...row }) => [row.id, JSON.stringify(row)]),
    );
    const edited = new Set(known.filter((row) => row.edited_at !== null).map((row) => row.id));
    const changed = wanted.filter((row) => !edited.has(row.id) && byId.get(row.id) !== JSON.stringify(row));
    if (changed.length === 0) return;
    await tx
      .insertInto('organization')
      .values(changed)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          name_en: eb.ref('excluded.name_en'),
          short_names: eb.ref('excluded.short_names'),
          kind: eb.ref('excluded.kind'),
          region_code: eb.ref('excluded.region_code'),
          valid_from: eb.ref('excluded.valid_from'),
          valid_to: eb.ref('excluded.valid_to'),
          successors: eb.ref('excluded.successors'),
        })),
      )
      .execute();
    await indexOrganizations(
      tx,
      changed.map((row) => row.id),
    );
    await recordAudit(tx, scope, clock, {
      action: 'organization.load',
      regionCode: '330000',
      object: { kind: 'register', id: 'organization' },
      summary: { zh: '更新机构名录', en: 'Updated the register of organizations' },
      details: { changed: changed.length },
    });
  });
}

function toRows() {
  return organizations.map((organization) => ({
    id: organization.code,
    name: organization.zh,
    name_en: organization.en,
    short_names: [...organization.shortNames],
    kind: organization.kind,
    region_code: organization.region,
    valid_from: organization.validFrom ?? null,
    valid_to: organization.validTo === undefined ? null : dateOf(dayNumber(organization.validTo) - 1),
    successors: [...organization.successors],
  }));
}
