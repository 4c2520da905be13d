/** People, their posts, hand-over, and the import of people. */
import { z } from 'zod';
import { RowError } from './api.ts';
import { Day, RegionCode } from './basics.ts';
import { roles } from './permissions.ts';
import { AuditRow } from './registers.ts';

export const personStates = ['active', 'locked', 'disabled', 'no-post'] as const;
export const PersonState = z.enum(personStates);
export type PersonState = z.infer<typeof PersonState>;

export const PersonPost = z.object({
  id: z.string(),
  organization: z.object({ id: z.string(), name: z.string(), nameEn: z.string() }),
  region: z.object({ code: RegionCode, name: z.string(), nameEn: z.string() }),
  roles: z.array(z.enum(roles)),
  validFrom: Day,
  validTo: Day.nullable(),
  main: z.boolean(),
  /** On the day of the question. */
  when: z.enum(['coming', 'valid', 'ended']),
});
export type PersonPost = z.infer<typeof PersonPost>;

export const PersonRow = z.object({
  id: z.string(),
  userName: z.string(),
  displayName: z.string(),
  /** Masked: `z•••@example.cn`. */
  email: z.string().nullable(),
  state: PersonState,
  lastSeenAt: z.string().nullable(),
  /** Posts in reach, the main one first. */
  posts: z.array(PersonPost),
});
export type PersonRow = z.infer<typeof PersonRow>;

export const PersonQuery = z.object({
  q: z.string().max(100).optional(),
  role: z.enum(roles).optional(),
  region: RegionCode.optional().describe('People with a post in this region or below'),
  organization: z.string().max(100).optional(),
  state: PersonState.optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type PersonQuery = z.infer<typeof PersonQuery>;
export const PersonPage = z.object({ total: z.int(), rows: z.array(PersonRow) });
export type PersonPage = z.infer<typeof PersonPage>;

export const PersonDetail = PersonRow.extend({
  createdAt: z.string(),
  lockedUntil: z.string().nullable(),
  disabledAt: z.string().nullable(),
  mustChangePassword: z.boolean(),
  version: z.int(),
  /** The user who asks; one does not manage oneself. */
  self: z.boolean(),
  /** All posts that count lie in the reach of the administrator who asks. */
  manageable: z.boolean(),
  /** A hand-over that waits for its day. */
  handOver: z.object({ day: Day, to: z.string().nullable() }).nullable(),
  history: z.array(AuditRow),
});
export type PersonDetail = z.infer<typeof PersonDetail>;

export const Email = z.email().max(254);
export const UserName = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9._-]{1,39}$/);
const days = { validFrom: Day, validTo: Day.nullable() };
const Roles = z.array(z.enum(roles)).min(1);

export const NewPost = z.object({
  organizationId: z.string().min(1).max(100),
  regionCode: RegionCode,
  roles: Roles,
  ...days,
  main: z.boolean().default(false),
});
export type NewPost = z.infer<typeof NewPost>;
export const ChangedPost = z.object({ roles: Roles, ...days, main: z.boolean() });
export type ChangedPost = z.infer<typeof ChangedPost>;

export const NewPersonInput = z.object({
  userName: UserName,
  displayName: z.string().trim().min(1).max(80),
  email: Email.nullable(),
  post: NewPost,
});
export type NewPersonInput = z.infer<typeof NewPersonInput>;
export const ChangedPerson = z.object({
  displayName: z.string().trim().min(1).max(80),
  /** Left out: stays as it is, which a page that shows it masked relies on. */
  email: Email.nullable().optional(),
  version: z.int(),
});
export type ChangedPerson = z.infer<typeof ChangedPerson>;

/** A password that is shown once, to be changed at the first sign-in. */
export const FirstPassword = z.object({ id: z.string(), userName: z.string(), password: z.string() });
export type FirstPassword = z.infer<typeof FirstPassword>;

export const PersonAction = z.object({ action: z.enum(['disable', 'enable', 'unlock']) });
export type PersonAction = z.infer<typeof PersonAction>;

/** What moves with a person or an organization: `zh` and `en` name the things, as 任务. */
export const Moved = z.object({ zh: z.string(), en: z.string(), count: z.int() });
export type Moved = z.infer<typeof Moved>;

export const HandOver = z.object({
  /** Who takes over; null leaves things to the unit. */
  to: z.uuid().nullable(),
  /** Last day of the posts. */
  day: Day,
  dryRun: z.boolean().default(false),
});
export type HandOver = z.infer<typeof HandOver>;
export const HandOverAnswer = z.object({
  dryRun: z.boolean(),
  posts: z.int(),
  sessions: z.int(),
  moved: z.array(Moved),
  warnings: z.array(z.object({ zh: z.string(), en: z.string() })),
});
export type HandOverAnswer = z.infer<typeof HandOverAnswer>;

export const PeopleImport = z.object({
  dryRun: z.boolean(),
  rows: z.int(),
  added: z.int(),
  errors: z.array(RowError),
  warnings: z.array(RowError),
  /** Only in the answer to the import itself: given once, kept nowhere. */
  passwords: z.array(z.object({ userName: z.string(), displayName: z.string(), password: z.string() })),
  /** A large table is imported as a job. With the key, and nothing else, its first passwords are fetched, once. */
  job: z.object({ id: z.string(), key: z.string() }).nullable(),
});
export type PeopleImport = z.infer<typeof PeopleImport>;
export const FetchPasswords = z.object({ job: z.uuid(), key: z.string().max(200) });
export type FetchPasswords = z.infer<typeof FetchPasswords>;
