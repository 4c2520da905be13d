/** Where things are and what the environment asks for. Read once, at the entrance. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../kernel/error.ts';

export const projectFolder = join(import.meta.dirname, '../..');

export type Settings = {
  dataFolder: string;
  databaseUrl: string | undefined;
  databaseAppUrl: string | undefined;
  host: string;
  port: number;
  secure: boolean;
  trustProxy: boolean;
  version: string;
  /** Where people reach the work face, for links in mails. */
  baseUrl: string | undefined;
  /** Name of a log that begins now; otherwise that of `baseUrl`, or one that is made up. */
  logOrigin: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  /** Hosts of robots inside the deployer's network. */
  webhookHosts: string[];
};

export function readSettings(environment = process.env): Settings {
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string };
  return {
    dataFolder: environment.ZHIMAI_DATA ?? join(projectFolder, '.data'),
    databaseUrl: environment.DATABASE_URL || undefined,
    databaseAppUrl: environment.DATABASE_APP_URL || undefined,
    host: environment.ZHIMAI_HOST ?? '127.0.0.1',
    port: readPort(environment.ZHIMAI_PORT ?? '7310', 'ZHIMAI_PORT'),
    secure: environment.ZHIMAI_SECURE === '1',
    trustProxy: environment.ZHIMAI_TRUST_PROXY === '1',
    version,
    baseUrl: environment.ZHIMAI_URL?.replace(/\/+$/, '') || undefined,
    logOrigin: environment.ZHIMAI_LOG_ORIGIN || undefined,
    smtpUrl: environment.ZHIMAI_SMTP_URL || undefined,
    mailFrom: environment.ZHIMAI_MAIL_FROM || undefined,
    webhookHosts: (environment.ZHIMAI_WEBHOOK_HOSTS ?? '')
      .split(',')
      .map((host) => host.trim())
      .filter(Boolean),
  };
}

export const webFolder = (): string => join(projectFolder, 'web', 'dist');
export const webIsBuilt = (): boolean => existsSync(join(webFolder(), 'index.html'));

/** Where the keys of the log are, and the name of one that begins now. */
export const logSettings = ({ dataFolder, logOrigin, baseUrl }: Settings) => ({
  folder: join(dataFolder, 'log'),
  origin: logOrigin ?? (baseUrl ? `${baseUrl.replace(/^https?:\/\//, '')}/log` : undefined),
});

/** Throws `usage`, naming where the number came from. */
export function readPort(text: string, from: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new AppError('usage', { problem: `${from} ${text}` });
  return port;
}
