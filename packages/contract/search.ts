/** Search over everything that a person may see. */
import { z } from 'zod';
import { RegionCode } from './basics.ts';

const Mark = z.tuple([z.int(), z.int()]);
export const SearchHit = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.object({ zh: z.string(), en: z.string().nullable() }),
  subtitle: z.object({ zh: z.string(), en: z.string().nullable() }).nullable(),
  snippet: z.string().nullable(),
  /** Path on the work face. */
  link: z.string(),
  regionCode: RegionCode.nullable(),
  visibility: z.enum(['public', 'internal', 'restricted']),
  match: z.enum(['exact', 'prefix', 'title', 'text', 'pinyin', 'initials']),
  /** What to mark, as UTF-16 offsets. */
  marks: z.object({ zh: z.array(Mark), en: z.array(Mark), snippet: z.array(Mark) }),
});
export type SearchHit = z.infer<typeof SearchHit>;
/** `GET /api/search?q=&kinds=&size=`; `more` when not all candidates were looked at. */
export const SearchAnswer = z.object({
  q: z.string(),
  total: z.int(),
  more: z.boolean(),
  groups: z.array(z.object({ kind: z.string(), total: z.int(), hits: z.array(SearchHit) })),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
