import type { Desk, TargetRow } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { findRecentAudit } from '../../kernel/audit/find-audit.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';
import { countStatuses, findBoard } from '../plans/index.ts';
import { findOpenFindings } from '../review/index.ts';

const SHOWN = 8;

/** The desk of a user: what is late, what is missing, what the reader doubts, what changed lately. */
export async function getDesk(tx: Tx, scope: UserScope, asOf: string): Promise<Desk> {
  const rows = (await findBoard(tx, asOf)).map((entry) => entry.row);
  const late = rows.filter((row) => row.status === 'off-track' || row.status === 'missed');
  const near = (row: (typeof rows)[number]) => (row.region.code === scope.regionCode ? 0 : 1);
  const findings = await findOpenFindings(tx, SHOWN);
  return {
    asOf,
    attention: late.sort((a, b) => near(a) - near(b) || (a.dueOn < b.dueOn ? 1 : -1)).slice(0, SHOWN),
    missingData: rows.filter((row) => lacksLastYear(row, asOf)).length,
    statusCounts: countStatuses(rows),
    findings: findings.rows,
    findingCount: findings.total,
    recent: await findRecentAudit(tx, SHOWN),
  };
}

/** Running in the last closed year, and no value of that year is known. */
function lacksLastYear(row: TargetRow, asOf: string): boolean {
  const year = String(Number(asOf.slice(0, 4)) - 1);
  const running = row.startsOn <= `${year}-12-31` && row.dueOn >= `${year}-12-31`;
  return running && !row.series.some((value) => value.period.endsWith(year) || value.period.startsWith(`${year}-`));
}
