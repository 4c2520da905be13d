import { z } from 'zod';
import {
  Day,
  DivideTarget,
  Division,
  DocumentDetail,
  DocumentRow,
  exportQuery,
  PlanDetail,
  PlanList,
  RegionCode,
  RegionTable,
  TargetDetail,
  TargetPage,
  TargetQuery,
  Task,
  Visibility,
} from '../../../packages/contract/index.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { type App, readUpload, userOf } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { sendTable } from '../../kernel/tabular/send-table.ts';
import { divideTarget } from './divide-target.ts';
import { getLedger, ledgerToCsv, ledgerToDocx, ledgerToView, ledgerToXlsx } from './export-ledger.ts';
import { targetColumns } from './export-targets.ts';
import { boardOf, countStatuses, findBoard } from './find-board.ts';
import { findDocuments, getDocument } from './find-documents.ts';
import { findPlans, findTasks, getPlan } from './find-plans.ts';
import { findRegionTable } from './find-region-table.ts';
import { getDivision } from './get-division.ts';
import { getDocumentFile } from './get-document-file.ts';
import { getTarget } from './get-target.ts';
import { amendmentRoutes } from './http-amendments.ts';
import { compareRoutes } from './http-compare.ts';
import { importDocument } from './import-document.ts';
import { DOCUMENT_LIMIT_MB } from './read-document.ts';
import { removeDocument } from './remove-document.ts';
import { setVisibility, type VisibilityFollower } from './set-visibility.ts';

const AsOf = z.object({ asOf: Day.optional() });
const Id = z.object({ id: z.string().max(200) });
const Uuid = z.object({ id: z.uuid() });

export function planRoutes(app: App, services: Services, follow?: VisibilityFollower): void {
  const { db, clock } = services;
  const anyone = { permission: 'plan.read' } as const;
  amendmentRoutes(app, services);
  compareRoutes(app, services);

  app.get(
    '/api/plans',
    { config: anyone, schema: { tags: ['plans'], querystring: AsOf, response: { 200: PlanList } } },
    async (request) => {
      const asOf = request.query.asOf ?? today(clock);
      return { asOf, plans: await db.within(request.scope, (tx) => findPlans(tx, asOf)) };
    },
  );
  app.get(
    '/api/plans/:id',
    { config: anyone, schema: { tags: ['plans'], params: Id, querystring: AsOf, response: { 200: PlanDetail } } },
    (request) => db.within(request.scope, (tx) => getPlan(tx, request.params.id, request.query.asOf ?? today(clock))),
  );
  app.get(
    '/api/plans/:id/ledger',
    {
      config: anyone,
      schema: {
        tags: ['plans'],
        params: Id,
        querystring: AsOf.extend({
          format: z.enum(['json', 'xlsx', 'docx', 'csv']).default('json'),
          table: z.enum(['tasks', 'targets']).default('tasks'),
          language: exportQuery.language,
        }),
      },
    },
    async (request, reply) => {
      const { asOf = today(clock), format, table, language } = request.query;
      const ledger = await db.within(request.scope, (tx) => getLedger(tx, request.params.id, asOf, language));
      if (format === 'json') return reply.send(ledgerToView(ledger));
      const { shortTitle, shortTitleEn } = ledger.plan;
      const name = `${language === 'zh' ? `${shortTitle} 分解表` : `${shortTitleEn} ledger`} ${asOf}.${format}`;
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
      if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(ledgerToCsv(ledger, table));
      const bytes = format === 'docx' ? await ledgerToDocx(ledger) : await ledgerToXlsx(ledger);
      const kind = format === 'docx' ? 'wordprocessingml.document' : 'spreadsheetml.sheet';
      return reply.type(`application/vnd.openxmlformats-officedocument.${kind}`).send(Buffer.from(bytes));
    },
  );
  app.put(
    '/api/plans/:id/visibility',
    {
      config: { permission: 'plan.adopt' },
      schema: {
        tags: ['plans'],
        params: Id,
        body: z.object({ visibility: Visibility }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await setVisibility(services, request.scope, request.params.id, request.body.visibility, follow);
      return reply.status(204).send(null);
    },
  );
  const TaskQuery = AsOf.extend({
    plan: z.string().optional(),
    q: z.string().max(100).optional(),
    unit: z.string().max(100).optional(),
  });
  app.get(
    '/api/tasks',
    {
      config: anyone,
      schema: {
        tags: ['plans'],
        querystring: TaskQuery,
        response: { 200: z.object({ total: z.int(), rows: z.array(Task) }) },
      },
    },
    async (request) => {
      const rows = await db.within(request.scope, (tx) =>
        findTasks(tx, { ...request.query, asOf: request.query.asOf ?? today(clock) }),
      );
      return { total: rows.length, rows };
    },
  );

  app.get(
    '/api/targets',
    { config: anyone, schema: { tags: ['targets'], querystring: TargetQuery, response: { 200: TargetPage } } },
    async (request) => {
      const { query } = request;
      const asOf = query.asOf ?? today(clock);
      const entries = await db.within(request.scope, (tx) => findBoard(tx, asOf, query));
      const rows = boardOf(entries, query);
      // The counts are the filter's own choices: they leave the status filter out.
      const counted = boardOf(entries, { ...query, status: undefined });
      const from = (query.page - 1) * query.size;
      return {
        asOf,
        total: rows.length,
        statusCounts: countStatuses(counted),
        rows: rows.slice(from, from + query.size),
      };
    },
  );
  app.get(
    '/api/targets/export',
    {
      config: anyone,
      schema: { tags: ['targets'], querystring: TargetQuery.extend(exportQuery) },
    },
    async (request, reply) => {
      const { query } = request;
      const asOf = query.asOf ?? today(clock);
      const rows = boardOf(await db.within(request.scope, (tx) => findBoard(tx, asOf, query)), query);
      return sendTable(reply, targetColumns, rows, query, {
        file: `targets-${asOf}`,
        sheet: { zh: `目标 ${asOf}`, en: `Targets ${asOf}` },
      });
    },
  );
  app.get(
    '/api/targets/by-region',
    {
      config: anyone,
      schema: {
        tags: ['targets'],
        querystring: AsOf.extend({ plan: z.string() }),
        response: { 200: RegionTable },
      },
    },
    (request) =>
      db.within(request.scope, (tx) => findRegionTable(tx, request.query.plan, request.query.asOf ?? today(clock))),
  );
  app.get(
    '/api/targets/:id',
    { config: anyone, schema: { tags: ['targets'], params: Id, querystring: AsOf, response: { 200: TargetDetail } } },
    (request) =>
      db.within(request.scope, (tx) =>
        getTarget(tx, request.scope, request.params.id, request.query.asOf ?? today(clock)),
      ),
  );

  app.get(
    '/api/targets/:id/division',
    { config: anyone, schema: { tags: ['targets'], params: Id, querystring: AsOf, response: { 200: Division } } },
    (request) =>
      db.within(request.scope, (tx) =>
        getDivision(tx, request.scope, request.params.id, request.query.asOf ?? today(clock)),
      ),
  );
  app.put(
    '/api/targets/:id/division',
    {
      config: { permission: 'target.divide' },
      schema: { tags: ['targets'], params: Id, body: DivideTarget, response: { 200: z.object({ version: z.int() }) } },
    },
    async (request) => ({
      version: await divideTarget(services, request.scope, request.params.id, request.body),
    }),
  );

  const reads = { permission: 'document.read' } as const;
  app.get(
    '/api/documents',
    {
      config: reads,
      schema: { tags: ['documents'], response: { 200: z.object({ documents: z.array(DocumentRow) }) } },
    },
    async (request) => ({ documents: await db.within(request.scope, findDocuments) }),
  );
  app.get(
    '/api/documents/:id',
    { config: reads, schema: { tags: ['documents'], params: Uuid, response: { 200: DocumentDetail } } },
    (request) => db.within(request.scope, (tx) => getDocument(tx, request.params.id)),
  );
  app.get(
    '/api/documents/:id/file',
    { config: reads, schema: { tags: ['documents'], params: Uuid } },
    async (request, reply) => {
      const file = await getDocumentFile(services, request.scope, request.params.id);
      // Never shown inline: an uploaded HTML page must not run as a page of ours.
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
      return reply.type('application/octet-stream').send(file.bytes);
    },
  );
  app.post(
    '/api/documents',
    {
      config: { permission: 'document.import' },
      schema: { tags: ['documents'], consumes: ['multipart/form-data'], response: { 201: DocumentRow } },
    },
    async (request, reply) => {
      const user = userOf(request);
      const upload = await readUpload(request, DOCUMENT_LIMIT_MB);
      const regionCode = upload.fields.region ?? user.regionCode;
      if (!RegionCode.safeParse(regionCode).success)
        throw new AppError('input.invalid', { field: 'region', problem: regionCode });
      const visibility = upload.fields.visibility === 'restricted' ? 'restricted' : 'internal';
      const row = await importDocument(services, user, {
        fileName: upload.name,
        bytes: upload.bytes,
        regionCode,
        visibility,
      });
      return reply.status(201).send(row);
    },
  );
  app.delete(
    '/api/documents/:id',
    {
      config: { permission: 'document.remove' },
      schema: { tags: ['documents'], params: Uuid, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeDocument(services, request.scope, request.params.id);
      return reply.status(204).send(null);
    },
  );
}
