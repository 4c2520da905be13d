/**
 * An office plays one year, with three levels of users in the browser: a plan comes in, two people check it, it is
 * adopted and divided, tasks are given out, reported on, returned, late, supervised, taken over in a reform; the plan is
 * amended and compared with what it was, somebody leaves, and the ledger leaves as files.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schedules } from '../server/cli/jobs.ts';
import { accessibilityFaults, openBrowser, shots } from './support.ts';
import { openYear, type Year } from './year-office.ts';

let browser: Browser;
let year: Year;
const folder = mkdtempSync(join(tmpdir(), 'zhimai-year-'));
beforeAll(async () => {
  browser = await openBrowser();
  year = await openYear(browser, '2026-01-12');
});
afterAll(async () => {
  await year?.close();
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const plan = `浙江省质量强省建设行动计划（2026—2028年）

一、总体目标
到2028年，制造业产品质量合格率达到97%以上，新增质量标杆企业110家以上。

二、主要任务
（一）加强标准供给。完善先进标准体系，每年制定地方标准10项，三年共制定40项。（责任单位：省经信厅、省发展改革委，列第一位的为牵头单位，下同）
（二）加强质量安全监管。健全风险监测网络。（责任单位：省发展改革委、省经信厅）
`;

/** What the clock would do on a morning. */
async function morning(): Promise<void> {
  const notice = { mail: { smtpUrl: undefined, from: undefined }, webhook: { allowedHosts: [] }, baseUrl: year.base };
  for (const work of schedules(notice)) await work.run(year.services, new AbortController().signal);
}

const upload = async (page: Page, name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  await page.locator('input[type=file]').first().setInputFiles(file);
};
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
/** Presses an action of a case, with the words and the deadline that it asks for. */
async function act(page: Page, action: string, comment?: string): Promise<void> {
  await button(page, action).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  if (comment) await dialog.locator('textarea').fill(comment);
  await dialog.getByRole('button', { name: '确定' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
/** Chooses in a list by what an option is called. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.keyboard.type(option.slice(0, 4));
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: option })
    .first()
    .click();
}
const stateOf = (page: Page) => page.locator('.step-bar .here');
async function openTask(page: Page, title: string): Promise<void> {
  await page.goto(`${year.base}/tasks`);
  await page.getByRole('link', { name: title }).first().click();
  await page.locator('h1', { hasText: title }).waitFor();
}

test('a year', { timeout: 400_000 }, async ({ onTestFailed }) => {
  onTestFailed(() => year.look(shots));
  // ── January: the plan comes in, one person checks it …
  const drafter = await year.as('drafter');
  await drafter.goto(`${year.base}/documents`);
  await button(drafter, '导入文件').first().click();
  await upload(drafter, '行动计划.txt', plan);
  await button(drafter, '导入并识别').click();
  await drafter.waitForURL(/\/documents\/[0-9a-f-]+/);
  const documentUrl = drafter.url().split('?')[0]!;
  // Ten a year for three years are not forty: the doubt is answered with a reason before anything else.
  await button(drafter, '以总数为准').click();
  await drafter.locator('.decision textarea, .decision input').first().fill('与起草处核对，三年共 40 项');
  await button(drafter, /^答复/).last().click();
  for (const tab of ['目标', '任务']) {
    await drafter.getByRole('tab', { name: new RegExp(tab) }).click();
    await button(drafter, /接受本类待定/).click();
    await button(drafter, /接受本类待定/).waitFor({ state: 'hidden' });
  }
  // … something is still doubtful: what the batch leaves out is accepted by hand.
  await acceptTheRest(drafter);
  await button(drafter, '确认核读完成').click();
  await drafter
    .getByRole('dialog')
    .getByRole('button', { name: '确认核读完成' })
    .or(drafter.getByRole('dialog').getByRole('button', { name: /确\s*定|确\s*认/ }))
    .first()
    .click();
  await drafter
    .getByText(/省质量办甲 于 .* 确认核读完成/)
    .first()
    .waitFor();
  // Whoever checked alone cannot adopt.
  const alone = await drafter.request.post(`${documentUrl.replace('/documents/', '/api/documents/')}/adopt`, {
    headers: { 'x-zhimai': '1' },
    data: adoption(),
  });
  expect(alone.status()).toBe(409);

  // ── … and another adopts it.
  const checker = await year.as('checker');
  await checker.goto(documentUrl);
  await button(checker, '采纳…').click();
  const drawer = checker.getByRole('dialog');
  await drawer.getByLabel('简称').fill('质量强省 2026–2028');
  await drawer.getByLabel('发文机关').fill('浙江省人民政府');
  await checker.screenshot({ path: join(shots, 'year-adopt.png') });
  await drawer.getByRole('button', { name: '采纳', exact: true }).click();
  await checker
    .getByText(/已采纳/)
    .first()
    .waitFor();
  const plans = (await (await checker.request.get(`${year.base}/api/plans`)).json()) as { plans: { id: string }[] };
  expect(plans.plans).toHaveLength(1);
  const planId = plans.plans[0]!.id;

  // ── February: targets go to the cities, and from a city to its counties.
  year.goTo('2026-02-10');
  const officer = await year.as('drafter');
  await officer.goto(`${year.base}/targets?plan=${planId}&q=质量标杆企业`);
  await officer
    .getByRole('link', { name: /质量标杆企业/ })
    .first()
    .click();
  await button(officer, '分解目标').click();
  await button(officer, '平均分配').click();
  await officer.getByLabel(/杭州市/).fill('9');
  await officer.getByText('还差 1').waitFor();
  await button(officer, '保存分解').click();
  await officer.getByText(/比上级目标 110 少 1/).waitFor();
  await officer.getByLabel(/杭州市/).fill('20');
  await button(officer, '保存分解').click();
  await officer.getByText(/已保存第 1 版/).waitFor();
  const city = await year.as('city');
  await city.goto(`${year.base}/notices`);
  await city
    .getByText(/新的分解目标：.*质量标杆企业 20/)
    .first()
    .click();
  await city.locator('h1', { hasText: '质量标杆企业' }).waitFor();
  await button(city, '分解目标').click();
  await city.getByLabel(/西湖区/).fill('20');
  await button(city, '保存分解').click();
  await city.getByText(/已保存第 1 版/).waitFor();

  // ── March: the tasks go out; a holiday is refused as a deadline and the next working day is offered.
  year.goTo('2026-03-02');
  const issuer = await year.as('drafter');
  await issuer.goto(`${year.base}/plans/${planId}?issue=1`);
  const refused = await issuer.request.post(`${year.base}/api/work/issue-plan`, {
    headers: { 'x-zhimai': '1' },
    data: { planId, dueOn: '2026-05-01' },
  });
  expect(await refused.text()).toContain('2026-05-06');
  await button(issuer, '60 个工作日').click();
  await issuer.getByText('今天起第 60 个工作日').waitFor();
  await issuer.getByRole('dialog').getByRole('button', { name: '下达' }).click();
  await issuer.getByText('已下达 2 项').waitFor();

  const industry = await year.as('industry');
  await industry.goto(`${year.base}/`);
  await industry.getByRole('link', { name: '加强标准供给' }).first().click();
  await act(industry, '签收');
  await stateOf(industry).getByText('办理中').waitFor();
  // A part for the city, within the task's own time.
  await button(industry, '分解子任务').click();
  const form = industry.getByRole('dialog');
  await form.getByLabel('任务名称').fill('杭州市先进标准清单');
  await form.getByLabel('办理地区').click();
  await industry.getByTitle('杭州市', { exact: true }).click();
  await form.getByLabel('牵头单位').fill('杭州市人民政府');
  await industry.getByTitle('杭州市人民政府').click();
  await form.getByRole('button', { name: '下达' }).click();
  await industry.getByRole('link', { name: '杭州市先进标准清单' }).waitFor();

  const cityAgain = await year.as('city');
  await openTask(cityAgain, '杭州市先进标准清单');
  await act(cityAgain, '签收');
  await button(cityAgain, '填报进展').click();
  await cityAgain.getByLabel('已完成的工作').fill('清单已征求意见。');
  await upload(cityAgain, '清单.txt', '标准清单（测试材料）');
  await cityAgain.getByText('清单.txt').waitFor();
  await button(cityAgain, '提交填报').click();
  await cityAgain.getByRole('link', { name: '清单.txt' }).waitFor();
  await act(cityAgain, '提交办结', '清单定稿');

  // ── April: the joint unit answers to the lead; the lead hands in and is sent back.
  year.goTo('2026-04-20');
  const planning = await year.as('planning');
  await openTask(planning, '加强标准供给');
  await button(planning, '反馈配合情况').click();
  await planning.getByLabel('已完成的工作').fill('已提供产业目录。');
  await button(planning, '提交填报').click();
  await planning.getByText('已提供产业目录。').waitFor();
  const lead = await year.as('industry');
  await openTask(lead, '杭州市先进标准清单');
  await act(lead, '办结');
  await openTask(lead, '加强标准供给');
  await button(lead, '确认').click();
  await lead.getByText('已确认').first().waitFor();
  await button(lead, '填报进展').click();
  await lead.getByLabel('完成进度（%）').fill('80');
  await lead.getByLabel('已完成的工作').fill('已立项 8 项地方标准。');
  await button(lead, '提交填报').click();
  await lead.getByText('80%').first().waitFor();
  await act(lead, '提交办结');
  const reviewer = await year.as('checker');
  await openTask(reviewer, '加强标准供给');
  await act(reviewer, '退回', '尚差 2 项，请补齐');
  await stateOf(reviewer).getByText('办理中').waitFor();

  // ── June: late. The program says so, and issues a slip after five working days.
  year.goTo('2026-06-10');
  await morning();
  await morning();
  const supervised = await year.as('industry');
  await supervised.goto(`${year.base}/`);
  await supervised
    .getByText(/逾期 \d+ 个工作日/)
    .first()
    .waitFor();
  await supervised.screenshot({ path: join(shots, 'year-desk.png') });
  await openTask(supervised, '加强标准供给');
  await supervised
    .getByRole('link', { name: /督办〔2026〕\d+号/ })
    .first()
    .click();
  await act(supervised, '回复整改情况', '本周补齐 2 项');
  await supervised.screenshot({ path: join(shots, 'year-slip.png') });
  expect(await accessibilityFaults(supervised)).toEqual([]);
  await openTask(supervised, '加强标准供给');
  await act(supervised, '提交办结', '10 项全部立项');
  const closer = await year.as('drafter');
  await openTask(closer, '加强标准供给');
  await act(closer, '办结');
  await closer.getByText('逾期补办').first().waitFor();
  await closer.screenshot({ path: join(shots, 'year-task.png'), fullPage: true });
  await closer.goto(`${year.base}/`);
  await closer
    .getByRole('link', { name: /督办〔2026〕/ })
    .first()
    .click();
  await act(closer, '销号');
  await stateOf(closer).getByText('已销号').waitFor();

  // ── September: a department is reformed; its successor has the open task from that day on.
  year.goTo('2026-09-01');
  const admin = await year.as('admin');
  await admin.goto(`${year.base}/organizations/reform`);
  await admin.getByLabel('依据（文号或说明）').fill('机构改革方案（测试）');
  await admin.getByLabel('原机构').first().fill('浙江省发展和改革委员会');
  await admin.getByTitle('浙江省发展和改革委员会').first().click();
  await admin.getByLabel('接续机构', { exact: true }).fill('浙江省经济和信息化厅');
  await admin.locator('.ant-select-dropdown:visible').getByTitle('浙江省经济和信息化厅').first().click();
  await button(admin, '预览').click();
  await admin.screenshot({ path: join(shots, 'year-reform.png') });
  await button(admin, /办理改革|确认办理|执行/).click();
  await admin.getByText('改革已办理').waitFor();
  const successor = await year.as('industry');
  await openTask(successor, '加强质量安全监管');
  await successor.getByText(/承接 浙江省发展和改革委员会/).waitFor();
  await act(successor, '签收');

  // ── October: the plan is amended, with the word of a second person; the old value stays readable.
  year.goTo('2026-10-12');
  const proposer = await year.as('drafter');
  await proposer.goto(`${year.base}/plans/${planId}/amend`);
  await proposer.locator('.amend-form textarea').fill('中期调整');
  await proposer.locator('.amend-head input').first().fill('浙政发〔2026〕测试号');
  await button(proposer, '提出').click();
  // What is missing is said at the field, and nothing has left.
  await proposer.locator('.fault').first().waitFor();
  await button(proposer, /^生效日期/).click();
  await proposer.locator('.ant-picker input').fill('2026-10-12');
  await proposer.keyboard.press('Enter');
  await button(proposer, '＋ 调整目标').click();
  await proposer.locator('.change-card .ant-select').click();
  await proposer.keyboard.type('标杆');
  await proposer
    .locator('.ant-select-item-option')
    .filter({ hasText: /质量标杆企业.*浙江省/ })
    .first()
    .click();
  await proposer.locator('.change-card .facts input').first().fill('130');
  await proposer.screenshot({ path: join(shots, 'year-amend.png') });
  await button(proposer, '提出').click();
  await proposer.waitForURL(/\/amendments\//);
  const approver = await year.as('checker');
  await approver.goto(`${year.base}/`);
  await approver.getByRole('link', { name: /第 1 号修订/ }).click();
  await act(approver, '批准');
  const board = (await (
    await approver.request.get(`${year.base}/api/targets?plan=${planId}&region=330000&q=标杆`)
  ).json()) as { rows: { id: string }[] };
  const target = board.rows[0]!.id;
  await approver.goto(`${year.base}/targets/${target}`);
  await approver.getByText('130').first().waitFor();
  // What was divided no longer adds up, and the page says by how much.
  await approver.getByText(/比上级目标 130 少/).waitFor();
  await approver.goto(`${year.base}/targets/${target}?asOf=2026-09-30`);
  await approver.getByText('110').first().waitFor();

  // What was adopted and what is in force now, side by side: one target differs, and says in what.
  await approver.goto(`${year.base}/documents/compare`);
  await choose(approver, '甲', '行动计划');
  await choose(approver, '乙', '质量强省 2026–2028');
  await button(approver, /^1\s*有改动/).click();
  const changed = approver.getByRole('row').filter({ hasText: '质量标杆企业' });
  await changed.locator('del', { hasText: '110' }).waitFor();
  await changed.locator('ins', { hasText: '130' }).waitFor();
  expect(await approver.getByRole('row').count()).toBe(2);
  await approver.screenshot({ path: join(shots, 'year-compare.png') });
  expect(await accessibilityFaults(approver)).toEqual([]);

  // ── November: somebody leaves. The hand-over is dated ahead; on its day what is in hand goes over by itself.
  year.goTo('2026-11-02');
  const leaving = await year.as('industry');
  await openTask(leaving, '加强质量安全监管');
  await button(leaving, '我来经办').click();
  await leaving.getByText('经办：省经信厅').waitFor();
  const personnel = await year.as('admin');
  await personnel.goto(`${year.base}/people?q=industry`);
  await personnel.getByRole('link', { name: '省经信厅', exact: true }).click();
  await button(personnel, '交接…').click();
  await choose(personnel, '接手人', '省经信厅（接任）');
  await button(personnel, /^岗位末日/).click();
  await personnel.locator('.ant-picker input').fill('2026-11-13');
  await personnel.keyboard.press('Enter');
  await button(personnel, '预览').click();
  await personnel.getByText('手头事项在 2026-11-13 当日自动移交').waitFor();
  await personnel.screenshot({ path: join(shots, 'year-hand-over.png') });
  await button(personnel, '确认交接').click();
  await personnel.getByText('已安排交接：岗位到 2026-11-13 为止').waitFor();
  await morning();
  await leaving.reload();
  await leaving.getByText('经办：省经信厅').waitFor();
  expect(await leaving.getByText('（接任）').count()).toBe(0);
  // Nobody was there on the day itself: the next morning makes up for it.
  year.goTo('2026-11-16');
  await morning();
  const next = await year.as('industryNext');
  await next.goto(`${year.base}/notices`);
  await next.getByText('移交给您 1 项在手事项').first().waitFor();
  await openTask(next, '加强质量安全监管');
  await next.getByText('经办：省经信厅（接任）').waitFor();
  await button(next, '放回').waitFor();

  // ── December: the ledger leaves as files; the year is found by sound.
  year.goTo('2026-12-21');
  const last = await year.as('drafter');
  const file = await last.request.get(`${year.base}/api/plans/${planId}/ledger?format=xlsx`);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await file.body()) as never);
  const text: string[] = [];
  for (const sheet of book.worksheets) sheet.eachRow((row) => void text.push(String(row.values)));
  expect(text.join('\n')).toMatch(/加强标准供给[\s\S]*质量标杆企业.*130/);
  const word = await last.request.get(`${year.base}/api/plans/${planId}/ledger?format=docx`);
  expect((await word.body()).subarray(0, 2).toString()).toBe('PK');
  await last.goto(`${year.base}/`);
  await last.locator('h1').waitFor();
  await last.keyboard.press('/');
  await last.keyboard.type('jqbzgj');
  await last
    .getByRole('option', { name: /加强标准供给/ })
    .first()
    .waitFor();
  await last.goto(`${year.base}/tasks`);
  await last.getByText('加强质量安全监管').waitFor();
  await last.screenshot({ path: join(shots, 'year-tasks.png') });
  expect(year.faults()).toEqual([]);
});

const adoption = () => ({
  part: 0,
  title: '浙江省质量强省建设行动计划（2026—2028年）',
  shortTitle: '质量强省',
  issuer: '浙江省人民政府',
  from: 2026,
  to: 2028,
  region: '330000',
  visibility: 'internal',
});

/** Items with a doubt are left out of the batch: they are accepted one by one. */
async function acceptTheRest(page: Page): Promise<void> {
  for (const tab of ['目标', '任务']) {
    await page.getByRole('tab', { name: new RegExp(tab) }).click();
    await button(page, /^待定/).click();
    for (;;) {
      const card = page.locator('.card').first();
      if ((await card.count()) === 0) break;
      await card.locator('button').first().click();
      await button(page, '接受').first().click();
      await page.waitForLoadState('networkidle');
    }
  }
}
