/** Who signs in, and who is here now. */
import { z } from 'zod';
import { Day } from './basics.ts';

export const signInResults = ['open', 'refuse', 'lock', 'revoke', 'post'] as const;
export const SignInResult = z.enum(signInResults);
export type SignInResult = z.infer<typeof SignInResult>;

export const SignInRow = z.object({
  id: z.string(),
  at: z.string(),
  /** Null where the account is out of reach or gone. */
  person: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  userName: z.string(),
  result: SignInResult,
  summary: z.object({ zh: z.string(), en: z.string() }),
  address: z.string().nullable(),
  client: z.string().nullable(),
});
export type SignInRow = z.infer<typeof SignInRow>;
export const SignInQuery = z.object({
  q: z.string().max(100).optional(),
  result: SignInResult.optional(),
  from: Day.optional(),
  to: Day.optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
});
export type SignInQuery = z.infer<typeof SignInQuery>;
export const SignInPage = z.object({
  total: z.int(),
  counts: z.record(SignInResult, z.int()),
  rows: z.array(SignInRow),
});
export type SignInPage = z.infer<typeof SignInPage>;

export const OnlineSession = z.object({
  id: z.string(),
  person: z.object({ id: z.string(), userName: z.string(), displayName: z.string() }),
  organization: z.object({ id: z.string(), name: z.string(), nameEn: z.string() }),
  since: z.string(),
  lastSeenAt: z.string(),
  /** Seen in the last minutes; others have a page open, or left without signing out. */
  active: z.boolean(),
  address: z.string().nullable(),
  client: z.string(),
  /** May the user who asks end it? */
  mayEnd: z.boolean(),
});
export type OnlineSession = z.infer<typeof OnlineSession>;
export const OnlineSessions = z.object({ sessions: z.array(OnlineSession) });
export type OnlineSessions = z.infer<typeof OnlineSessions>;
