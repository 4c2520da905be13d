import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { OrganizationInput } from '../../../packages/contract/index.ts';
import { checkUscc, type UsccFault } from '../../../packages/identifiers/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../error.ts';
import { authorize, type Scope } from '../scope/scope.ts';
import { indexOrganizations } from './search-entries.ts';

export const usccFaults: Record<UsccFault, { zh: string; en: string }> = {
  length: { zh: '应为 18 位', en: 'it has 18 signs' },
  characters: { zh: '有不允许的字符（不含 I、O、S、V、Z）', en: 'a sign is not allowed (I, O, S, V, Z are not)' },
  authority: { zh: '首位登记管理部门代码不对', en: 'the first sign names no authority' },
  region: { zh: '第 3 至 8 位应为行政区划数字', en: 'signs 3 to 8 are digits of the region' },
  'check-digit': { zh: '校验位不符，请核对是否抄错', en: 'the check sign does not fit: look for a slip' },
};

/** Adds an organization of the administrator's regions. Returns its id. Throws what `checkOrganization` throws. */
export async function addOrganization(tx: Tx, scope: Scope, clock: Clock, input: OrganizationInput): Promise<string> {
  authorize(scope, 'organization.manage', input.regionCode);
  const uscc = await checkOrganization(tx, input, null);
  const id = `org-${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await tx
    .insertInto('organization')
    .values({ id, ...toRow(input, uscc), edited_at: clock.now() })
    .execute();
  await indexOrganizations(tx, [id]);
  await recordAudit(tx, scope, clock, {
    action: 'organization.add',
    regionCode: input.regionCode,
    object: { kind: 'organization', id },
    summary: { zh: `新增机构 ${input.name}`, en: `Added organization ${input.nameEn || input.name}` },
    details: { after: { ...input, uscc } },
  });
  return id;
}

/** Changes one; what ships with the program leaves it alone from then on. Throws `not-found`, `scope.outside` too. */
export async function changeOrganization(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  id: string,
  input: OrganizationInput,
): Promise<void> {
  const before = await tx.selectFrom('organization').selectAll().where('id', '=', id).executeTakeFirst();
  if (!before) throw new AppError('not-found', { what: id });
  authorize(scope, 'organization.manage', before.region_code);
  authorize(scope, 'organization.manage', input.regionCode);
  const uscc = await checkOrganization(tx, input, id);
  const after = toRow(input, uscc);
  await tx
    .updateTable('organization')
    .set({ ...after, edited_at: clock.now() })
    .where('id', '=', id)
    .execute();
  await indexOrganizations(tx, [id]);
  const { successors: _, edited_at: __, id: ___, ...old } = before;
  await recordAudit(tx, scope, clock, {
    action: 'organization.change',
    regionCode: input.regionCode,
    object: { kind: 'organization', id },
    summary: { zh: `更改机构 ${input.name}`, en: `Changed organization ${input.nameEn || input.name}` },
    details: { before: old, after },
  });
}

const toRow = (input: OrganizationInput, uscc: string | null) => ({
  name: input.name,
  name_en: input.nameEn,
  short_names: input.shortNames,
  kind: input.kind,
  region_code: input.regionCode,
  uscc,
  valid_from: input.validFrom,
  valid_to: input.validTo,
  simulated: input.simulated,
});

/**
 * Returns the code in its normal form. Throws `organization.uscc`, `organization.uscc-exists`, `organization.exists`,
 * `organization.days`, `not-found` for an unknown region.
 */
export async function checkOrganization(tx: Tx, input: OrganizationInput, own: string | null): Promise<string | null> {
  const { validFrom, validTo, name, regionCode } = input;
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    throw new AppError('organization.days', { from: validFrom, to: validTo });
  const region = await tx.selectFrom('region').select('name').where('code', '=', regionCode).executeTakeFirst();
  if (!region) throw new AppError('not-found', { what: regionCode });
  const uscc = normalUscc(input.uscc);
  const running = sql<boolean>`(valid_to is null or valid_to >= ${validFrom ?? '1900-01-01'})`;
  const others = tx
    .selectFrom('organization')
    .select('name')
    .where('id', '<>', own ?? '')
    .where(running);
  if (uscc !== null) {
    const taken = await others.where('uscc', '=', uscc).executeTakeFirst();
    if (taken) throw new AppError('organization.uscc-exists', { uscc, name: taken.name });
  }
  const same = await others.where('name', '=', name).where('region_code', '=', regionCode).executeTakeFirst();
  if (same) throw new AppError('organization.exists', { name, region: region.name });
  return uscc;
}

function normalUscc(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  const answer = checkUscc(text);
  if (!answer.ok) throw new AppError('organization.uscc', { reason: usccFaults[answer.reason] });
  return answer.uscc;
}
