/**
 * `./zhimai test`: everything, in order: types, lint, house rules, unit, conformance, integration on real PostgreSQL,
 * browser. Installs what is missing. The last line is `N passed, N failed` (`, N skipped` may follow).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBrowser } from './ensure-browser.ts';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const results = join(root, '.test', 'results');
const total = { passed: 0, failed: 0, skipped: 0 };

/** A check that passes or fails as one. */
function check(title: string, command: string, args: string[]): boolean {
  process.stdout.write(`\n── ${title}\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) total.passed += 1;
  else total.failed += 1;
  process.stdout.write(`${status === 0 ? 'ok' : 'FAILED'}: ${title}\n`);
  return status === 0;
}

/** A vitest project; its tests are counted one by one. */
function suite(title: string, project: string): void {
  process.stdout.write(`\n── ${title}\n`);
  const report = join(results, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(bin('vitest'), args, { cwd: root, stdio: 'inherit' });
  if (!existsSync(report)) {
    total.failed += 1;
    return;
  }
  const counts = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  };
  total.passed += counts.numPassedTests;
  total.failed += counts.numFailedTests;
  total.skipped += counts.numPendingTests + counts.numTodoTests;
  // A file that does not load fails without a test of its own.
  if (status !== 0 && counts.numFailedTests === 0) total.failed += 1;
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const started = Date.now();
const only = process.argv.slice(2);
const wanted = (name: string) => only.length === 0 || only.includes(name);

if (wanted('types')) check('types', bin('tsc'), ['-p', 'tsconfig.json']);
if (wanted('lint')) check('lint', bin('biome'), ['check', '.']);
if (wanted('house')) check('house rules', process.execPath, ['scripts/check-house.ts']);
if (wanted('unit')) suite('unit, conformance, integration', 'unit');
if (wanted('browser')) {
  const browser = ensureBrowser();
  if ('missing' in browser) {
    process.stdout.write(`\n── browser\n${browser.missing}\n`);
    total.failed += 1;
  } else {
    process.env.ZHIMAI_CHROMIUM = browser.path;
    suite('browser', 'browser');
  }
}
const seconds = Math.round((Date.now() - started) / 1000);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`\n${seconds} s\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
