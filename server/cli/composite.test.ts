/** The command as people use it: files in a folder, answers on the output, faults by place. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'zhimai-composite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const tree = 'iCode,Parent,Type\nindex,,Aggregate\na,index,Indicator\nb,index,Indicator\n';

function run(data: string, config: object, ...options: string[]) {
  writeFileSync(join(folder, 'tree.csv'), tree);
  writeFileSync(join(folder, 'data.csv'), data);
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify({ data: 'data.csv', tree: 'tree.csv', ...config }));
  const args = ['server/cli/main.ts', 'composite', 'run', path, ...options];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}
const rows = 'uCode,Time,a,b\nx,2024,1,0\ny,2024,2,1\nz,2024,3,1\nx,2025,9,0\ny,2025,2,1\nz,2025,3,3\n';
const steps = [{ step: 'normalise' }];

test('the latest year, or the one asked for', () => {
  const order = (config: object) =>
    JSON.parse(run(rows, { steps, ...config }, '--json').stdout).units.map(({ unit }: { unit: string }) => unit);
  expect(order({})).toEqual(['z', 'x', 'y']);
  expect(order({ year: 2024 })).toEqual(['z', 'y', 'x']);
});

test.each([
  ['a year that is not there', rows, { steps, year: 2020 }, '2024、2025'],
  ['two columns of one name', 'uCode,a,b,a\nx,1,0,3\ny,2,1,4\n', { steps }, '两列都叫a'],
  [
    'a method for a level that is not there',
    rows,
    { steps: [{ step: 'aggregate', levels: { 4: 'geometric' } }] },
    'levels.4',
  ],
  [
    'a unit without a value where every unit chooses its weights',
    'uCode,a,b\nx,1,2\ny,3,\nz,4,6\n',
    { steps: [{ step: 'aggregate', weights: 'benefit-of-doubt' }] },
    'b在y缺失',
  ],
])('%s is named in both languages', (_, data, config, named) => {
  const { status, stderr, stdout } = run(data, config);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(named);
});
