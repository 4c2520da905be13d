/** The stored rows, typed, and the pieces that several actions share. */
import type { IndexLevel, RunRow, SchemeContent, SchemeNode, VersionRow } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { caseOf } from '../../kernel/lifecycle/index.ts';
import { regionByCode } from '../../kernel/region/index.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import type { StoredResult } from './compute-index.ts';
import { versionLifecycle } from './version-lifecycle.ts';

export async function getScheme(tx: Tx, id: string) {
  const scheme = await tx.selectFrom('index_scheme').selectAll().where('id', '=', id).executeTakeFirst();
  if (!scheme) throw new AppError('not-found', { what: id });
  return scheme;
}

export const versionRows = (tx: Tx) =>
  tx
    .selectFrom('index_version as v')
    .leftJoin('lifecycle_case as c', (join) => join.on(caseOf('index-version', 'v.id')))
    .selectAll('v')
    .select('c.state');

export type StoredVersion = Awaited<ReturnType<ReturnType<typeof versionRows>['executeTakeFirstOrThrow']>>;

export async function getStoredVersion(tx: Tx, id: string): Promise<StoredVersion & { content: SchemeContent }> {
  const version = await versionRows(tx).where('v.id', '=', id).executeTakeFirst();
  if (!version) throw new AppError('not-found', { what: id });
  return { ...version, content: version.content as SchemeContent };
}

/** Who changes a version waits for whoever is changing it: what is saved, proposed and adopted is one and the same. */
export async function lockVersion(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom('index_version').select('id').where('id', '=', id).forUpdate().execute();
}

/** Names of officers are for those who are signed in. */
const named = (scope: Scope, name: string) => (scope.kind === 'public' ? '' : name);

export function toVersionRow(version: StoredVersion, scope: Scope): VersionRow {
  // The public sees the version of a published run, not its case: what was run officially was adopted.
  const id = (version.state ?? 'adopted') as 'draft';
  const { zh, en, tone } = versionLifecycle.states[id];
  return {
    id: version.id,
    number: version.number,
    state: { id, zh, en, tone },
    createdAt: version.created_at.toISOString(),
    author: named(scope, version.author),
  };
}

export const runRows = (tx: Tx) =>
  tx
    .selectFrom('index_run as r')
    .innerJoin('index_version as v', 'v.id', 'r.version_id')
    .innerJoin('index_vintage as d', 'd.id', 'r.vintage_id')
    .innerJoin('index_scheme as s', 's.id', 'r.scheme_id')
    .select([
      'r.id',
      'r.scheme_id',
      'r.version_id',
      'r.vintage_id',
      'r.region_code',
      'r.kind',
      'r.samples',
      'r.simulated',
    ])
    .select([
      'r.run_at',
      'r.actor',
      'r.published_at',
      'r.note',
      'r.withdrawn_at',
      'r.withdrawn_reason',
      'r.method_digest',
    ])
    .select(['v.number', 'd.level', 'd.year', 'd.as_of', 'd.digest as data_digest'])
    .select(['s.name as scheme_name', 's.name_en as scheme_name_en'])
    .select((eb) => eb.fn<number>('jsonb_array_length', [eb.ref('r.result', '->').key('rows' as never)]).as('units'));

type StoredRun = Awaited<ReturnType<ReturnType<typeof runRows>['executeTakeFirstOrThrow']>>;

export const toRunRow = (run: StoredRun, scope: Scope): RunRow => ({
  id: run.id,
  versionId: run.version_id,
  versionNumber: run.number,
  kind: run.kind as RunRow['kind'],
  level: run.level as IndexLevel,
  year: run.year,
  units: Number(run.units),
  simulated: run.simulated,
  samples: run.samples,
  runAt: run.run_at.toISOString(),
  actor: named(scope, run.actor),
  publishedAt: run.published_at?.toISOString() ?? null,
  withdrawnAt: run.withdrawn_at?.toISOString() ?? null,
});

/** A run with its content and result. @throws AppError not-found */
export async function getStoredRun(tx: Tx, id: string) {
  const run = await runRows(tx).select(['r.content', 'r.result']).where('r.id', '=', id).executeTakeFirst();
  if (!run) throw new AppError('not-found', { what: id });
  return { ...run, content: run.content as SchemeContent, result: run.result as StoredResult };
}
export type RunWithResult = Awaited<ReturnType<typeof getStoredRun>>;

/** Name of a region as it was called at the end of a year; of later years as it is called on the last known day. */
export function regionNamed(code: string, year: number): { code: string; name: string; nameEn: string } {
  const region = regionByCode(code, `${year}-12-31`);
  return { code, name: region?.zh ?? code, nameEn: region?.en ?? code };
}

export const rootOf = (nodes: readonly SchemeNode[]): string => nodes.find(({ parent }) => parent === null)?.code ?? '';
