/** For journeys: the real program with its own data, and a real Chromium. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { expect } from 'vitest';

const root = resolve(import.meta.dirname, '..');
export const shots = join(root, 'test-results');

export type Program = { base: string; passwords: Record<string, string>; output: string; stop(): Promise<void> };

/** `./zhimai demo` on a fresh data folder and a free port. */
export async function startDemo(...options: string[]): Promise<Program> {
  const data = mkdtempSync(join(tmpdir(), 'zhimai-e2e-'));
  spawnSync('chmod', ['755', data]);
  const child = spawn('./zhimai', ['demo', '--port', '0', ...options], {
    cwd: root,
    env: { ...process.env, ZHIMAI_DATA: data, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { base, output } = await ready(child);
  return {
    base,
    output,
    passwords: JSON.parse(readFileSync(join(data, 'demo-accounts.json'), 'utf8')),
    stop: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess): Promise<{ base: string; output: string }> {
  let output = '';
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`the demo ended with ${code}: ${output}`)));
    child.stderr!.on('data', (chunk) => {
      output += chunk;
    });
    child.stdout!.on('data', (chunk) => {
      output += chunk;
      const base = /(http:\/\/127\.0\.0\.1:\d+)\/\n/.exec(output)?.[1];
      if (base && output.includes('Ctrl-C')) done({ base, output });
    });
  });
}

export function openBrowser(): Promise<Browser> {
  const path = process.env.ZHIMAI_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(path)) throw new Error(`no browser at ${path}: run ./zhimai test browser`);
  mkdirSync(shots, { recursive: true });
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** A page that remembers everything that went wrong in it. */
export async function openPage(
  browser: Browser,
  size: { width: number; height: number },
  language: 'zh-CN' | 'en' = 'zh-CN',
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({ viewport: size, locale: language, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  watchRequests(page);
  return { page, context, faults };
}

const inFlight = new WeakMap<Page, Set<Request>>();

function watchRequests(page: Page): void {
  const open = new Set<Request>();
  inFlight.set(page, open);
  page.on('request', (request) => open.add(request));
  for (const event of ['requestfinished', 'requestfailed'] as const)
    page.on(event as 'requestfinished', (request) => open.delete(request));
}

/** The page has loaded, asks for nothing any more, and has drawn what it was told: three times in a row. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  const open = inFlight.get(page)!;
  const until = Date.now() + 20_000;
  for (let quiet = 0; quiet < 3; ) {
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 15)))),
    );
    quiet = open.size === 0 ? quiet + 1 : 0;
    if (Date.now() > until) throw new Error(`still asking: ${[...open].map((request) => request.url()).join(' ')}`);
  }
}

export async function signIn(page: Page, program: Program, userName: string): Promise<void> {
  await page.goto(`${program.base}/sign-in`);
  await page.locator('input[name=userName]').fill(userName);
  await page.locator('input[name=password]').fill(program.passwords[userName]!);
  await page.locator('button[type=submit]').click();
  await page.waitForURL(`${program.base}/`);
}

/** Serious and critical findings of axe, as one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Our pages have no frames of other origins, for which alone it would open a window of its own.
  // What passes need not be described node by node.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join('; ')}`);
}

/** What sticks out to the side. */
export async function sidewaysFaults(page: Page): Promise<string[]> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return width > 0 ? [`${width} pixels stick out to the side`] : [];
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await sidewaysFaults(page)).toEqual([]);
}
