import { sql } from 'kysely';
import type { AuditPage, AuditRow } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { escapeLike } from '../escape-like.ts';
import { authorize, type Scope } from '../scope/scope.ts';

export type AuditQuery = {
  q?: string | undefined;
  action?: string | undefined;
  /** Days in China, both included. */
  from?: string | undefined;
  to?: string | undefined;
  page: number;
  size: number;
};

/** The audit trail of the scope's regions, newest first. */
export async function findAudit(tx: Tx, scope: Scope, query: AuditQuery): Promise<AuditPage> {
  authorize(scope, 'audit.read');
  let select = tx.selectFrom('audit');
  if (query.action) select = select.where('action', 'like', `${escapeLike(query.action)}%`);
  if (query.from) select = select.where('at', '>=', sql<Date>`${query.from}::date at time zone 'Asia/Shanghai'`);
  if (query.to) select = select.where('at', '<', sql<Date>`(${query.to}::date + 1) at time zone 'Asia/Shanghai'`);
  if (query.q) {
    const like = `%${escapeLike(query.q)}%`;
    select = select.where((eb) =>
      eb.or([
        eb('actor', 'ilike', like),
        eb('object_id', 'ilike', like),
        eb(sql<string>`summary::text`, 'ilike', like),
      ]),
    );
  }
  const count = await select.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  const rows = await select
    .leftJoin('organization', 'organization.id', 'audit.organization_id')
    .selectAll('audit')
    .select('organization.name as organization_name')
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { total: Number(count.n), rows: rows.map(toAuditRow) };
}

/** What was changed lately in reach, comings and goings aside; row-level security decides what is seen. */
export async function findRecentAudit(tx: Tx, limit: number): Promise<AuditRow[]> {
  const rows = await tx
    .selectFrom('audit')
    .leftJoin('organization', 'organization.id', 'audit.organization_id')
    .selectAll('audit')
    .select('organization.name as organization_name')
    .where('audit.action', 'not like', 'session.%')
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toAuditRow);
}

/** What happened to one object, newest first, as far as the scope may read it. */
export async function findAuditOf(tx: Tx, object: { kind: string; id: string }, limit: number): Promise<AuditRow[]> {
  const rows = await tx
    .selectFrom('audit')
    .leftJoin('organization', 'organization.id', 'audit.organization_id')
    .selectAll('audit')
    .select('organization.name as organization_name')
    .where('audit.object_kind', '=', object.kind)
    .where('audit.object_id', '=', object.id)
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toAuditRow);
}

type Row = {
  id: string;
  at: Date;
  actor: string;
  organization_name: string | null;
  action: string;
  object_kind: string;
  object_id: string;
  summary: unknown;
  details: unknown;
  address: string | null;
};

function toAuditRow(row: Row): AuditRow {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    organization: row.organization_name,
    action: row.action,
    objectKind: row.object_kind,
    objectId: row.object_id,
    summary: row.summary as AuditRow['summary'],
    details: row.details as AuditRow['details'],
    address: row.address,
  };
}
