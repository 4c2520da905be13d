/** Tasks at work: units, deadlines, reports, joint answers, supervision slips. */
import { z } from 'zod';
import { Day, RegionCode } from './basics.ts';
import { CaseView } from './lifecycle.ts';

/**
 * Three colours, and none before it is given out or when it is cancelled.
 * green: in time or not due yet; red: late; yellow: handed in late.
 */
export const lights = ['green', 'yellow', 'red', 'none'] as const;
export const Light = z.enum(lights);
export type Light = z.infer<typeof Light>;
export const workStates = ['draft', 'issued', 'declined', 'underway', 'submitted', 'done', 'cancelled'] as const;
export const WorkState = z.enum(workStates);
export type WorkState = z.infer<typeof WorkState>;
export const ReportEvery = z.enum(['none', 'month', 'quarter']);
export type ReportEvery = z.infer<typeof ReportEvery>;

const OrganizationRef = z.object({ id: z.string(), name: z.string(), nameEn: z.string() });
export type OrganizationRef = z.infer<typeof OrganizationRef>;
const RegionRef = z.object({ code: RegionCode, name: z.string(), nameEn: z.string() });

export const WorkRow = z.object({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  region: RegionRef,
  plan: z.object({ id: z.string(), title: z.string(), titleEn: z.string(), clause: z.string() }).nullable(),
  parentId: z.string().nullable(),
  issuer: OrganizationRef,
  lead: OrganizationRef.nullable(),
  jointCount: z.int(),
  state: WorkState,
  dueOn: Day.nullable(),
  light: Light,
  /** Working days since the deadline, negative before it; null without one. */
  workingDaysLate: z.int().nullable(),
  percent: z.int(),
  lastReportOn: Day.nullable(),
  slipLevel: z.int(),
  openParts: z.int(),
  /** For steps: somebody else may be faster. */
  version: z.int(),
});
export type WorkRow = z.infer<typeof WorkRow>;
export const workSorts = ['due', 'code', 'title', 'lead', 'state', 'percent'] as const;
export const WorkQuery = z.object({
  asOf: Day.optional(),
  plan: z.string().max(100).optional(),
  /** One or more states, separated by commas; `open` is all that have not ended. */
  state: z.string().max(100).optional(),
  light: Light.optional(),
  /** An organization: as lead or joint unit, or as issuer. */
  unit: z.string().max(100).optional(),
  region: RegionCode.optional(),
  /** Of this region and all below it. */
  below: RegionCode.optional(),
  parent: z.uuid().optional(),
  /** `me`: what waits for a step of mine. */
  waits: z.literal('me').optional(),
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  q: z.string().max(100).optional(),
  sort: z.enum(workSorts).default('due'),
  order: z.enum(['asc', 'desc']).default('asc'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
});
export type WorkQuery = z.infer<typeof WorkQuery>;
export const WorkPage = z.object({
  asOf: Day,
  total: z.int(),
  /** Of all that the filter names, the filter by light or state left out. */
  lights: z.record(Light, z.int()),
  states: z.record(WorkState, z.int()),
  rows: z.array(WorkRow),
});
export type WorkPage = z.infer<typeof WorkPage>;

export const WorkEvidence = z.object({
  id: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});
export type WorkEvidence = z.infer<typeof WorkEvidence>;
export const WorkReport = z.object({
  id: z.string(),
  organization: OrganizationRef,
  role: z.enum(['lead', 'joint']),
  actor: z.string(),
  at: z.string(),
  percent: z.int(),
  done: z.string(),
  problems: z.string(),
  next: z.string(),
  evidence: z.array(WorkEvidence),
  /** Of a joint unit's answer: what the lead said to it. */
  verdict: z.object({ accepted: z.boolean(), comment: z.string(), actor: z.string(), at: z.string() }).nullable(),
});
export type WorkReport = z.infer<typeof WorkReport>;

export const SlipRow = z.object({
  id: z.string(),
  number: z.string(),
  level: z.int(),
  itemId: z.string(),
  itemCode: z.string(),
  itemTitle: z.string(),
  /** Of the task: its code is the region's own. */
  region: RegionRef,
  organization: OrganizationRef,
  copies: z.array(OrganizationRef),
  reason: z.string(),
  missedOn: Day,
  issuedOn: Day,
  dueOn: Day.nullable(),
  automatic: z.boolean(),
  state: z.object({ id: z.string(), zh: z.string(), en: z.string() }),
});
export type SlipRow = z.infer<typeof SlipRow>;
export const SlipDetail = SlipRow.extend({ issuer: OrganizationRef, case: CaseView });
export type SlipDetail = z.infer<typeof SlipDetail>;
export const NewSlip = z.object({ reason: z.string().trim().min(1).max(2000), dueOn: Day });
export type NewSlip = z.infer<typeof NewSlip>;

export const WorkDetail = WorkRow.extend({
  asOf: Day,
  description: z.string(),
  reportEvery: ReportEvery,
  restricted: z.boolean(),
  planTaskId: z.string().nullable(),
  parent: z.object({ id: z.string(), code: z.string(), title: z.string(), region: RegionRef }).nullable(),
  units: z.array(
    z.object({
      organization: OrganizationRef,
      role: z.enum(['lead', 'joint']),
      from: Day,
      to: Day.nullable(),
      takenOverFrom: OrganizationRef.nullable(),
      handler: z.object({ id: z.string(), name: z.string() }).nullable(),
      /** Of a joint unit: has it answered, and did the lead accept? */
      answer: z.enum(['none', 'given', 'accepted', 'returned']).nullable(),
    }),
  ),
  parts: z.array(WorkRow),
  reports: z.array(WorkReport),
  slips: z.array(SlipRow),
  /** Three colours over time: from each of these days on. */
  lightHistory: z.array(z.object({ from: Day, light: Light })),
  /** The last closed period has no report although one is asked for. */
  missingReport: z.string().nullable(),
  case: CaseView,
  may: z.object({
    edit: z.boolean(),
    joint: z.boolean(),
    report: z.boolean(),
    answer: z.boolean(),
    judge: z.boolean(),
    divide: z.boolean(),
    supervise: z.boolean(),
    assign: z.boolean(),
  }),
});
export type WorkDetail = z.infer<typeof WorkDetail>;

const titled = z.string().trim().min(1).max(300);
export const NewWork = z.object({
  title: titled,
  description: z.string().trim().max(5000).default(''),
  region: RegionCode,
  leadId: z.string().max(100),
  jointIds: z.array(z.string().max(100)).max(60).default([]),
  dueOn: Day,
  reportEvery: ReportEvery.default('none'),
  restricted: z.boolean().default(false),
  parentId: z.uuid().optional(),
  /** Give it out at once; otherwise it stays a draft. */
  issue: z.boolean().default(false),
});
export type NewWork = z.infer<typeof NewWork>;
export const EditWork = z.object({
  version: z.int(),
  title: titled,
  description: z.string().trim().max(5000),
  leadId: z.string().max(100),
  jointIds: z.array(z.string().max(100)).max(60),
  reportEvery: ReportEvery,
  restricted: z.boolean(),
});
export type EditWork = z.infer<typeof EditWork>;
export const ChangeJoint = z.object({ version: z.int(), jointIds: z.array(z.string().max(100)).max(60) });
export type ChangeJoint = z.infer<typeof ChangeJoint>;
export const NewReport = z.object({
  percent: z.int().min(0).max(100),
  done: z.string().trim().min(1).max(5000),
  problems: z.string().trim().max(5000).default(''),
  next: z.string().trim().max(5000).default(''),
  /** Ids of own uploads. */
  uploads: z.array(z.uuid()).max(20).default([]),
});
export type NewReport = z.infer<typeof NewReport>;
export const Upload = z.object({ id: z.string(), fileName: z.string(), mediaType: z.string(), bytes: z.int() });
export type Upload = z.infer<typeof Upload>;
export const Verdict = z.object({ accepted: z.boolean(), comment: z.string().trim().max(2000).default('') });
export type Verdict = z.infer<typeof Verdict>;

/** Gives out tasks of a plan: the units of the ledger become lead and joint units. */
export const IssuePlan = z.object({
  planId: z.string().max(100),
  /** Codes of the plan's tasks; empty for all that are not given out yet. */
  codes: z.array(z.string().max(40)).max(500).default([]),
  dueOn: Day,
  reportEvery: ReportEvery.default('quarter'),
});
export type IssuePlan = z.infer<typeof IssuePlan>;
export const PlanIssued = z.object({
  issued: z.int(),
  /** What could not be given out, and why: nothing of it was changed. */
  skipped: z.array(z.object({ code: z.string(), title: z.string(), zh: z.string(), en: z.string() })),
});
export type PlanIssued = z.infer<typeof PlanIssued>;

export const BatchStep = z.object({
  ids: z.array(z.uuid()).min(1).max(200),
  action: z.string().max(40),
  comment: z.string().trim().max(2000).optional(),
  dueOn: Day.optional(),
  /** By id, the version that the user saw: a task that somebody has changed since is refused, and says by whom. */
  versions: z.record(z.uuid(), z.int()).default({}),
});
export type BatchStep = z.infer<typeof BatchStep>;
export const BatchResult = z.object({
  done: z.int(),
  refused: z.array(z.object({ id: z.string(), title: z.string(), zh: z.string(), en: z.string() })),
});
export type BatchResult = z.infer<typeof BatchResult>;

/** `GET /api/calendar/deadline`: what a number of working days or a day comes to. */
export const Deadline = z.object({
  on: Day,
  workingDay: z.boolean(),
  next: Day,
  workingDaysFromToday: z.int(),
  provisional: z.boolean(),
});
export type Deadline = z.infer<typeof Deadline>;
