/** Somebody downloads a receipt, goes offline and checks it; a changed one is refused. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, openBrowser, openPage, type Program, startDemo } from './support.ts';

let program: Program;
let browser: Browser;
beforeAll(async () => {
  [program, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

test('a receipt from a plan page is verified without a network', async () => {
  const { context, page } = await openPage(browser, desktop);
  await page.goto(`${program.base}/public/plans/zj-quality-2021-2025`);
  const proof = page.locator('.proof');
  await proof.getByRole('link', { name: '下载回执' }).waitFor({ timeout: 30_000 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    proof.getByRole('link', { name: '下载回执' }).click(),
  ]);
  const receipt = readFileSync(await download.path(), 'utf8');
  const [facts] = await Promise.all([
    page.waitForEvent('download'),
    proof.getByRole('link', { name: '内容', exact: true }).click(),
  ]);
  const content = readFileSync(await facts.path());
  const entry = JSON.parse(Buffer.from(/extra (\S+)/.exec(receipt)![1]!, 'base64').toString('utf8')) as {
    subject: string;
  };
  expect(entry.subject).toBe('plan/zj-quality-2021-2025');

  await page.goto(`${program.base}/verify`);
  await page.getByText('来自本网站').waitFor();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  const file = (text: string | Buffer, name: string) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  });
  const [receiptInput, originalInput] = [
    page.locator('input[type=file]').nth(0),
    page.locator('input[type=file]').nth(1),
  ];
  await receiptInput.setInputFiles(file(receipt, 'receipt.tlog-proof'));
  const good = page.locator('[data-verdict=good]');
  await good.waitFor();
  await expect.poll(() => good.innerText()).toContain('国密 SM2/SM3 签名');
  expect(await good.innerText()).toContain('plan/zj-quality-2021-2025');
  await originalInput.setInputFiles(file(content, 'facts.json'));
  await page.getByText('“facts.json”的摘要就在条目中').waitFor();
  await originalInput.setInputFiles(file('something else', 'other.txt'));
  await page.getByText('条目中没有“other.txt”的摘要').waitFor();
  expect(await page.locator('[data-verdict=bad]').count()).toBe(1);

  // One sign of the entry, of the signatures, of the root.
  for (const changed of [
    receipt.replace('extra eyJ', 'extra eyI'),
    receipt.replace(/index (\d+)/, (_, index: string) => `index ${Number(index) + 1}`),
    receipt.replace(/(\S{6})\n$/, (end) => end.replace(/[A-Z]/, (sign) => (sign === 'A' ? 'B' : 'A'))),
    'nonsense',
  ]) {
    expect(changed).not.toBe(receipt);
    await page.getByLabel('或粘贴回执全文').fill(receipt);
    await page.getByText('条目在日志中').waitFor();
    await expect.poll(() => page.locator('.verify-steps .bad').count()).toBe(1);
    await page.getByLabel('或粘贴回执全文').fill(changed);
    await expect
      .poll(() => page.locator('.verdict p').first().innerText())
      .toMatch(/损坏|不在所签发的日志中|签名不成立/);
  }
  await context.close();
});
