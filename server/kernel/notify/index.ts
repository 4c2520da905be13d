/** Telling people: in-app in the transaction of what happened, by mail and robots from the outbox. */
export { type Delivered, deliverNotices, type NoticeSettings } from './deliver.ts';
export { writeDigests } from './digest.ts';
export { countUnread, findNotices, markNotices } from './find-notices.ts';
export { type Notice, notify, notifyPerson } from './notify.ts';
export { findRobots, getPreferences, removeRobot, setPreferences, setRobot } from './preferences.ts';
export { canMail, checkMail } from './send-mail.ts';
export { checkWebhook, postTo, type WebhookRules } from './send-webhook.ts';
export { testChannel } from './test-channel.ts';
