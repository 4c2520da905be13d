import { allows, type Division, reaches, type Share } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { findRegions } from '../../kernel/region/find-regions.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import { checkDivision, sumOf, type Whole } from './check-division.ts';
import { findBoard, type StoredTarget } from './find-board.ts';

export const wholeOf = (target: StoredTarget): Whole => ({
  comparator: target.comparator as Whole['comparator'],
  value: target.value,
  valueHigh: target.value_high,
  kind: target.kind as Whole['kind'],
  unit: target.unit,
  startsOn: target.period_start ?? `${target.due_on.slice(0, 4)}-01-01`,
  dueOn: target.due_on,
  milestones: target.milestones as Whole['milestones'],
});

/** The regions directly below on a day, in the order of their codes. */
export async function findChildRegions(tx: Tx, code: string, day: string) {
  return (await findRegions(tx, day)).filter((region) => region.parentCode === code);
}

/** How a target is divided now, how each share stands on a day, and every version before. Throws `not-found`. */
export async function getDivision(tx: Tx, scope: Scope, targetId: string, asOf: string): Promise<Division> {
  const [entry] = await findBoard(tx, asOf, { ids: [targetId] });
  if (!entry) throw new AppError('not-found', { what: targetId });
  const { target } = entry;
  const regions = await findChildRegions(tx, target.region_code, asOf);
  const below = await findBoard(tx, asOf, { parent: targetId });
  const divided = new Set(
    below.length === 0
      ? []
      : (
          await tx
            .selectFrom('target')
            .select('parent_id')
            .distinct()
            .where(
              'parent_id',
              'in',
              below.map((one) => one.row.id),
            )
            .execute()
        ).map((row) => row.parent_id),
  );
  const versions = await findVersions(tx, targetId);
  const last = versions[0];
  const problem = last ? checkDivision(wholeOf(target), last.rule, last.note, last.shares, regions) : undefined;
  const byRegion = new Map(below.map((one) => [one.row.region.code, one]));
  return {
    targetId,
    rule: last?.rule ?? null,
    version: last?.version ?? 0,
    note: last?.note ?? '',
    value: target.value,
    unit: target.unit,
    milestones: target.milestones as Division['milestones'],
    regions: regions.map(({ code, name, nameEn }) => {
      const one = byRegion.get(code);
      const share = last?.shares.find((row) => row.region === code);
      return {
        region: { code, name, nameEn },
        share: share ? { value: share.value, milestones: share.milestones } : null,
        targetId: one?.row.id ?? null,
        latest: one?.row.latest?.value ?? null,
        simulated: one?.row.latest?.simulated ?? false,
        status: one?.row.status ?? null,
        divided: one !== undefined && divided.has(one.row.id),
      };
    }),
    total: last?.rule === 'sum' ? sumOf(last.shares.map((share) => share.value)).toFixed() : null,
    problem: problem ?? null,
    // Who divided it when is for those who work here.
    versions: scope.kind === 'public' ? [] : versions,
    mayDivide:
      scope.kind === 'user' &&
      regions.length > 0 &&
      allows(scope.roles, 'target.divide') &&
      reaches('down', scope.regionCode, target.region_code),
  };
}

async function findVersions(tx: Tx, targetId: string): Promise<Division['versions']> {
  const rows = await tx
    .selectFrom('target_division as d')
    .innerJoin('target_share as s', 's.division_id', 'd.id')
    .select(['d.id', 'd.version', 'd.rule', 'd.note', 'd.divided_value', 'd.recorded_at', 'd.actor'])
    .select(['s.region_code', 's.value', 's.milestones'])
    .where('d.target_id', '=', targetId)
    .orderBy('d.version', 'desc')
    .orderBy('s.region_code')
    .execute();
  return [...Map.groupBy(rows, (row) => row.version).values()].map((shares) => {
    const [first] = shares;
    return {
      version: first!.version,
      rule: first!.rule as Division['versions'][number]['rule'],
      note: first!.note,
      value: first!.divided_value,
      at: first!.recorded_at.toISOString(),
      actor: first!.actor,
      shares: shares.map((row) => ({
        region: row.region_code,
        value: row.value,
        milestones: row.milestones as Share['milestones'],
      })),
    };
  });
}
