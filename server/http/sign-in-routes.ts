/** Who signs in, and who is here now. */
import { z } from 'zod';
import { OnlineSessions, SignInPage, SignInQuery } from '../../packages/contract/index.ts';
import { today } from '../kernel/clock.ts';
import type { App } from '../kernel/http.ts';
import { findSignIns, signInsToCsv } from '../kernel/person/find-sign-ins.ts';
import { endSession, findOnline } from '../kernel/person/online-sessions.ts';
import type { Services } from '../kernel/services.ts';

const EXPORT_LIMIT = 50_000;
const tags = ['access'];

export function signInRoutes(app: App, { db, clock }: Services): void {
  const config = { permission: 'session.watch' } as const;

  app.get(
    '/api/sign-ins',
    { config, schema: { tags, querystring: SignInQuery, response: { 200: SignInPage } } },
    ({ scope, query }) => db.within(scope, (tx) => findSignIns(tx, scope, query)),
  );
  app.get(
    '/api/sign-ins/export',
    { config, schema: { tags, querystring: SignInQuery } },
    async ({ scope, query }, reply) => {
      const page = await db.within(scope, (tx) => findSignIns(tx, scope, { ...query, page: 1, size: EXPORT_LIMIT }));
      reply.header('content-disposition', `attachment; filename="sign-ins-${today(clock)}.csv"`);
      return reply.type('text/csv; charset=utf-8').send(signInsToCsv(page.rows));
    },
  );
  app.get('/api/sign-ins/online', { config, schema: { tags, response: { 200: OnlineSessions } } }, ({ scope }) =>
    db.within(scope, async (tx) => ({ sessions: await findOnline(tx, scope, clock) })),
  );
  app.delete(
    '/api/sign-ins/online/:id',
    {
      config: { permission: 'person.manage' },
      schema: { tags, params: z.object({ id: z.uuid() }), response: { 204: z.null() } },
    },
    async ({ scope, params }, reply) => {
      await db.within(scope, (tx) => endSession(tx, scope, clock, params.id));
      return reply.status(204).send(null);
    },
  );
}
