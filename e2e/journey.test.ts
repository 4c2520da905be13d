/** The first job of the house, in a browser: a document goes in, a board comes out, every number leads back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, openBrowser, openPage, type Program, phone, shots, signIn, startDemo } from './support.ts';

let program: Program;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'zhimai-journey-'));
beforeAll(async () => {
  [program, browser] = await Promise.all([startDemo('--as-of', '2022-01'), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const plan = `某市质量强市行动计划（2026—2028年）

一、总体目标
到2028年，制造业产品质量合格率达到97%以上，新增质量标杆企业30家。

二、主要任务
（一）加强标准供给。完善先进标准体系，每年制定地方标准10项，三年共制定40项。（责任单位：市市场监管局、市经信局、市财政局，列第一位的为牵头单位，下同）
（二）加强质量安全监管。产品质量监督抽查覆盖率达到120%。（责任单位：市市场监管局、市公安局）
`;

/** What elements say, drawn or not: cards below the fold are not laid out until they are seen. */
async function textOf(page: Page, selector: string): Promise<string[]> {
  await page.locator(selector).first().waitFor();
  return page.locator(selector).allTextContents();
}

test('the terminal shows the board of the day asked for', () => {
  expect(program.output).toContain('2022-01-31');
  expect(program.output).toMatch(/浙江“三强” 2016–2020.*\s20\s+19\s+0\s+0\s+0\s+1\s+0/);
  for (const [user, password] of Object.entries(program.passwords))
    expect(program.output).toContain(`${user.padEnd(10)} ${password}`);
});

test('a wrong password is refused in words, a right one opens the desk', async () => {
  const { page, context } = await openPage(browser, desktop);
  await page.goto(`${program.base}/targets`);
  await page.waitForURL(/sign-in/);
  await page.locator('input[name=userName]').fill('province');
  await page.locator('input[name=password]').fill('not the password');
  await page.locator('button[type=submit]').click();
  await page.getByText('用户名或密码不正确').waitFor();
  await page.locator('input[name=password]').fill(program.passwords.province!);
  await page.locator('button[type=submit]').click();
  // Back to where the user wanted to go.
  await page.waitForURL(/\/targets/);
  await context.close();
});

test('a plan is imported, and text and items lead to each other', async () => {
  const { page, context } = await openPage(browser, desktop);
  await signIn(page, program, 'hangzhou');
  await page.goto(`${program.base}/documents`);
  const file = join(folder, '行动计划.txt');
  writeFileSync(file, plan);
  await page.getByRole('button', { name: '导入文件' }).first().click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '导入并识别' }).click();
  await page.waitForURL(/\/documents\/[0-9a-f-]+/);
  await page.locator('h1', { hasText: '质量强市行动计划' }).waitFor();

  // What cannot be right is found: ten a year for three years are not forty, a share over 100 %.
  const findings = (await textOf(page, '.card')).join('\n');
  expect(findings).toMatch(/每年10项.*3年合计应为30.*40项/s);
  expect(findings).toContain('120');

  // From the item to its words …
  await page.getByRole('tab', { name: /目标/ }).click();
  await page.locator('.card', { hasText: '质量标杆企业' }).locator('button').click();
  const chosen = page.locator('mark.chosen');
  await chosen.first().waitFor();
  expect((await chosen.allInnerTexts()).join('')).toContain('30');
  // … and from the words to the item.
  await page.locator('mark', { hasText: '97' }).first().click();
  await page.locator('.card.chosen', { hasText: '制造业产品质量合格率' }).waitFor();

  await page.getByRole('tab', { name: /任务/ }).click();
  await page.locator('.card', { hasText: '加强标准供给' }).waitFor();
  expect((await textOf(page, '.card')).join('\n')).toMatch(/市市场监管局[\s\S]*市经信局、市财政局/);
  await page.screenshot({ path: join(shots, 'journey-reading.png') });

  // The same file again is refused, with the name of the one that is there.
  await page.goto(`${program.base}/documents`);
  await page.getByRole('button', { name: '导入文件' }).first().click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '导入并识别' }).click();
  await page.getByText('同一文件已经导入过').waitFor();
  await context.close();
});

test('the same plan as a PDF, printed by the browser, is read alike and tells its pages', async () => {
  const { page, context } = await openPage(browser, desktop);
  const lines = plan.split('\n').map((line) => `<p>${line}</p>`);
  await page.setContent(
    `<html lang="zh-CN"><body style="font-family: 'Noto Sans CJK SC'">${lines.join('')}</body></html>`,
  );
  const file = join(folder, '行动计划.pdf');
  await page.pdf({ path: file, format: 'A5' });
  await signIn(page, program, 'jiaxing');
  await page.goto(`${program.base}/documents`);
  await page.getByRole('button', { name: '导入文件' }).first().click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '导入并识别' }).click();
  await page.waitForURL(/\/documents\/[0-9a-f-]+/);
  await page.getByRole('tab', { name: /目标 5/ }).click();
  await page.locator('.card', { hasText: '质量标杆企业' }).waitFor();
  expect(await page.locator('.card', { hasText: '质量标杆企业' }).innerText()).toContain('第 1 页');
  await page.getByText('第 1 页').first().waitFor();
  await context.close();
});

test('the board narrows by status and word, keeps its state in the address, and exports what it shows', async () => {
  const { page, context } = await openPage(browser, desktop);
  await signIn(page, program, 'province');
  await page.goto(`${program.base}/targets?asOf=2022-01-31`);
  await page
    .getByRole('button', { name: /未达成/ })
    .first()
    .click();
  await page.waitForURL(/status=missed/);
  const row = page.locator('tbody tr');
  await expect.poll(() => row.count(), { timeout: 15_000 }).toBe(1);
  expect(await row.innerText()).toContain('创建国家产品质量监督检验中心');
  await page.reload();
  await expect.poll(() => row.count(), { timeout: 15_000 }).toBe(1);
  await page.getByRole('button', { name: '导出' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Excel（.xlsx）').click()]);
  expect(download.suggestedFilename()).toMatch(/targets-2022-01-31\.xlsx/);

  // The number leads to the target; the target to its rule, its clause and its observations.
  await row.locator('a').first().click();
  await page.waitForURL(/\/targets\/zj-quality-2016-2020/);
  await page.locator('h1', { hasText: '创建国家产品质量监督检验中心' }).waitFor();
  await page.waitForLoadState('networkidle');
  const body = await page.locator('main').innerText();
  expect(body).toContain('未达成');
  expect(body).toContain('表1-1');
  expect(body).toMatch(/6[\s\S]*10/);
  await page.screenshot({ path: join(shots, 'journey-target.png') });
  await context.close();
});

test('observations from a file: faults by row and column first, then the value, then the status', async () => {
  const { page, context } = await openPage(browser, desktop);
  await signIn(page, program, 'province');
  const board = (await (
    await context.request.get(
      `${program.base}/api/targets?plan=zj-quality-2021-2025&q=${encodeURIComponent('优良天数')}`,
    )
  ).json()) as { rows: { id: string; indicatorId: string }[] };
  const { id, indicatorId } = board.rows[0]!;
  const header = '指标编号,地区代码,期间,数值,单位,数据日期,依据';
  const bad = join(folder, 'bad.csv');
  writeFileSync(bad, `${header}\n${indicatorId},330000,2021,九十四,%,2022-02-01,测试填报`);
  const good = join(folder, 'good.csv');
  writeFileSync(good, `${header}\n${indicatorId},330000,2021,94.4,%,2022-02-01,测试填报`);

  await page.goto(`${program.base}/targets?plan=zj-quality-2021-2025`);
  await page.getByRole('button', { name: '导入观测值' }).click();
  await page.locator('input[type=file]').setInputFiles(bad);
  await page.getByText('不是数').waitFor();
  await page.locator('input[type=file]').setInputFiles(good);
  await page.getByRole('button', { name: /确认|写入|提交|导入 1/ }).click();
  // Leaving the page at once would end the request.
  await page
    .getByText(/已导入/)
    .first()
    .waitFor();
  await page.goto(`${program.base}/targets/${id}?asOf=2022-06-30`);
  await page.getByText('94.4').first().waitFor();
  await page.getByText('按期').first().waitFor();
  // Not published: the public sees no value of 2021.
  const visitor = await openPage(browser, desktop);
  await visitor.page.goto(`${program.base}/public/targets/${id}?asOf=2022-06-30`);
  await visitor.page.locator('h1').waitFor();
  await visitor.page.waitForLoadState('networkidle');
  expect(await visitor.page.locator('main').innerText()).not.toContain('94.4');
  await visitor.context.close();

  await page.goto(`${program.base}/audit`);
  await page
    .getByText(/导入观测值：新增 1/)
    .first()
    .waitFor();
  await context.close();
});

test('language, keyboard and account', async () => {
  const { page, context } = await openPage(browser, desktop);
  await signIn(page, program, 'viewer');
  await page.getByRole('button', { name: /EN/ }).first().click();
  await page.getByRole('link', { name: 'Targets' }).first().waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.reload();
  await page.getByRole('link', { name: 'Targets' }).first().waitFor();
  await page.locator('h1').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('air');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search.*q=air/);
  await page.getByRole('heading', { name: 'Targets' }).waitFor();
  // A viewer is offered no import, and the server would not take one.
  await page.goto(`${program.base}/documents`);
  await page.locator('h1').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('button', { name: /^Import\b/ }).count()).toBe(0);
  const refused = await context.request.post(`${program.base}/api/documents`, {
    headers: { 'x-zhimai': '1' },
    multipart: { file: { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') } },
  });
  expect(refused.status()).toBe(403);
  await context.close();
});

test('anything is found from the header by keyboard, in pinyin too', async () => {
  const { page, context } = await openPage(browser, desktop);
  await signIn(page, program, 'viewer');
  await page.locator('h1', { hasText: '工作台' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('zhiliangtisheng');
  await page.getByRole('option').first().waitFor();
  expect(await page.locator('.search-drop mark').first().innerText()).toBe('质量提升');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/plans\/zj-quality-2017-2019/);
  await page.keyboard.press('/');
  await page.keyboard.type('没有这样的词');
  await page.getByText('没有找到').waitFor();
  await context.close();
});

test('a view of a table is saved, opens first, and is gone when removed', async () => {
  const { page, context } = await openPage(browser, desktop);
  await signIn(page, program, 'hangzhou');
  await page.goto(`${program.base}/targets?status=reached`);
  await page.getByRole('button', { name: '视图', exact: true }).click();
  await page.getByPlaceholder('视图名称').fill('已达成的');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('button', { name: '视图：已达成的' }).waitFor();
  const views = page.getByRole('button', { name: '视图：已达成的' });
  if (!(await page.locator('.saved-views').isVisible())) await views.click();
  await page.getByRole('button', { name: '设“已达成的”为默认视图' }).click();
  await page.getByRole('button', { name: '“已达成的”不再为默认视图' }).waitFor();
  await page.goto(`${program.base}/targets`);
  await page.waitForURL(/status=reached/);
  await views.click();
  await page.getByRole('button', { name: '删除视图“已达成的”' }).click();
  await page.getByRole('button', { name: '视图', exact: true }).waitFor();
  await context.close();
});

test('on a phone the board is a list and the menu opens', async () => {
  const { page, context } = await openPage(browser, phone);
  await signIn(page, program, 'jiaxing');
  await page.getByRole('button', { name: /菜单/ }).click();
  await page.getByRole('link', { name: '目标', exact: true }).click();
  await page.waitForURL(/\/targets/);
  await page.getByText('浙江“三强” 2021–2025').first().waitFor();
  await context.close();
});

test('the picture of the README', async () => {
  const { page, context } = await openPage(browser, { width: 1280, height: 800 });
  await page.goto(`${program.base}/public/targets?plan=zj-quality-2016-2020&asOf=2022-01-01`);
  await page.locator('tbody tr').nth(8).waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(shots, 'readme.jpg'), type: 'jpeg', quality: 70 });
  await context.close();
});
