import type { NoticeSettings } from '../kernel/notify/index.ts';

export type ServerOptions = {
  demo: boolean;
  version: string;
  /** Built web face; without it only the API answers. */
  webFolder?: string | undefined;
  /** Behind HTTPS: cookies are marked secure. */
  secure?: boolean;
  /** A proxy in front tells the client's address. */
  trustProxy?: boolean;
  /** Failures go to the standard error; tests turn them off. */
  log?: 'silent' | 'error' | 'info';
  /** How mail and robots are reached; without it nothing leaves the server. */
  notice?: NoticeSettings;
  /** Sign-in attempts a minute from one address; tests, which sign in all the time, ask for more. */
  signInsPerMinute?: number;
};
