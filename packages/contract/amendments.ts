/** Amendments of a plan: proposed, decided by somebody else, in force from a day on, old values kept. */
import { z } from 'zod';
import { Comparator, TargetKind, TargetPeriod } from './api.ts';
import { Amount, Day, RegionCode } from './basics.ts';
import { CaseView } from './lifecycle.ts';

const words = (most: number) => z.string().trim().min(1).max(most);
const Milestones = z.array(z.object({ date: Day, value: Amount })).max(60);
export const TargetFields = z
  .strictObject({
    comparator: Comparator,
    value: Amount,
    valueHigh: Amount.nullable(),
    dueOn: Day,
    milestones: Milestones,
  })
  .partial();
export type TargetFields = z.infer<typeof TargetFields>;
export const TaskFields = z
  .strictObject({ title: words(500), lead: z.string().trim().max(100).nullable(), joint: z.array(words(100)).max(100) })
  .partial();
export type TaskFields = z.infer<typeof TaskFields>;

export const AddedTarget = z.strictObject({
  indicator: words(300),
  unit: z.string().trim().max(40),
  comparator: Comparator,
  value: Amount,
  valueHigh: Amount.nullable().default(null),
  kind: TargetKind,
  period: TargetPeriod.default('by'),
  dueOn: Day,
  region: RegionCode.nullable().default(null),
  breakdown: z.string().trim().max(200).default(''),
  clause: z.string().trim().max(100).default(''),
  lead: z.string().trim().max(100).nullable().default(null),
});
export type AddedTarget = z.infer<typeof AddedTarget>;
export const AddedTask = z.strictObject({
  title: words(500),
  clause: z.string().trim().max(100).default(''),
  lead: z.string().trim().max(100).nullable().default(null),
  joint: z.array(words(100)).max(100).default([]),
});
export type AddedTask = z.infer<typeof AddedTask>;

const Id = z.string().min(1).max(200);
export const AmendmentChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('target.set'), target: Id, fields: TargetFields }),
  z.strictObject({ kind: z.literal('target.add'), added: AddedTarget }),
  z.strictObject({ kind: z.literal('target.repeal'), target: Id }),
  z.strictObject({ kind: z.literal('task.set'), task: Id, fields: TaskFields }),
  z.strictObject({ kind: z.literal('task.add'), added: AddedTask }),
  z.strictObject({ kind: z.literal('task.repeal'), task: Id }),
]);
export type AmendmentChange = z.infer<typeof AmendmentChange>;
/** `POST /api/plans/:id/amendments` */
export const NewAmendment = z.object({
  reason: words(2000),
  /** Number of the document that decides it, or words. */
  basis: words(500),
  effectiveOn: Day,
  changes: z.array(AmendmentChange).min(1).max(200),
});
export type NewAmendment = z.infer<typeof NewAmendment>;

/** A change as it is shown: what it is about, and field by field what was and what will be. */
export const AmendmentLine = z.object({
  kind: z.enum(['target.set', 'target.add', 'target.repeal', 'task.set', 'task.add', 'task.repeal']),
  /** Target or task; null for one that is yet to be added. */
  id: z.string().nullable(),
  title: z.string(),
  fields: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  /** Targets that this one was divided into: they do not change with it. */
  children: z.int(),
});
export type AmendmentLine = z.infer<typeof AmendmentLine>;
export const AmendmentRow = z.object({
  id: z.string(),
  planId: z.string(),
  planTitle: z.string(),
  number: z.int(),
  reason: z.string(),
  basis: z.string(),
  effectiveOn: Day,
  proposer: z.string(),
  proposedAt: z.string(),
  state: z.object({ id: z.string(), zh: z.string(), en: z.string(), tone: z.string() }),
  changeCount: z.int(),
});
export type AmendmentRow = z.infer<typeof AmendmentRow>;
export const AmendmentDetail = AmendmentRow.extend({ lines: z.array(AmendmentLine), case: CaseView });
export type AmendmentDetail = z.infer<typeof AmendmentDetail>;

/** `GET /api/plans/:id/ledger?format=json`: the tables as the files hold them. */
export const LedgerView = z.object({
  title: z.string(),
  under: z.string(),
  tables: z.array(
    z.object({
      id: z.enum(['tasks', 'targets']),
      title: z.string(),
      columns: z.array(z.object({ title: z.string(), share: z.number(), numeric: z.boolean().optional() })),
      rows: z.array(z.array(z.string())),
    }),
  ),
});
export type LedgerView = z.infer<typeof LedgerView>;
