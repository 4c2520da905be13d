import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect } from './fixtures.ts';
import { eventHash, preHash, readJson } from './index.ts';

const root = join(import.meta.dirname, '../../../shared/conformance/epcis');
const folder = join(root, 'event-hash');
const here = existsSync(folder);
if (!here) console.log('shared/conformance/epcis is missing: its cases are skipped');

const lines = (file: string) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
async function hashes(bytes: Uint8Array) {
  const reader = readJson(bytes);
  const events = await collect(reader.events);
  const ignoreFields = reader.document.ignoreFields;
  return {
    hashes: events.map(({ event }) => eventHash(event, { ignoreFields })),
    texts: events.map(({ event }) => preHash(event, { ignoreFields })),
  };
}
const files = (pattern: string) => (here ? globSync(pattern, { cwd: folder }).sort() : []);

describe.skipIf(!here)('published event hashes', () => {
  test.each(files('*.jsonld'))('%s', async (file) => {
    const result = await hashes(readFileSync(join(folder, file)));
    const expected = lines(file.replace('.jsonld', '.hashes'));
    if (result.hashes.join() !== expected.join())
      expect(result.texts).toEqual(lines(file.replace('.jsonld', '.prehashes')));
    expect(result.hashes).toEqual(expected);
  });
});
