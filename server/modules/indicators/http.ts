import { z } from 'zod';
import { ApiError, ObservationImport } from '../../../packages/contract/index.ts';
import { type App, readUpload, userOf } from '../../kernel/http.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { seriesKey } from './find-observations.ts';
import { enqueueImport } from './import-job.ts';
import { importObservations } from './import-observations.ts';
import { observationTemplate, type TemplateRow } from './observation-template.ts';

export const OBSERVATION_LIMIT_MB = 20;

/** `findTemplateRows` comes from the module that knows which values are wanted. */
export function indicatorRoutes(
  app: App,
  services: Services,
  findTemplateRows: (scope: Scope, plan: string | undefined) => Promise<TemplateRow[]>,
): void {
  const permission = { permission: 'observation.import' } as const;
  app.post(
    '/api/observations/import',
    {
      config: permission,
      schema: {
        tags: ['observations'],
        consumes: ['multipart/form-data'],
        querystring: z.object({ dryRun: z.enum(['0', '1']).default('0'), publish: z.enum(['0', '1']).default('0') }),
        response: {
          200: ObservationImport,
          202: z.object({ jobId: z.string() }),
          422: z.union([ObservationImport, ApiError]),
        },
      },
    },
    async (request, reply) => {
      const upload = await readUpload(request, OBSERVATION_LIMIT_MB);
      if (request.query.dryRun === '0') {
        const large = { name: upload.name, bytes: upload.bytes, publish: request.query.publish === '1' };
        const jobId = await enqueueImport(services, userOf(request), large);
        if (jobId) return reply.status(202).send({ jobId });
      }
      const asked = await findTemplateRows(request.scope, undefined);
      const answer = await importObservations(services, request.scope, {
        wanted: new Set(asked.map((row) => seriesKey(row.indicatorId, row.regionCode, row.breakdown))),
        name: upload.name,
        bytes: upload.bytes,
        dryRun: request.query.dryRun === '1',
        publish: request.query.publish === '1',
      });
      return reply.status(answer.errors.length > 0 && !answer.dryRun ? 422 : 200).send(answer);
    },
  );
  app.get(
    '/api/observations/template',
    { config: permission, schema: { tags: ['observations'], querystring: z.object({ plan: z.string().optional() }) } },
    async (request, reply) => {
      const bytes = await observationTemplate(await findTemplateRows(request.scope, request.query.plan));
      reply.header('content-disposition', 'attachment; filename="observations.xlsx"');
      return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(Buffer.from(bytes));
    },
  );
}
