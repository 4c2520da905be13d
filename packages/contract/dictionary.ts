/** Lists of words that the deployer may extend. */
import { z } from 'zod';
import { Day } from './basics.ts';

export const Term = z.object({
  list: z.string().regex(/^[a-z][a-z.-]{0,59}$/),
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  zh: z.string().trim().min(1).max(100),
  en: z.string().trim().min(1).max(200),
  position: z.int().min(0).max(9999),
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
});
export type Term = z.infer<typeof Term>;
export const DictionaryList = z.object({ list: z.string(), zh: z.string(), en: z.string(), terms: z.array(Term) });
export type DictionaryList = z.infer<typeof DictionaryList>;
/** Without `asOf` also terms that have ended or not begun. */
export const DictionaryQuery = z.object({ list: z.string().max(60).optional(), asOf: Day.optional() });
export type DictionaryQuery = z.infer<typeof DictionaryQuery>;
export const Dictionary = z.object({ lists: z.array(DictionaryList) });
export type Dictionary = z.infer<typeof Dictionary>;
