import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkHouse } from './check-house.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhimai-house-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
const rules = () => checkHouse(root).map((violation) => violation.rule);

test('the house as it stands keeps its rules', () => {
  expect(checkHouse(resolve(import.meta.dirname, '..'))).toEqual([]);
});

test.each([
  ['kernel that imports a module', 'server/kernel/a.ts', "import '../modules/x/index.ts';", 'imports go down'],
  ['module that imports http', 'server/modules/x/a.ts', "import type { A } from '../../http/a.ts';", 'imports go down'],
  [
    'web that imports the server',
    'web/src/a.ts',
    "import type { A } from '../../server/kernel/a.ts';",
    'imports go down',
  ],
  [
    'package that imports the server',
    'packages/draw/a.ts',
    "export * from '../../server/kernel/a.ts';",
    'imports go down',
  ],
  ['package that imports a later one', 'packages/numerals/a.ts', "import '../contract/a.ts';", 'imports go down'],
  [
    'a type import by expression',
    'server/kernel/b.ts',
    "export type A = import('../modules/x/index.ts').A;",
    'imports go down',
  ],
  ['a late import', 'server/kernel/c.ts', "export const f = () => import('../http/a.ts');", 'imports go down'],
  [
    'deep import of a module',
    'server/modules/x/b.ts',
    "import '../y/store.ts';",
    'modules are entered through index.ts',
  ],
  ['file access in a science', 'packages/draw/b.ts', "import { readFileSync } from 'node:fs';", 'sciences have no I/O'],
  [
    'chance in a science',
    'packages/draw/c.ts',
    'export const f = () => Math.random();',
    'sciences have no clock and no chance',
  ],
  [
    'the clock in a science',
    'packages/draw/d.ts',
    'export const f = () => new Date();',
    'sciences have no clock and no chance',
  ],
  ['a long file', 'server/kernel/d.ts', '// x\n'.repeat(401), 'files stay under 400 lines'],
])('catches %s', (_, file, text, rule) => {
  plant(file, text);
  expect(rules()).toEqual([rule]);
});

test('catches a circle, through type imports too', () => {
  plant('server/kernel/a.ts', "import './b.ts';");
  plant('server/kernel/b.ts', "import type { C } from './c.ts';");
  plant('server/kernel/c.ts', "export type { A } from './a.ts';");
  expect(rules()).toEqual(['no circles']);
});

test('lets through what the rules allow', () => {
  plant('packages/contract/index.ts', "import '../numerals/index.ts';");
  plant('server/kernel/a.ts', "import '../../packages/contract/index.ts'; export const now = () => new Date();");
  plant('server/modules/x/index.ts', "import '../../kernel/a.ts'; import '../y/index.ts';");
  plant('server/modules/y/index.ts', 'export const y = new Date(0);');
  plant('server/http/a.ts', "import '../modules/x/index.ts';");
  plant('web/src/a.ts', "import '../../packages/contract/index.ts';");
  plant('server/kernel/long.ts', `/** long: a table */\n${'// x\n'.repeat(500)}`);
  expect(rules()).toEqual([]);
});
