import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { AppError } from '../../kernel/error.ts';
import { getInstallationKind } from '../../kernel/installation/index.ts';
import { appendLogEntry, keepContent } from '../../kernel/log/index.ts';
import { notify } from '../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { getStoredRun, type RunWithResult } from './rows.ts';

const titleOf = (run: RunWithResult) => ({
  zh: `${run.scheme_name}（${run.year} 年）`,
  en: `${run.scheme_name_en} (${run.year})`,
});

/**
 * Publishes an official run with its method note. Somebody other than whoever ran it; simulated values never in a real
 * installation. @throws AppError index.not-official, index.published, index.own-run, index.simulated
 */
export async function publishRun({ db, clock }: Services, scope: UserScope, id: string, note: string): Promise<void> {
  await db.within(scope, async (tx) => {
    const run = await getStoredRun(tx, id);
    authorize(scope, 'index.publish', run.region_code);
    if (run.kind !== 'official') throw new AppError('index.not-official');
    if (run.published_at) throw new AppError('index.published');
    const { person_id } = await tx
      .selectFrom('index_run')
      .select('person_id')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (person_id === scope.personId) throw new AppError('index.own-run');
    if (run.simulated && (await getInstallationKind(tx)) !== 'demo') throw new AppError('index.simulated');
    await refuseUnpublished(tx, run.vintage_id);
    const { numUpdatedRows } = await tx
      .updateTable('index_run')
      .set({ published_at: clock.now(), note })
      .where('id', '=', id)
      .where('published_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new AppError('index.published');
    const title = titleOf(run);
    await recordAudit(tx, scope, clock, {
      action: 'index.publish',
      regionCode: run.region_code,
      object: { kind: 'index-run', id },
      summary: { zh: `公布指数：${title.zh}`, en: `Published an index: ${title.en}` },
      details: { dataDigest: run.data_digest, methodDigest: run.method_digest, simulated: run.simulated },
    });
    const facts = { version: run.number, dataDigest: run.data_digest, methodDigest: run.method_digest };
    await appendLogEntry(tx, clock, {
      kind: 'index.run-published',
      subject: `index-run/${id}`,
      statement: {
        ...facts,
        year: run.year,
        simulated: run.simulated,
        content: await keepContent(tx, contentOf(run, note)),
      },
    });
    await notify(tx, scope, clock, {
      kind: 'index.published',
      office: run.region_code,
      title: { zh: `已公布：${title.zh}`, en: `Published: ${title.en}` },
      link: `/index/runs/${id}`,
      object: { kind: 'index-run', id },
    });
  });
}

/** What was published, as anybody may read it: the ranking and what it rests on. */
function contentOf(run: RunWithResult, note: string): Parameters<typeof keepContent>[1] {
  return {
    form: 'zhimai.index-run/1',
    id: run.id,
    scheme: run.scheme_name,
    version: run.number,
    level: run.level,
    year: run.year,
    dataDigest: run.data_digest,
    methodDigest: run.method_digest,
    simulated: run.simulated,
    note,
    rows: run.result.rows.map(({ region, rank, rankInterval, scores }) => ({ region, rank, rankInterval, scores })),
  };
}

/** The data of a published index are public with it: nothing that was kept back may come out this way. */
async function refuseUnpublished(tx: Tx, vintageId: string): Promise<void> {
  const kept = await tx
    .selectFrom('index_vintage_value')
    .select(['indicator_id', 'region_code', 'year'])
    .where('vintage_id', '=', vintageId)
    .where('published', '=', false)
    .orderBy('indicator_id')
    .orderBy('region_code')
    .execute();
  const [first] = kept;
  if (first)
    throw new AppError('index.unpublished', {
      count: kept.length,
      first: `${first.indicator_id} ${first.region_code} ${first.year}`,
    });
}

/** Takes a published result back; it stays readable to the office, with the reason. */
export async function withdrawRun(
  { db, clock }: Services,
  scope: UserScope,
  id: string,
  reason: string,
): Promise<void> {
  await db.within(scope, async (tx) => {
    const run = await getStoredRun(tx, id);
    authorize(scope, 'index.publish', run.region_code);
    if (!run.published_at || run.withdrawn_at) throw new AppError('index.published');
    await tx
      .updateTable('index_run')
      .set({ withdrawn_at: clock.now(), withdrawn_reason: reason })
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .execute();
    const title = titleOf(run);
    await recordAudit(tx, scope, clock, {
      action: 'index.withdraw',
      regionCode: run.region_code,
      object: { kind: 'index-run', id },
      summary: { zh: `撤回指数：${title.zh}`, en: `Withdrew an index: ${title.en}` },
      details: { reason },
    });
    // The reason stays with the office.
    await appendLogEntry(tx, clock, {
      kind: 'index.run-withdrawn',
      subject: `index-run/${id}`,
      statement: { version: run.number, year: run.year },
    });
  });
}

/** For the public: whether the run may be read today; one that was taken back is not handed out again. */
export async function isRunOpen(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('index_run')
    .select(['published_at', 'withdrawn_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined && row.published_at !== null && row.withdrawn_at === null;
}
