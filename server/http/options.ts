export type ServerOptions = {
  demo: boolean;
  version: string;
  /** Built web face; without it only the API answers. */
  webFolder?: string | undefined;
  /** Behind HTTPS: cookies are marked secure. */
  secure?: boolean;
  /** A proxy in front tells the client's address. */
  trustProxy?: boolean;
  log?: boolean;
};
