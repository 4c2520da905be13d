/** An index with its thousands of variants is computed in a thread of its own: the server goes on answering. */
import { Worker } from 'node:worker_threads';
import type { Message } from '../../../packages/contract/index.ts';
import { AppError } from '../../kernel/error.ts';
import type { ComputeQuestion, StoredResult } from './compute-index.ts';

type Answer = { done: number; total: number } | { result: StoredResult } | { problem: Message };

/** `progress` may throw, or `signal` abort, to end the thread. @throws AppError input.index */
export function computeApart(
  question: ComputeQuestion,
  progress: (done: number, total: number) => Promise<void>,
  signal: AbortSignal,
): Promise<StoredResult> {
  const worker = new Worker(new URL('./compute-worker.ts', import.meta.url), { workerData: question });
  return new Promise<StoredResult>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the thread of the index ended with ${code}`)));
    worker.on('message', (answer: Answer) => {
      if ('result' in answer) resolve(answer.result);
      else if ('problem' in answer) reject(new AppError('input.index', { problem: answer.problem }));
      else progress(answer.done, answer.total).catch(reject);
    });
  }).finally(() => worker.terminate());
}
