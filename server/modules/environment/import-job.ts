import { AppError } from '../../kernel/error.ts';
import { getEvidence, storeEvidence } from '../../kernel/evidence/store-evidence.ts';
import { enqueueJob, type JobKind } from '../../kernel/jobs/index.ts';
import { authorize, systemScope, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { type ComputeInput, computeYear } from './compute-year.ts';
import { importReadings } from './import-readings.ts';

const IMPORT = 'environment.import';
const COMPUTE = 'environment.compute';

/** Keeps the file and enqueues its import, both or neither. */
export async function enqueueReadings(
  { db, clock }: Services,
  scope: UserScope,
  file: { name: string; bytes: Uint8Array },
): Promise<string> {
  authorize(scope, 'environment.import');
  return db.within(scope, async (tx) =>
    enqueueJob(tx, scope, clock, {
      kind: IMPORT,
      title: { zh: `导入监测数据：${file.name}`, en: `Import readings: ${file.name}` },
      regionCode: scope.regionCode,
      payload: { sha256: await storeEvidence(tx, file.bytes), name: file.name },
    }),
  );
}

/** Begun again after an interruption it does the same: nothing was written, or the same readings are found unchanged. */
export const readingImportJob: JobKind<{ sha256: string; name: string }> = {
  kind: IMPORT,
  attempts: 3,
  run: async ({ services, scope, payload, progress }) => {
    const { content } = await services.db.within(systemScope(IMPORT), (tx) => getEvidence(tx, payload.sha256));
    if (!content) throw new AppError('not-found', { what: payload.name });
    const { added, corrected, unchanged, errors } = await importReadings(services, scope, {
      name: payload.name,
      bytes: content,
      dryRun: false,
      progress: (done, total) => progress(done, total),
    });
    const first = errors[0];
    if (first) throw new AppError('input.rows-first', { count: errors.length, row: first.row, problem: first.message });
    return {
      message: {
        zh: `新增 ${added}，更正 ${corrected}，未变 ${unchanged}`,
        en: `${added} added, ${corrected} corrected, ${unchanged} unchanged`,
      },
      link: '/environment',
      facts: { added, corrected, unchanged },
    };
  },
};

export async function enqueueCompute({ db, clock }: Services, scope: UserScope, input: ComputeInput): Promise<string> {
  authorize(scope, 'environment.compute');
  const name = input.kind === 'air' ? { zh: '空气', en: 'air' } : { zh: '地表水', en: 'surface water' };
  return db.within(scope, (tx) =>
    enqueueJob(tx, scope, clock, {
      kind: COMPUTE,
      title: { zh: `计算 ${input.year} 年${name.zh}指标`, en: `Compute ${name.en} of ${input.year}` },
      regionCode: scope.regionCode,
      payload: { ...input },
    }),
  );
}

export const computeJob: JobKind<ComputeInput> = {
  kind: COMPUTE,
  attempts: 2,
  run: async ({ services, scope, payload, progress }) => {
    const { results, observations } = await computeYear(services, scope, payload, (done, total) =>
      progress(done, total),
    );
    return {
      message: {
        zh: `${results} 个地区，写入 ${observations} 个指标值`,
        en: `${results} regions, ${observations} values written`,
      },
      link: '/environment',
      facts: { results, observations },
    };
  },
};
