import { allows, type Desk, type TargetRow, WorkQuery } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { findRecentAudit } from '../../kernel/audit/find-audit.ts';
import { dayOf } from '../../kernel/clock.ts';
import { findRecentSteps } from '../../kernel/lifecycle/index.ts';
import { findLastVisit } from '../../kernel/person/last-visit.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';
import { countStatuses, findBoard, findOpenFindings, findWaitingAmendments } from '../plans/index.ts';
import { findOpenInvitations } from '../quality-index/index.ts';
import { findAnswered } from '../review/index.ts';
import { findWaitingSlips, findWork, slipLifecycle, taskLifecycle } from '../work/index.ts';

const SHOWN = 8;
const DAY = 86_400_000;
/** On a first visit, what changed is what changed lately. */
const LATELY = 14 * DAY;

/** The desk of a user: what waits for a step, what is late, what is missing, what the reader doubts, what changed. */
export async function getDesk(tx: Tx, scope: UserScope, asOf: string, now: Date): Promise<Desk> {
  const rows = (await findBoard(tx, asOf)).map((entry) => entry.row);
  const late = rows.filter((row) => row.status === 'off-track' || row.status === 'missed');
  const near = (row: (typeof rows)[number]) => (row.region.code === scope.regionCode ? 0 : 1);
  const findings = await findOpenFindings(tx, await findAnswered(tx), SHOWN);
  const waiting = await findWork(tx, scope, WorkQuery.parse({ waits: 'me', size: SHOWN }), asOf);
  // Of a unit its own tasks; of an office those of its region and below.
  const unit = allows(scope.roles, 'work.act') && !allows(scope.roles, 'work.supervise');
  const own = unit ? { unit: scope.organizationId } : { below: scope.regionCode };
  const { lights } = await findWork(tx, scope, WorkQuery.parse({ ...own, state: 'open', size: 1 }), asOf);
  const since = await findLastVisit(tx, scope);
  const from = since ?? new Date(now.getTime() - LATELY);
  const changes = await findRecentSteps(tx, scope, [taskLifecycle, slipLifecycle], from, SHOWN);
  return {
    asOf,
    attention: late.sort((a, b) => near(a) - near(b) || (a.dueOn < b.dueOn ? 1 : -1)).slice(0, SHOWN),
    missingData: rows.filter((row) => lacksLastYear(row, asOf)).length,
    statusCounts: countStatuses(rows),
    findings: findings.rows,
    findingCount: findings.total,
    waiting: { total: waiting.total, rows: waiting.rows },
    lights,
    slips: await findWaitingSlips(tx, scope, dayOf(now)),
    amendments: await findWaitingAmendments(tx, scope),
    rounds: await findOpenInvitations(tx, scope, dayOf(now)),
    changes: { since: since?.toISOString() ?? null, ...changes },
    recent: await findRecentAudit(tx, SHOWN),
  };
}

/** Running in the last closed year, and no value of that year is known. */
function lacksLastYear(row: TargetRow, asOf: string): boolean {
  const year = String(Number(asOf.slice(0, 4)) - 1);
  const running = row.startsOn <= `${year}-12-31` && row.dueOn >= `${year}-12-31`;
  return running && !row.series.some((value) => value.period.endsWith(year) || value.period.startsWith(`${year}-`));
}
