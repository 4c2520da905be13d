/** Subscriptions of named queries: who is called when something new matches. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type App, userOf } from '../../../kernel/http.ts';
import type { WebhookRules } from '../../../kernel/notify/index.ts';
import type { Services } from '../../../kernel/services.ts';
import { findPage, savePage } from '../pages.ts';
import { getQuery } from '../queries/find-queries.ts';
import { createSubscription } from '../subscriptions/create-subscription.ts';
import { findSubscriptions, getSubscription } from '../subscriptions/find-subscriptions.ts';
import { removeSubscription } from '../subscriptions/remove-subscription.ts';
import { epcFormatOf, jsonOnly, sayAbilities, sayVersions } from './negotiate.ts';
import { readBody } from './read-body.ts';
import { PageQuery, pageLink, type RouteOptions } from './route-parts.ts';
import { ByName } from './routes-queries.ts';

const PATH = '/queries/:queryName/subscriptions';

export function subscriptionRoutes(app: App, services: Services, options: RouteOptions, rules: WebhookRules): void {
  const { db, clock } = services;
  const { base, vendor } = options;
  const reads = { permission: 'trace.read' } as const;
  const keeps = { permission: 'trace.capture' } as const;
  const schema = { tags: ['epcis'], params: ByName };
  const one = { tags: ['epcis'], params: ByName.extend({ subscriptionID: z.string().max(100) }) };
  const pathOf = (name: string) => `/queries/${encodeURIComponent(name)}/subscriptions`;
  const known = (request: FastifyRequest, name: string, id?: string) =>
    db.within(request.scope, async (tx) => {
      await getQuery(tx, name);
      return id === undefined ? undefined : getSubscription(tx, name, id);
    });

  app.options(PATH, { config: reads, schema }, async (request, reply) => {
    await known(request, request.params.queryName);
    sayAbilities(reply, 'OPTIONS, GET, POST', vendor);
    return reply.code(204).send();
  });
  app.get(PATH, { config: reads, schema: { ...schema, querystring: PageQuery } }, async (request, reply) => {
    const { queryName } = request.params;
    const { perPage, nextPageToken } = request.query;
    const path = pathOf(queryName);
    const { shown, next } = await db.within(request.scope, async (tx) => {
      await getQuery(tx, queryName);
      const from = nextPageToken ? await findPage<{ after: string }>(tx, clock, path, nextPageToken) : undefined;
      const rows = await findSubscriptions(tx, queryName, perPage + 1, from?.after);
      const shown = rows.slice(0, perPage);
      const state = rows.length > perPage ? { after: shown.at(-1)!.subscriptionID } : undefined;
      return { shown, next: state && (await savePage(tx, userOf(request), clock, path, state)) };
    });
    jsonOnly(request);
    sayVersions(reply);
    if (next) pageLink(reply, `${base}${path}`, {}, perPage, next);
    return reply.type('application/json').serializer(JSON.stringify).send(shown);
  });
  app.post(PATH, { config: keeps, schema }, async (request, reply) => {
    const { queryName } = request.params;
    const body = readBody(request);
    const epcFormat = epcFormatOf(request);
    const made = await createSubscription(services, userOf(request), queryName, body, { epcFormat, rules });
    sayVersions(reply);
    return reply
      .code(201)
      .header('Location', `${base}${pathOf(queryName)}/${made.subscriptionID}`)
      .type('application/json')
      .serializer(JSON.stringify)
      .send(made);
  });

  app.options(`${PATH}/:subscriptionID`, { config: reads, schema: one }, async (request, reply) => {
    const { queryName, subscriptionID } = request.params;
    const found = await known(request, queryName, subscriptionID);
    sayAbilities(reply, 'OPTIONS, DELETE, GET', vendor);
    return reply.header('GS1-Query-Min-Record-Time', found!.minRecordTime).code(204).send();
  });
  app.get(`${PATH}/:subscriptionID`, { config: reads, schema: one }, async (request, reply) => {
    const { queryName, subscriptionID } = request.params;
    const found = await known(request, queryName, subscriptionID);
    jsonOnly(request);
    sayVersions(reply);
    return reply.type('application/json').serializer(JSON.stringify).send(found);
  });
  app.delete(`${PATH}/:subscriptionID`, { config: keeps, schema: one }, async (request, reply) => {
    const { queryName, subscriptionID } = request.params;
    await removeSubscription(services, userOf(request), queryName, subscriptionID);
    sayVersions(reply);
    return reply.code(204).send();
  });
}
