/** The smallest parts of the API: days, decimals, codes, places. Decimals travel as strings. */
import { z } from 'zod';

/** From 1900 on: a year before is a slip of the hand. */
export const Day = z.iso.date().refine((day) => day >= '1900-01-01', '1900-01-01 ≤');
export const Decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
/** A value that somebody types for a target: not negative, and of a length that means something. */
export const Amount = z
  .string()
  .regex(
    /^\d{1,15}(\.\d{1,6})?$/,
    '须为非负数，整数不超过 15 位、小数不超过 6 位 / not negative, 15 digits and 6 decimals at most',
  );
export const RegionCode = z.string().regex(/^\d{6}$/);
export const Span = z.object({ start: z.int().min(0), end: z.int().min(0) });
export type Span = z.infer<typeof Span>;
export const Message = z.object({ zh: z.string(), en: z.string() });
export type Message = z.infer<typeof Message>;
