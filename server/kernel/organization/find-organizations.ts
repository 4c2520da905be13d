import { sql } from 'kysely';
import { type Organization, type OrganizationList, organizationKinds } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../error.ts';
import { escapeLike } from '../escape-like.ts';

export type OrganizationQuery = {
  asOf: string;
  q?: string | undefined;
  kind?: string | undefined;
  below?: string | undefined;
  /** Leaves out collective names, which nobody can act for. */
  acting?: boolean | undefined;
  page: number;
  size: number;
};

/** Organizations that existed on a day, departments of the province first; a page at a time. */
export async function findOrganizations(tx: Tx, query: OrganizationQuery): Promise<OrganizationList> {
  const wanted = matching(query);
  const { total } = await tx
    .selectFrom('organization as o')
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .where(wanted)
    .executeTakeFirstOrThrow();
  const rows = await organizationRows(tx)
    .where(wanted)
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { asOf: query.asOf, total: Number(total), rows: rows.map(toOrganization) };
}

function matching({ asOf, kind, q, below, acting }: OrganizationQuery) {
  const like = `%${escapeLike(q?.trim() ?? '')}%`;
  return sql<boolean>`coalesce(o.valid_from, '-infinity') <= ${asOf} and coalesce(o.valid_to, 'infinity') >= ${asOf}
    and (${kind ?? null}::text is null or o.kind = ${kind ?? null})
    and (${below ?? null}::text is null or region_below(o.region_code, ${below ?? null}))
    and (not ${acting ?? false} or o.kind <> 'group')
    and (o.name ilike ${like} or o.name_en ilike ${like} or o.uscc ilike ${like} or o.id ilike ${like}
      or array_to_string(o.short_names, ' ') ilike ${like})`;
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
      related(sql`n.successors @> array[o.id]`).as('predecessor_list'),
      countUnits('lead').as('lead_count'),
      countUnits('joint').as('joint_count'),
    ])
    .orderBy('o.region_code')
    // Departments first, then offices and agencies, then the governments below.
    .orderBy(sql`array_position(${[...organizationKinds]}::text[], o.kind)`)
    .orderBy(sql`o.valid_to is not null`)
    .orderBy(sql`o.name collate "zh-x-icu"`)
    .orderBy('o.id');

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
