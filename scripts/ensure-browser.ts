/** Chromium and a Chinese font for the browser tests: on Debian as root through apt, elsewhere it says what to install. */
import { spawnSync } from 'node:child_process';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

export function ensureBrowser(): { path: string } | { missing: string } {
  if (!findBrowser() || !hasChineseFont()) install();
  const path = findBrowser();
  if (!path)
    return { missing: '没有 Chromium，请安装 / Chromium is missing: install it (Debian: apt-get install chromium)' };
  if (!hasChineseFont())
    return { missing: '没有中文字体，请安装 / no Chinese font: install one (Debian: apt-get install fonts-noto-cjk)' };
  return { path };
}

function findBrowser(): string | undefined {
  for (const name of names) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return undefined;
}

function hasChineseFont(): boolean {
  const fonts = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return fonts.status === 0 && fonts.stdout.trim() !== '';
}

function install(): void {
  const debian = spawnSync('sh', ['-c', 'command -v apt-get']).status === 0;
  if (!debian || process.getuid?.() !== 0) return;
  process.stdout.write('正在安装 Chromium 与中文字体… / Installing Chromium and a Chinese font…\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] as const };
  spawnSync('apt-get', ['update', '-qq'], { ...quiet, stdio: [...quiet.stdio] });
  spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk', 'fontconfig'],
    {
      ...quiet,
      stdio: [...quiet.stdio],
    },
  );
}
