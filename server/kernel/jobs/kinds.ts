import type { Message } from '../../../packages/contract/index.ts';
import type { Scope } from '../scope/scope.ts';
import type { Services } from '../services.ts';

export type JobContext<P = unknown> = {
  services: Services;
  /** Of the person who asked for it, with the roles that they have now; the program's own where nobody did. */
  scope: Scope;
  id: string;
  payload: P;
  attempt: number;
  /** Says how far it is; throws when somebody has cancelled it. */
  progress(done: number, total?: number, message?: Message): Promise<void>;
  cancelled(): boolean;
  signal: AbortSignal;
};

export type JobResult = { message: Message; link?: string; facts?: Record<string, unknown> };

/** One kind of long work. What it writes must bear being begun again: a server may end in the middle. */
// biome-ignore lint/suspicious/noExplicitAny: a list of kinds holds payloads of every shape; each kind knows its own
export type JobKind<P = any> = {
  kind: string;
  /** How often it is tried when it fails; 1 when trying again would not help. */
  attempts?: number;
  /** Machines ask for it by the thousand, and look at the answer themselves: nobody is told when it ends. */
  quiet?: boolean;
  run(context: JobContext<P>): Promise<JobResult>;
};

/** Something done by the clock, for nobody in particular: not shown among the jobs. */
export type ScheduledWork = {
  name: string;
  /** Minute, hour, day, month, weekday in China. */
  cron: string;
  run(services: Services, signal: AbortSignal): Promise<void>;
};
