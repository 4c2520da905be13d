import { expect, test } from 'vitest';
import { readApart } from './reading-thread.ts';

const question = (text: string) => ({ bytes: Buffer.from(text), fileName: 'a.txt' });
const long = '到2027年，产品质量合格率达到96%以上，新增示范企业20家。\n'.repeat(40_000);

test('gives up after the time that is allowed, and reads the next file', async () => {
  await expect(readApart(question(long), 0.001)).rejects.toMatchObject({ code: 'timeout' });
  const [one, two] = await Promise.all([readApart(question('目标\n')), readApart(question('目标\n'))]);
  expect(one).toEqual(two);
  expect(one?.extraction.text).toBe('目标\n');
});

test('the server goes on while a large file is read', async () => {
  let turns = 0;
  const clock = setInterval(() => {
    turns += 1;
  }, 1);
  const read = await readApart(question(long));
  clearInterval(clock);
  expect(read.reading.documents[0]?.targets.length).toBeGreaterThan(1000);
  expect(turns).toBeGreaterThan(10);
});
