/** Entry of the thread that runs PDF.js; see pdf-thread.ts. */
import { parentPort } from 'node:worker_threads';
import { ExtractError } from './errors.ts';
import { readPdf } from './pdf.ts';
import type { PdfAnswer, PdfQuestion } from './pdf-thread.ts';

// On some damaged files PDF.js leaves a rejected promise behind that nobody waits for. The answer to the question does not
// depend on it, and without this line it would end the thread.
process.on('unhandledRejection', () => undefined);

parentPort?.on('message', async ({ bytes, limits }: PdfQuestion) => {
  parentPort?.postMessage(await answer(bytes, limits));
});

async function answer(bytes: Uint8Array, limits: PdfQuestion['limits']): Promise<PdfAnswer> {
  try {
    const { text, anchors } = await readPdf(bytes, limits);
    return { text, anchors };
  } catch (error) {
    if (error instanceof ExtractError) return { code: error.code, details: error.details };
    return { code: 'damaged', details: { why: String(error) } };
  }
}
