import { z } from 'zod';
import { ChangeView, DefaultView, NewView, SavedView, SavedViews, ViewQuery } from '../../packages/contract/index.ts';
import { type App, userOf } from '../kernel/http.ts';
import type { Services } from '../kernel/services.ts';
import { addView, changeView, findViews, removeView, setDefaultView } from '../kernel/views/saved-views.ts';

const Id = z.object({ id: z.uuid() });

export function viewRoutes(app: App, { db, clock }: Services): void {
  const own = { permission: 'view.own' } as const;
  app.get(
    '/api/views',
    { config: own, schema: { tags: ['views'], querystring: ViewQuery, response: { 200: SavedViews } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => findViews(tx, user, request.query.room));
    },
  );
  app.post(
    '/api/views',
    { config: own, schema: { tags: ['views'], body: NewView, response: { 201: SavedView } } },
    async (request, reply) => {
      const user = userOf(request);
      return reply.status(201).send(await db.within(user, (tx) => addView(tx, user, clock, request.body)));
    },
  );
  app.put(
    '/api/views/:id',
    { config: own, schema: { tags: ['views'], params: Id, body: ChangeView, response: { 200: SavedView } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => changeView(tx, user, clock, request.params.id, request.body));
    },
  );
  app.delete(
    '/api/views/:id',
    { config: own, schema: { tags: ['views'], params: Id, response: { 204: z.null() } } },
    async (request, reply) => {
      const user = userOf(request);
      await db.within(user, (tx) => removeView(tx, user, clock, request.params.id));
      return reply.status(204).send(null);
    },
  );
  app.put(
    '/api/default-view',
    { config: own, schema: { tags: ['views'], body: DefaultView, response: { 200: SavedViews } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => setDefaultView(tx, user, request.body));
    },
  );
}
