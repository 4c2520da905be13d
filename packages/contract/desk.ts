/** The desk: what waits, what is late, what changed. */
import { z } from 'zod';
import { AmendmentRow } from './amendments.ts';
import { Status, TargetRow } from './api.ts';
import { Day, Message, Span } from './basics.ts';
import { RecentStep } from './lifecycle.ts';
import { RoundRow } from './quality-index.ts';
import { AuditRow } from './registers.ts';
import { Light, SlipRow, WorkRow } from './work.ts';

export const Desk = z.object({
  asOf: Day,
  /** Targets that need a person: off track or missed, in the user's region line. */
  attention: z.array(TargetRow),
  /** Running targets without a value for the last closed year. */
  missingData: z.int(),
  statusCounts: z.record(Status, z.int()),
  /** Findings in documents of the region, not yet answered. */
  findings: z.array(
    z.object({
      documentId: z.string(),
      documentTitle: z.string(),
      code: z.string(),
      severity: z.string(),
      message: Message,
      span: Span.nullable(),
    }),
  ),
  findingCount: z.int(),
  /** What waits for a step of the user or of somebody of the same unit, soonest deadline first. */
  waiting: z.object({ total: z.int(), rows: z.array(WorkRow) }),
  /** Open tasks in reach by light. */
  lights: z.record(Light, z.int()),
  /** Supervision slips that the user answers or closes. */
  slips: z.array(SlipRow),
  /** Amendments that somebody else must decide. */
  amendments: z.array(AmendmentRow),
  /** Weighting rounds that wait for the user's answer. */
  rounds: z.array(RoundRow),
  /** What others did since the last visit. */
  changes: z.object({ since: z.string().nullable(), total: z.int(), rows: z.array(RecentStep) }),
  recent: z.array(AuditRow),
});
export type Desk = z.infer<typeof Desk>;
