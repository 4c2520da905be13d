import { createTransport } from 'nodemailer';
import { AppError } from '../error.ts';

export type MailSettings = { smtpUrl: string | undefined; from: string | undefined };
export type Mail = { to: string; subject: string; text: string /** The same for every attempt. */; id: string };

export const canMail = (settings: MailSettings): boolean => Boolean(settings.smtpUrl && settings.from);

/** Throws `notice.send` with the words of the mail server. */
export async function sendMail(settings: MailSettings, mail: Mail): Promise<void> {
  if (!settings.smtpUrl || !settings.from)
    throw new AppError('notice.send', { reason: { zh: '未配置邮件服务器', en: 'no mail server is set' } });
  const transport = createTransport(settings.smtpUrl, {
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  } as never);
  try {
    await transport.sendMail({
      from: settings.from,
      to: mail.to,
      subject: mail.subject.replace(/[\r\n]+/g, ' '),
      text: mail.text,
      textEncoding: 'base64',
      messageId: `<${mail.id}@zhimai>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    throw new AppError('notice.send', { reason: (error as Error).message.slice(0, 300) }, { cause: error });
  } finally {
    transport.close();
  }
}

/** For `doctor`: does the server answer and take our name? */
export async function checkMail(settings: MailSettings): Promise<void> {
  const transport = createTransport(settings.smtpUrl!, { connectionTimeout: 5_000, greetingTimeout: 5_000 } as never);
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
