import {
  allows,
  type IndexLevel,
  indexLevels,
  reaches,
  type SchemeContent,
  type SchemeDetail,
  type SchemeRow,
} from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import { countYearValues } from '../indicators/index.ts';
import { unitsOf } from './freeze-vintage.ts';
import { indicatorsOf } from './model.ts';
import { getScheme, regionNamed, runRows, toRunRow, toVersionRow, versionRows } from './rows.ts';

/** May this scope do it for the region of a scheme? */
export const mayFor = (scope: Scope, permission: 'index.edit' | 'index.publish', region: string): boolean =>
  scope.kind === 'user' && allows(scope.roles, permission) && reaches('own', scope.regionCode, region);

/** Schemes whose drafts the scope keeps, and those with something published. */
export async function findSchemes(tx: Tx): Promise<SchemeRow[]> {
  const schemes = await tx.selectFrom('index_scheme').selectAll().orderBy('created_at').orderBy('id').execute();
  const versions = await versionRows(tx).orderBy('v.number', 'desc').execute();
  const runs = await runRows(tx).where('r.published_at', 'is not', null).where('r.withdrawn_at', 'is', null).execute();
  return schemes.map((scheme) => {
    const own = versions.filter((version) => version.scheme_id === scheme.id);
    const inState = (...states: string[]) =>
      own.find(({ state }) => state !== null && states.includes(state))?.number ?? null;
    const content = own[0]?.content as SchemeContent | undefined;
    return {
      id: scheme.id,
      name: scheme.name,
      nameEn: scheme.name_en,
      note: scheme.note,
      noteEn: scheme.note_en,
      region: regionNamed(scheme.region_code, 2025),
      indicators: content?.nodes.filter(({ indicator }) => indicator !== undefined).length ?? 0,
      versions: own.length,
      adopted: inState('adopted'),
      draft: inState('draft', 'proposed'),
      published: runs
        .filter((run) => run.scheme_id === scheme.id)
        .map((run) => ({
          runId: run.id,
          level: run.level as IndexLevel,
          year: run.year,
          simulated: run.simulated,
          at: run.published_at!,
        }))
        .sort((a, b) => b.year - a.year || a.level.localeCompare(b.level) || b.at.getTime() - a.at.getTime())
        .map(({ at: _, ...run }) => run),
    };
  });
}

/** @throws AppError not-found */
export async function getSchemeDetail(tx: Tx, scope: Scope, id: string): Promise<SchemeDetail> {
  const scheme = await getScheme(tx, id);
  const { versions: _, ...row } = (await findSchemes(tx)).find((own) => own.id === id) as SchemeRow;
  const versions = await versionRows(tx).where('v.scheme_id', '=', id).orderBy('v.number', 'desc').execute();
  const runs = await runRows(tx).where('r.scheme_id', '=', id).orderBy('r.run_at', 'desc').limit(200).execute();
  const indicatorIds = versions[0] ? indicatorsOf(versions[0].content as SchemeContent) : [];
  const years: SchemeDetail['years'] = [];
  for (const level of indexLevels) {
    const regionCodes = unitsOf(scheme.region_code, level, 2025).map(({ code }) => code);
    for (const year of await countYearValues(tx, { indicatorIds, regionCodes })) years.push({ level, ...year });
  }
  return {
    ...row,
    versions: versions.map((version) => toVersionRow(version, scope)),
    runs: runs.map((run) => toRunRow(run, scope)),
    years,
    mayEdit: mayFor(scope, 'index.edit', scheme.region_code),
    mayPublish: mayFor(scope, 'index.publish', scheme.region_code),
  };
}
