/** Events and top-level resources: what is in the repository, asked by the parameters of the simple event query. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type App, userOf } from '../../../kernel/http.ts';
import type { Services } from '../../../kernel/services.ts';
import { findPage, type NextPage, removePage, savePage } from '../pages.ts';
import { EpcisException } from '../problems.ts';
import type { Condition } from '../query/conditions.ts';
import { findEvents, findPrefixes, type Position } from '../query/find-events.ts';
import { readNames } from '../query/names.ts';
import { type Parameters, readQuery } from '../query/read-query.ts';
import { findResources, hasResource, type TopLevelName, topLevel } from '../top-level.ts';
import { sendEvents } from './answer-events.ts';
import { answerMedia, extensionsOf, sayAbilities, sayVersions, URL_LIMIT } from './negotiate.ts';
import { PageQuery, pageLink, type RouteOptions } from './route-parts.ts';
import { collectionXml } from './xml-answers.ts';

export const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
const topLevelNames = Object.keys(topLevel) as TopLevelName[];

export function eventRoutes(app: App, services: Services, options: RouteOptions): void {
  const { db } = services;
  const { base, vendor } = options;
  const config = { permission: 'trace.read' } as const;
  const schema = { tags: ['epcis'] };
  const paged = { config, schema: { ...schema, querystring: PageQuery } };
  const abilities = (allow: string) => (_: FastifyRequest, reply: FastifyReply) => {
    sayAbilities(reply, allow, vendor);
    return reply.code(204).send();
  };
  const answerList = (request: FastifyRequest, reply: FastifyReply, member: readonly string[]) => {
    sayVersions(reply);
    return answerMedia(request) === 'xml'
      ? reply.type('application/xml').send(collectionXml(member))
      : reply
          .type('application/json')
          .serializer(JSON.stringify)
          .send({ '@context': CONTEXT, type: 'Collection', member });
  };

  app.options('/', { config, schema }, abilities('OPTIONS, GET'));
  app.get('/', { config, schema }, (request, reply) =>
    answerList(request, reply, ['capture', 'queries', 'events', ...topLevelNames]),
  );

  app.options('/events', { config, schema }, abilities('OPTIONS, GET, POST'));
  app.get('/events', paged, (request, reply) => answerQuery(services, options, request, reply, [], '/events'));
  const EventId = z.object({ eventID: z.string().max(2000) });
  const one = { config, schema: { ...schema, params: EventId } };
  app.options('/events/:eventID', one, async (request, reply) => {
    await findOne(request, request.params.eventID);
    return abilities('OPTIONS, GET')(request, reply);
  });
  app.get('/events/:eventID', one, async (request, reply) => {
    const { events, prefixes } = await findOne(request, request.params.eventID);
    return sendEvents(request, reply, { events, prefixes, queryName: 'SimpleEventQuery', now: services.clock.now() });
  });
  const findOne = (request: FastifyRequest, id: string) =>
    db.within(request.scope, async (tx) => {
      const conditions: Condition[] = [{ on: 'column', column: 'event_id', values: [id] }];
      const { events } = await findEvents(tx, { conditions, order: { by: 'record_time', direction: 'ASC' } }, 10);
      if (events.length === 0)
        throw new EpcisException('NoSuchResourceException', { zh: `没有事件 ${id}`, en: `There is no event ${id}` });
      return { events, prefixes: await findPrefixes(tx) };
    });

  for (const name of topLevelNames) {
    app.options(`/${name}`, { config, schema }, abilities('OPTIONS, GET'));
    app.get(`/${name}`, paged, async (request, reply) => {
      const { perPage, nextPageToken } = request.query;
      const path = `/${name}`;
      const { shown, next } = await db.within(request.scope, async (tx) => {
        const from = nextPageToken
          ? await findPage<{ after: string }>(tx, services.clock, path, nextPageToken)
          : undefined;
        const rows = await findResources(tx, name, perPage + 1, from?.after ?? '');
        const members = rows.slice(0, perPage);
        const next =
          rows.length > perPage
            ? await savePage(tx, userOf(request), services.clock, path, { after: members.at(-1) })
            : undefined;
        // The five types are supported whether or not there is an event of each.
        const standard = name === 'eventTypes' && !from ? [...topLevel.eventTypes.standard] : [];
        return { shown: [...new Set([...standard, ...members])], next };
      });
      if (next) pageLink(reply, `${base}${path}`, {}, perPage, next);
      return answerList(request, reply, shown);
    });

    const Id = z.object({ id: z.string().max(2000) });
    const known = (request: FastifyRequest, id: string) =>
      db.within(request.scope, async (tx) => {
        if (!(await hasResource(tx, name, id)))
          throw new EpcisException('NoSuchResourceException', {
            zh: `${name} 中没有 ${id}`,
            en: `There is no ${id} among ${name}`,
          });
      });
    const below = { config, schema: { ...schema, params: Id } };
    app.options(`/${name}/:id`, below, async (request, reply) => {
      await known(request, request.params.id);
      return abilities('OPTIONS, GET')(request, reply);
    });
    app.get(`/${name}/:id`, below, async (request, reply) => {
      await known(request, request.params.id);
      return answerList(request, reply, ['events']);
    });
    app.options(`/${name}/:id/events`, below, async (request, reply) => {
      await known(request, request.params.id);
      return abilities('OPTIONS, GET')(request, reply);
    });
    app.get(`/${name}/:id/events`, { config, schema: { ...paged.schema, params: Id } }, async (request, reply) => {
      const { id } = request.params;
      await known(request, id);
      const path = `/${name}/${encodeURIComponent(id)}/events`;
      return answerQuery(services, options, request, reply, [topLevel[name].condition(id)], path);
    });
  }

  const Token = z.object({ token: z.string().max(200) });
  app.delete('/nextPageToken/:token', { config, schema: { ...schema, params: Token } }, async (request, reply) => {
    const { token } = request.params;
    if (!(await db.within(request.scope, (tx) => removePage(tx, token))))
      throw new EpcisException('NoSuchResourceException', {
        zh: '没有这个 nextPageToken',
        en: 'There is no such nextPageToken',
      });
    return reply.code(204).send();
  });
}

type PageState = { parameters: Parameters; extensions: Record<string, string>; position: Position };
const pageParameters = new Set(['perPage', 'nextPageToken']);

/** Runs the query of the address (or of its page token, or a stored one) and answers with a page of events. */
export async function answerQuery(
  { db, clock }: Services,
  { base }: RouteOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  also: readonly Condition[],
  path: string,
  stored?: { name: string; parameters: Parameters; declared: Record<string, string> },
): Promise<FastifyReply> {
  if (request.url.length > URL_LIMIT) throw new EpcisException('URITooLongException');
  const { perPage, nextPageToken } = request.query as z.infer<typeof PageQuery>;
  const scope = userOf(request);
  const { page, prefixes, next } = await db.within(scope, async (tx) => {
    const from = nextPageToken ? await findPage<PageState>(tx, clock, path, nextPageToken) : undefined;
    const extensions = from?.extensions ?? { ...stored?.declared, ...extensionsOf(request) };
    const parameters = from?.parameters ?? stored?.parameters ?? ownParameters(request.query as Parameters);
    const prefixes = await findPrefixes(tx);
    const query = readQuery(parameters, readNames(extensions, prefixes));
    query.conditions.push(...also);
    const page = await findEvents(tx, query, perPage, from?.position);
    const state = page.next && ({ parameters, extensions, position: page.next } satisfies PageState);
    const next: NextPage | undefined = state && (await savePage(tx, scope, clock, path, state));
    return { page, prefixes, next };
  });
  if (next) pageLink(reply, `${base}${path}`, {}, perPage, next);
  return sendEvents(request, reply, {
    events: page.events,
    prefixes,
    queryName: stored?.name ?? 'SimpleEventQuery',
    now: clock.now(),
  });
}

const ownParameters = (query: Parameters): Parameters =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !pageParameters.has(name)));
