/** What the pages ask: the same events as /epcis, in the words of the house. */
import { z } from 'zod';
import {
  CaptureDetail,
  CapturePage,
  CaptureQuery,
  TraceEventDetail,
  TraceEventPage,
  TraceEventQuery,
  TraceOverview,
} from '../../../../packages/contract/index.ts';
import { AppError } from '../../../kernel/error.ts';
import { type App, readUpload, userOf } from '../../../kernel/http.ts';
import type { Services } from '../../../kernel/services.ts';
import { CAPTURE_BYTES } from '../capture/limits.ts';
import { receiveCapture } from '../capture/receive-capture.ts';
import { findCaptureRows, findTraceEvents, getCaptureDetail, getTraceEvent, getTraceOverview } from '../find-room.ts';
import { EpcisException } from '../problems.ts';
import { proveEvent } from '../prove-event.ts';

const EventRef = z.object({ event: z.string().min(1).max(2000) });
const Id = z.object({ id: z.string().max(40) });

export function roomRoutes(app: App, services: Services): void {
  const { db, clock } = services;
  const config = { permission: 'trace.read' } as const;
  const tags = ['traceability'];

  app.get('/api/traceability', { config, schema: { tags, response: { 200: TraceOverview } } }, (request) =>
    db.within(request.scope, (tx) => getTraceOverview(tx, clock)),
  );
  app.get(
    '/api/traceability/events',
    { config, schema: { tags, querystring: TraceEventQuery, response: { 200: TraceEventPage } } },
    (request) => db.within(request.scope, (tx) => findTraceEvents(tx, request.query)),
  );
  app.get(
    '/api/traceability/event',
    { config, schema: { tags, querystring: EventRef, response: { 200: TraceEventDetail } } },
    (request) => db.within(request.scope, (tx) => getTraceEvent(tx, clock, request.query.event)),
  );
  app.get(
    '/api/traceability/proof',
    { config, schema: { tags, querystring: EventRef.extend({ declaration: z.enum(['0', '1']).default('0') }) } },
    async (request, reply) => {
      const { event, declaration } = request.query;
      const proof = await db.within(request.scope, (tx) => proveEvent(tx, clock, event, declaration === '1'));
      reply.header('content-disposition', `attachment; filename="event-proof-${proof.digest.slice(0, 12)}.json"`);
      return reply.type('application/json').send(proof);
    },
  );
  app.get(
    '/api/traceability/captures',
    { config, schema: { tags, querystring: CaptureQuery, response: { 200: CapturePage } } },
    (request) => db.within(request.scope, (tx) => findCaptureRows(tx, request.query)),
  );
  app.get(
    '/api/traceability/captures/:id',
    { config, schema: { tags, params: Id, response: { 200: CaptureDetail } } },
    (request) => {
      const { id } = request.params;
      if (!z.uuid().safeParse(id).success) throw new AppError('not-found', { what: id });
      return db.within(request.scope, (tx) => getCaptureDetail(tx, id));
    },
  );
  app.post(
    '/api/traceability/captures',
    { config: { permission: 'trace.capture' }, schema: { tags } },
    async (request, reply) => {
      const { name, bytes, fields } = await readUpload(request, CAPTURE_BYTES / 1024 / 1024);
      const document = Buffer.from(bytes);
      try {
        const id = await receiveCapture(services, userOf(request), {
          bytes: document,
          // A file says by its first sign what it is.
          syntax: document.subarray(0, 256).toString('utf8').replace('\uFEFF', '').trimStart().startsWith('<')
            ? 'xml'
            : 'json',
          behaviour: fields.behaviour === 'proceed' ? 'proceed' : 'rollback',
        });
        return reply.code(202).send({ id });
      } catch (error) {
        if (!(error instanceof EpcisException)) throw error;
        throw new AppError(
          'trace.document',
          { file: name, problem: error.detail ?? { zh: '', en: '' } },
          { cause: error },
        );
      }
    },
  );
}
