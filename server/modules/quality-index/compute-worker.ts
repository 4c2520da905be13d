/** Entry of the thread that runs an index; see compute-thread.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { CompositeError } from '../../../packages/composite/index.ts';
import { type ComputeQuestion, computeIndex } from './compute-index.ts';

try {
  const result = await computeIndex(workerData as ComputeQuestion, (done, total) =>
    parentPort?.postMessage({ done, total }),
  );
  parentPort?.postMessage({ result });
} catch (error) {
  if (!(error instanceof CompositeError)) throw error;
  parentPort?.postMessage({ problem: { zh: error.zh, en: error.en } });
}
