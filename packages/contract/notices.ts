/** Notices: what people are told, and how each wants to be told. */
import { z } from 'zod';
import { Message } from './basics.ts';

export { noticeKinds } from './notice-kinds.ts';

export const DeliveryState = z.object({
  channel: z.enum(['email', 'webhook', 'group', 'digest']),
  state: z.enum(['waiting', 'sent', 'failed', 'dropped']),
  at: z.string(),
  error: Message.nullable(),
});
export type DeliveryState = z.infer<typeof DeliveryState>;
export const NoticeRow = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.string(),
  title: Message,
  /** Path on the work face. */
  link: z.string(),
  readAt: z.string().nullable(),
  deliveries: z.array(DeliveryState),
});
export type NoticeRow = z.infer<typeof NoticeRow>;
export const NoticePage = z.object({
  total: z.int(),
  unread: z.int(),
  kinds: z.array(z.object({ kind: z.string(), count: z.int() })),
  rows: z.array(NoticeRow),
});
export type NoticePage = z.infer<typeof NoticePage>;
export const NoticeQuery = z.object({
  kind: z.string().max(60).optional(),
  unread: z.enum(['0', '1']).default('0'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type NoticeQuery = z.infer<typeof NoticeQuery>;
/** Without ids all are marked, or all of one kind. */
export const MarkNotices = z.object({
  ids: z
    .array(z.string().regex(/^\d{1,18}$/))
    .max(500)
    .optional(),
  kind: z.string().max(60).optional(),
});
export type MarkNotices = z.infer<typeof MarkNotices>;

export const ChannelWish = z.object({ email: z.enum(['now', 'digest', 'off']), webhook: z.enum(['now', 'off']) });
export type ChannelWish = z.infer<typeof ChannelWish>;
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const NewWebhook = {
  webhookUrl: z.string().max(500).nullable(),
  /** Left out: stays as it is. Empty: none. */
  webhookSecret: z.string().max(200).optional(),
};
export const NoticePreferences = z.object({
  language: z.enum(['zh', 'en']),
  email: z.email().max(200).nullable(),
  webhookUrl: NewWebhook.webhookUrl,
  hasSecret: z.boolean(),
  quietFrom: Clock.nullable(),
  quietTo: Clock.nullable(),
  /** By kind; `*` for all that are not named. */
  channels: z.record(z.string().max(60), ChannelWish),
  /** What this server can send at all. */
  can: z.object({ email: z.boolean() }),
  lastFailure: z.object({ at: z.string(), channel: z.string(), message: Message }).nullable(),
});
export type NoticePreferences = z.infer<typeof NoticePreferences>;
export const SetNoticePreferences = NoticePreferences.omit({ hasSecret: true, can: true, lastFailure: true }).extend({
  webhookSecret: NewWebhook.webhookSecret,
});
export type SetNoticePreferences = z.infer<typeof SetNoticePreferences>;

export const OrganizationRobot = z.object({
  organizationId: z.string(),
  organization: z.string(),
  url: z.string(),
  hasSecret: z.boolean(),
  language: z.enum(['zh', 'en']),
  updatedAt: z.string(),
  updatedBy: z.string(),
});
export type OrganizationRobot = z.infer<typeof OrganizationRobot>;
export const SetOrganizationRobot = z.object({
  organizationId: z.string().max(100),
  url: z.string().min(1).max(500),
  secret: z.string().max(200).optional(),
  language: z.enum(['zh', 'en']).default('zh'),
});
export type SetOrganizationRobot = z.infer<typeof SetOrganizationRobot>;
