/** Tasks and their units. */
import { z } from 'zod';
import { Span } from './basics.ts';

export const Unit = z.object({
  /** As printed in the document. */
  name: z.string(),
  /** The dated organization the name was resolved to; null while nobody has decided. */
  organizationId: z.string().nullable(),
});
export type Unit = z.infer<typeof Unit>;

export const Task = z.object({
  id: z.string(),
  planId: z.string(),
  code: z.string(),
  clause: z.string(),
  title: z.string(),
  lead: Unit.nullable(),
  joint: z.array(Unit),
  /** The time limit that the clause gives itself; null where it names none and the plan's last year holds. */
  limit: z.object({ words: z.string(), year: z.int() }).nullable(),
  span: Span.nullable(),
});
export type Task = z.infer<typeof Task>;
