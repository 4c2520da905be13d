import {
  type AmendmentDetail,
  type AmendmentLine,
  type AmendmentRow,
  allows,
} from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { caseOf, getCase } from '../../kernel/lifecycle/index.ts';
import type { Scope, UserScope } from '../../kernel/scope/scope.ts';
import { amendmentLifecycle } from './amendment-lifecycle.ts';
import { type StoredChange, targetIds } from './amendment-rows.ts';
import { partsOf } from './step-amendment.ts';

/** Amendments of a plan, newest first. */
export async function findAmendments(tx: Tx, planId: string): Promise<AmendmentRow[]> {
  const rows = await amendmentRows(tx).where('a.plan_id', '=', planId).execute();
  return rows.map(toRow);
}

/** Amendments that wait for a decision of this user: proposed by somebody else, of a plan of the same region. */
export async function findWaitingAmendments(tx: Tx, scope: UserScope): Promise<AmendmentRow[]> {
  if (!allows(scope.roles, 'plan.amend')) return [];
  const rows = await amendmentRows(tx).where('c.closed_at', 'is', null).execute();
  return rows.filter((row) => partsOf(scope, row).includes('approver')).map(toRow);
}

/** Throws `not-found` for one that is unknown or out of reach. */
export async function getAmendment(tx: Tx, scope: Scope, id: string): Promise<AmendmentDetail> {
  const row = await amendmentRows(tx).where('a.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  const acts = scope.kind === 'user' && allows(scope.roles, 'plan.amend');
  return {
    ...toRow(row),
    lines: await linesOf(tx, row.changes as StoredChange[]),
    case: await getCase(tx, amendmentLifecycle, id, acts ? partsOf(scope, row) : []),
  };
}

const amendmentRows = (tx: Tx) =>
  tx
    .selectFrom('amendment as a')
    .innerJoin('plan as p', 'p.id', 'a.plan_id')
    .innerJoin('lifecycle_case as c', (join) => join.on(caseOf('amendment', 'a.id')))
    .selectAll('a')
    .select(['p.short_title', 'c.state'])
    .orderBy('a.number', 'desc');

type Row = Awaited<ReturnType<ReturnType<typeof amendmentRows>['executeTakeFirstOrThrow']>>;

function toRow(row: Row): AmendmentRow {
  const state = amendmentLifecycle.states[row.state as 'proposed'];
  return {
    id: row.id,
    planId: row.plan_id,
    planTitle: row.short_title,
    number: row.number,
    reason: row.reason,
    basis: row.basis,
    effectiveOn: row.effective_on,
    proposer: row.proposer,
    proposedAt: row.proposed_at.toISOString(),
    state: { id: row.state, zh: state.zh, en: state.en, tone: state.tone },
    changeCount: (row.changes as unknown[]).length,
  };
}

async function linesOf(tx: Tx, changes: StoredChange[]): Promise<AmendmentLine[]> {
  const ids = targetIds(changes);
  const rows =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('target')
          .select(['parent_id', (eb) => eb.fn.countAll<string>().as('n')])
          .where('parent_id', 'in', ids)
          .groupBy('parent_id')
          .execute();
  const children = new Map(rows.map((row) => [row.parent_id, Number(row.n)]));
  return changes.map((change) => {
    const line = toLine(change);
    return { ...line, children: children.get(line.id) ?? 0 };
  });
}

function toLine(change: StoredChange): Omit<AmendmentLine, 'children'> {
  const id = 'target' in change ? change.target : 'task' in change ? change.task : null;
  const to = 'fields' in change ? change.fields : 'added' in change ? change.added : {};
  const fields = Object.entries(to)
    .filter(
      ([, value]) =>
        value !== null && value !== '' && !(Array.isArray(value) && value.length === 0 && 'added' in change),
    )
    .map(([field, value]) => ({ field, from: change.was?.[field] ?? null, to: value as unknown }));
  return { kind: change.kind, id, title: change.title, fields };
}
