/** `log`: verify a receipt, print the keys, compute everything again, go on under another name. */
import { AppError } from '../kernel/error.ts';
import { readArguments } from './arguments.ts';
import { logSettings, readSettings } from './settings.ts';

export async function runLog(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'verify') return (await import('./log-verify.ts')).runVerify(rest);
  if (verb === 'check') return runCheck(rest);
  if (verb === 'renew') return runRenew(rest);
  if (verb === 'keys') return runKeys(rest);
  throw new AppError('usage', { problem: `log ${verb ?? ''}` });
}

/** Needs no database: the public halves of what is in the folder. */
async function runKeys(args: string[]): Promise<number> {
  readArguments(args, {});
  const { readPublicKeys } = await import('../kernel/log/keys.ts');
  const { encodeKey } = await import('../../packages/merkle-log/index.ts');
  const { folder } = logSettings(readSettings());
  const keys = readPublicKeys(folder);
  if (keys.length === 0) throw new AppError('log.key-missing', { folder });
  for (const key of keys) process.stdout.write(`${encodeKey(key)}\n`);
  return 0;
}

async function runCheck(args: string[]): Promise<number> {
  readArguments(args, {});
  return withLog(async (services, settings) => {
    const { checkLog, checkSound, readLogKeys } = await import('../kernel/log/index.ts');
    const { entries, checkpoints, faults } = await checkLog(services, (done, of) => {
      if (process.stderr.isTTY) process.stderr.write(`\r  ${done} / ${of}`);
    });
    const keys = readLogKeys(logSettings(settings).folder);
    if (keys) await checkSound(services, keys);
    for (const { zh, en } of faults) process.stdout.write(`✗ ${zh} / ${en}\n`);
    if (faults.length > 0) return 1;
    process.stdout.write(
      `✓ 日志完好 / the log is sound: ${entries} 条 entries, ${checkpoints} 个检查点 checkpoints${keys ? '' : '（无密钥可比 / no keys to compare with）'}\n`,
    );
    return 0;
  });
}

async function runRenew(args: string[]): Promise<number> {
  const { values } = readArguments(args, { origin: { type: 'string' } });
  return withLog(async (services, settings) => {
    const { renewLog } = await import('../kernel/log/index.ts');
    const { folder } = logSettings(settings);
    const { former, origin, size } = await renewLog(services, { folder, origin: values.origin, regionCode: '330000' });
    process.stdout.write(
      `${former} → ${origin}：沿用 ${size} 条 / ${size} entries carried over\n请公布新公钥（./zhimai log keys） / publish the new keys\n`,
    );
    return 0;
  });
}

async function withLog(
  work: (
    services: import('../kernel/services.ts').Services,
    settings: ReturnType<typeof readSettings>,
  ) => Promise<number>,
): Promise<number> {
  const { openDatabase } = await import('../db/open.ts');
  const { systemClock } = await import('../kernel/clock.ts');
  const settings = readSettings();
  const database = await openDatabase({
    dataFolder: settings.dataFolder,
    url: settings.databaseUrl,
    appUrl: settings.databaseAppUrl,
  });
  try {
    return await work({ db: database.db, clock: systemClock }, settings);
  } finally {
    await database.close();
  }
}
