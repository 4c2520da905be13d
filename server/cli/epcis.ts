/** `epcis check`, `epcis hash`, `epcis convert`. Files of any size: events are taken one after another. */
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkDocument,
  describeProblem,
  EpcisError,
  eventHash,
  isWarning,
  type Problem,
  preHash,
  problemsOf,
  readDocument,
  recordDigest,
  writeJson,
  writeXml,
} from '../../packages/epcis/index.ts';
import { AppError } from '../kernel/error.ts';
import { readArguments } from './arguments.ts';
import { print } from './print.ts';

/** Faults after which an event has no form to hash: its line is a dash. */
const unhashable: ReadonlySet<string> = new Set(['required', 'wrong-kind', 'bad-time', 'unknown-event-type']);
const sha256 = (text: string): string => hash('sha256', text);
const open = (file: string): AsyncIterable<Uint8Array> =>
  file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 65536 });

export async function runEpcis(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'check') return runCheck(rest);
  if (verb === 'hash') return runHash(rest);
  if (verb === 'convert') return runConvert(rest);
  throw new AppError('usage', { problem: `epcis ${verb ?? ''}` });
}

const line = (problem: Problem): string =>
  `${isWarning(problem) ? '提示 note' : '错误 error'}  ${problem.place || '/'}  ${describeProblem(problem, 'zh')} / ${describeProblem(problem, 'en')}\n`;

/** 0 when nothing is wrong, 1 when something is; notes alone are fine. */
async function runCheck(args: string[]): Promise<number> {
  const { values, files } = readArguments(args, { json: { type: 'boolean' } }, { min: 1, max: 1 });
  const { document, events, problems } = await checkDocument(open(files[0]!), { now: Date.now() });
  const errors = problems.filter((problem) => !isWarning(problem)).length;
  if (values.json) {
    const described = problems.map((problem) => ({
      ...problem,
      warning: isWarning(problem),
      zh: describeProblem(problem, 'zh'),
      en: describeProblem(problem, 'en'),
    }));
    await print(`${JSON.stringify({ kind: document?.kind ?? null, events, errors, problems: described }, null, 1)}\n`);
  } else {
    const notes = problems.length - errors;
    const summary = `${document?.kind ?? '—'}: 事件 ${events} · 错误 ${errors} · 提示 ${notes} / ${events} events, ${errors} errors, ${notes} notes\n`;
    await print(problems.map(line).join('') + summary);
  }
  return errors > 0 ? 1 : 0;
}

/** A line for each event: its hash; `--digest` adds the digest of the whole record, `--pre` prints what is hashed. */
async function runHash(args: string[]): Promise<number> {
  const options = { digest: { type: 'boolean' }, pre: { type: 'boolean' } } as const;
  const { values, files } = readArguments(args, options, { min: 1, max: 1 });
  // What a repository added to its answer is said in the document, at times after the events: two passes.
  const ignoreFields = files[0] === '-' ? undefined : (await readThrough(files[0]!)).ignoreFields;
  return answering(async () => {
    const reader = await readDocument(open(files[0]!));
    let lines = '';
    let broken = false;
    for await (const read of reader.events) {
      const { event } = read;
      const faults = problemsOf(read, reader.document).filter(({ code }) => unhashable.has(code));
      if (faults.length > 0) {
        broken = true;
        lines += '-\n';
        refuse(faults);
        continue;
      }
      const settings = { sha256, ignoreFields: ignoreFields ?? reader.document.ignoreFields };
      lines += values.pre ? preHash(event, settings) : eventHash(event, settings);
      lines += values.digest ? ` ${recordDigest(event, { sha256 })}\n` : '\n';
      if (lines.length > 65536) {
        await print(lines);
        lines = '';
      }
    }
    await print(lines);
    return refuse(reader.problems) + Number(broken) > 0 ? 1 : 0;
  });
}

/** Checks the whole file first: what is wrong is not converted, and nothing is left half written. */
async function runConvert(args: string[]): Promise<number> {
  const options = { to: { type: 'string' }, out: { type: 'string' } } as const;
  const { values, files } = readArguments(args, options, { min: 1, max: 1 });
  const { to } = values;
  if ((to !== 'json' && to !== 'xml') || files[0] === '-')
    throw new AppError('usage', { problem: 'epcis convert FILE --to json|xml' });
  const { document, problems } = await checkDocument(open(files[0]!), { maxProblems: 100 });
  if (!document || problems.some((problem) => !isWarning(problem))) return refuse(problems);
  if (document.kind === 'Query' || document.kind === 'CaptureJob')
    return refuse([{ code: 'not-events', place: '', details: { kind: document.kind } }]);
  const reader = await readDocument(open(files[0]!));
  const write = to === 'json' ? writeJson : writeXml;
  const pieces = write(document, reader.events, { creationDate: new Date().toISOString() });
  return answering(async () => {
    if (values.out !== undefined) await writeFile(values.out, pieces);
    else await printWhole(pieces);
    return 0;
  });
}

/** Not all that is valid can be written in the other syntax: nothing is printed before all is. */
async function printWhole(pieces: AsyncIterable<string>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zhimai-epcis-'));
  try {
    const whole = join(folder, 'converted');
    await writeFile(whole, pieces);
    for await (const piece of createReadStream(whole, 'utf8')) await print(piece as string);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeFile(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const part = `${path}.part`;
  const file = createWriteStream(part);
  try {
    await once(file, 'open');
    for await (const piece of gathered(pieces)) if (!file.write(piece)) await once(file, 'drain');
    file.end();
    await once(file, 'close');
    renameSync(part, path);
  } catch (error) {
    file.destroy();
    rmSync(part, { force: true });
    throw error;
  }
}

async function* gathered(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < 65536) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function readThrough(file: string) {
  try {
    const reader = await readDocument(open(file));
    for await (const _ of reader.events);
    return reader.document;
  } catch (error) {
    if (error instanceof EpcisError) return { ignoreFields: undefined };
    throw error;
  }
}

async function answering(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EpcisError) return refuse([error.problem]);
    throw error;
  }
}

/** Says what is wrong; 1 if anything is. */
function refuse(problems: readonly Problem[]): number {
  process.stderr.write(problems.map(line).join(''));
  return problems.length > 0 ? 1 : 0;
}
