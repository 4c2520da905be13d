/**
 * API types that server and web share: plans, targets, documents, observations. Decimals travel as strings,
 * days as `YYYY-MM-DD`, instants as ISO 8601 with zone. A schema and its type share a name.
 */
import { z } from 'zod';
import { Day, Decimal, Message, RegionCode, Span } from './basics.ts';
import { Task } from './tasks.ts';

export const statuses = ['reached', 'on-track', 'at-risk', 'off-track', 'missed', 'no-data'] as const;
export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;

export const Comparator = z.enum(['>=', '<=', '=', '~', '>', '<']);
export type Comparator = z.infer<typeof Comparator>;
export const TargetKind = z.enum(['new', 'cumulative', 'level', 'rate']);
export type TargetKind = z.infer<typeof TargetKind>;
export const TargetPeriod = z.enum(['by', 'within', 'each']);
export type TargetPeriod = z.infer<typeof TargetPeriod>;

export const ApiError = z.object({
  error: z.object({
    code: z.string(),
    message: z.object({ zh: z.string(), en: z.string() }),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});
export type ApiError = z.infer<typeof ApiError>;

export const PlanSummary = z.object({
  id: z.string(),
  title: z.string(),
  titleEn: z.string(),
  shortTitle: z.string(),
  shortTitleEn: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string(),
  issuedOn: Day.nullable(),
  region: z.object({ code: RegionCode, name: z.string(), nameEn: z.string() }),
  from: z.int(),
  to: z.int(),
  taskCount: z.int(),
  targetCount: z.int(),
  /** Number of targets in each status on the day asked for. */
  statusCounts: z.record(Status, z.int()),
  /** Present when the file with the pack's SHA-256 is linked or imported: id of that document. */
  documentId: z.string().nullable(),
  origin: z.enum(['pack', 'adopted']),
  visibility: z.enum(['public', 'internal', 'restricted']),
});
export type PlanSummary = z.infer<typeof PlanSummary>;
/** `plans` is the page asked for, `total` counts all that fit. */
export const PlanList = z.object({ asOf: Day, total: z.int(), plans: z.array(PlanSummary) });
export type PlanList = z.infer<typeof PlanList>;

export const PlanDetail = PlanSummary.extend({
  source: z.object({ sha256: z.string(), format: z.string(), available: z.boolean() }),
  outline: z.array(z.object({ clause: z.string(), title: z.string(), level: z.int(), span: Span.nullable() })),
  tasks: z.array(Task),
});
export type PlanDetail = z.infer<typeof PlanDetail>;

export const Observation = z.object({
  id: z.string(),
  region: RegionCode,
  /** What the value is for: `2020`, `2020-06`, or several years together `2016/2020`. */
  period: z.string(),
  periodStart: Day,
  periodEnd: Day,
  value: Decimal,
  source: z.enum(['pack', 'reported', 'simulated', 'computed']),
  sourceNote: z.string(),
  /** Made up by the simulator, or computed from what was: shown as such wherever the value is shown. */
  simulated: z.boolean(),
  /** Path on the work face that a computed value leads back to. */
  derivedFrom: z.string().nullable(),
  knownOn: Day,
  recordedAt: z.string(),
  recordedBy: z.string(),
  supersededAt: z.string().nullable(),
});
export type Observation = z.infer<typeof Observation>;

export const TargetRow = z.object({
  id: z.string(),
  code: z.string(),
  planId: z.string(),
  planTitle: z.string(),
  planTitleEn: z.string(),
  clause: z.string(),
  indicatorId: z.string(),
  indicator: z.string(),
  indicatorEn: z.string().nullable(),
  comparator: Comparator,
  value: Decimal,
  valueHigh: Decimal.nullable(),
  unit: z.string(),
  kind: TargetKind,
  period: TargetPeriod,
  year: z.int().nullable(),
  /** First day of the time that the target covers. */
  startsOn: Day,
  dueOn: Day,
  region: z.object({ code: RegionCode, name: z.string(), nameEn: z.string() }),
  /** Industry, field or other part of the whole that the target is for. */
  breakdown: z.string().nullable(),
  lead: z.string().nullable(),
  suspect: z.boolean(),
  latest: z.object({ value: Decimal, period: z.string(), simulated: z.boolean() }).nullable(),
  /** Known values in order of time; of additions the totals since the target's time began. */
  series: z.array(z.object({ period: z.string(), value: Decimal, simulated: z.boolean() })),
  status: Status,
});
export type TargetRow = z.infer<typeof TargetRow>;
export const targetSorts = ['plan', 'indicator', 'value', 'latest', 'status', 'due'] as const;
export const TargetQuery = z.object({
  asOf: Day.optional(),
  plan: z.string().optional(),
  status: z.string().optional().describe('One or more statuses, separated by commas'),
  region: RegionCode.optional().describe('Targets of exactly this region'),
  kind: TargetKind.optional(),
  q: z.string().max(100).optional(),
  sort: z.enum(targetSorts).default('plan'),
  order: z.enum(['asc', 'desc']).default('asc'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
});
export type TargetQuery = z.infer<typeof TargetQuery>;
export const TargetPage = z.object({
  asOf: Day,
  total: z.int(),
  statusCounts: z.record(Status, z.int()),
  rows: z.array(TargetRow),
});
export type TargetPage = z.infer<typeof TargetPage>;

/** What a target asked for, from a day on. */
export const TargetVersion = z.object({
  from: Day.nullable(),
  /** First day on which it no longer held. */
  to: Day.nullable(),
  absent: z.boolean(),
  comparator: Comparator,
  value: Decimal,
  valueHigh: Decimal.nullable(),
  dueOn: Day,
  amendment: z.object({ id: z.string(), number: z.int(), basis: z.string() }).nullable(),
});
export type TargetVersion = z.infer<typeof TargetVersion>;

export const TargetDetail = TargetRow.extend({
  asOf: Day,
  baseline: z.object({ date: Day, value: Decimal }).nullable(),
  milestones: z.array(z.object({ date: Day, value: Decimal })),
  rule: z.object({
    id: z.string(),
    message: z.object({ zh: z.string(), en: z.string() }),
    expected: Decimal.nullable(),
    latest: Decimal.nullable(),
    margin: Decimal.nullable(),
    path: z.array(z.object({ date: Day, value: Decimal })),
  }),
  /** What amendments made of it, oldest first; empty where nothing was amended. */
  versions: z.array(TargetVersion),
  /** All observations, superseded ones too, newest first. */
  observations: z.array(Observation),
  /** Other targets of the same indicator (other plans, years, regions). */
  related: z.array(TargetRow),
  source: z.object({
    documentId: z.string().nullable(),
    sha256: z.string(),
    span: Span.nullable(),
    /** The words themselves with a little around them; only where the file is there. */
    words: z.object({ before: z.string(), text: z.string(), after: z.string() }).nullable(),
  }),
  raw: z.string().nullable(),
  findings: z.array(z.object({ code: z.string(), severity: z.string(), zh: z.string(), en: z.string() })),
  history: z.array(z.object({ at: z.string(), who: z.string(), zh: z.string(), en: z.string() })),
});
export type TargetDetail = z.infer<typeof TargetDetail>;

/** `GET /api/targets/by-region?plan=&indicator=&asOf=`: one indicator over the cities. */
export const RegionTable = z.object({
  asOf: Day,
  planId: z.string(),
  /** Indicators of the plan that have targets for more than one region. */
  indicators: z.array(
    z.object({ id: z.string(), name: z.string(), nameEn: z.string().nullable(), unit: z.string(), dueOn: Day }),
  ),
  rows: z.array(
    z.object({
      region: z.object({ code: RegionCode, name: z.string(), nameEn: z.string() }),
      cells: z.record(
        z.string(),
        z.object({
          targetId: z.string(),
          value: Decimal,
          latest: Decimal.nullable(),
          simulated: z.boolean(),
          status: Status,
        }),
      ),
    }),
  ),
});
export type RegionTable = z.infer<typeof RegionTable>;

export const DocumentRow = z.object({
  id: z.string(),
  fileName: z.string(),
  title: z.string(),
  format: z.enum(['text', 'markdown', 'html', 'docx', 'pdf']),
  bytes: z.int(),
  sha256: z.string(),
  region: z.object({ code: RegionCode, name: z.string(), nameEn: z.string() }),
  storage: z.enum(['stored', 'linked']),
  importedAt: z.string(),
  importedBy: z.string(),
  planIds: z.array(z.string()),
  counts: z.object({ documents: z.int(), tasks: z.int(), targets: z.int(), findings: z.int() }),
});
export type DocumentRow = z.infer<typeof DocumentRow>;

export const ReadTask = z.object({
  clause: z.string(),
  title: z.string(),
  lead: z.string(),
  joint: z.array(z.string()),
  span: Span,
});
export type ReadTask = z.infer<typeof ReadTask>;
export const ReadTarget = z.object({
  indicator: z.string(),
  comparator: Comparator,
  value: z.string(),
  valueHigh: z.string().nullable(),
  unit: z.string().nullable(),
  year: z.int().nullable(),
  period: TargetPeriod,
  kind: TargetKind,
  breakdown: z.record(z.string(), z.string()).nullable(),
  baseline: z.object({ year: z.int().nullable(), value: z.string().nullable() }).nullable(),
  raw: z.string().nullable(),
  suspect: z.boolean(),
  clause: z.string(),
  span: Span,
});
export type ReadTarget = z.infer<typeof ReadTarget>;
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: Message,
  spans: z.array(Span),
});
export type Finding = z.infer<typeof Finding>;
export const ReadDocument = z.object({
  title: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  date: z.string().nullable(),
  span: Span,
  outline: z.array(z.object({ clause: z.string(), level: z.int(), title: z.string(), span: Span })),
  tasks: z.array(ReadTask),
  targets: z.array(ReadTarget),
  findings: z.array(Finding),
});
export type ReadDocument = z.infer<typeof ReadDocument>;
/** `GET /api/documents/:id`: the text that was read and everything read from it. */
export const DocumentDetail = DocumentRow.extend({
  text: z.string(),
  anchors: z.array(z.object({ start: z.int(), page: z.int().optional(), paragraph: z.int().optional() })),
  documents: z.array(ReadDocument),
});
export type DocumentDetail = z.infer<typeof DocumentDetail>;

export const RowError = z.object({
  row: z.int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  message: Message,
});
export type RowError = z.infer<typeof RowError>;
/** `POST /api/observations/import?dryRun=`: multipart field `file`. */
export const ObservationImport = z.object({
  dryRun: z.boolean(),
  rows: z.int(),
  added: z.int(),
  corrected: z.int(),
  unchanged: z.int(),
  errors: z.array(RowError),
  warnings: z.array(RowError),
});
export type ObservationImport = z.infer<typeof ObservationImport>;
