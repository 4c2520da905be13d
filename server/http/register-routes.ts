/** The kernel's registers: regions, organizations, the audit trail. */
import { z } from 'zod';
import {
  AuditPage,
  Day,
  exportQuery,
  OrganizationDetail,
  OrganizationList,
  RegionCode,
  RegionList,
  RegionQuery,
} from '../../packages/contract/index.ts';
import { findAudit } from '../kernel/audit/find-audit.ts';
import { today } from '../kernel/clock.ts';
import type { App } from '../kernel/http.ts';
import { findOrganizations, getOrganization } from '../kernel/organization/find-organizations.ts';
import { chooseRegions, findRegions } from '../kernel/region/find-regions.ts';
import type { Services } from '../kernel/services.ts';
import { pageOf } from '../kernel/tabular/choose-rows.ts';
import { sendTable } from '../kernel/tabular/send-table.ts';
import { findTasks } from '../modules/plans/index.ts';
import { auditColumns, organizationColumns, regionColumns } from './register-exports.ts';

const page = { page: z.coerce.number().int().min(1).default(1), size: z.coerce.number().int().min(1).max(500) };

const OrganizationFilter = z.object({
  below: RegionCode.optional().describe('Of this region or below'),
  /** Those that can act: no collective names. */
  acting: z.enum(['0', '1']).default('0'),
  asOf: Day.optional(),
  q: z.string().max(100).optional(),
  kind: z.string().max(40).optional(),
});
const AuditFilter = z.object({
  q: z.string().max(100).optional(),
  action: z.string().max(60).optional(),
  from: Day.optional(),
  to: Day.optional(),
});
/** A file holds no more rows than a spreadsheet program takes with ease. */
const EXPORT_ROWS = 100_000;

export function registerRoutes(app: App, { db, clock }: Services): void {
  app.get(
    '/api/regions',
    {
      config: { permission: 'region.read' },
      schema: {
        tags: ['registers'],
        querystring: RegionQuery,
        response: { 200: RegionList },
      },
    },
    async ({ scope, query }) => {
      const asOf = query.asOf ?? today(clock);
      const regions = chooseRegions(await db.within(scope, (tx) => findRegions(tx, asOf)), query);
      return { asOf, total: regions.length, regions: pageOf(regions, query) };
    },
  );
  app.get(
    '/api/regions/export',
    {
      config: { permission: 'region.read' },
      schema: { tags: ['registers'], querystring: RegionQuery.extend(exportQuery) },
    },
    async ({ scope, query }, reply) => {
      const asOf = query.asOf ?? today(clock);
      const all = await db.within(scope, (tx) => findRegions(tx, asOf));
      return sendTable(reply, regionColumns(all), chooseRegions(all, query), query, {
        file: `regions-${asOf}`,
        sheet: { zh: `行政区划 ${asOf}`, en: `Regions ${asOf}` },
      });
    },
  );
  app.get(
    '/api/organizations',
    {
      config: { permission: 'organization.read' },
      schema: {
        tags: ['registers'],
        querystring: OrganizationFilter.extend({ ...page, size: page.size.default(200) }),
        response: { 200: OrganizationList },
      },
    },
    async (request) => {
      const asOf = request.query.asOf ?? today(clock);
      return db.within(request.scope, (tx) =>
        findOrganizations(tx, { ...request.query, acting: request.query.acting === '1', asOf }),
      );
    },
  );
  app.get(
    '/api/organizations/export',
    {
      config: { permission: 'organization.read' },
      schema: { tags: ['registers'], querystring: OrganizationFilter.extend(exportQuery) },
    },
    async (request, reply) => {
      const { query } = request;
      const asOf = query.asOf ?? today(clock);
      const { rows } = await db.within(request.scope, (tx) =>
        findOrganizations(tx, { ...query, acting: query.acting === '1', asOf, page: 1, size: EXPORT_ROWS }),
      );
      return sendTable(reply, organizationColumns, rows, query, {
        file: `organizations-${asOf}`,
        sheet: { zh: `机构 ${asOf}`, en: `Organizations ${asOf}` },
      });
    },
  );
  app.get(
    '/api/organizations/:id',
    {
      config: { permission: 'organization.read' },
      schema: {
        tags: ['registers'],
        params: z.object({ id: z.string().max(100) }),
        response: { 200: OrganizationDetail },
      },
    },
    (request) =>
      db.within(request.scope, async (tx) => {
        const { id } = request.params;
        const organization = await getOrganization(tx, id);
        const tasks = await findTasks(tx, { unit: id, asOf: today(clock) });
        return {
          ...organization,
          tasks: tasks.map((task) => ({
            ...task,
            role: task.lead?.organizationId === id ? ('lead' as const) : ('joint' as const),
          })),
        };
      }),
  );
  app.get(
    '/api/audit',
    {
      config: { permission: 'audit.read' },
      schema: {
        tags: ['registers'],
        querystring: AuditFilter.extend({ ...page, size: page.size.default(50) }),
        response: { 200: AuditPage },
      },
    },
    (request) => db.within(request.scope, (tx) => findAudit(tx, request.scope, request.query)),
  );
  app.get(
    '/api/audit/export',
    {
      config: { permission: 'audit.read' },
      schema: { tags: ['registers'], querystring: AuditFilter.extend(exportQuery) },
    },
    async (request, reply) => {
      const { query, scope } = request;
      const { rows } = await db.within(scope, (tx) => findAudit(tx, scope, { ...query, page: 1, size: EXPORT_ROWS }));
      return sendTable(reply, auditColumns, rows, query, {
        file: `audit-${today(clock)}`,
        sheet: { zh: '审计', en: 'Audit' },
      });
    },
  );
}
