import { z } from 'zod';
import { Day, Desk } from '../../../packages/contract/index.ts';
import { today } from '../../kernel/clock.ts';
import { type App, userOf } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { getDesk } from './get-desk.ts';

export function deskRoutes(app: App, { db, clock }: Services): void {
  app.get(
    '/api/desk',
    {
      config: { permission: 'desk.read' },
      schema: { tags: ['desk'], querystring: z.object({ asOf: Day.optional() }), response: { 200: Desk } },
    },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => getDesk(tx, user, request.query.asOf ?? today(clock), clock.now()));
    },
  );
}
