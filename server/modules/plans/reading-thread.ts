/**
 * Files are read in a thread of their own: a large one must not stop the server from answering others, and one that makes
 * a parser hang, run out of memory or leave a promise behind must not take the server with it.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  type ExtractCode,
  type ExtractDetails,
  ExtractError,
  type Extraction,
} from '../../../packages/plan-text/extract/index.ts';
import type { PlanReading } from '../../../packages/plan-text/index.ts';

export type ReadingQuestion = { bytes: Uint8Array; fileName: string };
export type ReadFile = { extraction: Extraction; reading: PlanReading };
export type ReadingAnswer = ReadFile | { code: ExtractCode; details: ExtractDetails };

export const READING_SECONDS = 120;
const HEAP_MB = 1024;

/** One idle thread is kept, because loading the parsers takes longer than reading most files. */
let idle: Worker | undefined;

/** What to do when a thread dies; set by the question it is working on. */
const lost = new WeakMap<Worker, (cause: unknown) => void>();

/** At most this many files are read at once; the others wait their turn. */
const AT_ONCE = Math.max(1, availableParallelism() - 1);
let reading = 0;
const waiting: (() => void)[] = [];

/** Throws ExtractError: what `extractText` refuses, `timeout`, and `damaged` for a file that killed its thread. */
export async function readApart(question: ReadingQuestion, seconds = READING_SECONDS): Promise<ReadFile> {
  if (reading >= AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
  reading += 1;
  try {
    return await readNow(question, seconds);
  } finally {
    reading -= 1;
    waiting.shift()?.();
  }
}

function readNow(question: ReadingQuestion, seconds: number): Promise<ReadFile> {
  const worker = takeWorker();
  return new Promise((resolve, reject) => {
    let open = true;
    const settle = (act: () => void): void => {
      if (!open) return;
      open = false;
      clearTimeout(timer);
      worker.off('message', onMessage);
      act();
    };
    const giveUp = (error: ExtractError): void =>
      settle(() => {
        end(worker);
        reject(error);
      });
    const onMessage = (answer: ReadingAnswer): void =>
      settle(() => {
        giveBack(worker);
        if ('code' in answer) reject(new ExtractError(answer.code, answer.details));
        else resolve(answer);
      });
    const timer = setTimeout(() => giveUp(new ExtractError('timeout', { seconds })), seconds * 1000);
    worker.on('message', onMessage);
    lost.set(worker, (cause) => giveUp(new ExtractError('damaged', { why: 'thread' }, { cause })));
    worker.postMessage(question);
  });
}

function startWorker(): Worker {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const onLoss = (cause: unknown): void => {
    if (idle === worker) idle = undefined;
    lost.get(worker)?.(cause);
  };
  return worker.on('error', onLoss).on('exit', onLoss);
}

function takeWorker(): Worker {
  const worker = idle ?? startWorker();
  idle = undefined;
  worker.ref();
  return worker;
}

/** Keeps the thread for the next file, or ends it when there is one already. */
function giveBack(worker: Worker): void {
  if (idle) {
    end(worker);
    return;
  }
  idle = worker;
  worker.unref();
}

function end(worker: Worker): void {
  if (idle === worker) idle = undefined;
  void worker.terminate();
}
