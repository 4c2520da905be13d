/** The review of a reading: what people decided about each thing that was read, and the adoption that ends it. */
import { z } from 'zod';
import { Comparator, Finding, ReadTarget, ReadTask, TargetKind, TargetPeriod } from './api.ts';
import { Amount, Day, Decimal, RegionCode, Span } from './basics.ts';

export const reviewStates = ['open', 'accepted', 'corrected', 'rejected', 'added', 'answered', 'inquiry'] as const;
export const ReviewStateName = z.enum(reviewStates);
export type ReviewStateName = z.infer<typeof ReviewStateName>;

/** What an answer to a finding decides; `verify` asks the issuer and keeps the finding open. */
export const answerChoices = ['proposed', 'original', 'other', 'verify'] as const;
export const AnswerChoice = z.enum(answerChoices);
export type AnswerChoice = z.infer<typeof AnswerChoice>;

const words = (most: number) => z.string().trim().min(1).max(most);
// Zod's record with an enum as key would ask for every key.
const Breakdown = z.partialRecord(z.enum(['industry', 'city', 'field', 'region']), words(100)).nullable();
const TargetFields = z.strictObject({
  indicator: words(300),
  comparator: Comparator,
  value: Amount,
  valueHigh: Amount.nullable(),
  unit: z.string().trim().max(40).nullable(),
  year: z.int().min(1949).max(2100).nullable(),
  period: TargetPeriod,
  kind: TargetKind,
  breakdown: Breakdown,
  baseline: z.object({ year: z.int().nullable(), value: Decimal.nullable() }).nullable(),
  suspect: z.boolean(),
  clause: z.string().trim().max(100),
});
const TaskFields = z.strictObject({
  clause: z.string().trim().max(100),
  title: words(500),
  lead: z.string().trim().max(100),
  joint: z.array(words(100)).max(100),
});
export const TargetPatch = TargetFields.partial();
export type TargetPatch = z.infer<typeof TargetPatch>;
export const TaskPatch = TaskFields.partial();
export type TaskPatch = z.infer<typeof TaskPatch>;
export const NewReadTarget = TargetFields.extend({
  breakdown: Breakdown.default(null),
  valueHigh: Amount.nullable().default(null),
  baseline: TargetFields.shape.baseline.default(null),
  suspect: z.boolean().default(false),
  clause: TargetFields.shape.clause.default(''),
});
export type NewReadTarget = z.infer<typeof NewReadTarget>;
export const NewReadTask = TaskFields.extend({
  clause: TaskFields.shape.clause.default(''),
  lead: TaskFields.shape.lead.default(''),
  joint: TaskFields.shape.joint.default([]),
});
export type NewReadTask = z.infer<typeof NewReadTask>;

const EventId = z.string().regex(/^\d{1,18}$/);
const ItemKey = z.string().regex(/^(target|task|finding)\.\+?\d{1,18}$/);
const Reason = words(1000);
/** `seen`: the newest event of the item that the user saw, '0' where there was none. */
const on = { item: ItemKey, seen: EventId };
const Correction = { target: TargetPatch.optional(), task: TaskPatch.optional() };

export const ReviewChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accept'), ...on }),
  z.strictObject({ kind: z.literal('correct'), ...on, ...Correction, reason: Reason.optional() }),
  z.strictObject({ kind: z.literal('reject'), ...on, reason: Reason }),
  z.strictObject({
    kind: z.literal('add'),
    span: Span,
    target: NewReadTarget.optional(),
    task: NewReadTask.optional(),
    reason: Reason.optional(),
  }),
  z.strictObject({
    kind: z.literal('answer'),
    ...on,
    choice: AnswerChoice,
    reason: Reason.optional(),
    /** The item that the answer puts right, in the same step. */
    correct: z.strictObject({ ...on, ...Correction }).optional(),
  }),
  /** `seen` is the newest event of the whole part. */
  z.strictObject({ kind: z.literal('confirm'), seen: EventId, reason: Reason.optional() }),
  z.strictObject({ kind: z.literal('undo'), event: EventId, seen: EventId, reason: Reason.optional() }),
]);
export type ReviewChange = z.infer<typeof ReviewChange>;
/** `POST /api/documents/:id/review`: all of the changes or none. */
export const ReviewRequest = z.object({
  part: z.int().min(0).default(0),
  changes: z.array(ReviewChange).min(1).max(2000),
});
export type ReviewRequest = z.infer<typeof ReviewRequest>;

export const ReviewStep = z.object({
  id: z.string(),
  at: z.string(),
  personId: z.string(),
  actor: z.string(),
  organization: z.string(),
  kind: z.enum(['accept', 'correct', 'reject', 'add', 'answer', 'confirm', 'undo']),
  reason: z.string().nullable(),
  choice: AnswerChoice.nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  /** Who took it back, when; an undo says what it took back. */
  undone: z.object({ by: z.string(), at: z.string() }).nullable(),
  undoes: z.string().nullable(),
});
export type ReviewStep = z.infer<typeof ReviewStep>;
export const ReviewItem = z.object({
  key: z.string(),
  what: z.enum(['target', 'task', 'finding']),
  state: ReviewStateName,
  /** Newest event of the item, '0' where there is none: what a change must name as seen. */
  seen: z.string(),
  target: ReadTarget.nullable(),
  task: ReadTask.nullable(),
  finding: Finding.nullable(),
  /** Of a finding: the items that its words belong to. */
  concerns: z.array(z.string()),
  choice: AnswerChoice.nullable(),
  /** Newest first, what was taken back too. */
  history: z.array(ReviewStep),
});
export type ReviewItem = z.infer<typeof ReviewItem>;
export const ReviewCounts = z.object({
  open: z.int(),
  decided: z.int(),
  /** Errors and warnings without an answer, those that the issuer is asked about among them. */
  findingsOpen: z.int(),
  findings: z.int(),
});
export type ReviewCounts = z.infer<typeof ReviewCounts>;
export const ReviewSummary = z.object({
  part: z.int(),
  version: z.string(),
  counts: ReviewCounts,
  /** Declarations that the check is done, newer than every change. */
  confirmations: z.array(z.object({ id: z.string(), at: z.string(), personId: z.string(), actor: z.string() })),
  plan: z.object({ id: z.string(), title: z.string() }).nullable(),
});
/** `GET /api/documents/:id/review?part=` */
export const Review = ReviewSummary.extend({
  documentId: z.string(),
  items: z.array(ReviewItem),
  /** May who asks decide here? */
  mine: z.object({ review: z.boolean(), adopt: z.boolean(), personId: z.string().nullable() }),
});
export type ReviewSummary = z.infer<typeof ReviewSummary>;
export type Review = z.infer<typeof Review>;
/** What a request changed: the items as they are now, and those that are gone. */
export const ReviewChanged = ReviewSummary.extend({ items: z.array(ReviewItem), gone: z.array(z.string()) });
export type ReviewChanged = z.infer<typeof ReviewChanged>;

// The reader's own words are not held to the limits of what is entered.
const ReadPatch = TargetPatch.extend({ value: Decimal, valueHigh: Decimal.nullable() }).partial();
/** What the reader makes of selected words: the beginning of a new target or task. */
export const Suggestion = z.object({ words: z.string(), clause: z.string(), target: ReadPatch, task: TaskPatch });
export type Suggestion = z.infer<typeof Suggestion>;

export const Visibility = z.enum(['public', 'internal', 'restricted']);
export type Visibility = z.infer<typeof Visibility>;
/** `POST /api/documents/:id/adopt` */
export const Adoption = z
  .object({
    part: z.int().min(0).default(0),
    title: words(300),
    titleEn: z.string().trim().max(300).default(''),
    shortTitle: words(60),
    shortTitleEn: z.string().trim().max(80).default(''),
    documentNumber: z.string().trim().max(100).nullable().default(null),
    issuer: words(100),
    issuedOn: Day.nullable().default(null),
    region: RegionCode,
    from: z.int().min(1949).max(2100),
    to: z.int().min(1949).max(2100),
    visibility: Visibility,
  })
  .refine((plan) => plan.from <= plan.to, { path: ['to'], error: '止年不能早于起年' });
export type Adoption = z.infer<typeof Adoption>;
export const Adopted = z.object({ planId: z.string(), targets: z.int(), tasks: z.int() });
export type Adopted = z.infer<typeof Adopted>;
