/** Organizations: entry, import, reform, and what names of units mean. */
import { z } from 'zod';
import {
  ApiError,
  DecideName,
  NameDecided,
  Organization,
  OrganizationImport,
  OrganizationInput,
  Reform,
  ReformAnswer,
  UnitNames,
} from '../../packages/contract/index.ts';
import { type App, readUpload } from '../kernel/http.ts';
import { getOrganization } from '../kernel/organization/find-organizations.ts';
import { importOrganizations, organizationTemplate } from '../kernel/organization/import-organizations.ts';
import {
  addOrganization,
  changeOrganization,
  decideUnitName,
  findUnitNames,
  type ReformMover,
  reformOrganizations,
  type UnitSource,
  undoUnitName,
} from '../kernel/organization/index.ts';
import type { Services } from '../kernel/services.ts';

export const TABLE_LIMIT_MB = 20;
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const tags = ['organizations'];
const Slug = z.object({ id: z.string().max(100) });

export function organizationRoutes(
  app: App,
  services: Services,
  { movers, units }: { movers: readonly ReformMover[]; units: UnitSource },
): void {
  const { db, clock } = services;
  const config = { permission: 'organization.manage' } as const;

  app.post(
    '/api/organizations',
    { config, schema: { tags, body: OrganizationInput, response: { 201: Organization } } },
    async ({ scope, body }, reply) => {
      const made = await db.within(scope, async (tx) =>
        getOrganization(tx, await addOrganization(tx, scope, clock, body)),
      );
      return reply.status(201).send(made);
    },
  );
  app.put(
    '/api/organizations/:id',
    { config, schema: { tags, params: Slug, body: OrganizationInput, response: { 200: Organization } } },
    ({ scope, params, body }) =>
      db.within(scope, async (tx) => {
        await changeOrganization(tx, scope, clock, params.id, body);
        return getOrganization(tx, params.id);
      }),
  );
  app.post(
    '/api/organizations/reform',
    { config, schema: { tags, body: Reform, response: { 200: ReformAnswer } } },
    ({ scope, body }) => reformOrganizations(services, scope, body, movers),
  );
  app.get('/api/organizations/template', { config, schema: { tags } }, async (_, reply) => {
    reply.header('content-disposition', 'attachment; filename="organizations.xlsx"');
    return reply.type(XLSX).send(Buffer.from(await organizationTemplate()));
  });
  app.post(
    '/api/organizations/import',
    {
      config,
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        querystring: z.object({ dryRun: z.enum(['0', '1']).default('0') }),
        response: { 200: OrganizationImport, 422: z.union([OrganizationImport, ApiError]) },
      },
    },
    async (request, reply) => {
      const { name, bytes } = await readUpload(request, TABLE_LIMIT_MB);
      const dryRun = request.query.dryRun === '1';
      const answer = await importOrganizations(services, request.scope, { name, bytes, dryRun });
      return reply.status(answer.errors.length > 0 && !dryRun ? 422 : 200).send(answer);
    },
  );

  app.get('/api/unit-names', { config, schema: { tags, response: { 200: UnitNames } } }, ({ scope }) =>
    findUnitNames(services, scope, units),
  );
  app.post(
    '/api/unit-names',
    { config, schema: { tags, body: DecideName, response: { 201: NameDecided } } },
    async ({ scope, body }, reply) => reply.status(201).send(await decideUnitName(services, scope, body, units)),
  );
  app.delete(
    '/api/unit-names/:id',
    { config, schema: { tags, params: z.object({ id: z.uuid() }), response: { 200: NameDecided } } },
    ({ scope, params }) => undoUnitName(services, scope, params.id, units),
  );
}
