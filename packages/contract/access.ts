/** Sign-in, sessions and keys. */
import { z } from 'zod';
import { Day, RegionCode } from './basics.ts';
import { roles } from './permissions.ts';

const Named = z.object({ id: z.string(), name: z.string(), nameEn: z.string() });
const Place = z.object({ code: RegionCode, name: z.string(), nameEn: z.string() });

/** One of the posts that the signed-in user may act for today. */
export const OwnPost = z.object({
  id: z.string(),
  organization: Named,
  region: Place,
  roles: z.array(z.enum(roles)),
  /** Last day, where one is known. */
  validTo: Day.nullable(),
  main: z.boolean(),
});
export type OwnPost = z.infer<typeof OwnPost>;
export const Me = z.object({
  userId: z.string(),
  userName: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  /** Organization, region and roles of the post that the user acts for. */
  organization: Named,
  region: Place,
  roles: z.array(z.enum(roles)),
  postId: z.string(),
  posts: z.array(OwnPost),
  /** Nothing else can be done before a password of one's own is set. */
  mustChangePassword: z.boolean(),
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
