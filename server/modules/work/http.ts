import { z } from 'zod';
import {
  BatchResult,
  BatchStep,
  ChangeJoint,
  Day,
  Deadline,
  EditWork,
  exportQuery,
  IssuePlan,
  NewReport,
  NewSlip,
  NewWork,
  PlanIssued,
  SlipDetail,
  SlipRow,
  TakeStep,
  Upload,
  Verdict,
  WorkDetail,
  WorkPage,
  WorkQuery,
} from '../../../packages/contract/index.ts';
import {
  addWorkingDays,
  isCovered,
  isWorkingDay,
  lastDeadline,
  workingDaysBetween,
} from '../../kernel/calendar/index.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { EVIDENCE_FILE_MB } from '../../kernel/evidence/check-evidence.ts';
import { type App, readUpload, userOf } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { sendTable } from '../../kernel/tabular/send-table.ts';
import { assignHandler } from './assign-handler.ts';
import { batchSteps } from './batch-steps.ts';
import { changeJoint } from './change-joint.ts';
import { createWork } from './create-work.ts';
import { editWork } from './edit-work.ts';
import { workColumns } from './export-work.ts';
import { findSlips, getSlip } from './find-slips.ts';
import { findWork, findWorkRows } from './find-work.ts';
import { getWork } from './get-work.ts';
import { getWorkEvidence } from './get-work-evidence.ts';
import { issuePlan } from './issue-plan.ts';
import { issueSlip, stepSlip } from './issue-slip.ts';
import { judgeAnswer } from './judge-answer.ts';
import { reportWork } from './report-work.ts';
import { stepWork } from './step-work.ts';
import { uploadEvidence } from './upload-evidence.ts';

const Id = z.object({ id: z.uuid() });
const Made = z.object({ id: z.string() });

export function workRoutes(app: App, services: Services): void {
  const { db, clock } = services;
  const reads = { permission: 'work.read' } as const;
  const issues = { permission: 'work.issue' } as const;
  const acts = { permission: 'work.act' } as const;
  const tags = ['work'];

  app.get(
    '/api/work',
    { config: reads, schema: { tags, querystring: WorkQuery, response: { 200: WorkPage } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => findWork(tx, user, request.query, request.query.asOf ?? today(clock)));
    },
  );
  app.get(
    '/api/work/export',
    { config: reads, schema: { tags, querystring: WorkQuery.extend(exportQuery) } },
    async (request, reply) => {
      const user = userOf(request);
      const { query } = request;
      const asOf = query.asOf ?? today(clock);
      const rows = await db.within(user, (tx) => findWorkRows(tx, user, query, asOf));
      return sendTable(reply, workColumns, rows, query, {
        file: `tasks-${asOf}`,
        sheet: { zh: `任务 ${asOf}`, en: `Tasks ${asOf}` },
      });
    },
  );
  app.get(
    '/api/work/:id',
    {
      config: reads,
      schema: { tags, params: Id, querystring: z.object({ asOf: Day.optional() }), response: { 200: WorkDetail } },
    },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) =>
        getWork(tx, user, request.params.id, request.query.asOf ?? today(clock), today(clock)),
      );
    },
  );
  app.post(
    '/api/work',
    { config: issues, schema: { tags, body: NewWork, response: { 201: Made } } },
    async (request, reply) => reply.status(201).send({ id: await createWork(services, userOf(request), request.body) }),
  );
  app.put(
    '/api/work/:id',
    { config: issues, schema: { tags, params: Id, body: EditWork, response: { 204: z.null() } } },
    async (request, reply) => {
      await editWork(services, userOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/work/issue-plan',
    { config: { permission: 'work.supervise' }, schema: { tags, body: IssuePlan, response: { 200: PlanIssued } } },
    (request) => issuePlan(services, userOf(request), request.body),
  );
  app.post(
    '/api/work/steps',
    { config: acts, schema: { tags, body: BatchStep, response: { 200: BatchResult } } },
    (request) => batchSteps(services, userOf(request), request.body),
  );
  app.post(
    '/api/work/:id/steps',
    { config: acts, schema: { tags, params: Id, body: TakeStep, response: { 204: z.null() } } },
    async (request, reply) => {
      await stepWork(services, userOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
  app.put(
    '/api/work/:id/joint',
    { config: issues, schema: { tags, params: Id, body: ChangeJoint, response: { 204: z.null() } } },
    async (request, reply) => {
      await changeJoint(services, userOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/work/:id/handler',
    {
      config: acts,
      schema: { tags, params: Id, body: z.object({ take: z.boolean() }), response: { 204: z.null() } },
    },
    async (request, reply) => {
      await assignHandler(services, userOf(request), request.params.id, request.body.take);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/work-uploads',
    { config: acts, schema: { tags, consumes: ['multipart/form-data'], response: { 201: Upload } } },
    async (request, reply) => {
      const file = await readUpload(request, EVIDENCE_FILE_MB);
      return reply.status(201).send(await uploadEvidence(services, userOf(request), file));
    },
  );
  app.post(
    '/api/work/:id/reports',
    { config: acts, schema: { tags, params: Id, body: NewReport, response: { 201: Made } } },
    async (request, reply) =>
      reply.status(201).send({ id: await reportWork(services, userOf(request), request.params.id, request.body) }),
  );
  app.post(
    '/api/work-reports/:id/verdict',
    { config: acts, schema: { tags, params: Id, body: Verdict, response: { 204: z.null() } } },
    async (request, reply) => {
      await judgeAnswer(services, userOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
  app.get('/api/work-evidence/:id', { config: reads, schema: { tags, params: Id } }, async (request, reply) => {
    const file = await db.within(userOf(request), (tx) => getWorkEvidence(tx, request.params.id));
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    return reply.type('application/octet-stream').send(file.content);
  });
  slipRoutes(app, services);
  app.get(
    '/api/calendar/deadline',
    {
      config: reads,
      schema: {
        tags,
        querystring: z.object({ on: Day.optional(), workingDays: z.coerce.number().int().min(0).max(1000).optional() }),
        response: { 200: Deadline },
      },
    },
    async ({ query }) => {
      const weekdays = { beyond: 'weekdays' } as const;
      const day = today(clock);
      if (query.on && query.on > lastDeadline(day))
        throw new AppError('deadline.far', { day: query.on, last: lastDeadline(day) });
      const on = query.on ?? addWorkingDays(day, query.workingDays ?? 0, weekdays);
      const workingDay = isWorkingDay(on, weekdays);
      return {
        on,
        workingDay,
        next: workingDay ? on : addWorkingDays(on, 1, weekdays),
        workingDaysFromToday: workingDaysBetween(day, on, weekdays),
        provisional: !isCovered(on),
      };
    },
  );
}

function slipRoutes(app: App, services: Services): void {
  const { db, clock } = services;
  const tags = ['work'];
  const reads = { permission: 'work.read' } as const;
  app.get(
    '/api/slips',
    {
      config: reads,
      schema: {
        tags,
        querystring: z.object({ open: z.enum(['true', 'false']).optional(), unit: z.string().max(100).optional() }),
        response: { 200: z.object({ rows: z.array(SlipRow) }) },
      },
    },
    async (request) => {
      const { open, unit } = request.query;
      const filter = { unit, ...(open ? { open: open === 'true' } : {}) };
      return { rows: await db.within(userOf(request), (tx) => findSlips(tx, filter)) };
    },
  );
  app.get(
    '/api/slips/:id',
    { config: reads, schema: { tags, params: Id, response: { 200: SlipDetail } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => getSlip(tx, user, request.params.id, today(clock)));
    },
  );
  app.post(
    '/api/work/:id/slips',
    {
      config: { permission: 'work.supervise' },
      schema: { tags, params: Id, body: NewSlip, response: { 201: Made } },
    },
    async (request, reply) =>
      reply.status(201).send({ id: await issueSlip(services, userOf(request), request.params.id, request.body) }),
  );
  app.post(
    '/api/slips/:id/steps',
    { config: { permission: 'work.act' }, schema: { tags, params: Id, body: TakeStep, response: { 204: z.null() } } },
    async (request, reply) => {
      await stepSlip(services, userOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
}
