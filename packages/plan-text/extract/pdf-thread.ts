import { Worker } from 'node:worker_threads';
import { type ExtractCode, type ExtractDetails, ExtractError } from './errors.ts';
import type { Anchor } from './lines.ts';
import type { InflateLimits } from './zip.ts';

export interface PdfQuestion {
  bytes: Uint8Array;
  limits: InflateLimits;
}
export interface PdfText {
  text: string;
  anchors: Anchor[];
}
export type PdfAnswer = PdfText | { code: ExtractCode; details: ExtractDetails };

/** One idle thread is kept, because loading PDF.js takes longer than reading most files. */
let idle: Worker | undefined;

/** What to do when a thread dies; set by the question it is working on. */
const lost = new WeakMap<Worker, (cause: unknown) => void>();

function startWorker(): Worker {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
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

/** Keep the thread for the next file, or end it when there is one already. */
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

/**
 * Read a PDF file in a thread of its own. PDF.js is large and old formats are tricky: a file that makes it hang, run out of
 * memory or leave a promise behind must not take the server with it.
 * @param seconds after which reading is given up
 * @throws ExtractError as `readPdf`, and timeout
 */
export function readPdfApart(bytes: Uint8Array, limits: InflateLimits, seconds: number): Promise<PdfText> {
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
    const onMessage = (answer: PdfAnswer): void =>
      settle(() => {
        giveBack(worker);
        if ('code' in answer) reject(new ExtractError(answer.code, answer.details));
        else resolve(answer);
      });
    const timer = setTimeout(() => giveUp(new ExtractError('timeout', { seconds })), seconds * 1000);
    worker.on('message', onMessage);
    lost.set(worker, (cause) => giveUp(new ExtractError('damaged', { why: 'thread' }, { cause })));
    const question: PdfQuestion = { bytes, limits: { maxInflated: limits.maxInflated, maxRatio: limits.maxRatio } };
    worker.postMessage(question);
  });
}
