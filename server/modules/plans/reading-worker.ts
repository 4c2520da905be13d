/** Entry of the thread that extracts and reads files; see reading-thread.ts. */
import { parentPort } from 'node:worker_threads';
import { ExtractError, extractText } from '../../../packages/plan-text/extract/index.ts';
import { readPlan } from '../../../packages/plan-text/index.ts';
import type { ReadingAnswer, ReadingQuestion } from './reading-thread.ts';

// On some damaged files PDF.js leaves a rejected promise behind that nobody waits for. The answer to the question does
// not depend on it, and without this line it would end the thread.
process.on('unhandledRejection', () => undefined);

parentPort?.on('message', async (question: ReadingQuestion) => {
  parentPort?.postMessage(await answer(question));
});

async function answer({ bytes, fileName }: ReadingQuestion): Promise<ReadingAnswer> {
  try {
    const extraction = await extractText(bytes, fileName);
    // PostgreSQL holds no NUL in a text. One sign for another: every offset stays.
    extraction.text = extraction.text.replaceAll('\u0000', '\ufffd');
    return { extraction, reading: readPlan(extraction.text, { file: fileName }) };
  } catch (error) {
    if (error instanceof ExtractError) return { code: error.code, details: error.details };
    return { code: 'damaged', details: { why: String(error) } };
  }
}
