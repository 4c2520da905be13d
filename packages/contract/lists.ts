/** What the lists of plans, documents and regions are asked with; without `size` all rows come at once. */
import { z } from 'zod';
import { DocumentRow } from './api.ts';
import { Day, RegionCode } from './basics.ts';

const ordered = {
  q: z.string().max(100).optional(),
  order: z.enum(['asc', 'desc']).default('asc'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(500).optional(),
};

export const PlanQuery = z.object({
  ...ordered,
  asOf: Day.optional(),
  region: RegionCode.optional().describe('Plans of exactly this region'),
  sort: z.enum(['title', 'region', 'years', 'tasks', 'targets']).optional(),
});
export type PlanQuery = z.infer<typeof PlanQuery>;

export const DocumentQuery = z.object({
  ...ordered,
  region: RegionCode.optional().describe('Documents of exactly this region'),
  sort: z.enum(['title', 'region', 'findings', 'imported']).optional(),
});
export type DocumentQuery = z.infer<typeof DocumentQuery>;
export const DocumentList = z.object({ total: z.int(), documents: z.array(DocumentRow) });
export type DocumentList = z.infer<typeof DocumentList>;

export const RegionQuery = z.object({
  ...ordered,
  asOf: Day.optional(),
  city: RegionCode.optional().describe('A city and what lies in it'),
  changed: z.enum(['1']).optional().describe('Only what was changed or is to end'),
});
export type RegionQuery = z.infer<typeof RegionQuery>;
