/** Long work that people see. */
import { z } from 'zod';
import { Message, RegionCode } from './basics.ts';

export const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export const JobState = z.enum(jobStates);
export type JobState = z.infer<typeof JobState>;
export const JobRow = z.object({
  id: z.string(),
  kind: z.string(),
  title: Message,
  actor: z.string(),
  mine: z.boolean(),
  regionCode: RegionCode,
  state: JobState,
  done: z.int(),
  total: z.int().nullable(),
  message: Message.nullable(),
  result: z
    .object({ message: Message, link: z.string().optional(), facts: z.record(z.string(), z.unknown()).optional() })
    .nullable(),
  error: z.object({ code: z.string(), message: Message }).nullable(),
  attempt: z.int(),
  cancelAsked: z.boolean(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type JobRow = z.infer<typeof JobRow>;
export const JobPage = z.object({ total: z.int(), rows: z.array(JobRow) });
export type JobPage = z.infer<typeof JobPage>;
export const JobQuery = z.object({
  /** `region`: all of the region, for administrators. */
  of: z.enum(['me', 'region']).default('me'),
  state: JobState.optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type JobQuery = z.infer<typeof JobQuery>;
