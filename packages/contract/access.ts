/** Sign-in, sessions and keys. */
import { z } from 'zod';
import { Day, RegionCode } from './basics.ts';
import { roles } from './permissions.ts';

export const Me = z.object({
  userId: z.string(),
  userName: z.string(),
  displayName: z.string(),
  organization: z.object({ id: z.string(), name: z.string(), nameEn: z.string() }),
  region: z.object({ code: RegionCode, name: z.string(), nameEn: z.string() }),
  roles: z.array(z.enum(roles)),
});
export type Me = z.infer<typeof Me>;
/** `GET /api/session`: `me` is null for the public. */
export const SessionState = z.object({ me: Me.nullable(), today: Day, demo: z.boolean(), version: z.string() });
export type SessionState = z.infer<typeof SessionState>;
export const SignIn = z.object({ userName: z.string().min(1).max(80), password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof SignIn>;
export const OwnSession = z.object({
  id: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  client: z.string(),
  current: z.boolean(),
});
export type OwnSession = z.infer<typeof OwnSession>;
export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const NewApiKey = z.object({ name: z.string().min(1).max(80), days: z.int().min(1).max(365) });
export type NewApiKey = z.infer<typeof NewApiKey>;
