/** What administrators do with organizations: entry, import, reform, names of units. */
import { z } from 'zod';
import { RowError } from './api.ts';
import { Day, Message, RegionCode } from './basics.ts';
import { organizationKinds } from './organization-kinds.ts';
import { Moved } from './people.ts';

export const OrganizationInput = z.object({
  name: z.string().trim().min(2).max(120),
  nameEn: z.string().trim().max(200),
  shortNames: z.array(z.string().trim().min(1).max(60)).max(20),
  kind: z.enum(organizationKinds).exclude(['group']),
  regionCode: RegionCode,
  /** Checked for its form and its check sign; blank for none. */
  uscc: z.string().trim().max(40).nullable(),
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  simulated: z.boolean().default(false),
});
export type OrganizationInput = z.infer<typeof OrganizationInput>;

export const OrganizationImport = z.object({
  dryRun: z.boolean(),
  rows: z.int(),
  added: z.int(),
  errors: z.array(RowError),
  warnings: z.array(RowError),
});
export type OrganizationImport = z.infer<typeof OrganizationImport>;

/** An organization of the register by its id, or one of `founded` by its key. */
const Reference = z.string().min(1).max(100);
export const Reform = z.object({
  /** First day of the new order; predecessors last until the day before. */
  day: Day,
  /** Document or reason; stands in the audit trail. */
  reason: z.string().trim().min(2).max(400),
  founded: z.array(OrganizationInput.omit({ validFrom: true, validTo: true }).extend({ key: Reference })).max(50),
  /** The first successor takes the duties; others are named only. */
  moves: z
    .array(z.object({ from: z.string().min(1).max(100), to: Reference, also: z.array(Reference).max(20).default([]) }))
    .min(1)
    .max(100),
  dryRun: z.boolean().default(false),
});
export type Reform = z.infer<typeof Reform>;
export const ReformAnswer = z.object({
  dryRun: z.boolean(),
  day: Day,
  moves: z.array(
    z.object({
      from: z.object({ id: z.string(), name: z.string(), nameEn: z.string() }),
      to: z.object({ id: z.string(), name: z.string(), nameEn: z.string(), founded: z.boolean() }),
      also: z.array(z.string()),
      moved: z.array(Moved),
    }),
  ),
  warnings: z.array(Message),
});
export type ReformAnswer = z.infer<typeof ReformAnswer>;

export const nameDecisions = ['organization', 'collective', 'none'] as const;
export const NameDecision = z.enum(nameDecisions);
export type NameDecision = z.infer<typeof NameDecision>;

const Named = z.object({ id: z.string(), name: z.string(), nameEn: z.string() });
/** A name of a unit that nobody could tell, with the days of the documents that use it. */
export const UnresolvedName = z.object({
  name: z.string(),
  region: RegionCode,
  firstDay: Day,
  lastDay: Day,
  tasks: z.int(),
  plans: z.array(z.object({ id: z.string(), title: z.string() })),
  candidates: z.array(Named.extend({ likeness: z.number(), validFrom: Day.nullable(), validTo: Day.nullable() })),
});
export type UnresolvedName = z.infer<typeof UnresolvedName>;
export const DecidedName = z.object({
  id: z.string(),
  name: z.string(),
  region: RegionCode,
  decision: NameDecision,
  organization: Named.nullable(),
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  reason: z.string(),
  decidedAt: z.string(),
  decidedBy: z.string(),
  undoneAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
});
export type DecidedName = z.infer<typeof DecidedName>;
export const UnitNames = z.object({ waiting: z.array(UnresolvedName), decided: z.array(DecidedName) });
export type UnitNames = z.infer<typeof UnitNames>;

export const DecideName = z
  .object({
    name: z.string().trim().min(1).max(200),
    regionCode: RegionCode,
    decision: NameDecision,
    organizationId: z.string().max(100).nullable(),
    validFrom: Day.nullable(),
    validTo: Day.nullable(),
    reason: z.string().trim().max(400),
  })
  .refine((wish) => (wish.decision === 'organization') === (wish.organizationId !== null), {
    path: ['organizationId'],
    message: 'an organization for the decision “organization”, and only then',
  });
export type DecideName = z.infer<typeof DecideName>;
export const NameDecided = z.object({ id: z.string(), units: z.int() });
export type NameDecided = z.infer<typeof NameDecided>;
