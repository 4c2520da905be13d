/** `doctor`: looks at everything that a start needs and says what is wrong and what to do. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { listMigrations } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { systemClock } from '../kernel/clock.ts';
import { AppError } from '../kernel/error.ts';
import { checkSound, getLog, readLogKeys } from '../kernel/log/index.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import { logSettings, projectFolder, readSettings, type Settings, webIsBuilt } from './settings.ts';

type Finding = { ok: boolean; what: string; zh: string; en: string };

export async function runDoctor(): Promise<number> {
  const settings = readSettings();
  const findings = [
    checkRuntime(),
    checkDataFolder(settings),
    checkDisk(settings),
    await checkPort(settings),
    await checkDatabase(settings),
    await checkLogKeys(settings),
    checkWeb(),
    await checkMailServer(settings),
    checkBrowser(),
  ];
  for (const { ok, what, zh, en } of findings)
    process.stdout.write(`${ok ? '✓' : '✗'} ${what.padEnd(10)} ${zh} / ${en}\n`);
  return findings.every((finding) => finding.ok) ? 0 : 2;
}

function checkRuntime(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= 24;
  return ok
    ? { ok, what: 'node', zh: `运行时 ${process.version}`, en: `runtime ${process.version}` }
    : {
        ok,
        what: 'node',
        zh: '请用 ./zhimai 启动，它自带运行时',
        en: 'start through ./zhimai, which brings its runtime',
      };
}

function checkDataFolder({ dataFolder }: Settings): Finding {
  try {
    mkdirSync(dataFolder, { recursive: true });
    accessSync(dataFolder, constants.W_OK);
    return { ok: true, what: 'data', zh: `数据目录 ${dataFolder}`, en: 'writable' };
  } catch {
    return {
      ok: false,
      what: 'data',
      zh: `不能写入 ${dataFolder}，请设 ZHIMAI_DATA`,
      en: 'not writable: set ZHIMAI_DATA',
    };
  }
}

function checkDisk({ dataFolder }: Settings): Finding {
  const { bavail, bsize } = statfsSync(existsSync(dataFolder) ? dataFolder : projectFolder);
  const gb = (bavail * bsize) / 1024 ** 3;
  const ok = gb > 1;
  return { ok, what: 'disk', zh: `剩余 ${gb.toFixed(1)} GB`, en: ok ? 'enough' : 'less than 1 GB left: free some' };
}

function checkPort({ host, port }: Settings): Promise<Finding> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () =>
      done({
        ok: true,
        what: 'port',
        zh: `端口 ${port} 在用（可能是本系统）`,
        en: 'in use (maybe by Zhimai); else --port',
      }),
    );
    probe.listen(port, host, () =>
      probe.close(() => done({ ok: true, what: 'port', zh: `端口 ${port} 空闲`, en: 'free' })),
    );
  });
}

async function checkDatabase(settings: Settings): Promise<Finding> {
  try {
    const database = await openDatabase({
      dataFolder: settings.dataFolder,
      url: settings.databaseUrl,
      appUrl: settings.databaseAppUrl,
    });
    try {
      await database.db.ping();
      const where = settings.databaseUrl ? 'DATABASE_URL' : '内置 embedded';
      return { ok: true, what: 'database', zh: `${where}，结构版本 ${listMigrations().length}`, en: 'answers' };
    } finally {
      await database.close();
    }
  } catch (error) {
    const { message } = error as Error;
    return {
      ok: false,
      what: 'database',
      zh: `数据库不可用：${message}`,
      en: 'see the reason; the log is database/postgres.log',
    };
  }
}

/** Do keys and database go together? What is wrong says what to do itself. */
async function checkLogKeys(settings: Settings): Promise<Finding> {
  const what = 'log';
  try {
    const database = await openDatabase({
      dataFolder: settings.dataFolder,
      url: settings.databaseUrl,
      appUrl: settings.databaseAppUrl,
    });
    try {
      const services = { db: database.db, clock: systemClock };
      const { origin, size } = await database.db.within(systemScope('doctor'), getLog);
      const { folder } = logSettings(settings);
      const keys = readLogKeys(folder);
      if (origin === null && !keys)
        return { ok: true, what, zh: '存证日志将在首次启动时建立', en: 'begins with the first start' };
      if (!keys) throw new AppError('log.key-missing', { folder });
      await checkSound(services, keys);
      return {
        ok: true,
        what,
        zh: `存证日志 ${origin}，${size} 条；密钥在 ${folder}，请另行备份`,
        en: `${size} entries; keep its keys safe`,
      };
    } finally {
      await database.close();
    }
  } catch (error) {
    const [zh = '', en = zh] = (error as Error).message.split(' / ');
    return { ok: false, what, zh, en };
  }
}

function checkWeb(): Finding {
  return webIsBuilt()
    ? { ok: true, what: 'web', zh: '界面已构建', en: 'built' }
    : { ok: true, what: 'web', zh: '界面将在首次启动时构建', en: 'will be built at the first start' };
}

async function checkMailServer({ smtpUrl, mailFrom }: Settings): Promise<Finding> {
  if (!smtpUrl || !mailFrom)
    return {
      ok: true,
      what: 'mail',
      zh: '未配置邮件（ZHIMAI_SMTP_URL、ZHIMAI_MAIL_FROM），通知只在站内',
      en: 'not set: notices stay in-app',
    };
  // The address may carry a password: only its host is shown.
  const host = URL.parse(smtpUrl)?.host ?? '?';
  try {
    const { checkMail } = await import('../kernel/notify/send-mail.ts');
    await checkMail({ smtpUrl, from: mailFrom });
    return { ok: true, what: 'mail', zh: `邮件服务器 ${host}，发件人 ${mailFrom}`, en: 'answers' };
  } catch (error) {
    return {
      ok: false,
      what: 'mail',
      zh: `邮件服务器 ${host} 不可用：${(error as Error).message}`,
      en: 'check ZHIMAI_SMTP_URL',
    };
  }
}

/** Only the tests need a browser. */
function checkBrowser(): Finding {
  const found = ['chromium', 'chromium-browser', 'google-chrome'].find(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0,
  );
  const fonts = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout ?? '';
  return found && fonts.trim() !== ''
    ? { ok: true, what: 'browser', zh: `测试用浏览器 ${found}`, en: 'present' }
    : {
        ok: true,
        what: 'browser',
        zh: '没有浏览器或中文字体（只有测试需要）',
        en: 'no browser or Chinese font (tests only)',
      };
}
