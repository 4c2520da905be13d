import { checkBackup, restoreBackup, writeBackup } from '../db/backup.ts';
import type { Database } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { systemClock } from '../kernel/clock.ts';
import { checkSound, readLogKeys } from '../kernel/log/index.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import { readArguments } from './arguments.ts';
import { logSettings, readSettings, type Settings } from './settings.ts';

export async function runBackup(args: string[]): Promise<number> {
  const folder = readArguments(args, {}, { min: 1, max: 1 }).files[0]!;
  const settings = readSettings();
  const database = await openDatabase({ dataFolder: settings.dataFolder, url: settings.databaseUrl });
  try {
    const manifest = await writeBackup(database.migratorUrl, folder, { version: settings.version, at: new Date() });
    const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
    process.stdout.write(`备份完成 / backed up: ${folder} · ${manifest.tables.length} tables · ${bytes} bytes\n`);
    return 0;
  } finally {
    await database.close();
  }
}

export async function runRestore(args: string[]): Promise<number> {
  const folder = readArguments(args, {}, { min: 1, max: 1 }).files[0]!;
  const settings = readSettings();
  const manifest = await checkBackup(folder);
  const database = await openDatabase({
    dataFolder: settings.dataFolder,
    url: settings.databaseUrl,
    migrateTo: manifest.migration,
  });
  try {
    await restoreBackup(database.migratorUrl, folder, manifest);
    await migrate(database.migratorUrl);
    // Who was signed in when the back-up was made is not signed in now.
    await database.db.within(systemScope('restore'), (tx) =>
      tx.updateTable('session').set({ revoked_at: new Date() }).where('revoked_at', 'is', null).execute(),
    );
    await warnOfLog(database.db, settings);
    process.stdout.write(`恢复完成 / restored: ${manifest.at} · ${manifest.tables.length} tables\n`);
    return 0;
  } finally {
    await database.close();
  }
}

/** An older database must not go on under keys that have signed more: better known now than from a log that stops. */
async function warnOfLog(db: Database, settings: Settings): Promise<void> {
  const { folder } = logSettings(settings);
  try {
    const keys = readLogKeys(folder);
    if (keys) await checkSound({ db, clock: systemClock }, keys);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
  }
}
