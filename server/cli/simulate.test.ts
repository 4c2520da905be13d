import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runSimulate } from './simulate.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhimai-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

test('observations with their answer key: the same seed writes the same files', async () => {
  for (const name of ['a', 'b'])
    await runSimulate([
      'observations',
      '--seed',
      '9',
      '--from',
      '2024',
      '--to',
      '2025',
      '--out',
      at(`${name}.csv`),
      '--key',
      at(`${name}.json`),
    ]);
  expect(read('a.csv')).toBe(read('b.csv'));
  expect(read('a.json')).toBe(read('b.json'));
  expect(
    read('a.csv')
      .split('\r\n')
      .slice(1, -1)
      .every((line) => line.endsWith(',是')),
  ).toBe(true);
  expect(JSON.parse(read('a.json'))).toMatchObject({ simulated: true, seed: 9, years: { from: 2024, to: 2025 } });
});

test('readings: as many rows as asked for, with the stations that they need, all of them marked', async () => {
  await runSimulate(['readings', '--seed', '2', '--rows', '1500', '--out', at('r.csv'), '--stations', at('s.csv')]);
  const lines = read('r.csv').trim().split('\n');
  expect(lines).toHaveLength(1_501);
  const stations = new Set(
    read('s.csv')
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[0]),
  );
  for (const line of lines.slice(1)) {
    const cells = line.split(',');
    expect(stations.has(cells[0])).toBe(true);
    expect(cells.at(-1)).toBe('是');
  }
});

test('accounts', async () => {
  await runSimulate(['accounts', '--seed', '2', '--out', at('g.csv'), '--from', '2024', '--to', '2024']);
  expect(read('g.csv').trim().split('\r\n')).toHaveLength(1 + 90 * 12);
});

test.each([
  [['things', '--seed', '1']],
  [['observations']],
  [['observations', '--seed', '-1']],
  [['observations', '--seed', '1', '--from', '2025', '--to', '2024']],
  [['readings', '--seed', '1', '--rows', '10']],
  [['readings', '--seed', '1', '--rows', '0', '--out', 'x']],
])('%j is misuse, and says so', async (args) => {
  await expect(runSimulate(args)).rejects.toMatchObject({ code: 'usage' });
});
