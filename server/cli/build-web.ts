/** Builds the web face when its sources have changed since the last build; otherwise costs one pass over their sizes. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, webFolder } from './settings.ts';

export async function buildWeb(): Promise<void> {
  const web = join(projectFolder, 'web');
  if (!existsSync(join(web, 'index.html'))) return;
  const digest = createHash('sha256');
  const files = globSync(
    [
      'web/src/**/*',
      'web/public/**/*',
      'web/index.html',
      'web/vite.config.ts',
      'packages/contract/*.ts',
      'packages/plan-text/{compare,extract/anchors}.ts',
      'package-lock.json',
    ],
    {
      cwd: projectFolder,
    },
  ).sort();
  for (const file of files) {
    const path = join(projectFolder, file);
    if (statSync(path).isFile()) digest.update(file).update('\0').update(readFileSync(path));
  }
  const wanted = digest.digest('hex');
  const stamp = join(webFolder(), '.built-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const making = join(web, `.dist-${process.pid}`);
  process.stderr.write('正在构建界面… / Building the web face…\n');
  await new Promise<void>((done, fail) => {
    const vite = join(projectFolder, 'node_modules/vite/bin/vite.js');
    const args = [vite, 'build', '--config', 'web/vite.config.ts', '--outDir', making, '--logLevel', 'warn'];
    const child = spawn(process.execPath, args, {
      cwd: projectFolder,
      // Whoever starts us, a test runner too: React has a slow build for developers, which no user should get.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`vite build ended with ${code}`))));
  });
  await compressBuilt(making);
  writeFileSync(join(making, '.built-from'), wanted);
  // Two starts at once build side by side; the folder changes hands in one step, and the last one stays.
  rmSync(webFolder(), { recursive: true, force: true });
  renameSync(making, webFolder());
}

/** Brotli once at build instead of at every request. */
async function compressBuilt(folder: string): Promise<void> {
  const { brotliCompressSync, constants } = await import('node:zlib');
  for (const file of globSync('**/*.{js,css,html,svg,json}', { cwd: folder })) {
    const path = join(folder, file);
    const bytes = readFileSync(path);
    if (bytes.length < 1024) continue;
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
  }
}
