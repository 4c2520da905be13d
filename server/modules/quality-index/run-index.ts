/** Asks for a run, and runs it as a job: trial runs of drafts, official runs of adopted versions. */
import { createHash } from 'node:crypto';
import type { NewRun, SchemeContent } from '../../../packages/contract/index.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { enqueueJob, type JobKind } from '../../kernel/jobs/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { findIndicators } from '../indicators/index.ts';
import { computeApart } from './compute-thread.ts';
import { freezeVintage, getFrozen } from './freeze-vintage.ts';
import { digestOf, findProblems } from './model.ts';
import { getScheme, getStoredVersion } from './rows.ts';

const KIND = 'index.run';
/** Fewer variants give intervals that mean nothing. */
export const OFFICIAL_SAMPLES = 200;
type Payload = { versionId: string; vintageId: string; kind: NewRun['kind']; samples: number; content: SchemeContent };

/** Freezes the data and enqueues the run, both or neither. Returns the job's id. */
export async function startRun(
  { db, clock }: Services,
  scope: UserScope,
  versionId: string,
  wanted: NewRun,
): Promise<string> {
  return db.within(scope, async (tx) => {
    const version = await getStoredVersion(tx, versionId);
    authorize(scope, 'index.edit', version.region_code);
    if (wanted.kind === 'official' && version.state !== 'adopted') throw new AppError('index.not-adopted');
    const { content } = version;
    const { samples } = content.uncertainty;
    if (wanted.kind === 'official' && samples < OFFICIAL_SAMPLES)
      throw new AppError('index.samples', { least: OFFICIAL_SAMPLES, given: samples });
    const known = new Set((await findIndicators(tx)).map(({ id }) => id));
    const first = findProblems(content, known)[0];
    if (first) throw new AppError('index.problems', { problem: first.message });
    const scheme = await getScheme(tx, version.scheme_id);
    const day = today(clock);
    const asOf = wanted.asOf ?? day;
    if (asOf > day)
      throw new AppError('input.invalid', {
        field: 'asOf',
        problem: { zh: `须不晚于今天（${day}）`, en: `not after today (${day})` },
      });
    const { level, year, kind } = wanted;
    const vintage = await freezeVintage(tx, scope, clock, {
      schemeId: scheme.id,
      regionCode: scheme.region_code,
      level,
      year,
      asOf,
      content,
    });
    const words = { trial: { zh: '试算', en: 'trial run' }, official: { zh: '正式测算', en: 'official run' } }[kind];
    const payload: Payload = {
      versionId,
      vintageId: vintage.id,
      kind,
      samples: kind === 'trial' ? (wanted.samples ?? samples) : samples,
      content,
    };
    return enqueueJob(tx, scope, clock, {
      kind: KIND,
      title: { zh: `${scheme.name} ${year} 年${words.zh}`, en: `${scheme.name_en} ${year}: ${words.en}` },
      regionCode: scheme.region_code,
      payload,
    });
  });
}

/** Begun again after an interruption it computes the same, and writes it once. */
export const indexRunJob: JobKind<Payload> = {
  kind: KIND,
  attempts: 2,
  run: async ({ services, scope, id, payload, progress, signal }) => {
    const { db, clock } = services;
    const { versionId, vintageId, kind, samples, content } = payload;
    const frozen = await db.within(scope, (tx) => getFrozen(tx, vintageId));
    const result = await computeApart(
      { content, frozen, samples },
      (done, total) =>
        progress(done, total, { zh: `已完成 ${done} / ${total} 种变体`, en: `${done} of ${total} variants done` }),
      signal,
    );
    const runId = await db.within(scope, async (tx) => {
      const done = await tx.selectFrom('index_run').select('id').where('job_id', '=', id).executeTakeFirst();
      if (done) return done.id;
      const version = await getStoredVersion(tx, versionId);
      const scheme = await getScheme(tx, version.scheme_id);
      const { simulated } = await tx
        .selectFrom('index_vintage')
        .select('simulated')
        .where('id', '=', vintageId)
        .executeTakeFirstOrThrow();
      const run = await tx
        .insertInto('index_run')
        .values({
          scheme_id: scheme.id,
          version_id: versionId,
          vintage_id: vintageId,
          region_code: scheme.region_code,
          kind,
          content: JSON.stringify(content),
          method_digest: digestOf(content),
          samples,
          result: JSON.stringify(result),
          simulated,
          job_id: id,
          run_at: clock.now(),
          actor: scope.kind === 'user' ? scope.displayName : 'system',
          person_id: scope.kind === 'user' ? scope.personId : null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const resultDigest = createHash('sha256').update(JSON.stringify(result.rows)).digest('hex');
      await recordAudit(tx, scope, clock, {
        action: 'index.run',
        regionCode: scheme.region_code,
        object: { kind: 'index-run', id: run.id },
        summary: {
          zh: `${kind === 'trial' ? '试算' : '测算'}指数：${scheme.name}（${frozen.year} 年）`,
          en: `Ran an index: ${scheme.name_en} (${frozen.year}, ${kind})`,
        },
        details: { version: version.number, year: frozen.year, samples, simulated, resultDigest },
      });
      return run.id;
    });
    return {
      message: { zh: `已测算 ${result.rows.length} 个地区`, en: `${result.rows.length} regions computed` },
      link: `/index/runs/${runId}`,
      facts: { runId },
    };
  },
};
