import { reaches } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';

/**
 * Lead and joint units exist today, none is named twice, none is a collective name that nobody can act for, and none
 * belongs to a region above: nobody orders who stands over them. Throws `task.unit` with the first that does not fit.
 */
export async function checkUnits(
  tx: Tx,
  scope: UserScope,
  { leadId, jointIds }: { leadId: string; jointIds: readonly string[] },
  day: string,
): Promise<void> {
  const ids = [leadId, ...jointIds];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  const rows = await tx
    .selectFrom('organization')
    .select(['id', 'name', 'name_en', 'kind', 'region_code', 'valid_from', 'valid_to'])
    .where('id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const refuse = (id: string, zh: string, en: string) => {
    const row = byId.get(id);
    return new AppError('task.unit', {
      unit: { zh: row?.name ?? id, en: row?.name_en ?? id },
      reason: { zh, en },
    });
  };
  if (twice !== undefined) throw refuse(twice, '重复列出', 'it is named twice');
  for (const id of ids) {
    const row = byId.get(id);
    if (!row) throw refuse(id, '名录中没有', 'it is not in the register');
    if (row.kind === 'group') throw refuse(id, '是统称，请选具体机构', 'it is a collective name: choose organizations');
    if (row.valid_to !== null && row.valid_to < day)
      throw refuse(id, `已于 ${row.valid_to} 撤并`, `it ended on ${row.valid_to}`);
    if (row.valid_from !== null && row.valid_from > day)
      throw refuse(id, `${row.valid_from} 才成立`, `it begins on ${row.valid_from}`);
    if (!reaches('down', scope.regionCode, row.region_code))
      throw refuse(id, '不在您的管辖范围内', 'it lies outside the regions you act for');
  }
}
