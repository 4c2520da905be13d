import { z } from 'zod';
import {
  Adopted,
  Adoption,
  Review,
  ReviewChanged,
  ReviewRequest,
  Suggestion,
} from '../../../packages/contract/index.ts';
import { type App, userOf } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { adoptReading } from './adopt-reading.ts';
import { changeReview } from './change-review.ts';
import { getReview } from './find-review.ts';
import { suggestItem } from './suggest-item.ts';

const Uuid = z.object({ id: z.uuid() });
const Part = z.coerce.number().int().min(0).max(10_000).default(0);

export function reviewRoutes(app: App, services: Services): void {
  const { db } = services;
  app.get(
    '/api/documents/:id/review',
    {
      config: { permission: 'document.read' },
      schema: { tags: ['review'], params: Uuid, querystring: z.object({ part: Part }), response: { 200: Review } },
    },
    (request) => db.within(request.scope, (tx) => getReview(tx, request.scope, request.params.id, request.query.part)),
  );
  app.post(
    '/api/documents/:id/review',
    {
      config: { permission: 'plan.review' },
      schema: { tags: ['review'], params: Uuid, body: ReviewRequest, response: { 200: ReviewChanged } },
    },
    (request) => changeReview(services, userOf(request), request.params.id, request.body),
  );
  app.get(
    '/api/documents/:id/suggestion',
    {
      config: { permission: 'plan.review' },
      schema: {
        tags: ['review'],
        params: Uuid,
        querystring: z.object({
          part: Part,
          start: z.coerce.number().int().min(0),
          end: z.coerce.number().int().min(0),
        }),
        response: { 200: Suggestion },
      },
    },
    (request) => {
      const { part, start, end } = request.query;
      return db.within(request.scope, (tx) => suggestItem(tx, request.params.id, part, { start, end }));
    },
  );
  app.post(
    '/api/documents/:id/adopt',
    {
      config: { permission: 'plan.adopt' },
      schema: { tags: ['review'], params: Uuid, body: Adoption, response: { 201: Adopted } },
    },
    async (request, reply) =>
      reply.status(201).send(await adoptReading(services, userOf(request), request.params.id, request.body)),
  );
}
