/** `start` and `demo`: open the database, make sure the web face is built, serve until stopped. */
import { buildServer } from '../http/build-server.ts';
import { type Clock, dayOf, shiftedClock, systemClock, today } from '../kernel/clock.ts';
import { AppError } from '../kernel/error.ts';
import { getInstallationKind, settleInstallation } from '../kernel/installation/index.ts';
import { startJobs } from '../kernel/jobs/index.ts';
import { startLog } from '../kernel/log/index.ts';
import type { NoticeSettings } from '../kernel/notify/index.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import type { Services } from '../kernel/services.ts';
import { indexAmended, linkDocuments, loadPacks, readPacks } from '../modules/plans/index.ts';
import { loadSchemes } from '../modules/quality-index/index.ts';
import { startSubscriptions } from '../modules/traceability/index.ts';
import { escalateOverdue } from '../modules/work/index.ts';
import { loadDemoObservations, loadDemoReadings } from '../simulate/index.ts';
import { readArguments } from './arguments.ts';
import { printBoard } from './board.ts';
import { buildWeb } from './build-web.ts';
import { ensureDemoPeople, ensureFirstAdministrator } from './first-people.ts';
import { jobKinds, schedules } from './jobs.ts';
import { openServices } from './open-services.ts';
import { logSettings, readPort, readSettings, type Settings, webFolder } from './settings.ts';

export async function runStart(args: string[]): Promise<number> {
  const { values } = readArguments(args, { port: { type: 'string' } });
  const prepare = async (services: Services, settings: Settings) => {
    await settleInstallation(services, 'real');
    await loadSchemes(services);
    return ensureFirstAdministrator(services, settings);
  };
  return serve({ ...readSettings(), ...portOf(values.port) }, prepare);
}

export async function runDemo(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    port: { type: 'string' },
    'as-of': { type: 'string' },
    documents: { type: 'string' },
    today: { type: 'string' },
  });
  const asOf = values['as-of'] === undefined ? undefined : readDay(values['as-of']);
  const settings = { ...readSettings(), ...portOf(values.port) };
  const clock = values.today === undefined ? systemClock : shiftedClock(readDay(values.today, '--today'));
  const prepare = async (services: Services) => {
    await refuseGoingBack(services);
    if ((await settleInstallation(services, 'demo')) !== 'demo') throw new AppError('demo.real');
    await loadPacks(services, readPacks());
    await loadSchemes(services);
    if (values.documents !== undefined) await reportLinks(services, values.documents);
    await loadDemoObservations(services);
    await loadDemoReadings(services);
    await printBoard(services, asOf);
    return ensureDemoPeople(services, settings);
  };
  return serve(settings, prepare, asOf, clock);
}

/** What was done on a later day would lie in the future: a demo only goes on. */
async function refuseGoingBack({ db, clock }: Services): Promise<void> {
  const newest = await db.within(systemScope('demo'), (tx) =>
    tx.selectFrom('audit').select('at').orderBy('at', 'desc').limit(1).executeTakeFirst(),
  );
  if (newest && dayOf(newest.at) > today(clock))
    throw new AppError('demo.past', { today: today(clock), reached: dayOf(newest.at) });
}

async function reportLinks(services: Services, folder: string): Promise<void> {
  const { linked, other } = await linkDocuments(services, folder);
  for (const { file, plans } of linked) print(`  原文 / source: ${file} → ${plans.join(', ')}`);
  if (linked.length === 0)
    print(`  该目录没有规划原文 / no plan source in this folder（其他文件 / other files: ${other}）`);
}

/** `prepare` returns lines that say how to sign in. */
async function serve(
  settings: Settings,
  prepare: (services: Services, settings: Settings) => Promise<string[]>,
  asOf?: string,
  clock: Clock = systemClock,
): Promise<number> {
  // From the first moment on, so that an early Ctrl-C too takes the database along.
  const stopped = stopSignal();
  const webReady = buildWeb();
  // Awaited below; a failure before that must not count as unhandled.
  webReady.catch(() => undefined);
  const { services, database } = await openServices(settings, clock);
  try {
    const signInLines = await prepare(services, settings);
    await webReady;
    const notice: NoticeSettings = {
      mail: { smtpUrl: settings.smtpUrl, from: settings.mailFrom },
      webhook: { allowedHosts: settings.webhookHosts },
      baseUrl: settings.baseUrl ?? `http://${settings.host}:${settings.port}`,
    };
    const { app } = await buildServer(services, {
      notice,
      demo: (await services.db.within(systemScope('serve'), getInstallationKind)) === 'demo',
      version: settings.version,
      webFolder: webFolder(),
      secure: settings.secure,
      trustProxy: settings.trustProxy,
    });
    await app.listen({ host: settings.host, port: settings.port }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') throw new AppError('port.taken', { port: settings.port }, { cause: error });
      throw error;
    });
    const address = app.server.address();
    const port = typeof address === 'object' && address ? address.port : settings.port;
    print('', `  工作界面 / work face    http://${settings.host}:${port}/`);
    print(`  公众界面 / public face  http://${settings.host}:${port}/public`);
    if (asOf) print(`  ${asOf} 的看板 / board      http://${settings.host}:${port}/public/targets?asOf=${asOf}`);
    print('', ...signInLines.map((line) => `  ${line}`));
    print('', '  按 Ctrl-C 停止 / Ctrl-C stops');
    // A morning that passed while nothing ran.
    await indexAmended(services);
    await escalateOverdue(services);
    const log = startLog(services, logSettings(settings));
    const jobs = await startJobs(services, jobKinds(services), { schedules: schedules(notice) });
    const subscriptions = startSubscriptions(services, { rules: notice.webhook, interval: 1_000 });
    await stopped;
    await Promise.all([app.close(), jobs.stop(), log.stop(), subscriptions.stop()]);
    return 0;
  } finally {
    await database.close();
  }
}

function stopSignal(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
  });
}

const portOf = (text: string | undefined): { port?: number } =>
  text === undefined ? {} : { port: readPort(text, '--port') };

/** `2019`, `2019-06` or `2019-06-15`: the last day of what is named. */
export function readDay(text: string, option = '--as-of'): string {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text);
  const month = Number(match?.[2] ?? 12);
  if (!match || text < '1900' || month < 1 || month > 12) throw new AppError('usage', { problem: `${option} ${text}` });
  const last = new Date(Date.UTC(Number(match[1]), month, 0)).toISOString().slice(0, 10);
  if (!match[3]) return last;
  if (Number(match[3]) < 1 || text > last) throw new AppError('usage', { problem: `${option} ${text}` });
  return text;
}

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);
