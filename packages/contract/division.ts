/** Division of a target to the regions below its own. */
import { z } from 'zod';
import { Status } from './api.ts';
import { Amount, Day, Decimal, Message, RegionCode } from './basics.ts';

/** `sum`: the shares add up to the whole; `same`: each has the value of the whole; `own`: each has its own, with a reason. */
export const divisionRules = ['sum', 'same', 'own'] as const;
export const DivisionRule = z.enum(divisionRules);
export type DivisionRule = z.infer<typeof DivisionRule>;

export const Share = z.object({
  region: RegionCode,
  value: Amount,
  milestones: z
    .array(z.object({ date: Day, value: Amount }))
    .max(40)
    .default([]),
});
export type Share = z.infer<typeof Share>;
export const DivideTarget = z.object({
  rule: DivisionRule,
  note: z.string().trim().max(1000).default(''),
  /** The version that the user saw; 0 when there is none. */
  version: z.int().min(0),
  shares: z.array(Share).min(1).max(200),
});
export type DivideTarget = z.infer<typeof DivideTarget>;

// What is shown may be older than the limits of what is entered.
const ShownStone = z.object({ date: Day, value: Decimal });
const ShownShare = z.object({ region: RegionCode, value: Decimal, milestones: z.array(ShownStone) });
export const Division = z.object({
  targetId: z.string(),
  rule: DivisionRule.nullable(),
  version: z.int(),
  note: z.string(),
  value: Decimal,
  unit: z.string(),
  milestones: z.array(ShownStone),
  regions: z.array(
    z.object({
      region: z.object({ code: RegionCode, name: z.string(), nameEn: z.string() }),
      share: z.object({ value: Decimal, milestones: z.array(ShownStone) }).nullable(),
      targetId: z.string().nullable(),
      latest: Decimal.nullable(),
      /** Whether the latest value is simulated. */
      simulated: z.boolean(),
      status: Status.nullable(),
      /** The share is divided further. */
      divided: z.boolean(),
    }),
  ),
  /** Sum of the shares where they are summed. */
  total: Decimal.nullable(),
  /** Why the division does not agree with the target any more: it was amended since. */
  problem: Message.nullable(),
  versions: z.array(
    z.object({
      version: z.int(),
      rule: DivisionRule,
      note: z.string(),
      value: Decimal,
      at: z.string(),
      actor: z.string(),
      shares: z.array(ShownShare),
    }),
  ),
  mayDivide: z.boolean(),
});
export type Division = z.infer<typeof Division>;
