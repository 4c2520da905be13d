import { sql } from 'kysely';
import { type Organization, type OrganizationList, organizationKinds } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../error.ts';

export type OrganizationQuery = {
  asOf: string;
  q?: string | undefined;
  kind?: string | undefined;
  page: number;
  size: number;
};

/** Organizations that existed on a day, departments of the province first. */
export async function findOrganizations(tx: Tx, query: OrganizationQuery): Promise<OrganizationList> {
  const rows = await organizationRows(tx).execute();
  const q = query.q?.trim().toLowerCase() ?? '';
  const found = rows
    .map(toOrganization)
    .filter((row) => (row.validFrom ?? '') <= query.asOf && (row.validTo ?? '9999-12-31') >= query.asOf)
    .filter((row) => !query.kind || row.kind === query.kind)
    .filter((row) =>
      [row.name, row.nameEn, row.uscc ?? '', row.id, ...row.shortNames].some((name) => name.toLowerCase().includes(q)),
    );
  const from = (query.page - 1) * query.size;
  return { asOf: query.asOf, total: found.length, rows: found.slice(from, from + query.size) };
}

/** Throws `not-found` for an unknown id. */
export async function getOrganization(tx: Tx, id: string): Promise<Organization> {
  const row = await organizationRows(tx).where('o.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  return toOrganization(row);
}

const organizationRows = (tx: Tx) =>
  tx
    .selectFrom('organization as o')
    .selectAll('o')
    .select([
      related(sql`n.id = any (o.successors)`).as('successor_list'),
      related(sql`o.id = any (n.successors)`).as('predecessor_list'),
      countUnits('lead').as('lead_count'),
      countUnits('joint').as('joint_count'),
    ])
    .orderBy('o.region_code')
    // Departments first, then offices and agencies, then the governments below.
    .orderBy(sql`array_position(${[...organizationKinds]}::text[], o.kind)`)
    .orderBy(sql`o.valid_to is not null`)
    .orderBy(sql`o.name collate "zh-x-icu"`);

const related = (condition: ReturnType<typeof sql>) =>
  sql<{ id: string; name: string }[]>`(select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name)
    order by n.id), '[]') from organization n where ${condition})`;
const countUnits = (role: 'lead' | 'joint') =>
  sql<string>`(select count(*) from task_unit u where u.organization_id = o.id and u.role = ${role})`;

type Row = Awaited<ReturnType<ReturnType<typeof organizationRows>['executeTakeFirstOrThrow']>>;

function toOrganization(row: Row): Organization {
  return {
    id: row.id,
    name: row.name,
    nameEn: row.name_en,
    shortNames: row.short_names,
    kind: row.kind,
    regionCode: row.region_code,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    successors: row.successor_list,
    predecessors: row.predecessor_list,
    uscc: row.uscc,
    leadCount: Number(row.lead_count),
    jointCount: Number(row.joint_count),
    simulated: row.simulated,
  };
}
