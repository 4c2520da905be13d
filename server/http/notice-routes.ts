import { z } from 'zod';
import {
  MarkNotices,
  NoticePage,
  NoticePreferences,
  NoticeQuery,
  OrganizationRobot,
  SetNoticePreferences,
  SetOrganizationRobot,
} from '../../packages/contract/index.ts';
import { type App, userOf } from '../kernel/http.ts';
import {
  countUnread,
  findNotices,
  findRobots,
  getPreferences,
  markNotices,
  type NoticeSettings,
  removeRobot,
  setPreferences,
  setRobot,
  testChannel,
} from '../kernel/notify/index.ts';
import type { Services } from '../kernel/services.ts';

const Unread = z.object({ unread: z.int() });
const Robots = z.object({ robots: z.array(OrganizationRobot) });

export function noticeRoutes(app: App, services: Services, settings: NoticeSettings): void {
  const { db, clock } = services;
  const own = { permission: 'notice.own' } as const;
  const few = { ...own, rateLimit: { max: 10, timeWindow: '1 minute' } };
  app.get(
    '/api/notices',
    { config: own, schema: { tags: ['notices'], querystring: NoticeQuery, response: { 200: NoticePage } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => findNotices(tx, user, request.query));
    },
  );
  app.get(
    '/api/notices/unread',
    { config: own, schema: { tags: ['notices'], response: { 200: Unread } } },
    async (request) => {
      const user = userOf(request);
      return { unread: await db.within(user, (tx) => countUnread(tx, user)) };
    },
  );
  app.post(
    '/api/notices/read',
    { config: own, schema: { tags: ['notices'], body: MarkNotices, response: { 200: Unread } } },
    async (request) => {
      const user = userOf(request);
      return { unread: await db.within(user, (tx) => markNotices(tx, user, clock, request.body)) };
    },
  );
  app.get(
    '/api/notices/preferences',
    { config: own, schema: { tags: ['notices'], response: { 200: NoticePreferences } } },
    (request) => {
      const user = userOf(request);
      return db.within(user, (tx) => getPreferences(tx, user, settings));
    },
  );
  app.put(
    '/api/notices/preferences',
    { config: own, schema: { tags: ['notices'], body: SetNoticePreferences, response: { 200: NoticePreferences } } },
    (request) => setPreferences(services, userOf(request), settings, request.body),
  );
  app.post(
    '/api/notices/test',
    {
      config: few,
      schema: {
        tags: ['notices'],
        body: z.object({ channel: z.enum(['email', 'webhook']) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await testChannel(services, userOf(request), settings, request.body.channel);
      return reply.status(204).send(null);
    },
  );

  const robot = { permission: 'notice.robot' } as const;
  app.get(
    '/api/robots',
    { config: robot, schema: { tags: ['notices'], response: { 200: Robots } } },
    async (request) => {
      const user = userOf(request);
      return { robots: await db.within(user, (tx) => findRobots(tx, user)) };
    },
  );
  app.put(
    '/api/robots',
    { config: robot, schema: { tags: ['notices'], body: SetOrganizationRobot, response: { 200: Robots } } },
    async (request) => ({ robots: await setRobot(services, userOf(request), settings, request.body) }),
  );
  app.delete(
    '/api/robots/:id',
    {
      config: robot,
      schema: { tags: ['notices'], params: z.object({ id: z.string().max(100) }), response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeRobot(services, userOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
