/** People: what administrators do with accounts and posts. */
import { z } from 'zod';
import {
  ApiError,
  ChangedPerson,
  ChangedPost,
  exportQuery,
  FetchPasswords,
  FirstPassword,
  HandOver,
  HandOverAnswer,
  NewPersonInput,
  NewPost,
  PeopleImport,
  PersonAction,
  PersonDetail,
  PersonPage,
  PersonQuery,
} from '../../packages/contract/index.ts';
import { type App, readUpload, userOf } from '../kernel/http.ts';
import { peopleColumns } from '../kernel/person/export-people.ts';
import { peopleTemplate } from '../kernel/person/import-people.ts';
import { fetchPasswords, takePeople } from '../kernel/person/import-people-job.ts';
import {
  changePerson,
  changePost,
  createPerson,
  findPeople,
  getPerson,
  grantPost,
  handOver,
  newPassword,
  type PersonMover,
  readEmail,
  setPersonState,
} from '../kernel/person/index.ts';
import { getManaged } from '../kernel/person/manage-person.ts';
import { resetPassword } from '../kernel/person/reset-password.ts';
import type { Services } from '../kernel/services.ts';
import { sendTable } from '../kernel/tabular/send-table.ts';
import { TABLE_LIMIT_MB, XLSX } from './organization-routes.ts';

const Id = z.object({ id: z.uuid() });
const tags = ['people'];
/** As many as an exported file holds. */
const MOST_PEOPLE = 100_000;

export function peopleRoutes(app: App, services: Services, movers: readonly PersonMover[]): void {
  const { db, clock } = services;
  const config = { permission: 'person.manage' } as const;

  app.get(
    '/api/people',
    { config, schema: { tags, querystring: PersonQuery, response: { 200: PersonPage } } },
    (request) => db.within(request.scope, (tx) => findPeople(tx, request.scope, clock, request.query)),
  );
  app.get(
    '/api/people/export',
    { config, schema: { tags, querystring: PersonQuery.extend(exportQuery) } },
    async ({ query, scope }, reply) => {
      const all = { ...query, page: 1, size: MOST_PEOPLE };
      const { rows } = await db.within(scope, (tx) => findPeople(tx, scope, clock, all));
      return sendTable(reply, peopleColumns, rows, query, { file: 'people', sheet: { zh: '人员', en: 'People' } });
    },
  );
  app.get('/api/people/template', { config, schema: { tags } }, async (_, reply) => {
    reply.header('content-disposition', 'attachment; filename="people.xlsx"');
    return reply.type(XLSX).send(Buffer.from(await peopleTemplate()));
  });
  app.post(
    '/api/people/import',
    {
      config,
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        querystring: z.object({ dryRun: z.enum(['0', '1']).default('0') }),
        response: { 200: PeopleImport, 422: z.union([PeopleImport, ApiError]) },
      },
    },
    async (request, reply) => {
      const { name, bytes } = await readUpload(request, TABLE_LIMIT_MB);
      const dryRun = request.query.dryRun === '1';
      const answer = await takePeople(services, userOf(request), { name, bytes, dryRun });
      return reply.status(answer.errors.length > 0 && !dryRun ? 422 : 200).send(answer);
    },
  );
  app.post(
    '/api/people/import/passwords',
    { config, schema: { tags, body: FetchPasswords, response: { 200: PeopleImport.pick({ passwords: true }) } } },
    async (request) => ({ passwords: await fetchPasswords(services, userOf(request), request.body) }),
  );
  app.get('/api/people/:id', { config, schema: { tags, params: Id, response: { 200: PersonDetail } } }, (request) =>
    db.within(request.scope, (tx) => getPerson(tx, request.scope, clock, request.params.id)),
  );
  app.post(
    '/api/people',
    { config, schema: { tags, body: NewPersonInput, response: { 201: FirstPassword } } },
    async (request, reply) => {
      const made = await db.within(request.scope, (tx) => createPerson(tx, request.scope, clock, request.body));
      return reply.status(201).send(made);
    },
  );
  app.put(
    '/api/people/:id',
    { config, schema: { tags, params: Id, body: ChangedPerson, response: { 200: PersonDetail } } },
    ({ scope, params, body }) =>
      db.within(scope, async (tx) => {
        await changePerson(tx, scope, clock, params.id, body);
        return getPerson(tx, scope, clock, params.id);
      }),
  );
  app.post(
    '/api/people/:id/state',
    { config, schema: { tags, params: Id, body: PersonAction, response: { 200: PersonDetail } } },
    ({ scope, params, body }) =>
      db.within(scope, async (tx) => {
        await setPersonState(tx, scope, clock, params.id, body.action);
        return getPerson(tx, scope, clock, params.id);
      }),
  );
  app.post(
    '/api/people/:id/email',
    { config, schema: { tags, params: Id, response: { 200: z.object({ email: z.string().nullable() }) } } },
    ({ scope, params }) => db.within(scope, async (tx) => ({ email: await readEmail(tx, scope, clock, params.id) })),
  );
  app.post(
    '/api/people/:id/password',
    { config, schema: { tags, params: Id, response: { 200: FirstPassword } } },
    ({ scope, params }) =>
      db.within(scope, async (tx) => {
        const person = await getManaged(tx, scope, params.id);
        const password = newPassword();
        await resetPassword(tx, scope, clock, person.user_name, password, true);
        return { id: person.id, userName: person.user_name, password };
      }),
  );
  app.post(
    '/api/people/:id/posts',
    { config, schema: { tags, params: Id, body: NewPost, response: { 201: PersonDetail } } },
    async ({ scope, params, body }, reply) => {
      const person = await db.within(scope, async (tx) => {
        await grantPost(tx, scope, clock, params.id, body);
        return getPerson(tx, scope, clock, params.id);
      });
      return reply.status(201).send(person);
    },
  );
  app.put(
    '/api/posts/:id',
    { config, schema: { tags, params: Id, body: ChangedPost, response: { 200: PersonDetail } } },
    ({ scope, params, body }) =>
      db.within(scope, async (tx) => {
        const personId = await changePost(tx, scope, clock, params.id, body);
        return getPerson(tx, scope, clock, personId);
      }),
  );
  app.post(
    '/api/people/:id/hand-over',
    { config, schema: { tags, params: Id, body: HandOver, response: { 200: HandOverAnswer } } },
    ({ scope, params, body }) => handOver(services, scope, params.id, body, movers),
  );
}
