/**
 * The first load of the built web face in a real browser: transferred JavaScript (brotli) against the limit of 350 KB,
 * largest contentful paint, and the delay of a click, with the processor slowed four times. `node bench/web.ts`
 */
import { desktop, openBrowser, openPage, type Program, phone, signIn, startDemo } from '../e2e/support.ts';

const LIMIT_KB = 350;
const program: Program = await startDemo('--as-of', '2022-01');
const browser = await openBrowser();
console.log('page                         JavaScript KB   of limit   all KB   LCP ms   click ms   (4 × slowed)');
try {
  for (const [label, path, user, size] of [
    ['public overview', '/public', null, desktop],
    ['public board', '/public/targets?asOf=2022-01-01', null, phone],
    ['sign-in', '/sign-in', null, desktop],
    ['desk', '/', 'province', desktop],
    ['work board', '/targets', 'province', desktop],
    ['target', '/targets/zj-quality-2016-2020.T006?asOf=2022-01-01', 'province', desktop],
  ] as const) {
    const { context, page } = await openPage(browser, size);
    if (user) await signIn(page, program, user);
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    // A first visit: nothing of sign-in may be left in the cache.
    await client.send('Network.clearBrowserCache');
    await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const scripts = new Set<string>();
    let [script, all] = [0, 0];
    client.on('Network.responseReceived', (event) => {
      if (event.type === 'Script' || /\.js(\?|$)/.test(event.response.url)) scripts.add(event.requestId);
    });
    client.on('Network.loadingFinished', (event) => {
      all += event.encodedDataLength;
      if (scripts.has(event.requestId)) script += event.encodedDataLength;
    });
    await page.goto(program.base + path);
    await page.waitForLoadState('networkidle');
    const lcp = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          new PerformanceObserver((list) => done(list.getEntries().at(-1)!.startTime)).observe({
            type: 'largest-contentful-paint',
            buffered: true,
          });
        }),
    );
    const click = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          const start = performance.now();
          const button = document.querySelector<HTMLElement>('button:not([disabled])');
          button?.click();
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
        }),
    );
    const kb = script / 1024;
    const share = `${((kb / LIMIT_KB) * 100).toFixed(0)} %`;
    console.log(
      `${label.padEnd(28)} ${kb.toFixed(1).padStart(13)}   ${share.padStart(8)}   ${(all / 1024).toFixed(0).padStart(6)}   ${lcp.toFixed(0).padStart(6)}   ${click.toFixed(0).padStart(8)}`,
    );
    await context.close();
  }
} finally {
  await browser.close();
  await program.stop();
}
