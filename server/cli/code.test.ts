import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'zhimai-code-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function code(...args: string[]): Promise<{ exit: number; out: string }> {
  const main = join(import.meta.dirname, 'main.ts');
  try {
    return { exit: 0, out: (await run(process.execPath, [main, 'code', ...args])).stdout };
  } catch (error) {
    const { code: exit, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { exit, out: stdout + stderr };
  }
}

test('a valid code ends with 0, and the reading is there for programs too', async () => {
  const { exit, out } = await code('parse', '(01)06901234567892(10)A1', '--json');
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    system: 'gs1-element-string',
    digitalLink: 'https://id.gs1.org/01/06901234567892/10/A1',
  });
});

test('an invalid one ends with 1 and says what is wrong and where, in both languages', async () => {
  const { exit, out } = await code('parse', '6901234567893');
  expect(exit).toBe(1);
  expect(out).toContain('✗ 12: 校验位不对，应为 2 / The check digit is wrong; it should be 2');
});

test('addresses of batch pages are set up by a file; misuse ends with 2', async () => {
  const file = join(folder, 'urls.json');
  writeFileSync(file, JSON.stringify([{ id: 'sample', template: 'https://trace.example.org/{gtin}/{batch}' }]));
  const found = await code('parse', 'https://trace.example.org/6901234567892/B7', '--batch-urls', file);
  expect(found.out).toContain('https://id.gs1.org/01/06901234567892/10/B7');
  writeFileSync(file, '{}');
  expect((await code('parse', 'x', '--batch-urls', file)).exit).toBe(2);
  expect((await code('parse')).exit).toBe(2);
  expect((await code('draw', 'x')).exit).toBe(2);
}, 30_000);
