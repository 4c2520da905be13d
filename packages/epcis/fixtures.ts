/** For tests: whole documents in memory. */
import { type ReadEvent, readDocument, type Source } from './index.ts';

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const textOf = async (pieces: AsyncIterable<string>): Promise<string> => (await collect(pieces)).join('');

export async function readAll(source: Source) {
  const { document, problems, events: stream } = await readDocument(source);
  const events = await collect(stream);
  async function* again(): AsyncGenerator<ReadEvent> {
    yield* events;
  }
  return { document, problems, events, stream: again };
}
