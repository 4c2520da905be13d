/** Named queries: kept, listed, asked again, removed. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type App, userOf } from '../../../kernel/http.ts';
import type { Services } from '../../../kernel/services.ts';
import { findPage, savePage } from '../pages.ts';
import { EpcisException } from '../problems.ts';
import { createQuery } from '../queries/create-query.ts';
import { declaredIn, type NamedQuery } from '../queries/define-query.ts';
import { findQueries, getQuery } from '../queries/find-queries.ts';
import { removeQuery } from '../queries/remove-query.ts';
import { extensionsOf, jsonOnly, sayAbilities, sayVersions } from './negotiate.ts';
import { readBody } from './read-body.ts';
import { PageQuery, pageLink, type RouteOptions } from './route-parts.ts';
import { answerQuery } from './routes-events.ts';

const answerOf = ({ name, definition }: NamedQuery) => ({ name, query: definition.parameters });
export const ByName = z.object({ queryName: z.string().max(200) });

export function queryRoutes(app: App, services: Services, options: RouteOptions): void {
  const { db, clock } = services;
  const { base, vendor } = options;
  const reads = { permission: 'trace.read' } as const;
  const keeps = { permission: 'trace.capture' } as const;
  const schema = { tags: ['epcis'] };
  const one = { ...schema, params: ByName };
  const known = (request: FastifyRequest, name: string) => db.within(request.scope, (tx) => getQuery(tx, name));

  app.options('/queries', { config: reads, schema }, (_, reply) => {
    sayAbilities(reply, 'OPTIONS, GET, POST', vendor);
    return reply.code(204).send();
  });
  app.get('/queries', { config: reads, schema: { ...schema, querystring: PageQuery } }, async (request, reply) => {
    const { perPage, nextPageToken } = request.query;
    const { shown, next } = await db.within(request.scope, async (tx) => {
      const from = nextPageToken ? await findPage<{ after: string }>(tx, clock, '/queries', nextPageToken) : undefined;
      const rows = await findQueries(tx, perPage + 1, from?.after);
      const shown = rows.slice(0, perPage);
      const state = rows.length > perPage ? { after: shown.at(-1)!.name } : undefined;
      return { shown, next: state && (await savePage(tx, userOf(request), clock, '/queries', state)) };
    });
    jsonOnly(request);
    sayVersions(reply);
    if (next) pageLink(reply, `${base}/queries`, {}, perPage, next);
    return reply.type('application/json').serializer(JSON.stringify).send(shown.map(answerOf));
  });
  app.post('/queries', { config: keeps, schema }, async (request, reply) => {
    const name = await createQuery(services, userOf(request), readBody(request), extensionsOf(request));
    sayVersions(reply);
    return reply
      .code(201)
      .header('Location', `${base}/queries/${encodeURIComponent(name)}`)
      .send();
  });

  app.options('/queries/:queryName', { config: reads, schema: one }, async (request, reply) => {
    await known(request, request.params.queryName);
    sayAbilities(reply, 'OPTIONS, GET, DELETE', vendor);
    return reply.code(204).send();
  });
  app.get('/queries/:queryName', { config: reads, schema: one }, async (request, reply) => {
    const found = await known(request, request.params.queryName);
    jsonOnly(request);
    sayVersions(reply);
    return reply.type('application/json').serializer(JSON.stringify).send(answerOf(found));
  });
  app.delete('/queries/:queryName', { config: keeps, schema: one }, async (request, reply) => {
    await removeQuery(services, userOf(request), request.params.queryName);
    sayVersions(reply);
    return reply.code(204).send();
  });

  app.options('/queries/:queryName/events', { config: reads, schema: one }, async (request, reply) => {
    await known(request, request.params.queryName);
    sayAbilities(reply, 'OPTIONS, GET', vendor);
    return reply.code(204).send();
  });
  app.get(
    '/queries/:queryName/events',
    { config: reads, schema: { ...one, querystring: PageQuery } },
    async (request, reply) => {
      const { name, definition } = await known(request, request.params.queryName);
      if (request.headers.upgrade !== undefined)
        throw new EpcisException('NotImplementedException', {
          zh: '不支持 WebSocket，请用回调地址订阅',
          en: 'There are no WebSockets here: subscribe with an address to call',
        });
      const other = Object.keys(request.query).find((key) => key !== 'perPage' && key !== 'nextPageToken');
      if (other !== undefined)
        throw new EpcisException('QueryParameterException', {
          zh: `${other}：命名查询只接受 perPage 与 nextPageToken`,
          en: `${other}: a named query takes perPage and nextPageToken only`,
        });
      const stored = { name, parameters: definition.parameters, declared: declaredIn(definition) };
      return answerQuery(services, options, request, reply, [], `/queries/${encodeURIComponent(name)}/events`, stored);
    },
  );
}
