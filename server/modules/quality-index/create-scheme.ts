import type { NewScheme } from '../../../packages/contract/index.ts';
import { AppError } from '../../kernel/error.ts';
import { openCase } from '../../kernel/lifecycle/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { getScheme, getStoredVersion, versionRows } from './rows.ts';
import { versionLifecycle } from './version-lifecycle.ts';

/** A scheme of the user's own region, as a copy of the newest version of another. */
export async function createScheme({ db, clock }: Services, scope: UserScope, wanted: NewScheme): Promise<string> {
  authorize(scope, 'index.edit', scope.regionCode);
  return db.within(scope, async (tx) => {
    const from = await getScheme(tx, wanted.from);
    const newest = await versionRows(tx)
      .where('v.scheme_id', '=', from.id)
      .orderBy('v.number', 'desc')
      .executeTakeFirst();
    if (!newest) throw new AppError('not-found', { what: wanted.from });
    const added = await tx
      .insertInto('index_scheme')
      .values({
        id: wanted.id,
        region_code: scope.regionCode,
        name: wanted.name,
        name_en: wanted.nameEn || wanted.name,
        created_at: clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) throw new AppError('index.scheme-exists', { id: wanted.id });
    return addVersion(
      tx,
      scope,
      clock,
      { id: wanted.id, name: wanted.name, name_en: wanted.nameEn, region_code: scope.regionCode },
      1,
      newest.content,
    );
  });
}

/** The next draft of a scheme, as a copy of a version. One draft at a time. */
export async function startVersion({ db, clock }: Services, scope: UserScope, versionId: string): Promise<string> {
  return db.within(scope, async (tx) => {
    const from = await getStoredVersion(tx, versionId);
    authorize(scope, 'index.edit', from.region_code);
    const scheme = await getScheme(tx, from.scheme_id);
    const all = await versionRows(tx).where('v.scheme_id', '=', scheme.id).orderBy('v.number', 'desc').execute();
    if (all.some(({ state }) => state === 'draft' || state === 'proposed')) throw new AppError('index.draft-open');
    return addVersion(tx, scope, clock, scheme, all[0]!.number + 1, from.content);
  });
}

async function addVersion(
  tx: Parameters<typeof getScheme>[0],
  scope: UserScope,
  clock: Services['clock'],
  scheme: { id: string; name: string; name_en: string; region_code: string },
  number: number,
  content: unknown,
): Promise<string> {
  const { id } = await tx
    .insertInto('index_version')
    .values({
      scheme_id: scheme.id,
      region_code: scheme.region_code,
      number,
      content: JSON.stringify(content),
      authors: [scope.personId],
      author: scope.displayName,
      created_at: clock.now(),
      changed_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const title = { zh: `${scheme.name} 第 ${number} 版`, en: `${scheme.name_en || scheme.name}, version ${number}` };
  await openCase(tx, scope, clock, versionLifecycle, { objectId: id, regionCode: scheme.region_code, title });
  return id;
}
