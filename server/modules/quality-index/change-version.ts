/** The draft of a scheme: read, saved, proposed, adopted by another. */
import { sql } from 'kysely';
import type { SaveVersion, SchemeContent, TakeStep, VersionDetail } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { minuteOf } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { getCase, takeStep } from '../../kernel/lifecycle/index.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type Scope, systemScope, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { findIndicators } from '../indicators/index.ts';
import { mayFor } from './find-schemes.ts';
import { digestOf, findProblems } from './model.ts';
import {
  getScheme,
  getStoredVersion,
  lockVersion,
  regionNamed,
  type StoredVersion,
  toVersionRow,
  versionRows,
} from './rows.ts';
import { versionLifecycle } from './version-lifecycle.ts';

/** An officer of the office edits; whoever changed it last or proposed it does not adopt it. */
export function partsOf(scope: Scope, version: Pick<StoredVersion, 'region_code' | 'authors'>): string[] {
  if (!mayFor(scope, 'index.edit', version.region_code) || scope.kind !== 'user') return [];
  return version.authors.at(-1) === scope.personId ? ['editor'] : ['editor', 'approver'];
}

/** @throws AppError not-found */
export async function getVersion(tx: Tx, scope: Scope, id: string): Promise<VersionDetail> {
  const version = await getStoredVersion(tx, id);
  const scheme = await getScheme(tx, version.scheme_id);
  const known = new Set((await findIndicators(tx)).map((indicator) => indicator.id));
  const mayEdit = mayFor(scope, 'index.edit', version.region_code);
  const published: VersionDetail['case'] = {
    state: { id: 'adopted', ...versionLifecycle.states.adopted },
    version: 0,
    dueOn: null,
    closed: false,
    path: [],
    steps: [],
    actions: [],
  };
  return {
    ...toVersionRow(version, scope),
    schemeId: scheme.id,
    schemeName: scheme.name,
    schemeNameEn: scheme.name_en,
    region: regionNamed(scheme.region_code, 2025),
    content: version.content,
    revision: version.revision,
    problems: findProblems(version.content, known),
    digest: digestOf(version.content),
    case: version.state === null ? published : await getCase(tx, versionLifecycle, id, partsOf(scope, version)),
    mayEdit: mayEdit && version.state === 'draft',
    weightsFrom: version.weights_from as VersionDetail['weightsFrom'],
  };
}

/** Saves a draft, with its problems: work may be put aside unfinished. @throws AppError index.changed, index.not-draft */
export async function saveVersion(
  { db, clock }: Services,
  scope: UserScope,
  id: string,
  wanted: SaveVersion,
): Promise<void> {
  await db.within(scope, async (tx) => {
    await lockVersion(tx, id);
    const version = await getStoredVersion(tx, id);
    authorize(scope, 'index.edit', version.region_code);
    if (version.state !== 'draft') throw new AppError('index.not-draft');
    await writeContent(tx, scope, clock, version, wanted.revision, wanted.content, version.weights_from as object);
  });
}

/** Writes a draft's content if nobody has since `revision`. Weights that no longer come from a round lose its name. */
export async function writeContent(
  tx: Tx,
  scope: UserScope,
  clock: Services['clock'],
  version: StoredVersion & { content: SchemeContent },
  revision: number,
  content: SchemeContent,
  weightsFrom: object,
): Promise<void> {
  const weightsBelow = (of: SchemeContent, node: string) =>
    of.nodes.filter(({ parent }) => parent === node).map(({ code, weight }) => [code, weight]);
  const before = version.weights_from as Record<string, unknown>;
  const kept = Object.fromEntries(
    Object.entries(weightsFrom).filter(
      ([node, from]) =>
        from !== before[node] ||
        digestOf(weightsBelow(version.content, node)) === digestOf(weightsBelow(content, node)),
    ),
  );
  const { numUpdatedRows } = await tx
    .updateTable('index_version')
    .set({
      content: JSON.stringify(content),
      weights_from: JSON.stringify(kept),
      revision: revision + 1,
      authors: sql`array_append(array_remove(authors, ${scope.personId}::uuid), ${scope.personId}::uuid)`,
      author: scope.displayName,
      changed_at: clock.now(),
    })
    .where('id', '=', version.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) {
    const now = await getStoredVersion(tx, version.id);
    throw new AppError('index.changed', { who: now.author, at: minuteOf(now.changed_at) });
  }
  const scheme = await getScheme(tx, version.scheme_id);
  await recordAudit(tx, scope, clock, {
    action: 'index.edit',
    regionCode: version.region_code,
    object: { kind: 'index-version', id: version.id },
    summary: {
      zh: `修改指数方案：${scheme.name} 第 ${version.number} 版`,
      en: `Changed an index scheme: ${scheme.name_en}, version ${version.number}`,
    },
    details: { revision: revision + 1, before: digestOf(version.content), after: digestOf(content) },
  });
}

/** Proposes, returns or adopts. An adopted version takes the place of the one before. @throws AppError step.*, index.problems */
export async function stepVersion(
  { db, clock }: Services,
  scope: UserScope,
  id: string,
  step: TakeStep,
): Promise<void> {
  await db.within(scope, async (tx) => {
    await lockVersion(tx, id);
    const version = await getStoredVersion(tx, id);
    authorize(scope, 'index.edit', version.region_code);
    const scheme = await getScheme(tx, version.scheme_id);
    if (step.action === 'propose' || step.action === 'adopt') {
      const known = new Set((await findIndicators(tx)).map((indicator) => indicator.id));
      const first = findProblems(version.content, known)[0];
      if (first) throw new AppError('index.problems', { problem: first.message });
    }
    const title = { zh: `${scheme.name} 第 ${version.number} 版`, en: `${scheme.name_en}, version ${version.number}` };
    const after = await takeStep(tx, scope, clock, versionLifecycle, {
      objectId: id,
      action: step.action,
      version: step.version,
      comment: step.comment,
      parts: partsOf(scope, version),
      title,
    });
    if (after.state === 'adopted') await retireOthers(tx, clock, version, title);
    const words = versionLifecycle.states[after.state as 'adopted'];
    await notify(tx, scope, clock, {
      kind: `index.${after.state}`,
      office: version.region_code,
      title: { zh: `${title.zh}：${words.zh}`, en: `${title.en}: ${words.en}` },
      link: `/index/versions/${id}`,
      object: { kind: 'index-version', id },
    });
  });
}

async function retireOthers(
  tx: Tx,
  clock: Services['clock'],
  version: StoredVersion,
  by: { zh: string; en: string },
): Promise<void> {
  const others = await versionRows(tx)
    .where('v.scheme_id', '=', version.scheme_id)
    .where('v.id', '<>', version.id)
    .where('c.state', '=', 'adopted')
    .execute();
  for (const other of others)
    await takeStep(tx, systemScope('index'), clock, versionLifecycle, {
      objectId: other.id,
      action: 'retire',
      comment: by.zh,
      parts: ['system'],
      title: by,
    });
}
