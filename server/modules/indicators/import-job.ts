/** A large observation file is imported as a job: all of it or nothing, as a small one, but with progress. */

import { AppError } from '../../kernel/error.ts';
import { getEvidence, storeEvidence } from '../../kernel/evidence/store-evidence.ts';
import { enqueueJob, type JobKind } from '../../kernel/jobs/index.ts';
import { authorize, type Scope, systemScope, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { seriesKey } from './find-observations.ts';
import { countRows, importObservations } from './import-observations.ts';
import type { TemplateRow } from './observation-template.ts';

export const JOB_ROWS = 2_000;
const KIND = 'observation.import';
type Payload = { sha256: string; name: string; publish: boolean };
type FindTemplateRows = (scope: Scope, plan: string | undefined) => Promise<TemplateRow[]>;

/** Keeps the file and enqueues its import, both or neither; undefined for a file small enough to be done at once. */
export async function enqueueImport(
  { db, clock }: Services,
  scope: UserScope,
  file: { name: string; bytes: Uint8Array; publish: boolean },
): Promise<string | undefined> {
  authorize(scope, 'observation.import');
  const rows = await countRows(file);
  if (rows <= JOB_ROWS) return undefined;
  return db.within(scope, async (tx) => {
    const payload: Payload = { sha256: await storeEvidence(tx, file.bytes), name: file.name, publish: file.publish };
    return enqueueJob(tx, scope, clock, {
      kind: KIND,
      title: { zh: `导入观测值：${file.name}（${rows} 行）`, en: `Import observations: ${file.name} (${rows} rows)` },
      regionCode: scope.regionCode,
      payload,
    });
  });
}

/** Begun again after an interruption it does the same: nothing was written, or the same values are found unchanged. */
export const observationImportJob = (findTemplateRows: FindTemplateRows): JobKind<Payload> => ({
  kind: KIND,
  attempts: 3,
  run: async ({ services, scope, payload, progress }) => {
    // The evidence of an import has no reader of its own: the program reads what this person uploaded.
    const { content } = await services.db.within(systemScope(KIND), (tx) => getEvidence(tx, payload.sha256));
    if (!content) throw new AppError('not-found', { what: payload.name });
    const asked = await findTemplateRows(scope, undefined);
    const answer = await importObservations(services, scope, {
      name: payload.name,
      bytes: content,
      dryRun: false,
      publish: payload.publish,
      wanted: new Set(asked.map((row) => seriesKey(row.indicatorId, row.regionCode, row.breakdown))),
      progress: (done, total) =>
        progress(done, total, { zh: `已写入 ${done} / ${total} 行`, en: `${done} of ${total} rows written` }),
    });
    const first = answer.errors[0];
    if (first)
      throw new AppError('input.rows-first', {
        count: answer.errors.length,
        row: first.row,
        problem: first.message,
      });
    const { added, corrected, unchanged } = answer;
    return {
      message: {
        zh: `新增 ${added}，更正 ${corrected}，未变 ${unchanged}`,
        en: `${added} added, ${corrected} corrected, ${unchanged} unchanged`,
      },
      link: '/targets',
      facts: { added, corrected, unchanged },
    };
  },
});
