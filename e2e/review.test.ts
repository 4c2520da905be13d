/** From a file to a plan, as two officers do it: review with keyboard and selection, confirm, adopt, amend, approve. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, openBrowser, openPage, type Program, signIn, startDemo } from './support.ts';

let program: Program;
let browser: Browser;
beforeAll(async () => {
  [program, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

const text = `浙江省产品质量提升行动方案（2027—2029年）

一、总体要求
到2029年，产品质量监督抽查合格率达到97%以上，新增示范企业20家，制定地方标准30项。

二、主要任务
（一）加强标准供给。每年培育领军企业26家，到2029年共培育领军企业165家。（责任单位：省市场监管局、省财政厅，列第一位的为牵头单位，下同）
（二）提升服务质量。公共服务满意度达到85分。（责任单位：省发展改革委）

浙江省人民政府办公厅
2026年3月15日
`;

/** Selects words of the paper as a mouse would. */
const select = (page: Page, words: string) =>
  page.evaluate((wanted) => {
    for (const paragraph of document.querySelectorAll('.paper p')) {
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
        const at = node.data.indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        getSelection()?.removeAllRanges();
        getSelection()?.addRange(range);
        return true;
      }
    }
    return false;
  }, words);
const decided = (page: Page) => page.locator('.review-progress .cap').innerText();

test('a file becomes a plan under two pairs of eyes', async () => {
  const first = await openPage(browser, desktop);
  const { page } = first;
  await signIn(page, program, 'province');
  const imported = await first.context.request.post(`${program.base}/api/documents`, {
    headers: { 'x-zhimai': '1' },
    multipart: { file: { name: '方案.txt', mimeType: 'text/plain', buffer: Buffer.from(text) } },
  });
  const { id } = (await imported.json()) as { id: string };
  await page.goto(`${program.base}/documents/${id}`);
  await page.getByRole('button', { name: '以总数为准' }).click();
  await page.locator('.decision textarea').fill('经与起草单位核对');
  await page.getByRole('button', { name: '答复', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('.review-progress .cap')?.textContent === '1 / 9');

  await page.locator('#tab-targets').click();
  await page.locator('.card').first().locator('> button').click();
  await page.keyboard.press('a');
  await page.waitForFunction(() => document.querySelector('.review-progress .cap')?.textContent === '2 / 9');
  await page.waitForFunction(() => document.querySelector('.card.chosen')?.textContent?.includes('示范企业'));
  await page.keyboard.press('e');
  await page.locator('.edit-form input').nth(1).fill('21');
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('.card.chosen.is-corrected').waitFor();
  await page.keyboard.press('u');
  await page.locator('.card.chosen.is-open').waitFor();

  expect(await select(page, '公共服务满意度达到85分')).toBe(true);
  await page.getByRole('button', { name: '添加为目标' }).click();
  await page.locator('.ant-drawer .edit-form').waitFor();
  expect(await page.locator('.ant-drawer .edit-form input').nth(1).inputValue()).toBe('85');
  await page.locator('.ant-drawer .edit-form button[type=submit]').click();
  await page.locator('.card.is-added').waitFor();

  for (const tab of ['targets', 'tasks']) {
    await page.locator(`#tab-${tab}`).click();
    await page.getByRole('button', { name: /接受本类待定/ }).click();
    await page.locator('.card.is-open').first().waitFor({ state: 'detached' });
  }
  expect(await decided(page)).toBe('10 / 10');
  await page.getByRole('button', { name: '确认核读完成' }).click();
  await page.locator('.ant-modal .ant-btn-primary').click();
  await page.getByText('确认核读完成', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: '采纳…' }).click();
  await page.locator('.ant-drawer button[type=submit]').click();
  await page.getByText('确认核读与采纳须由两人分别办理').waitFor();

  const second = await openPage(browser, desktop);
  await signIn(second.page, program, 'admin');
  await second.page.goto(`${program.base}/documents/${id}?adopt=1`);
  await second.page.locator('.ant-drawer button[type=submit]').click();
  await second.page.waitForURL(/\/plans\/p330000-2027-2029-/);
  await second.page.getByText('加强标准供给').first().waitFor();

  // The second proposes an amendment, the first approves it, and the board of the day before keeps the old value.
  const planId = second.page.url().split('/').at(-1)!.split('?')[0]!;
  await second.page.goto(`${program.base}/plans/${planId}/amend`);
  await second.page.locator('.amend-form textarea').fill('年度目标调整（模拟）');
  await second.page.locator('.amend-head input').first().fill('模拟文件');
  await second.page.getByRole('button', { name: '生效日期' }).click();
  await second.page.locator('.ant-picker input').fill('2028-01-01');
  await second.page.keyboard.press('Enter');
  await second.page.getByRole('button', { name: '＋ 调整目标' }).click();
  await second.page.locator('.change-card .ant-select').click();
  await second.page.locator('.ant-select-item-option').first().click();
  await second.page.locator('.change-card .facts input').first().fill('98');
  await second.page.getByRole('button', { name: '提出', exact: true }).click();
  await second.page.waitForURL(/\/amendments\//);
  await page.goto(second.page.url());
  await page.getByRole('button', { name: '批准', exact: true }).click();
  await page.locator('.ant-modal .ant-btn-primary').click();
  // The step bar names what lies ahead too: only the present step counts.
  await page.locator('.step-bar .here', { hasText: '已批准' }).waitFor();
  const valueOn = async (day: string) => {
    const response = await first.context.request.get(`${program.base}/api/targets/${planId}.T001?asOf=${day}`);
    return ((await response.json()) as { value: string }).value;
  };
  expect(await valueOn('2027-12-31')).toBe('97');
  expect(await valueOn('2028-01-01')).toBe('98');
  // The refused adoption is the one console message that belongs here.
  expect([...first.faults, ...second.faults].filter((fault) => !fault.includes('409'))).toEqual([]);
});
