/** Capture: documents by a job, single events at once. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type App, userOf } from '../../../kernel/http.ts';
import type { Services } from '../../../kernel/services.ts';
import { captureEvent } from '../capture/capture-event.ts';
import { findCaptures, getCapture } from '../capture/find-captures.ts';
import { CAPTURE_BYTES } from '../capture/limits.ts';
import { type Behaviour, receiveCapture } from '../capture/receive-capture.ts';
import { findPage, savePage } from '../pages.ts';
import { EpcisException } from '../problems.ts';
import { answerMedia, sayAbilities, sayLimits, sayVersions, sentMedia } from './negotiate.ts';
import { PageQuery, pageLink, type RouteOptions } from './route-parts.ts';
import { captureListXml, captureXml } from './xml-answers.ts';

export function captureRoutes(app: App, services: Services, { base, vendor }: RouteOptions): void {
  const { db, clock } = services;
  const reads = { permission: 'trace.read' } as const;
  const captures = { permission: 'trace.capture' } as const;
  const schema = { tags: ['epcis'] };
  const abilities = (allow: string, limits: boolean) => (_: FastifyRequest, reply: FastifyReply) => {
    sayAbilities(reply, allow, vendor);
    if (limits) sayLimits(reply);
    return reply.code(204).send();
  };

  app.options('/capture', { config: reads, schema }, abilities('OPTIONS, POST, GET', true));
  app.post('/capture', { config: captures, schema, bodyLimit: CAPTURE_BYTES }, async (request, reply) => {
    const scope = userOf(request);
    const id = await receiveCapture(services, scope, {
      bytes: bodyOf(request),
      syntax: sentMedia(request),
      behaviour: behaviourOf(request),
    });
    sayVersions(reply);
    return reply.code(202).header('Location', `${base}/capture/${id}`).send();
  });
  app.get('/capture', { config: reads, schema: { ...schema, querystring: PageQuery } }, async (request, reply) => {
    const scope = userOf(request);
    const { perPage, nextPageToken } = request.query;
    const { jobs, next } = await db.within(scope, async (tx) => {
      const after = nextPageToken
        ? await findPage<{ at: string; id: string }>(tx, clock, '/capture', nextPageToken)
        : undefined;
      const rows = await findCaptures(tx, perPage + 1, after);
      const shown = rows.slice(0, perPage);
      const last = shown.at(-1);
      const state = rows.length > perPage && last ? { at: last.exactAt, id: last.captureID } : undefined;
      return { jobs: shown, next: state && (await savePage(tx, scope, clock, '/capture', state)) };
    });
    sayVersions(reply);
    if (next) pageLink(reply, `${base}/capture`, {}, perPage, next);
    const answers = jobs.map(({ exactAt: _, ...job }) => job);
    return answerMedia(request) === 'xml'
      ? reply.type('application/xml').send(captureListXml(answers))
      : reply.type('application/json').serializer(JSON.stringify).send(answers);
  });
  const ById = z.object({ captureID: z.string().max(100) });
  app.options('/capture/:captureID', { config: reads, schema: { ...schema, params: ById } }, async (request, reply) => {
    await db.within(request.scope, (tx) => getCapture(tx, request.params.captureID));
    sayAbilities(reply, 'OPTIONS, GET', vendor);
    return reply.code(204).send();
  });
  app.get('/capture/:captureID', { config: reads, schema: { ...schema, params: ById } }, async (request, reply) => {
    const { exactAt: _, ...job } = await db.within(request.scope, (tx) => getCapture(tx, request.params.captureID));
    sayVersions(reply);
    return answerMedia(request) === 'xml'
      ? reply.type('application/xml').send(captureXml(job))
      : reply.type('application/json').serializer(JSON.stringify).send(job);
  });

  app.post('/events', { config: captures, schema }, async (request, reply) => {
    const stored = await captureEvent(services, userOf(request), bodyOf(request), sentMedia(request));
    sayVersions(reply);
    return reply
      .code(201)
      .header('Location', `${base}/events/${encodeURIComponent(stored.id)}`)
      .type('application/json; charset=utf-8')
      .serializer((body: string) => body)
      .send(stored.text);
  });
}

const bodyOf = (request: FastifyRequest): Buffer => {
  if (Buffer.isBuffer(request.body)) return request.body;
  throw new EpcisException('ValidationException', { zh: '没有内容', en: 'There is no body' });
};

function behaviourOf(request: FastifyRequest): Behaviour {
  const value = request.headers['gs1-capture-error-behaviour'] ?? 'rollback';
  if (value === 'rollback' || value === 'proceed') return value;
  throw new EpcisException('ValidationException', {
    zh: `GS1-Capture-Error-Behaviour 须为 rollback 或 proceed，不能是“${String(value)}”`,
    en: `GS1-Capture-Error-Behaviour is rollback or proceed, not “${String(value)}”`,
  });
}
