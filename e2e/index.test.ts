/**
 * An index from its draft to the public: an office changes the tree and tries it, experts weigh, another person adopts,
 * it is run officially, somebody else publishes, everybody reads.
 */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accessibilityFaults,
  desktop,
  openBrowser,
  openPage,
  type Program,
  phone,
  shots,
  sidewaysFaults,
  signIn,
  startDemo,
} from './support.ts';

let program: Program;
let browser: Browser;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  [program, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

const faults: string[] = [];
async function as(userName: string): Promise<Page> {
  const opened = await openPage(browser, desktop);
  contexts.push(opened.context);
  await signIn(opened.page, program, userName);
  opened.page.on('pageerror', (error) => faults.push(`${userName}: ${error.message}`));
  return opened.page;
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const treeitem = (page: Page, name: string) => page.getByRole('treeitem').filter({ hasText: name }).first();
const saved = (page: Page) => button(page, '已保存').waitFor();
/** Chooses in a list by what an option is called. */
async function choose(page: Page, label: string, typed: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).last().click();
  await page.keyboard.type(typed);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: typed }).first().click();
}
async function act(page: Page, action: string, comment?: string): Promise<void> {
  await button(page, action).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  if (comment) await dialog.locator('textarea').fill(comment);
  await dialog.getByRole('button', { name: '确定' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
/** Runs in the drawer that is open, and waits for the result's link. */
async function runNow(page: Page): Promise<string> {
  await page.getByLabel('抽样次数', { exact: true }).last().fill('20');
  await button(page, '开始').click();
  const link = page.getByRole('link', { name: '看结果' });
  await link.waitFor({ timeout: 60_000 });
  return (await link.getAttribute('href'))!;
}

test('an index is made, weighed, adopted, run, published', { timeout: 300_000 }, async ({ onTestFailed }) => {
  onTestFailed(async () => {
    for (const [i, context] of contexts.entries())
      await context.pages()[0]?.screenshot({ path: join(shots, `index-${i}.png`) });
  });
  const province = await as('province');
  // ── the draft is found, a weight changed, undone, changed again, an indicator added
  await province.getByRole('link', { name: '质量指数' }).first().click();
  await province.getByRole('link', { name: '区域质量发展指数' }).first().click();
  await province.getByRole('link', { name: '打开草稿' }).click();
  // Taken out at one place, to be put in at another: it has values.
  await treeitem(province, '导入卓越绩效模式的企业').click();
  await province.keyboard.press('Delete');
  await treeitem(province, '导入卓越绩效模式的企业').waitFor({ state: 'detached' });
  await treeitem(province, '产品质量').click();
  const weight = province.getByLabel('权重', { exact: true });
  await weight.fill('0.3');
  expect(await treeitem(province, '产品质量').innerText()).toContain('27.3%');
  await button(province, '撤销').click();
  await expect.poll(() => weight.inputValue()).toBe('0.2');
  await weight.fill('0.25');
  await button(province, '加指标').click();
  await province.getByText('还没有选指标', { exact: true }).first().waitFor();
  await province
    .getByText(/没有编号为/)
    .first()
    .waitFor();
  await choose(province, '指标', '导入卓越绩效模式的企业');
  const added = treeitem(province, '导入卓越绩效模式的企业');
  await added.waitFor();
  await province.getByText(/上下限须是两个数/).waitFor();
  await province
    .getByLabel(/^上下限/)
    .first()
    .fill('0');
  await province.getByLabel('上下限 上限').fill('100');
  await province.getByText('没有问题，可以试算和提请采用').waitFor();
  await added.focus();
  await province.keyboard.press('Alt+ArrowUp');
  await button(province, '保存').click();
  await saved(province);

  // ── what is typed is not lost by leaving, nor by somebody who saves first
  await treeitem(province, '服务质量').click();
  await province.getByLabel('名称', { exact: true }).fill('服务业质量');
  await province.getByRole('link', { name: '目标', exact: true }).first().click();
  await province.getByRole('dialog').getByRole('button', { name: '离开', exact: true }).click();
  await province.waitForURL(/\/targets/);
  await province.locator('h1', { hasText: '目标' }).waitFor();
  await province.goBack();
  await province.getByText(/已恢复上次/).waitFor();
  const second = await as('province2');
  const address = province.url().split('?')[0]!;
  await second.goto(address);
  await treeitem(second, '品牌建设').click();
  await second.getByLabel('名称', { exact: true }).fill('品牌');
  await button(second, '保存').click();
  await saved(second);
  await button(province, '保存').click();
  await province.getByText('别人先保存了').waitFor();
  await button(province, '载入对方的版本（可撤销，回到我的）').click();
  await province.getByText('别人先保存了').waitFor({ state: 'hidden' });
  expect(await treeitem(province, '服务业质量').count()).toBe(0);
  await button(province, '撤销').click();
  await treeitem(province, '服务业质量').waitFor();
  await button(province, '重做').click();
  await saved(province);

  // ── tried
  await button(province, '试算').click();
  expect(await runNow(province)).toMatch(/^\/index\/runs\//);
  await province.keyboard.press('Escape');

  // ── experts weigh: one in pairs, one stands back
  await province.getByRole('tab', { name: '权重评议' }).click();
  await button(province, '发起评议').click();
  const drawer = province.getByRole('dialog');
  await drawer
    .getByRole('button', { name: /10 个工作日|\+10|10/ })
    .first()
    .click();
  await choose(province, '评议哪些上级的下级', '工程质量');
  await province.keyboard.press('Escape');
  await choose(province, '专家', '杭州市');
  await choose(province, '专家', '嘉兴市');
  await province.keyboard.press('Escape');
  await drawer.getByLabel('名称').fill('工程质量权重');
  await button(province, '发出邀请').click();
  await province.waitForURL(/\/index\/rounds\//);
  const round = province.url();

  const hangzhou = await as('hangzhou');
  await hangzhou.getByRole('link', { name: '工程质量权重' }).first().click();
  const sliders = hangzhou.locator('input[type=range]');
  const first = sliders.first();
  await first.focus();
  for (let i = 0; i < 4; i++) await hangzhou.keyboard.press('ArrowLeft');
  expect(await first.getAttribute('aria-valuetext')).toMatch(/明显重要（5 倍）/);
  await button(hangzhou, '提交').click();
  await hangzhou.getByRole('alert').filter({ hasText: '还没有做完' }).waitFor();
  for (let i = await button(hangzhou, '同等重要').count(); i > 0; i--)
    await button(hangzhou, '同等重要').first().click();
  if ((await hangzhou.getByText('前后矛盾（须不超过 0.10）').count()) > 0) {
    await first.focus();
    for (let i = 0; i < 3; i++) await hangzhou.keyboard.press('ArrowRight');
  }
  const all = await hangzhou.getByText(/前后一致/).count();
  expect(all).toBeGreaterThan(0);
  await hangzhou.setViewportSize(phone);
  expect(await sidewaysFaults(hangzhou)).toEqual([]);
  expect(await accessibilityFaults(hangzhou)).toEqual([]);
  await hangzhou.setViewportSize(desktop);
  await button(hangzhou, '提交').click();
  await hangzhou.getByText('您已作答，截止前可以修改。').waitFor();

  const jiaxing = await as('jiaxing');
  await jiaxing.goto(round);
  await button(jiaxing, '回避').click();
  await jiaxing.getByLabel('理由').fill('本市参评，有利害关系');
  await jiaxing.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await jiaxing.getByText('您已回避这一轮。').waitFor();

  await province.goto(round);
  await province.getByText('本市参评，有利害关系').waitFor();
  expect(await province.getByText('汇总结果').count()).toBe(0);
  await act(province, '结束并汇总');
  await province.getByText('汇总结果').waitFor();
  await button(province, '取入草稿').click();
  await province.getByText(/已于 .* 取入草稿/).waitFor();
  await province.goto(`${address}?node=works`);
  await province.getByText('取自专家评议（1 人）').first().waitFor();

  // ── proposed by one, adopted by another
  await act(province, '提请采用');
  await expect.poll(() => province.locator('.step-bar .here').innerText()).toContain('待采用');
  expect(await button(province, '采用').count()).toBe(0);
  await second.goto(address);
  await act(second, '采用');
  await expect.poll(() => second.locator('.step-bar .here').innerText()).toContain('已采用');
  expect(await button(second, '加指标').count()).toBe(0);

  // ── run officially by one, published by the other
  await province.goto(`${program.base}/index/schemes/zj-regional-quality`);
  await province.getByRole('button', { name: /^2025/ }).first().click();
  await province.getByRole('radio', { name: /正式测算/ }).check();
  const run = await runNow(province);
  const published = await second.request.post(`${program.base}/api${run}/publish`, {
    headers: { 'x-zhimai': '1' },
    data: { note: '按已采用的方案以冻结数据测算，名次附区间。' },
  });
  expect(published.status()).toBe(200);
  await province.reload();
  await province.getByText('已公布').first().waitFor();
  // A city now sees the scheme, read only.
  await hangzhou.goto(`${program.base}/index`);
  await hangzhou.getByRole('link', { name: /2025 · 设区市/ }).waitFor();
  await hangzhou.goto(address);
  await treeitem(hangzhou, '品牌').waitFor();
  expect(await button(hangzhou, '保存').count()).toBe(0);
  const everybody = await openPage(browser, desktop);
  contexts.push(everybody.context);
  await everybody.page.goto(`${program.base}/public${run}`);
  await everybody.page.locator('h1', { hasText: '区域质量发展指数' }).waitFor();
  expect(faults).toEqual([]);
});
