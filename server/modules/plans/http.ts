import { z } from 'zod';
import {
  Day,
  DivideTarget,
  Division,
  exportQuery,
  PlanDetail,
  PlanList,
  PlanQuery,
  RegionTable,
  TargetDetail,
  TargetPage,
  TargetQuery,
  Task,
  Visibility,
} from '../../../packages/contract/index.ts';
import { today } from '../../kernel/clock.ts';
import type { App } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { pageOf } from '../../kernel/tabular/choose-rows.ts';
import { sendTable } from '../../kernel/tabular/send-table.ts';
import { choosePlans } from './choose-lists.ts';
import { divideTarget } from './divide-target.ts';
import { getLedger, ledgerToCsv, ledgerToDocx, ledgerToView, ledgerToXlsx } from './export-ledger.ts';
import { planColumns } from './export-lists.ts';
import { targetColumns } from './export-targets.ts';
import { boardOf, countStatuses, findBoard } from './find-board.ts';
import { findPlans, findTasks, getPlan } from './find-plans.ts';
import { findRegionTable } from './find-region-table.ts';
import { getDivision } from './get-division.ts';
import { getTarget } from './get-target.ts';
import { amendmentRoutes } from './http-amendments.ts';
import { compareRoutes } from './http-compare.ts';
import { documentRoutes } from './http-documents.ts';
import { setVisibility, type VisibilityFollower } from './set-visibility.ts';

const AsOf = z.object({ asOf: Day.optional() });
const Id = z.object({ id: z.string().max(200) });

export function planRoutes(app: App, services: Services, follow?: VisibilityFollower): void {
  const { db, clock } = services;
  const anyone = { permission: 'plan.read' } as const;
  amendmentRoutes(app, services);
  compareRoutes(app, services);
  documentRoutes(app, services);

  app.get(
    '/api/plans',
    { config: anyone, schema: { tags: ['plans'], querystring: PlanQuery, response: { 200: PlanList } } },
    async ({ scope, query }) => {
      const asOf = query.asOf ?? today(clock);
      const plans = choosePlans(await db.within(scope, (tx) => findPlans(tx, asOf)), query);
      return { asOf, total: plans.length, plans: pageOf(plans, query) };
    },
  );
  app.get(
    '/api/plans/export',
    { config: anyone, schema: { tags: ['plans'], querystring: PlanQuery.extend(exportQuery) } },
    async ({ scope, query }, reply) => {
      const asOf = query.asOf ?? today(clock);
      const plans = choosePlans(await db.within(scope, (tx) => findPlans(tx, asOf)), query);
      return sendTable(reply, planColumns, plans, query, {
        file: `plans-${asOf}`,
        sheet: { zh: `规划 ${asOf}`, en: `Plans ${asOf}` },
      });
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
}
