/** The smallest parts of the API: days, decimals, codes, places. Decimals travel as strings. */
import { z } from 'zod';

/** From 1900 on: a year before is a slip of the hand. */
export const Day = z.iso.date().refine((day) => day >= '1900-01-01', '1900-01-01 ≤');
export const Decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
/** A value that somebody enters: a fall is a positive number, its direction stands in the words. */
export const Amount = Decimal.refine((value) => /^\d{1,20}(\.\d{1,6})?$/.test(value), {
  params: {
    zh: '应为不小于 0 的数，整数最多 20 位、小数最多 6 位',
    en: 'at least 0, with up to 20 digits before the point and 6 after it',
  },
});
export const RegionCode = z.string().regex(/^\d{6}$/);
export const Span = z.object({ start: z.int().min(0), end: z.int().min(0) });
export type Span = z.infer<typeof Span>;
export const Message = z.object({ zh: z.string(), en: z.string() });
export type Message = z.infer<typeof Message>;
