/** Sign-in, sign-out, and what people manage about their own access. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiKey, NewApiKey, OwnSession, SessionState, SignIn } from '../../packages/contract/index.ts';
import { today } from '../kernel/clock.ts';
import { AppError } from '../kernel/error.ts';
import { type App, userOf } from '../kernel/http.ts';
import { getMe } from '../kernel/person/get-me.ts';
import {
  changePassword,
  createKey,
  findOwnKeys,
  findOwnSessions,
  revokeKey,
  revokeSession,
} from '../kernel/person/own-access.ts';
import { SESSION_DAYS, signIn } from '../kernel/person/sign-in.ts';
import { switchPost } from '../kernel/person/switch-post.ts';
import type { Scope, UserScope } from '../kernel/scope/scope.ts';
import type { Services } from '../kernel/services.ts';
import type { ServerOptions } from './options.ts';

export const SESSION_COOKIE = 'zhimai';
const Id = z.object({ id: z.uuid() });

export function accessRoutes(app: App, services: Services, options: ServerOptions): void {
  const anyone = { permission: 'region.read' } as const;
  const own = { permission: 'session.own' } as const;
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.secure ?? false } as const;
  const stateFor = async (scope: Scope): Promise<SessionState> => ({
    me: scope.kind === 'user' ? await services.db.within(scope, (tx) => getMe(tx, scope, services.clock)) : null,
    today: today(services.clock),
    demo: options.demo,
    version: options.version,
  });

  app.get(
    '/api/session',
    { config: anyone, schema: { tags: ['access'], response: { 200: SessionState } } },
    (request) => stateFor(request.scope),
  );
  app.post(
    '/api/session',
    {
      config: { ...anyone, rateLimit: { max: options.signInsPerMinute ?? 30, timeWindow: '1 minute' } },
      schema: { tags: ['access'], body: SignIn, response: { 200: SessionState } },
    },
    async (request, reply) => {
      const { userName, password } = request.body;
      const client = { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
      const { token, scope } = await signIn(services, userName, password, client);
      reply.setCookie(SESSION_COOKIE, token, { ...cookie, maxAge: SESSION_DAYS * 86_400 });
      return stateFor(scope);
    },
  );
  app.post(
    '/api/session/post',
    {
      config: own,
      schema: { tags: ['access'], body: z.object({ postId: z.uuid() }), response: { 200: SessionState } },
    },
    async (request) => {
      const user = signedIn(request);
      const next = await services.db.within(user, (tx) => switchPost(tx, user, services.clock, request.body.postId));
      return stateFor(next);
    },
  );
  app.delete(
    '/api/session',
    { config: own, schema: { tags: ['access'], response: { 204: z.null() } } },
    async (request, reply) => {
      const user = userOf(request);
      if (user.sessionId) await revokeSession(services, user, user.sessionId);
      reply.clearCookie(SESSION_COOKIE, cookie);
      return reply.status(204).send(null);
    },
  );
  app.get(
    '/api/sessions',
    { config: own, schema: { tags: ['access'], response: { 200: z.object({ sessions: z.array(OwnSession) }) } } },
    async (request) => ({ sessions: await findOwnSessions(services, userOf(request)) }),
  );
  app.delete(
    '/api/sessions/:id',
    { config: own, schema: { tags: ['access'], params: Id, response: { 204: z.null() } } },
    async (request, reply) => {
      await revokeSession(services, userOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/password',
    {
      config: { ...own, rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: {
        tags: ['access'],
        body: z.object({ current: z.string().max(200), next: z.string().max(200) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await changePassword(services, signedIn(request), request.body.current, request.body.next);
      return reply.status(204).send(null);
    },
  );
  app.get(
    '/api/keys',
    { config: own, schema: { tags: ['access'], response: { 200: z.object({ keys: z.array(ApiKey) }) } } },
    async (request) => ({ keys: await findOwnKeys(services, userOf(request)) }),
  );
  app.post(
    '/api/keys',
    {
      config: own,
      schema: { tags: ['access'], body: NewApiKey, response: { 201: z.object({ key: ApiKey, secret: z.string() }) } },
    },
    async (request, reply) => reply.status(201).send(await createKey(services, signedIn(request), request.body)),
  );
  app.delete(
    '/api/keys/:id',
    { config: own, schema: { tags: ['access'], params: Id, response: { 204: z.null() } } },
    async (request, reply) => {
      await revokeKey(services, userOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

/** A key does its work; it makes no further keys and changes no password. */
function signedIn(request: FastifyRequest): UserScope {
  const user = userOf(request);
  if (user.sessionId === null) throw new AppError('auth.required');
  return user;
}
