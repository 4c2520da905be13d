/**
 * The command line. Exit codes of every command: 0 fine, 1 the input has errors, 2 misuse or failure.
 * Commands are loaded when they are asked for, so that reading a file does not wait for a database driver.
 */
import { AppError } from '../kernel/error.ts';
import { usage } from './usage.ts';

type Command = (args: string[]) => Promise<number>;

const commands: Record<string, () => Promise<Command>> = {
  demo: async () => (await import('./serve.ts')).runDemo,
  start: async () => (await import('./serve.ts')).runStart,
  doctor: async () => (await import('./doctor.ts')).runDoctor,
  backup: async () => (await import('./backup.ts')).runBackup,
  restore: async () => (await import('./backup.ts')).runRestore,
  plan: async () => (await import('./plan.ts')).runPlan,
  log: async () => (await import('./log.ts')).runLog,
  verify: async () => (await import('./log-verify.ts')).runVerify,
  search: async () => (await import('./search.ts')).runSearch,
  code: async () => (await import('./code.ts')).runCode,
  composite: async () => (await import('./composite.ts')).runComposite,
  epcis: async () => (await import('./epcis.ts')).runEpcis,
  simulate: async () => (await import('./simulate.ts')).runSimulate,
  person: async () => (await import('./person.ts')).runPerson,
};

async function main(): Promise<number> {
  const [name = 'help', ...args] = process.argv.slice(2);
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return 0;
  }
  const load = commands[name];
  if (!load) {
    process.stderr.write(`没有这个命令 / no such command: ${name}\n\n${usage}`);
    return 2;
  }
  return (await load())(args);
}

// A reader that goes away (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** What the operating system refused (ENOTDIR, EACCES, ENOSPC …) names its path: a stack adds nothing. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}

try {
  process.exitCode = await main();
} catch (error) {
  // The input's own faults (4xx) are 1; misuse and failures are 2. Only failures show where they came from.
  const known = error instanceof AppError || isSystemError(error);
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = error instanceof AppError && /^(file|input)\./.test(error.code) ? 1 : 2;
}
