/** The HTTP entrance: who asks, may they, which module answers, and how errors leave. */
import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyRequest, type RouteOptions } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Permission } from '../../packages/contract/index.ts';
import { AppError } from '../kernel/error.ts';
import type { App } from '../kernel/http.ts';
import type { ContentSource } from '../kernel/log/index.ts';
import type { ReformMover, UnitSource } from '../kernel/organization/index.ts';
import { movePosts } from '../kernel/person/move-posts.ts';
import { findKeyScope, findSessionScope } from '../kernel/person/sign-in.ts';
import { authorize, type Scope } from '../kernel/scope/scope.ts';
import type { Services } from '../kernel/services.ts';
import { deskRoutes } from '../modules/desk/index.ts';
import { environmentRoutes } from '../modules/environment/index.ts';
import { findPublishedLines, indicatorRoutes } from '../modules/indicators/index.ts';
import {
  findTemplateRows,
  findUnresolvedUnits,
  isPlanOpen,
  planRoutes,
  resolveUnitName,
} from '../modules/plans/index.ts';
import { indexRoutes, isRunOpen } from '../modules/quality-index/index.ts';
import { reviewRoutes } from '../modules/review/index.ts';
import { EPCIS_BASE, epcisRoutes, roomRoutes } from '../modules/traceability/index.ts';
import { followVisibility, moveUnits, workRoutes } from '../modules/work/index.ts';
import { accessRoutes, SESSION_COOKIE } from './access-routes.ts';
import { dictionaryRoutes } from './dictionary-routes.ts';
import { errorHandler } from './errors.ts';
import { jobRoutes } from './job-routes.ts';
import { logRoutes } from './log-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import type { ServerOptions } from './options.ts';
import { organizationRoutes } from './organization-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { personMovers } from './person-movers.ts';
import { registerRoutes } from './register-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { serveWeb } from './serve-web.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { viewRoutes } from './view-routes.ts';

export type RegisteredRoute = { method: string; url: string; permission: Permission };

export async function buildServer(
  services: Services,
  options: ServerOptions,
): Promise<{ app: App; routes: RegisteredRoute[] }> {
  const app = Fastify({
    logger: { level: options.log ?? 'error', redact: ['req.headers.cookie', 'req.headers.authorization'] },
    trustProxy: options.trustProxy ?? false,
    genReqId: () => randomUUID(),
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 2000 },
  }) as unknown as App;
  const routes: RegisteredRoute[] = [];
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(errorHandler);
  // Set for each request by the hook below.
  app.decorateRequest('scope');

  app.addHook('onRoute', (route) => collectRoute(routes, route));
  // Before our own hook, which reads the session cookie.
  await app.register(cookie);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    const url = request.url.split('?', 1)[0]!;
    // The log is public as a whole, for programs on other sites as well; who asks does not matter.
    if (url.startsWith('/log/')) {
      request.scope = { kind: 'public', address: request.ip };
      reply.header('access-control-allow-origin', '*');
      return;
    }
    if (!isGuarded(url)) return;
    if (/%00/.test(request.url)) throw new AppError('input.invalid', { field: 'url', problem: 'NUL' });
    reply.header('cache-control', 'no-store');
    request.scope = await resolveScope(services, request);
    const { permission } = request.routeOptions.config;
    if (permission) authorize(request.scope, permission);
    refuseUntilChanged(request);
  });

  // PostgreSQL holds no NUL in a text; nobody types one.
  app.addHook('preValidation', async (request) => {
    // A document as bytes is looked at by whoever reads it.
    if (request.body && !Buffer.isBuffer(request.body) && JSON.stringify(request.body).includes('\\u0000'))
      throw new AppError('input.invalid', { field: 'body', problem: 'NUL' });
  });
  await app.register(compress, { threshold: 2048, encodings: ['br', 'gzip'] });
  await app.register(multipart);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new AppError('rate.limited'),
  });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Zhimai 质脉', version: options.version } },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs/api' });

  app.get('/api/health', { config: { permission: 'region.read' }, schema: { tags: ['health'] } }, async () => {
    await services.db.ping().catch((error: unknown) => {
      throw new AppError('database.unavailable', {}, { cause: error });
    });
    return { ok: true, version: options.version };
  });
  accessRoutes(app, services, options);
  registerRoutes(app, services);
  organizationRoutes(app, services, { movers: reformMovers, units: unitSource });
  peopleRoutes(app, services, personMovers);
  signInRoutes(app, services);
  searchRoutes(app, services);
  jobRoutes(app, services);
  logRoutes(app, services, contentOf);
  viewRoutes(app, services);
  dictionaryRoutes(app, services);
  noticeRoutes(app, services, options.notice ?? silent);
  planRoutes(app, services, followVisibility);
  reviewRoutes(app, services);
  indicatorRoutes(app, services, (scope, plan) => findTemplateRows(services, scope, plan));
  environmentRoutes(app, services);
  indexRoutes(app, services);
  workRoutes(app, services);
  deskRoutes(app, services);
  roomRoutes(app, services);
  epcisRoutes(app, services, { version: options.version, webhook: (options.notice ?? silent).webhook });
  await serveWeb(app, options.webFolder);
  return { app, routes };
}

/** Content of the log is handed out as long as its subject is public; lists of observations are written anew. */
const contentOf: ContentSource = async (tx, subject) => {
  const [, kind, id = ''] = /^([a-z-]+)\/(.+)$/.exec(subject) ?? [];
  if (kind === 'plan') return isPlanOpen(tx, id);
  if (kind === 'index-run') return isRunOpen(tx, id);
  const lines = kind === 'observations' ? await findPublishedLines(tx, new Date(id)) : undefined;
  return lines ? lines.join('\n') : false;
};

/** What goes on with the successor when an organization ends. */
const reformMovers: readonly ReformMover[] = [
  { zh: '在办任务', en: 'open tasks', move: moveUnits },
  { zh: '岗位', en: 'posts', move: movePosts },
];

/** Where names of units wait for somebody who knows them. */
const unitSource: UnitSource = { findWaiting: findUnresolvedUnits, setUnits: resolveUnitName };

const silent = { mail: { smtpUrl: undefined, from: undefined }, webhook: { allowedHosts: [] }, baseUrl: '' };

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'self'",
};

/** An API route that names no permission is a fault of the program: it does not start. */
const isGuarded = (url: string): boolean =>
  url.startsWith('/api/') || url === EPCIS_BASE || url.startsWith(`${EPCIS_BASE}/`);

function collectRoute(routes: RegisteredRoute[], route: RouteOptions): void {
  if (!isGuarded(route.url) && !route.url.startsWith('/log/')) return;
  const permission = route.config?.permission;
  if (!permission) throw new Error(`route ${String(route.method)} ${route.url} names no permission`);
  for (const method of [route.method].flat())
    if (method !== 'HEAD') routes.push({ method, url: route.url, permission });
}

/** With a password that somebody else gave there is one thing to do: to set another. */
function refuseUntilChanged({ scope, url }: FastifyRequest): void {
  if (scope.kind !== 'user' || !scope.mustChangePassword) return;
  const path = url.split('?', 1)[0]!;
  if (path !== '/api/session' && path !== '/api/password') throw new AppError('auth.change-password');
}

async function resolveScope(services: Services, request: FastifyRequest): Promise<Scope> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) {
    const scope = await findKeyScope(services, bearer, request.ip);
    if (!scope) throw new AppError('auth.required');
    return scope;
  }
  // A cookie travels by itself: a change must show that it comes from our own pages.
  if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method) && request.headers['x-zhimai'] === undefined)
    throw new AppError('auth.origin');
  const token = request.cookies[SESSION_COOKIE];
  const scope = token ? await findSessionScope(services, token, request.ip) : undefined;
  return scope ?? { kind: 'public', address: request.ip };
}
