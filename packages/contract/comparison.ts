/** Two readings, a reading and a plan, or two plans side by side. */
import { z } from 'zod';

export const PairState = z.enum(['same', 'changed', 'added', 'removed']);
export type PairState = z.infer<typeof PairState>;
export const ComparedTarget = z.object({
  id: z.string(),
  indicator: z.string(),
  comparator: z.string(),
  value: z.string(),
  valueHigh: z.string().nullable(),
  unit: z.string().nullable(),
  year: z.int().nullable(),
  period: z.string(),
  kind: z.string(),
  part: z.string(),
  clause: z.string(),
});
export type ComparedTarget = z.infer<typeof ComparedTarget>;
export const ComparedTask = z.object({
  id: z.string(),
  clause: z.string(),
  title: z.string(),
  lead: z.string().nullable(),
  joint: z.array(z.string()),
});
export type ComparedTask = z.infer<typeof ComparedTask>;
const pair = <T extends z.ZodType>(item: T) =>
  z.object({ state: PairState, a: item.nullable(), b: item.nullable(), fields: z.array(z.string()) });
export const ComparedSide = z.object({
  kind: z.enum(['document', 'plan']),
  id: z.string(),
  /** Which document of a gazette. */
  part: z.int(),
  title: z.string(),
  number: z.string().nullable(),
});
export type ComparedSide = z.infer<typeof ComparedSide>;
const Counts = z.record(PairState, z.int());
/** `GET /api/documents/compare?a=&b=` and `GET /api/plans/compare?a=&b=` */
export const ComparisonView = z.object({
  a: ComparedSide,
  b: ComparedSide,
  counts: z.object({ targets: Counts, tasks: Counts }),
  targets: z.array(pair(ComparedTarget)),
  tasks: z.array(pair(ComparedTask)),
});
export type ComparisonView = z.infer<typeof ComparisonView>;
