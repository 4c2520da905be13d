/** The sequencer of a running server: looks once a second whether something waits, and goes on while it does. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { isKeyName } from '../../../packages/merkle-log/index.ts';
import { AppError } from '../error.ts';
import type { Services } from '../services.ts';
import { createLogKeys, type LogKeys, readLogKeys } from './keys.ts';
import { beginLog, findState, getSoundState, LOG_SCOPE, sequence } from './sequence.ts';

export type LogRunner = {
  /** Sequences what waits now, and reports as the server does: for tests and for the end of a program. */
  run(): Promise<void>;
  stop(): Promise<void>;
};

export type LogOptions = {
  /** Folder of the keys. */
  folder: string;
  /** Name of a log that begins now: its address without the scheme. Without one a name is made up. */
  origin?: string | undefined;
  /** Milliseconds between two looks. A query without a result each: a listener would make every commit wait in line. */
  interval?: number;
  report?: (error: unknown) => void;
};

/** Begins at once, and does not keep whoever starts it waiting. */
export function startLog(services: Services, options: LogOptions): LogRunner {
  const report = options.report ?? ((error) => process.stderr.write(`${(error as Error).message}\n`));
  let said = '';
  let stopped = false;
  let busy: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  let fresh = true;
  const once = async () => {
    try {
      if (!fresh && said === '' && !(await hasWork(services))) return;
      const keys = await openLog(services, options);
      await sequence(services, keys, undefined, () => !stopped);
      // Whatever was wrong, here or in another program, is no more.
      await writeTrouble(services, null);
      fresh = false;
      said = '';
    } catch (error) {
      const code = error instanceof AppError && error.code.startsWith('log.') ? error.code : undefined;
      if (code) await writeTrouble(services, code).catch(() => undefined);
      // The same trouble is told once, and never again and again.
      if (!stopped && said !== String(error)) report(error);
      said = String(error);
    }
  };
  const run = () => {
    busy = busy.then(once);
    return busy;
  };
  const again = () => {
    if (stopped) return;
    timer = setTimeout(() => void run().then(again), said === '' ? (options.interval ?? 1_000) : 10_000);
  };
  void run().then(again);
  return {
    run,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await busy;
    },
  };
}

/** One look that costs next to nothing: does an entry wait, or a checkpoint? */
async function hasWork({ db }: Services): Promise<boolean> {
  const { rows } = await db.within(LOG_SCOPE, (tx) =>
    sql<{ work: boolean }>`select exists (select 1 from log_pending) or exists (select 1 from log_state s
      where not exists (select 1 from log_checkpoint c where c.origin = s.origin and c.size = s.size)) as work`.execute(
      tx,
    ),
  );
  return rows[0]?.work ?? true;
}

/** The keys of the log in the database; both begin together where there is none yet. */
export async function openLog(
  { db, clock }: Services,
  options: Pick<LogOptions, 'folder' | 'origin'>,
): Promise<LogKeys> {
  // In this order: another program that begins the log has its keys before the database knows of it.
  const state = await db.within(LOG_SCOPE, findState);
  const found = readLogKeys(options.folder);
  if (!found && state) throw new AppError('log.key-missing', { folder: options.folder });
  const keys = found ?? createLogKeys(options.folder, newOrigin(options.origin));
  if (!state) await db.within(LOG_SCOPE, (tx) => beginLog(tx, clock, keys));
  return keys;
}

export function newOrigin(origin: string | undefined): string {
  const name = origin ?? `zhimai-${randomBytes(4).toString('hex')}/log`;
  if (!isKeyName(name)) throw new AppError('log.origin', { origin: name });
  return name;
}

/** May these keys go on with this database? Throws as the sequencer would. */
export async function checkSound({ db }: Services, keys: LogKeys): Promise<void> {
  await db.within(LOG_SCOPE, (tx) => getSoundState(tx, keys));
}

async function writeTrouble({ db, clock }: Services, code: string | null): Promise<void> {
  await db.within(LOG_SCOPE, (tx) =>
    tx
      .updateTable('log_state')
      .set({ trouble: code, trouble_at: code === null ? null : clock.now() })
      .where((eb) => eb('trouble', 'is distinct from', code))
      .execute(),
  );
}
