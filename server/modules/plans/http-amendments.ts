import { z } from 'zod';
import { AmendmentDetail, AmendmentRow, NewAmendment, TakeStep } from '../../../packages/contract/index.ts';
import { type App, userOf } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { findAmendments, getAmendment } from './find-amendments.ts';
import { proposeAmendment } from './propose-amendment.ts';
import { stepAmendment } from './step-amendment.ts';

const PlanId = z.object({ id: z.string().max(200) });
const Uuid = z.object({ id: z.uuid() });

export function amendmentRoutes(app: App, services: Services): void {
  const { db } = services;
  const detail = (scope: Parameters<typeof getAmendment>[1], id: string) =>
    db.within(scope, (tx) => getAmendment(tx, scope, id));
  app.get(
    '/api/plans/:id/amendments',
    {
      config: { permission: 'amendment.read' },
      schema: {
        tags: ['amendments'],
        params: PlanId,
        response: { 200: z.object({ amendments: z.array(AmendmentRow) }) },
      },
    },
    async (request) => ({
      amendments: await db.within(request.scope, (tx) => findAmendments(tx, request.params.id)),
    }),
  );
  app.post(
    '/api/plans/:id/amendments',
    {
      config: { permission: 'plan.amend' },
      schema: { tags: ['amendments'], params: PlanId, body: NewAmendment, response: { 201: AmendmentDetail } },
    },
    async (request, reply) => {
      const id = await proposeAmendment(services, userOf(request), request.params.id, request.body);
      return reply.status(201).send(await detail(request.scope, id));
    },
  );
  app.get(
    '/api/amendments/:id',
    {
      config: { permission: 'amendment.read' },
      schema: { tags: ['amendments'], params: Uuid, response: { 200: AmendmentDetail } },
    },
    (request) => detail(request.scope, request.params.id),
  );
  app.post(
    '/api/amendments/:id/steps',
    {
      config: { permission: 'plan.amend' },
      schema: { tags: ['amendments'], params: Uuid, body: TakeStep, response: { 200: AmendmentDetail } },
    },
    async (request) => {
      await stepAmendment(services, userOf(request), request.params.id, request.body);
      return detail(request.scope, request.params.id);
    },
  );
}
