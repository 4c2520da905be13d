import { AppError } from '../error.ts';
import { authorize, systemScope, type UserScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import type { NoticeSettings } from './deliver.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhook } from './send-webhook.ts';

const words = {
  zh: { subject: '【质脉】测试', text: '这是一条测试消息：能看到它，说明通知可以送达。' },
  en: { subject: '[Zhimai] Test', text: 'This is a test: whoever can read it will be reached.' },
};

/** Sends a test at once to a person's own address, so that a wrong one is noticed before something matters. */
export async function testChannel(
  { db, clock }: Services,
  scope: UserScope,
  settings: NoticeSettings,
  channel: 'email' | 'webhook',
): Promise<void> {
  authorize(scope, 'notice.own');
  const row = await db.within(systemScope('test-channel'), (tx) =>
    tx
      .selectFrom('person')
      .leftJoin('notice_preference as p', 'p.person_id', 'person.id')
      .select(['person.email', 'p.language', 'p.webhook_url', 'p.webhook_secret'])
      .where('person.id', '=', scope.personId)
      .executeTakeFirst(),
  );
  const { subject, text } = words[row?.language === 'en' ? 'en' : 'zh'];
  if (channel === 'email') {
    if (!row?.email) throw new AppError('notice.no-address', { what: { zh: '邮箱', en: 'an e-mail address' } });
    return sendMail(settings.mail, {
      to: row.email,
      subject,
      text: `${text}\n${settings.baseUrl}/\n`,
      id: `test-${scope.personId}-${clock.now().getTime()}`,
    });
  }
  if (!row?.webhook_url) throw new AppError('notice.no-address', { what: { zh: '机器人地址', en: 'a robot address' } });
  return sendWebhook({ url: row.webhook_url, secret: row.webhook_secret }, text, clock.now(), settings.webhook);
}
