import { z } from 'zod';
import { Dictionary, DictionaryQuery, Term } from '../../packages/contract/index.ts';
import { findDictionary, saveTerm } from '../kernel/dictionary/dictionary.ts';
import type { App } from '../kernel/http.ts';
import type { Services } from '../kernel/services.ts';

export function dictionaryRoutes(app: App, { db, clock }: Services): void {
  app.get(
    '/api/dictionary',
    {
      config: { permission: 'dictionary.read' },
      schema: { tags: ['registers'], querystring: DictionaryQuery, response: { 200: Dictionary } },
    },
    (request) => db.within(request.scope, (tx) => findDictionary(tx, request.scope, request.query)),
  );
  app.put(
    '/api/dictionary',
    {
      config: { permission: 'dictionary.manage' },
      schema: { tags: ['registers'], body: Term, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await db.within(request.scope, (tx) => saveTerm(tx, request.scope, clock, request.body));
      return reply.status(204).send(null);
    },
  );
}
