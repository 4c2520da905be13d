import { z } from 'zod';
import {
  ApiError,
  exportQuery,
  GepDetail,
  GepList,
  GepMethodList,
  ObservationImport,
  RegionCode,
} from '../../../packages/contract/index.ts';
import { gepMethods } from '../../../packages/environment/index.ts';
import { AppError } from '../../kernel/error.ts';
import { type App, readUpload } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { exportTable } from '../../kernel/tabular/export-table.ts';
import { findAccounts, getAccount, publishAccount } from './gep-accounts.ts';
import { gepColumns, gepTemplate, importAccounts, linesOf } from './gep-file.ts';

const Filter = z.object({ region: RegionCode.optional(), year: z.coerce.number().int().optional() });
const Page = Filter.extend({
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
});
const Id = z.object({ id: z.string().max(40) });

export function gepRoutes(app: App, services: Services): void {
  const { db } = services;
  const reads = { permission: 'environment.read' } as const;
  const keeps = { permission: 'ecosystem.keep' } as const;
  const tags = ['ecosystem'];
  const accountId = (text: string) => {
    if (!z.uuid().safeParse(text).success) throw new AppError('not-found', { what: text });
    return text;
  };
  app.get(
    '/api/ecosystem',
    { config: reads, schema: { tags, querystring: Page, response: { 200: GepList } } },
    (request) => db.within(request.scope, (tx) => findAccounts(tx, request.query)),
  );
  app.get(
    '/api/ecosystem/methods',
    { config: reads, schema: { tags, response: { 200: GepMethodList } } },
    async () => ({ methods: gepMethods.map((method) => ({ ...method, services: [...method.services] })) }),
  );
  app.get(
    '/api/ecosystem/export',
    { config: reads, schema: { tags, querystring: Filter.extend(exportQuery) } },
    async (request, reply) => {
      const { format, language } = request.query;
      const lines = await db.within(request.scope, async (tx) => {
        const all = [];
        for (let page = 1, left = true; left; page++) {
          const { rows } = await findAccounts(tx, { ...request.query, page, size: 500 });
          for (const { id } of rows) all.push(...linesOf(await getAccount(tx, id)));
          left = rows.length === 500;
        }
        return all;
      });
      reply.header('content-disposition', `attachment; filename="gep.${format}"`);
      const { bytes, mediaType } = await exportTable(gepColumns, lines, format, {
        language,
        sheet: { zh: '生态账户', en: 'Accounts' },
      });
      return reply.type(mediaType).send(bytes);
    },
  );
  app.get('/api/ecosystem/template', { config: keeps, schema: { tags } }, async (_request, reply) => {
    reply.header('content-disposition', 'attachment; filename="gep.xlsx"');
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .send(Buffer.from(await gepTemplate()));
  });
  app.post(
    '/api/ecosystem/import',
    {
      config: keeps,
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        querystring: z.object({ dryRun: z.enum(['0', '1']).default('0') }),
        response: { 200: ObservationImport, 422: z.union([ObservationImport, ApiError]) },
      },
    },
    async (request, reply) => {
      const upload = await readUpload(request, 20);
      const dryRun = request.query.dryRun === '1';
      const answer = await importAccounts(services, request.scope, { ...upload, dryRun });
      return reply.status(answer.errors.length > 0 && !dryRun ? 422 : 200).send(answer);
    },
  );
  app.get(
    '/api/ecosystem/:id',
    { config: reads, schema: { tags, params: Id, response: { 200: GepDetail } } },
    (request) => db.within(request.scope, (tx) => getAccount(tx, accountId(request.params.id))),
  );
  app.post(
    '/api/ecosystem/:id/publish',
    { config: keeps, schema: { tags, params: Id, response: { 200: z.object({ id: z.string() }) } } },
    async (request) => ({ id: await publishAccount(services, request.scope, accountId(request.params.id)) }),
  );
}
