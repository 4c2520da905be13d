/** Regions, organizations, the audit trail. */
import { z } from 'zod';
import { Day, Message, RegionCode } from './basics.ts';
import { Task } from './tasks.ts';

export const Region = z.object({
  code: RegionCode,
  name: z.string(),
  nameEn: z.string(),
  level: z.enum(['province', 'city', 'county']),
  parentCode: RegionCode.nullable(),
  /** null: since before the first change on record */
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  successors: z.array(RegionCode),
  /** What ended it. */
  note: z.object({ zh: z.string(), en: z.string() }).nullable(),
});
export type Region = z.infer<typeof Region>;
export const RegionList = z.object({ asOf: Day, total: z.int(), regions: z.array(Region) });
export type RegionList = z.infer<typeof RegionList>;

export const Organization = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  shortNames: z.array(z.string()),
  kind: z.string(),
  regionCode: RegionCode,
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  successors: z.array(z.object({ id: z.string(), name: z.string() })),
  predecessors: z.array(z.object({ id: z.string(), name: z.string() })),
  uscc: z.string().nullable(),
  leadCount: z.int(),
  jointCount: z.int(),
  simulated: z.boolean(),
});
export type Organization = z.infer<typeof Organization>;
export const OrganizationList = z.object({ asOf: Day, total: z.int(), rows: z.array(Organization) });
export type OrganizationList = z.infer<typeof OrganizationList>;
export const OrganizationDetail = Organization.extend({
  tasks: z.array(Task.extend({ planTitle: z.string(), role: z.enum(['lead', 'joint']) })),
});
export type OrganizationDetail = z.infer<typeof OrganizationDetail>;

export const AuditRow = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  organization: z.string().nullable(),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
  summary: Message,
  details: z.record(z.string(), z.unknown()),
  address: z.string().nullable(),
});
export type AuditRow = z.infer<typeof AuditRow>;
export const AuditPage = z.object({ total: z.int(), rows: z.array(AuditRow) });
export type AuditPage = z.infer<typeof AuditPage>;
