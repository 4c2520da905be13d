import { z } from 'zod';
import { JobPage, JobQuery, JobRow } from '../../packages/contract/index.ts';
import { type App, userOf } from '../kernel/http.ts';
import { cancelJob, findJobs, getJob } from '../kernel/jobs/index.ts';
import type { Services } from '../kernel/services.ts';

const Id = z.object({ id: z.uuid() });

export function jobRoutes(app: App, { db, clock }: Services): void {
  const own = { permission: 'job.own' } as const;
  app.get(
    '/api/jobs',
    { config: own, schema: { tags: ['jobs'], querystring: JobQuery, response: { 200: JobPage } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => findJobs(tx, user, request.query));
    },
  );
  app.get(
    '/api/jobs/:id',
    { config: own, schema: { tags: ['jobs'], params: Id, response: { 200: JobRow } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => getJob(tx, user, request.params.id));
    },
  );
  app.post(
    '/api/jobs/:id/cancel',
    { config: own, schema: { tags: ['jobs'], params: Id, response: { 200: JobRow } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => cancelJob(tx, user, clock, request.params.id));
    },
  );
}
